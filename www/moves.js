// What moves the run: a step, a seek, a reset, undo. The clock rests first, and what the controls show is out of date afterwards.

import { announce } from './announce.js';
import * as engine from './engine.js';

/**
 * @param {object} page
 * @param {() => ReturnType<typeof import('./player.js').player>} page.clock
 * @param {(run: () => void) => boolean} page.act runs something on the engine; a refusal becomes a notice
 * @param {() => void} page.touch the settings may be others now
 * @param {() => void} page.look something else may be looked at now
 * @param {(id: string) => void} page.part shows a part of the step, or with '' the whole
 * @param {() => boolean} page.inParts whether parts are shown
 * @param {string} page.first the first part
 * @param {() => ReturnType<typeof import('./course.js').build>} page.course the lessons, which look at every step
 */
export function build({ clock, act, touch, look, part, inParts, first, course }) {
  /** Runs something with the clock at rest. */
  function still(run) {
    clock().pause();
    act(run);
    touch();
  }

  /** Steps, or the next part of one. Says whether there is more to come: a lesson may want the run to rest. */
  function advance(count) {
    const { target, stepped, watching } = course();
    const end = target();
    if (!end && clock().isSlow()) {
      look();
      return engine.change('part', false) && !stepped();
    }
    const steps = (n) => (end ? engine.change('step_towards', end, n) : engine.change('step', n));
    // A task has to see every step.
    for (let i = watching() ? count : 1; i > 0; i -= 1) {
      const more = steps(watching() ? 1 : count);
      if (stepped() || !more) return false;
    }
    return true;
  }

  /** Something that may change which runs there are, and what is looked at. */
  function rewrite(method, ...given) {
    let answer;
    still(() => { answer = engine.change(method, ...given); });
    look();
    return answer;
  }

  function travel(way, word) {
    const what = rewrite(way);
    if (what) announce(`${word}: ${what}.`, 'undo');
  }

  return {
    rewrite,
    /** While it plays: says whether there is more to come. */
    goOn(count) {
      let more = false;
      return act(() => { more = advance(count); }) && more && !engine.ask('halted');
    },
    step() {
      clock().pause();
      act(() => advance(1));
    },
    seek: (to) => still(() => engine.change('seek', to)),
    back: () => still(() => (clock().isSlow() ? look(engine.change('part', true)) : engine.change('back'))),
    reset: () => still(() => engine.change('reset')),
    reroll: () => still(() => engine.change('reroll')),
    undo: () => travel('undo', 'Undone'),
    redo: () => travel('redo', 'Done again'),
    first: () => still(() => engine.change('seek', 0)),
    last: () => still(() => engine.change('seek', engine.ask('desk').last)),
    /** Slow motion is a speed: it begins with the first part of the present step. */
    setSpeed(id) {
      clock().setSpeed(id);
      if (inParts() !== clock().isSlow()) part(clock().isSlow() ? first : '');
    },
  };
}
