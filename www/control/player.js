// The clock of the page: the number of steps due in each frame. It never makes up for lost time, and never trains unseen.

import { still } from '../page/motion.js';

/** So many milliseconds between steps, so many steps at once, for so long in each frame, and the step where it ends. @typedef {{ wait: number, count: number, budget?: number, to?: string }} Pace */
/** @typedef {{ id: string, name: string, wait: number, budget?: number }} Speed */

/** The speeds of the menu: milliseconds between steps, or as many steps as fit into a share of each frame. @type {Speed[]} */
export const SPEEDS = [
  { id: 'slow', name: '1 step / 2 s', wait: 2000 },
  { id: 'calm', name: '1 step / s', wait: 1000 },
  { id: 'walk', name: '5 steps / s', wait: 200 },
  { id: 'run', name: '15 steps / s', wait: 1000 / 15 },
  { id: 'fast', name: 'each frame', wait: 0 },
  { id: 'full', name: 'full speed', wait: 0, budget: 10 },
];
export const DEFAULT_SPEED = 'run';

/** The speed with this id, or the usual one. @param {string | null} id @returns {Speed} */
export const speedOf = (id) => SPEEDS.find((speed) => speed.id === id) ?? speedOf(DEFAULT_SPEED);

/** Points glide between steps that are at least this many milliseconds apart, and arrive after this many at the latest. */
const SHORTEST_GLIDE = 1000 / 15;
const LONGEST_GLIDE = 600;

/** Milliseconds for each part of a step that is watched. */
const PART = 3500;

/** With reduced motion the picture jumps by this many steps, at most once a second. */
const JUMP = 10;
const JUMP_WAIT = 1000;

/**
 * @param {(count: number, long: number, hasty: boolean, to?: string) => Promise<boolean>} step makes so many steps, and again for so many milliseconds,
 *   or goes on to the next part of one, and shows the state. Where it is hasty it may go on in every frame until it rests. Makes no step beyond
 *   `to`. Says whether there is more to come
 * @param {() => unknown} rest
 * @param {(playing: boolean) => void} changed
 * @param {() => boolean} inParts whether a step is watched in its parts
 */
export function player(step, rest, changed, inParts) {
  let playing = false;
  let speed = speedOf(DEFAULT_SPEED);
  let frame = 0;
  let next = 0;
  /** Whether steps are being made. */
  let busy = false;
  /** A pace of its own while it plays. @type {Pace | null} */
  let paced = null;

  const jumps = () => still.matches && speed.wait < JUMP_WAIT;
  const wait = () => paced?.wait ?? (inParts() ? PART : jumps() ? JUMP_WAIT : speed.wait);

  const isHasty = () => wait() === 0;

  /** @param {number} now */
  async function tick(now) {
    frame = 0;
    if (!busy && now >= next) await turn(now);
    if (playing) frame ||= requestAnimationFrame(tick);
  }

  /** @param {number} now */
  async function turn(now) {
    busy = true;
    const jump = paced || jumps();
    const count = paced?.count ?? (jump ? JUMP : 1);
    // The next step is due a full wait after the previous one was due, or now if that has passed.
    next = Math.max(next + wait(), now);
    const end = performance.now() + ((jump ? paced?.budget : speed.budget) || 0);
    let going;
    do going = await step(count, Math.max(0, end - performance.now()), isHasty(), paced?.to); while (going && playing && performance.now() < end);
    busy = false;
    if (!going && playing) pause();
  }

  /** @param {Pace} [pace] instead of the speed of the menu */
  function play(pace) {
    if (playing) return;
    paced = pace ?? null;
    playing = true;
    // The part that is shown has its time, too.
    next = performance.now() + (inParts() ? PART : 0);
    frame = requestAnimationFrame(tick);
    changed(true);
  }

  function pause() {
    if (!playing) return;
    playing = false;
    cancelAnimationFrame(frame);
    frame = 0;
    rest();
    changed(false);
  }

  document.addEventListener('visibilitychange', () => document.hidden && pause());
  return {
    play: () => play(),
    playAt: play,
    pause,
    toggle: () => (playing ? pause() : play()),
    isPlaying: () => playing,
    /** Whether it plays to a certain step. */
    isBound: () => playing && Boolean(paced?.to),
    /** For how many milliseconds points glide to the next step; 0 where they do not. */
    glide: () => (playing && (!paced || paced.to) && !inParts() && !still.matches && wait() >= SHORTEST_GLIDE ? Math.min(wait(), LONGEST_GLIDE) : 0),
    /** Whether each frame shows another step. */
    isHasty: () => playing && isHasty(),
    setSpeed: (/** @type {string} */ id) => {
      speed = speedOf(id);
      next = 0;
      rest();
    },
  };
}
