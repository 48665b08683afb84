// Works offline after the first visit: registers the worker that keeps the page's files. Where that is refused (plain http, a sandboxed
// frame, private browsing), nothing happens and nothing is missing.

const WORKER = 'worker.js';

/** The one Trusted Types policy of the page: it lets this one address through. */
function trusted() {
  if (!window.trustedTypes) return WORKER;
  const policy = window.trustedTypes.createPolicy('pushpull-offline', {
    createScriptURL(url) {
      if (url !== WORKER) throw new TypeError(`${url} is not the worker`);
      return url;
    },
  });
  return policy.createScriptURL(WORKER);
}

/** Keeps the page for visits without a network. */
export async function start() {
  try {
    const { waiting } = await navigator.serviceWorker.register(trusted(), { updateViaCache: 'none' });
    // The last visit has found a new build. The address holds the whole state, so the page may begin again with it.
    navigator.serviceWorker.addEventListener('controllerchange', () => waiting && location.reload());
    waiting?.postMessage('now');
  } catch {
    // Not here, then.
  }
}
