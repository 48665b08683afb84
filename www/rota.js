// The rota: what need not be done in every frame takes turns, so that no frame carries everything.

/** A duty for every so many milliseconds between frames. */
const EACH = 16;

/**
 * @param {{every: number, run: () => unknown}[]} duties each with the least number of milliseconds between two turns
 * @param {number} apart while each frame shows another step, one duty in so many frames at most
 */
export function rota(duties, apart) {
  const turns = duties.map((duty) => ({ ...duty, last: -Infinity }));
  let frames = 0;
  return {
    /** Lets everything be due. */
    hurry() {
      for (const turn of turns) turn.last = -Infinity;
      frames = apart;
    },
    /**
     * Runs what is due, what has waited longest first.
     * @param {number} now
     * @param {number} spare how many milliseconds lie between two frames
     */
    async run(now, spare) {
      frames += 1;
      if (spare < EACH && frames < apart) return;
      frames = 0;
      const due = spare === Infinity ? turns : turns.filter((turn) => now - turn.last >= turn.every).sort((a, b) => a.last - b.last);
      await Promise.all(due.slice(0, Math.max(1, Math.floor(spare / EACH))).map((turn) => {
        turn.last = now;
        return turn.run();
      }));
    },
  };
}
