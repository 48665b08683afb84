// Whoever moves, presses or types is about to want something: at the first such move, and not before, comes what the opening page does without.

const MOVES = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'keydown', 'dragenter'];

/** @param {() => unknown} run called once */
export function atFirstMove(run) {
  const over = new AbortController();
  const first = () => {
    over.abort();
    run();
  };
  for (const kind of MOVES) addEventListener(kind, first, { capture: true, passive: true, signal: over.signal });
}
