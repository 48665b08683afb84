// The trainer: the session and all that is drawn of it, for a page that asks by messages. It runs in a worker (trainer_worker.js), so that
// neither a step nor a picture ever holds up the page; where the browser has no worker that can paint, it runs on the page.

import { fetchRest } from './rest.js';
import { player } from './tape.js';
import * as wasm from './wasm.js';

/**
 * @param {(answers: object[]) => void} reply hears what the page is to know
 * @returns a function that takes what the page asks, a list at a time
 */
export function trainer(reply) {
  /** By their numbers: what plays a picture on a canvas, and the mark of the picture that is shown there. */
  const canvases = new Map();
  /** The runs of figures of lessons, by their numbers. */
  const groups = new Map();

  const answers = {
    load: (module) => wasm.load(module, (...recovery) => reply([{ recovery, text: wasm.text() }])),
    open: wasm.open,
    change: wasm.change,
    ask: wasm.ask,
    tell: wasm.tell,
    fault: wasm.fault,
    fetchRest: () => fetchRest(),
    /** Goes on for so many milliseconds, once at least, by a method that makes steps. Says whether there is more to come. */
    go(long, ...given) {
      const end = performance.now() + long;
      let more;
      do more = wasm.change(...given) && !wasm.ask('halted'); while (more && performance.now() < end);
      return more;
    },
    /** A canvas to paint on from now on. Says whether the browser allows it. */
    take(number, canvas) {
      const play = player(canvas);
      if (play) canvases.set(number, { play, shown: -1 });
      return Boolean(play);
    },
    /** Paints a picture of the session or, with the number of a group, of one of its runs, unless it is shown already. */
    paint(number, group, ...given) {
      const canvas = canvases.get(number);
      const picture = canvas && (group ? groups.get(group) : wasm.ask)?.('draw', ...given, canvas.shown);
      if (!picture) return;
      [canvas.shown] = picture;
      canvas.play(picture);
    },
    drop: (number) => void canvases.delete(number),
    /** Runs beside the session. */
    gather: (number, runs) => void groups.set(number, wasm.multiples(runs)),
    /** Calls a method of such runs, while they are there. */
    group(number, method, ...given) {
      const answer = groups.get(number)?.(method, ...given);
      if (method === 'free') groups.delete(number);
      return answer;
    },
  };

  async function answer({ id, kind, given }) {
    try {
      return { id, answer: await answers[kind](...given), text: wasm.text() };
    } catch ({ name, message, stack }) {
      return { id, error: { name, message, stack } };
    }
  }

  return async (asked) => {
    const all = [];
    for (const one of asked) all.push(await answer(one));
    reply(all);
  };
}
