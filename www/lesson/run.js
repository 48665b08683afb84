// How fast a lesson lets a run go: a few seconds, whatever its length, so that it can be watched.

/** About so long, in milliseconds. */
const LONG = 6000;
/** The time of a frame. */
const FRAME = 1000 / 60;
/** The slowest that is not dull. */
const SLOWEST = 150;

const still = matchMedia('(prefers-reduced-motion: reduce)');

/** The pace for so many steps: so many of them each so many milliseconds. @param {number} steps */
export function pace(steps) {
  if (still.matches) return { wait: 0, count: steps };
  const wait = Math.min(LONG / Math.max(1, steps), SLOWEST);
  return wait > FRAME ? { wait, count: 1 } : { wait: 0, count: Math.ceil(steps * FRAME / LONG) };
}
