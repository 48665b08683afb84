// Works offline after the first visit: registers the service worker that keeps the page's files. Where that is refused (plain http, a
// sandboxed frame, private browsing) nothing happens, and nothing else is affected.

import { KEEPER, trusted } from './trusted.js';

/** Keeps the page for visits without a network. */
export async function start() {
  try {
    const before = navigator.serviceWorker.controller;
    // A new build has taken over, which the last visit found. The address holds the whole state, so the page can reload with it. In a first
    // visit nothing was there before: it was served by the network, and goes on with the same build as it is kept.
    navigator.serviceWorker.addEventListener('controllerchange', () => before && location.reload());
    const { waiting } = await navigator.serviceWorker.register(trusted(KEEPER), { updateViaCache: 'none' });
    waiting?.postMessage('now');
  } catch {
    // Not available here.
  }
}
