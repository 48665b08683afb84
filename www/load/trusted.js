// The page's only Trusted Types policy: it allows the addresses of the two workers, and nothing else.

import { home } from './home.js';

/** The worker in which a trainer runs. */
export const TRAINER = `${home}trainer/worker.js`;

/** The service worker. */
export const KEEPER = 'worker.js';

const WORKERS = [KEEPER, TRAINER];

const policy = window.trustedTypes?.createPolicy('pushpull-workers', {
  createScriptURL(url) {
    if (!WORKERS.includes(url)) throw new TypeError(`${url} is no worker`);
    return url;
  },
});

/** An address that browsers accept for a worker. @param {string} url */
export const trusted = (url) => policy?.createScriptURL(url) ?? url;
