// The rota: what need not be done in every frame takes turns, so that no frame carries everything.

/** A duty for every so many milliseconds between frames. */
const EACH = 16;

/** Whether each frame shows another step. @param {number} spare how many milliseconds lie between two frames that show something else */
export const isHasty = (spare) => spare < EACH;

/**
 * @param {{every: number, run: () => unknown}[]} duties each with the least number of milliseconds between two turns
 * @param {number} pause where each frame shows another step, all that is due is done together after so many milliseconds: laying out and
 *   painting the page costs about the same for one as for all
 */
export function rota(duties, pause) {
  const turns = duties.map((duty) => ({ ...duty, last: -Infinity }));
  let latest = -Infinity;
  return {
    /** Lets everything be due. */
    hurry() {
      for (const turn of turns) turn.last = -Infinity;
      latest = -Infinity;
    },
    /**
     * Runs what is due, what has waited longest first.
     * @param {number} now
     * @param {number} spare how many milliseconds lie between two frames
     */
    async run(now, spare) {
      const together = isHasty(spare);
      if (together && now - latest < pause) return;
      latest = now;
      const due = spare === Infinity ? turns : turns.filter((turn) => now - turn.last >= turn.every).sort((a, b) => a.last - b.last);
      await Promise.all(due.slice(0, together ? due.length : Math.max(1, Math.floor(spare / EACH))).map((turn) => {
        turn.last = now;
        return turn.run();
      }));
    },
  };
}
