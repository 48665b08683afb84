// What a pointer or a key does with what lies in the pictures: hovering, choosing, dragging, walking. Rust says what lies there.

import * as engine from '../trainer/engine.js';

/**
 * @param {object} page
 * @param {() => ReturnType<typeof import('../control/player.js').player>} page.clock
 * @param {(run: () => Promise<unknown>) => Promise<boolean>} page.changed changes the run; says whether it was accepted
 * @param {() => void} page.look something else is looked at now
 * @param {(changing: Promise<unknown>) => Promise<void>} page.see the same, after a change
 * @param {(run: () => Promise<unknown>) => Promise<void>} page.said does something about the chosen point, which is then to be heard of
 * @param {(step: number) => void} page.seek
 */
export function build({ clock, changed, look, see, said, seek }) {
  /** Whether the run goes on when the point that is dragged is let go. */
  let held = false;

  /** Where a step was chosen, the run goes there; else an anchor was. */
  async function choose(method, ...given) {
    const step = await engine.change(method, ...given);
    if (step === undefined) look();
    else seek(step);
  }

  return {
    async hover(...at) {
      const [moved, movable] = await Promise.all([engine.ask('hover', ...at), engine.ask('movable', at[0])]);
      if (moved) look();
      return movable;
    },
    async leave() {
      if (await engine.ask('leave')) look();
    },
    choose: (...at) => choose('choose', ...at),
    enter: (view) => choose('enter', view),
    grab: (...at) => engine.ask('grab', ...at),
    /** The run rests while a point is dragged, so that the whole drag is one edit. */
    drag(...at) {
      held ||= clock().isPlaying();
      clock().pause();
      return changed(() => engine.change('drag', ...at));
    },
    async release() {
      const moved = await engine.ask('release');
      if (held) clock().play();
      held = false;
      look();
      return moved;
    },
    walk: (...way) => said(() => engine.change('walk', ...way)),
    nudge: (...way) => said(() => engine.change('nudge', ...way)),
    relabel: () => said(() => engine.change('label')),
    putBack: () => said(() => engine.change('put_back')),
    lookAway: () => see(engine.change('set_view', 'view.anchor', '')),
  };
}
