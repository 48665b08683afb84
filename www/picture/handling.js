// Pointer and keys on the pictures: hovering, choosing, dragging, walking. Rust knows what lies where.

/** A view, its size and a place in it. @typedef {[view: string, width: number, height: number, x: number, y: number]} Spot */

/**
 * @param {import('../page/page.js').Base} base
 * @param {object} page
 * @param {() => ReturnType<typeof import('../control/player.js').player>} page.clock
 * @param {(run: () => unknown) => Promise<boolean>} page.changed changes the run; says whether it was accepted
 * @param {() => void} page.look something else is looked at now
 * @param {(changing: Promise<unknown>) => Promise<void>} page.see the same, after a change
 * @param {(run: () => unknown) => Promise<void>} page.said does something about the chosen point, which is then to be heard of
 * @param {(step: number) => unknown} page.seek
 */
export function build({ engine }, { clock, changed, look, see, said, seek }) {
  /** Whether to resume the run when the dragged point is released. */
  let held = false;

  /** If a step was chosen, goes there; otherwise an anchor was chosen. @param {Promise<number | undefined>} choosing */
  async function choose(choosing) {
    const step = await choosing;
    if (step === undefined) look();
    else seek(step);
  }

  return {
    async hover(/** @type {Spot} */ ...at) {
      const [moved, movable] = await Promise.all([engine.ask('hover', ...at), engine.ask('movable', at[0])]);
      if (moved) look();
      return movable;
    },
    async leave() {
      if (await engine.ask('leave')) look();
    },
    choose: (/** @type {Spot} */ ...at) => choose(engine.change('choose', ...at)),
    enter: (/** @type {string} */ view) => choose(engine.change('enter', view)),
    grab: (/** @type {Spot} */ ...at) => engine.ask('grab', ...at),
    /** The run pauses while a point is dragged, so that the drag is one edit. */
    drag(/** @type {[width: number, height: number, x: number, y: number]} */ ...at) {
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
    walk: (/** @type {string} */ view, /** @type {string} */ way) => said(() => engine.change('walk', view, way)),
    nudge: (/** @type {string} */ view, /** @type {string} */ way) => said(() => engine.change('nudge', view, way)),
    relabel: () => said(() => engine.change('label')),
    putBack: () => said(() => engine.change('put_back')),
    lookAway: () => see(engine.change('set_view', 'view.anchor', '')),
  };
}

/** @typedef {ReturnType<typeof build>} Hand */
