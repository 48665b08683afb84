// Works offline after the first visit: registers the service worker that keeps the page's files. Where that is refused (plain http, a
// sandboxed frame, private browsing) nothing happens, and nothing else is affected.

import { trusted } from './trusted.js';

/** Keeps the page for visits without a network. */
export async function start() {
  try {
    const { waiting } = await navigator.serviceWorker.register(trusted('worker.js'), { updateViaCache: 'none' });
    // The last visit found a new build. The address holds the whole state, so the page can reload with it.
    navigator.serviceWorker.addEventListener('controllerchange', () => waiting && location.reload());
    waiting?.postMessage('now');
  } catch {
    // Not available here.
  }
}
