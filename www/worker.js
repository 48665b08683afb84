// The service worker: keeps all files of one build, and serves them. Builds are never mixed: a build is kept as a whole, after each file
// was checked against the list. Pages get their files from it until the last of them is closed or, if there is only one, until it is
// reloaded.

importScripts('files.js');

/** @typedef {ServiceWorkerGlobalScope & { BUILD: { id: string, files: Record<string, string> } }} Scope */

const worker = /** @type {Scope} */ (/** @type {unknown} */ (self));
const { registration, clients } = worker;
const { id, files } = worker.BUILD;
const OURS = `pushpull ${registration.scope} `;
const NAME = OURS + id;
const INDEX = 'index.html';

const sha256 = async (/** @type {Response} */ response) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()))]
  .map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A file of this build: as this visit has just loaded it, else from the server. @param {string} path */
async function fetched(path) {
  for (const cache of /** @type {const} */ (['default', 'reload'])) {
    const response = await fetch(path, { cache });
    if (response.ok && await sha256(response.clone()) === files[path]) return response;
  }
  throw new Error(`${path} is of another build`);
}

async function fill() {
  const cache = await caches.open(NAME);
  try {
    await Promise.all(Object.keys(files).map(async (path) => cache.put(path, await fetched(path))));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

async function empty() {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** A file's path from the site's root; undefined, if the address does not belong to this build. @param {string} address */
function pathOf(address) {
  const { origin, pathname } = new URL(address);
  const here = origin + pathname;
  if (!here.startsWith(registration.scope)) return undefined;
  const path = decodeURI(here.slice(registration.scope.length)) || INDEX;
  return Object.hasOwn(files, path) ? path : undefined;
}

/** A page opened with the previous build asks for this one and reloads: granted if no other page is open. */
async function takeOver() {
  const pages = await clients.matchAll({ includeUncontrolled: true, type: 'window' });
  if (pages.filter((page) => page.url.startsWith(registration.scope)).length === 1) await worker.skipWaiting();
}

worker.addEventListener('install', (event) => event.waitUntil(fill()));
// A first visit is served what is kept of it as soon as that is complete: the rest of it needs no network either.
worker.addEventListener('activate', (event) => event.waitUntil(empty().then(() => clients.claim())));
worker.addEventListener('message', (event) => event.waitUntil(takeOver()));
worker.addEventListener('fetch', (event) => {
  const path = event.request.method === 'GET' && pathOf(event.request.url);
  if (path) event.respondWith(caches.match(path, { cacheName: NAME }).then((kept) => kept ?? fetch(event.request)));
});
