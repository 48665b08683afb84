// Runs something one call at a time, with the latest arguments: calls overtaken while another one runs are skipped.

/**
 * @template {unknown[]} G
 * @param {(...given: G) => Promise<unknown>} run
 * @returns {(...given: G) => Promise<void>} resolves when nothing is left to do
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
