// Easels: each holds a canvas and sees that it shows the latest picture, painted by the trainer.

import * as engine from './engine.js';

/**
 * @param {HTMLCanvasElement} canvas
 * @param {() => void} refused called where the browser lets nobody paint on it
 */
export function easel(canvas, refused = () => {}) {
  const { number, taken } = engine.hand(canvas);
  /** Whether a picture is on its way: the next one waits until it has arrived, so that a slow trainer is never behind by more than one. */
  let busy = true;
  /** What paints that one. @type {((canvas: number) => Promise<void>) | undefined} */
  let late;

  const self = {
    /** Shows a picture. @param {(canvas: number) => Promise<void>} paint has it painted on the canvas with this number */
    async show(paint) {
      late = paint;
      if (busy) return;
      busy = true;
      while (late) {
        const next = late;
        late = undefined;
        await next(number);
      }
      busy = false;
    },
    /** The canvas is not needed any more. */
    free() {
      self.show = async () => {};
      late = undefined;
      engine.drop(number);
    },
  };

  taken.then((allowed) => {
    if (!allowed) {
      self.free();
      return refused();
    }
    busy = false;
    if (late) self.show(late);
  });
  return self;
}
