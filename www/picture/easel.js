// Easels: each holds a canvas and sees that it shows the latest picture, painted by the trainer.

import { latest } from '../page/latest.js';

/**
 * @param {import('../trainer/engine.js').Engine} engine
 * @param {HTMLCanvasElement} canvas
 * @param {boolean} [fluent] whether it shows every step of a run
 * @param {() => void} [refused] called where the browser lets nobody paint on it
 */
export function easel(engine, canvas, fluent = false, refused = () => {}) {
  const { number, taken } = engine.hand(canvas, fluent);
  taken.then((allowed) => allowed || refused());

  return {
    /** Has a picture painted on the canvas with this number; a slow trainer is never behind by more than one. */
    show: latest(async (/** @type {(canvas: number) => Promise<unknown>} */ paint) => {
      if (await taken) await paint(number);
    }),
    /** The canvas is not needed any more. */
    free: () => engine.drop(number),
  };
}
