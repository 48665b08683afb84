// What stands beside the pictures is written together, so that all of it speaks of one step, and not in every frame, as the page is laid out
// and painted anew each time.

/**
 * @param {(() => unknown)[]} duties
 * @param {() => number} pause so many milliseconds at least lie between two times
 */
export function together(duties, pause) {
  let latest = -Infinity;
  return {
    /** Does not wait the next time. */
    hurry() {
      latest = -Infinity;
    },
    /** Does everything, unless it has just been done. */
    async run() {
      const now = performance.now();
      if (now - latest < pause()) return;
      latest = now;
      await Promise.all(duties.map((duty) => duty()));
    },
  };
}
