// Easels: each holds a canvas and shows the latest picture of it. The painter, a worker, plays the pictures; where there is none, the page does.

import { player } from './tape.js';
import { trusted } from './trusted.js';

/** All that are in use, by their numbers. */
const easels = new Map();
let count = 0;

/** The painter, or nothing where the browser has no workers that can paint, or does not let them. @type {Promise<Worker | undefined>} */
const painter = new Promise((found) => {
  if (!window.Worker || !HTMLCanvasElement.prototype.transferControlToOffscreen) return found(undefined);
  const worker = new Worker(trusted('painter.js'), { type: 'module' });
  worker.addEventListener('error', () => found(undefined));
  worker.addEventListener('message', ({ data }) => {
    if (data === 'ready') found(worker);
    else easels.get(data)?.painted();
  });
}).catch(() => undefined);

/**
 * @param {HTMLCanvasElement} canvas
 * @param {() => void} refused called where the browser lets nobody paint on it
 */
export function easel(canvas, refused = () => {}) {
  const number = count += 1;
  /** The mark of the picture that is shown, or is on its way. */
  let shown = -1;
  /** @type {((picture: any) => void) | undefined} */
  let play;
  /** Whether a picture is on its way: the next one waits until it has arrived, so that a slow painter is never behind by more than one. */
  let busy = true;
  /** What has to be drawn then. */
  let late;

  const self = {
    /**
     * Shows a picture.
     * @param {(shown: number) => any} draw gives the picture, or nothing where that with the mark `shown` is it
     */
    show(draw) {
      if (busy) {
        late = draw;
        return;
      }
      const picture = draw(shown);
      if (!picture) return;
      [shown] = picture;
      play(picture);
    },
    /** The picture has arrived. */
    painted() {
      busy = false;
      const next = late;
      late = undefined;
      if (next) self.show(next);
    },
    /** Whether nothing is on its way. */
    isIdle: () => !busy,
    /** The canvas is not needed any more. */
    async free() {
      easels.delete(number);
      [busy, late] = [true, undefined];
      (await painter)?.postMessage({ number, gone: true });
    },
  };
  easels.set(number, self);

  painter.then((worker) => {
    if (worker) {
      const handed = canvas.transferControlToOffscreen();
      worker.postMessage({ number, canvas: handed }, [handed]);
      play = (picture) => {
        busy = true;
        worker.postMessage({ number, picture }, [picture[4].buffer, picture[6].buffer]);
      };
    } else {
      play = player(canvas);
      if (!play) {
        easels.delete(number);
        return refused();
      }
    }
    self.painted();
  });
  return self;
}

/** Whether every easel shows its latest picture. */
export const isIdle = () => [...easels.values()].every((one) => one.isIdle());
