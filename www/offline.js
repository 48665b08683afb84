// Works offline after the first visit: registers the worker that keeps the page's files. Where that is refused (plain http, a sandboxed
// frame, private browsing), nothing happens and nothing is missing.

import { bring } from './early.js';
import { trusted } from './trusted.js';

/** Keeps the page for visits without a network. */
export async function start() {
  try {
    const { waiting } = await navigator.serviceWorker.register(trusted('worker.js'), { updateViaCache: 'none' });
    // The last visit has found a new build. The address holds the whole state, so the page may begin again with it.
    navigator.serviceWorker.addEventListener('controllerchange', () => waiting && location.reload());
    if (waiting) {
      waiting.postMessage('now');
      return;
    }
    // As soon as all is kept, nothing is wanted from the network any more in this visit either.
    await navigator.serviceWorker.ready;
    bring();
  } catch {
    // Not here, then.
  }
}
