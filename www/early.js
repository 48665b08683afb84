// Whoever moves, presses or types is about to want something: at the first such move, and not before, comes what the opening page does
// without. Where the page is kept for visits without a network, it comes as soon as all is kept.

const MOVES = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'keydown', 'dragenter'];

/** Brings it, once. */
export let bring = () => {};

/** @param {() => unknown} run called once */
export function atFirstMove(run) {
  const over = new AbortController();
  bring = () => {
    if (over.signal.aborted) return;
    over.abort();
    run();
  };
  for (const kind of MOVES) addEventListener(kind, bring, { capture: true, passive: true, signal: over.signal });
}
