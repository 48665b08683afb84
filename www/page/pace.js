// How often everything beside the pictures is written: all at once, so that it belongs to one step, and not in every frame, as each time
// costs a layout.

/** @param {() => number} pause the least number of milliseconds between two times */
export function pacer(pause) {
  let latest = -Infinity;
  return {
    /** It is due the next time. */
    hurry() {
      latest = -Infinity;
    },
    /** Whether it is due; if so, it counts as done. */
    due() {
      const now = performance.now();
      if (now - latest < pause()) return false;
      latest = now;
      return true;
    },
  };
}
