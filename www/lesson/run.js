// How fast a lesson plays a run: within a few seconds, whatever its length, so that it can be watched.

import { still } from '../page/motion.js';

/** The approximate time, in milliseconds. */
const LONG = 6000;
/** The length of a frame, in milliseconds. */
const FRAME = 1000 / 60;
/** The longest wait between steps, in milliseconds. */
const SLOWEST = 150;

/** The pace for this many steps: steps at a time, and milliseconds between. @param {number} steps */
export function pace(steps) {
  if (still.matches) return { wait: 0, count: steps };
  const wait = Math.min(LONG / Math.max(1, steps), SLOWEST);
  return wait > FRAME ? { wait, count: 1 } : { wait: 0, count: Math.ceil(steps * FRAME / LONG) };
}
