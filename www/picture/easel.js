// Easels: each holds a canvas, on which the trainer paints the latest picture.

import { latest } from '../page/latest.js';

/**
 * @param {import('../trainer/engine.js').Engine} engine
 * @param {HTMLCanvasElement} canvas
 * @param {boolean} [fluent] whether it shows every step of a run
 * @param {() => void} [refused] called if the browser allows no painting on it
 */
export function easel(engine, canvas, fluent = false, refused = () => {}) {
  const { number, taken } = engine.hand(canvas, fluent);
  taken.then((allowed) => allowed || refused());

  return {
    /** Paints a picture on the canvas with this number; a slow trainer is never more than one behind. */
    show: latest(async (/** @type {(canvas: number) => Promise<unknown>} */ paint) => {
      if (await taken) await paint(number);
    }),
    /** The canvas is no longer needed. */
    free: () => engine.drop(number),
  };
}
