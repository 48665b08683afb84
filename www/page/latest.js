// What is done one at a time, with the latest of what is given: what was overtaken while something else was being done is left out.

/**
 * @template {unknown[]} G
 * @param {(...given: G) => Promise<unknown>} run
 * @returns {(...given: G) => Promise<void>} comes when nothing is left to do
 */
export function latest(run) {
  /** @type {G | null} */
  let next = null;
  /** @type {Promise<void> | null} */
  let running = null;

  async function all() {
    try {
      while (next) {
        const given = next;
        next = null;
        await run(...given);
      }
    } finally {
      running = null;
    }
  }

  return (...given) => {
    next = given;
    running ??= all();
    return running;
  };
}
