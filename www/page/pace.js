// How often what stands beside the pictures is written: together, so that all of it speaks of one step, and not in every frame, as the page is
// laid out and painted anew each time.

/** @param {() => number} pause so many milliseconds at least lie between two times */
export function pacer(pause) {
  let latest = -Infinity;
  return {
    /** It is due the next time. */
    hurry() {
      latest = -Infinity;
    },
    /** Whether it is due; then it is done now. */
    due() {
      const now = performance.now();
      if (now - latest < pause()) return false;
      latest = now;
      return true;
    },
  };
}
