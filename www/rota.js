// The rota: what need not be done in every frame takes turns, so that no frame carries everything.

/** A duty for every so many milliseconds between frames. */
const EACH = 16;

/** @param {{every: number, run: () => unknown}[]} duties each with the least number of milliseconds between two turns */
export function rota(duties) {
  const turns = duties.map((duty) => ({ ...duty, last: -Infinity }));
  return {
    /** Lets everything be due. */
    hurry() {
      for (const turn of turns) turn.last = -Infinity;
    },
    /**
     * Runs what is due, what has waited longest first: one duty at most while each frame shows another step.
     * @param {number} now
     * @param {number} spare how many milliseconds lie between two frames
     */
    async run(now, spare) {
      const due = spare === Infinity ? turns : turns.filter((turn) => now - turn.last >= turn.every).sort((a, b) => a.last - b.last);
      await Promise.all(due.slice(0, Math.max(1, Math.floor(spare / EACH))).map((turn) => {
        turn.last = now;
        return turn.run();
      }));
    },
  };
}
