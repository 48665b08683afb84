// The one Trusted Types policy of the page: it lets through the addresses of its two workers, and nothing else.

const WORKERS = ['worker.js', 'trainer/worker.js'];

const policy = window.trustedTypes?.createPolicy('pushpull-workers', {
  createScriptURL(url) {
    if (!WORKERS.includes(url)) throw new TypeError(`${url} is no worker`);
    return url;
  },
});

/** An address that browsers accept for a worker. @param {string} url */
export const trusted = (url) => policy?.createScriptURL(url) ?? url;
