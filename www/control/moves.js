// What moves the run: step, seek, reset, undo. The clock pauses first, and the controls are updated afterwards.

import { latest } from '../page/latest.js';

/** @typedef {import('../page/page.js').App} App */
/** @typedef {import('../page/page.js').Method} Method */
/** @template T @template {keyof T} M @typedef {import('../page/page.js').Given<T, M>} Given */

/** Milliseconds between two looks at a run that continues by itself. */
export const BEAT = 800;

/** Milliseconds of each frame in which a run goes on to a step that it has not been at. */
const STRIDE = 12;

/**
 * @param {import('../page/page.js').Base} base
 * @param {object} page
 * @param {() => ReturnType<typeof import('./player.js').player>} page.clock
 * @param {(run: () => unknown) => Promise<boolean>} page.attempt runs something on the engine; a refusal becomes a notice
 * @param {(run: () => unknown) => Promise<boolean>} page.act runs it, then shows the state
 * @param {() => unknown} page.present shows the state, once the engine has answered
 * @param {(run: () => unknown) => Promise<boolean>} page.changed runs it, then shows the state and the controls
 * @param {() => void} page.stay a run on its way to the step of a link stays where it is
 * @param {() => void} page.look something else may be looked at now
 * @param {(id: string) => unknown} page.part shows a part of the step, or with '' the whole
 * @param {() => boolean} page.inParts whether parts are shown
 * @param {string} page.first the first part
 * @param {() => ReturnType<typeof import('../lesson/course.js').build>} page.course the lessons, which look at every step
 */
export function build({ engine, announce }, { clock, attempt, act, present, changed, stay, look, part, inParts, first, course }) {
  function halt() {
    clock().pause();
    stay();
  }

  /** Runs something with the clock paused. @param {() => unknown} run */
  function still(run) {
    halt();
    return changed(run);
  }

  /** Asks for steps. While it plays, it also asks at once for what is shown of them; at rest that follows once they are made. @template {import('../trainer/engine.js').Stepping} M @param {number} long @param {M} method @param {Given<App, M>} given */
  function go(long, method, ...given) {
    const more = engine.go(long, method, ...given);
    const glide = clock().glide();
    if (glide) engine.glide(glide);
    if (clock().isPlaying()) present();
    return more;
  }

  /** Steps, and again for so many milliseconds, or the next part of one. Says whether there is more to come: a lesson may want the run to rest. @param {number} count @returns {Promise<boolean>} */
  async function advance(count, long = 0, hasty = false, to = '') {
    const { target, stepped, watching } = course();
    const end = await target();
    if (!to && !end && inParts()) {
      look();
      return await go(0, 'part', false) && !await stepped();
    }
    // A task must see every step.
    const watched = watching();
    if (hasty && !watched && !to && !end) return stream(count, long);
    const [each, time] = watched ? [1, 0] : [count, long];
    for (let i = watched ? count : 1; i > 0; i -= 1) {
      const more = await (to ? go(time, 'go_to', to, each) : end ? go(time, 'step_towards', end, each) : go(time, 'step', each));
      if (await stepped() || !more) return false;
      if (i > 1 && !clock().isPlaying()) return false;
    }
    return true;
  }

  /** Lets the trainer step and paint in every frame, until it is to stop or the run ends. @param {number} count @param {number} long */
  async function stream(count, long) {
    const beat = setInterval(present, BEAT);
    try {
      const more = engine.run(long, count);
      present();
      return await more;
    } finally {
      clearInterval(beat);
    }
  }

  /** Something that may change which runs exist, and what is looked at. @template {Method} M @param {M} method @param {Given<App, M>} given */
  async function rewrite(method, ...given) {
    await still(() => engine.change(method, ...given));
    look();
  }

  /** @param {'undo' | 'redo'} way @param {string} word */
  async function travel(way, word) {
    await still(async () => {
      const what = await engine.change(way);
      if (what) announce(`${word}: ${what}.`, 'undo');
    });
    look();
  }

  /** Goes to a step that was typed: at once as far as the run has been, and plays from there on. @param {string} to */
  async function goTo(to) {
    halt();
    if (await engine.change('go_to', to, 0)) clock().playAt({ wait: 0, count: 1, budget: STRIDE, to });
  }

  return {
    rewrite,
    /** While playing: returns whether there is more to come. */
    async goOn(/** @type {number} */ count, /** @type {number} */ long, /** @type {boolean} */ hasty, /** @type {string | undefined} */ to) {
      let more = false;
      return await attempt(async () => { more = await advance(count, long, hasty, to); }) && more;
    },
    step() {
      halt();
      act(() => advance(1));
    },
    seek: (/** @type {number} */ to) => still(() => engine.change('seek', to)),
    goTo,
    /** The same, from a mark. @param {string} to */
    lead: (to) => changed(() => goTo(to)),
    /** Goes to where the timeline is dragged. If answers take long, only the latest place counts. */
    scrub: latest((/** @type {[width: number, height: number, x: number]} */ ...at) => still(() => engine.change('scrub', ...at))),
    async back() {
      const slow = inParts();
      await still(() => (slow ? engine.change('part', true) : engine.change('back')));
      if (slow) look();
    },
    reset: () => still(() => engine.change('reset')),
    reroll: () => still(() => engine.change('reroll')),
    undo: () => travel('undo', 'Undone'),
    redo: () => travel('redo', 'Done again'),
    first: () => still(() => engine.change('seek', 0)),
    last: () => still(async () => engine.change('seek', (await engine.glance(['desk'])).desk.last)),
    /** Shows the next step in its parts, one after the other, or ends that. */
    async 'watch-step'() {
      clock().pause();
      const begins = !inParts();
      await part(begins ? first : '');
      if (begins) clock().play();
    },
    setSpeed: (/** @type {string} */ id) => clock().setSpeed(id),
  };
}
