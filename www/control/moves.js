// What moves the run: a step, a seek, a reset, undo. The clock rests first, and what the controls show is out of date afterwards.

import { announce } from '../page/announce.js';
import * as engine from '../trainer/engine.js';

/** Milliseconds between two looks at a run that goes on by itself. */
export const BEAT = 800;

/**
 * @param {object} page
 * @param {() => ReturnType<typeof import('./player.js').player>} page.clock
 * @param {(run: () => unknown) => Promise<boolean>} page.attempt runs something on the engine; a refusal becomes a notice
 * @param {(run: () => unknown) => Promise<boolean>} page.act the same, and shows what has become of it
 * @param {() => void} page.present shows what becomes of what the engine was asked for
 * @param {(run: () => unknown) => Promise<boolean>} page.changed the same, after which the controls show something else
 * @param {() => void} page.look something else may be looked at now
 * @param {(id: string) => void} page.part shows a part of the step, or with '' the whole
 * @param {() => boolean} page.inParts whether parts are shown
 * @param {string} page.first the first part
 * @param {() => ReturnType<typeof import('../lesson/course.js').build>} page.course the lessons, which look at every step
 */
export function build({ clock, attempt, act, present, changed, look, part, inParts, first, course }) {
  /** Runs something with the clock at rest. */
  function still(run) {
    clock().pause();
    return changed(run);
  }

  /** Asks for steps and, while it plays, before they are made, for what is shown of them: at rest that is asked for once they are made. */
  function go(...given) {
    const more = engine.go(...given);
    if (clock().isPlaying()) present();
    return more;
  }

  /** Steps, and again for so many milliseconds, or the next part of one. Says whether there is more to come: a lesson may want the run to rest. */
  async function advance(count, long = 0, hasty = false) {
    const { target, stepped, watching } = course();
    const end = await target();
    if (!end && clock().isSlow()) {
      look();
      return await go(0, 'part', false) && !await stepped();
    }
    // A task has to see every step.
    const watched = watching();
    if (hasty && !watched && !end) return stream(count, long);
    const steps = end ? ['step_towards', end] : ['step'];
    for (let i = watched ? count : 1; i > 0; i -= 1) {
      const more = await go(watched ? 0 : long, ...steps, watched ? 1 : count);
      if (await stepped() || !more) return false;
      if (i > 1 && !clock().isPlaying()) return false;
    }
    return true;
  }

  /** Lets the trainer step and paint in every frame, until it is told to rest or there is no more to come. */
  async function stream(count, long) {
    const beat = setInterval(present, BEAT);
    try {
      const more = engine.run(long, 'step', count);
      present();
      return await more;
    } finally {
      clearInterval(beat);
    }
  }

  /** Something that may change which runs there are, and what is looked at. */
  async function rewrite(method, ...given) {
    let answer;
    await still(async () => { answer = await engine.change(method, ...given); });
    look();
    return answer;
  }

  async function travel(way, word) {
    const what = await rewrite(way);
    if (what) announce(`${word}: ${what}.`, 'undo');
  }

  return {
    rewrite,
    /** While it plays: says whether there is more to come. */
    async goOn(...given) {
      let more = false;
      return await attempt(async () => { more = await advance(...given); }) && more;
    },
    step() {
      clock().pause();
      act(() => advance(1));
    },
    seek: (to) => still(() => engine.change('seek', to)),
    async back() {
      const slow = clock().isSlow();
      await still(() => (slow ? engine.change('part', true) : engine.change('back')));
      if (slow) look();
    },
    reset: () => still(() => engine.change('reset')),
    reroll: () => still(() => engine.change('reroll')),
    undo: () => travel('undo', 'Undone'),
    redo: () => travel('redo', 'Done again'),
    first: () => still(() => engine.change('seek', 0)),
    last: () => still(async () => engine.change('seek', (await engine.ask('desk')).last)),
    /** Slow motion is a speed: it begins with the first part of the present step. */
    setSpeed(id) {
      clock().setSpeed(id);
      if (inParts() !== clock().isSlow()) part(clock().isSlow() ? first : '');
    },
  };
}
