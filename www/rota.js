// The rota: what need not be done in every frame takes turns, so that no frame carries everything.

/** Frames that are this far apart have time for everything. */
const LEISURE = 120;

/** @param {{every: number, run: () => void}[]} duties each with the least number of milliseconds between two turns */
export function rota(duties) {
  const turns = duties.map((duty) => ({ ...duty, last: -Infinity }));
  let frame = -Infinity;
  return {
    /** Lets everything be due. */
    hurry() {
      for (const turn of turns) turn.last = -Infinity;
    },
    /**
     * Runs what is due: one duty at most while frames are dense, all of them otherwise.
     * @param {number} now
     * @param {boolean} playing
     */
    run(now, playing) {
      const dense = playing && now - frame < LEISURE;
      frame = now;
      const due = dense ? turns.filter((turn) => now - turn.last >= turn.every).sort((a, b) => a.last - b.last).slice(0, 1) : turns;
      for (const turn of due) {
        turn.last = now;
        turn.run();
      }
    },
  };
}
