// After the first visit the page needs no network, and a new build takes over as a whole.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { addressHas, atStep, HOME, onPage, painted, press, shownStep, steps, UNKEPT_ICON } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const { SITE = '' } = process.env;
const ALLOW = { context: { serviceWorkers: /** @type {const} */ ('allow') } };
/** @param {string | Buffer} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A host of the site that can be given a new build, whole or half: files of other bytes in a folder of another name, and those of the old one are gone. */
async function host() {
  const state = { title: '', whole: true, requests: 0 };
  const old = HOME.slice(SITE.length, -1);
  const renewed = () => sha256(state.title).slice(0, old.length);
  /** @param {string} path */
  const original = async (path) => {
    const response = await fetch(SITE + path);
    return { type: response.headers.get('content-type') ?? '', status: response.status, body: Buffer.from(await response.arrayBuffer()) };
  };
  /** @param {string} path */
  const file = async (path) => {
    if (!state.title) return original(path);
    if (path.startsWith(`${old}/`)) return { type: 'text/plain', status: 404, body: Buffer.from('Not Found') };
    const found = await original(path.replace(renewed(), old));
    if (path !== 'index.html' && path !== 'files.js') return found;
    let text = found.body.toString().replaceAll(old, renewed()).replace(/<title>[^<]*/, `<title>${state.title}`);
    if (path === 'files.js') {
      const hash = sha256(state.whole ? (await file('index.html')).body : 'not yet there');
      text = text.replace(/id: '/, `id: '${sha256(state.title).slice(0, 4)}`).replace(/('index.html': ')[0-9a-f]+/, `$1${hash}`);
    }
    return { ...found, body: Buffer.from(text) };
  };
  const server = createServer(async (request, response) => {
    state.requests += 1;
    const path = new URL(request.url ?? '', SITE).pathname.slice('/deep/'.length);
    const { status, type, body } = await file(path || 'index.html');
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'max-age=600' }).end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { state, address: `http://127.0.0.1:${port}/deep/`, close: () => server.closeAllConnections() ?? server.close() };
}

/** @param {Page} page */
const ready = (page) => page.waitForSelector('body[data-state="ready"]');
/** @param {Page} page */
const kept = (page) => page.waitForFunction(() => navigator.serviceWorker.controller);

onPage('after one visit the page opens, trains and draws without a network', { ...ALLOW, expected: UNKEPT_ICON }, async (page) => {
  await kept(page);
  // The icon comes last: cutting the line before it has arrived would leave the visit incomplete.
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  // The same visit continues, and the next one opens, with digits, which the opening page does not load.
  for (const visit of ['first', 'second']) {
    if (visit === 'second') await page.reload();
    else await page.goto(`${SITE}#data=digits&miner=hard&step=2`);
    await ready(page);
    await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[name="data"]'))?.value === 'digits');
    await steps(page, 2);
    assert.equal(await shownStep(page), 4, visit);
    await addressHas(page, 'step=4');
    await page.goto(`${SITE}#data=digits&miner=hard&step=2`);
  }
  const { colours } = await painted(page, '[data-view="embedding"] canvas');
  assert.ok(colours > 10, `${colours} colours`);
});

onPage('a new build is used as a whole from the visit after the one that finds it', { ...ALLOW, expected: [/^off origin: http:..127.0.0.1:\d+.deep./] }, async (page) => {
  const { state, address, close } = await host();
  try {
    const visit = async () => {
      await page.goto('about:blank');
      await page.goto(`${address}#miner=hard&step=3`);
      await ready(page);
      assert.equal(await shownStep(page), 3);
      return page.title();
    };
    /** Whether there is a new build, once the browser has looked for one. */
    const found = () => page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update().catch(() => {});
      while (registration.installing) await new Promise((done) => setTimeout(done, 20));
      return Boolean(registration.waiting);
    });
    const first = await visit();
    await kept(page);
    const once = state.requests;
    assert.equal(await visit(), first);
    assert.ok(state.requests - once < 5, `${state.requests - once} requests for what was kept`);

    // A host on which only a part of the new build has arrived.
    Object.assign(state, { title: 'Half', whole: false });
    assert.equal(await visit(), first);
    assert.equal(await found(), false);
    assert.equal(await visit(), first);

    // Browsers look for a new build some time after a page has opened: the previous visit may have found it, and this one reloads with it.
    Object.assign(state, { title: 'New', whole: true });
    await page.goto('about:blank');
    await page.goto(`${address}#miner=hard&step=3`);
    const used = (timeout = 30_000) => page.waitForFunction(() => document.title === 'New', undefined, { timeout }).then(() => true, () => false);
    // On a slow machine it may take over just now, and then nothing waits any more.
    if (!await used(4000) && await found()) await page.reload();
    assert.equal(await used(), true);
    await page.waitForSelector('body[data-state="ready"]');
    await atStep(page, 3);
    assert.equal((await page.evaluate(() => caches.keys())).length, 1);
    await press(page, 'step');
  } finally {
    close();
  }
});

onPage('no Trusted Types policy can be made beside the one for the worker', { expected: [/TrustedTypePolicy/] }, async (page) => {
  await page.waitForFunction((home) => performance.getEntriesByName(`${home}load/offline.js`).length, HOME);
  const made = await page.evaluate(() => {
    const tried = [];
    for (const name of ['default', 'another', 'pushpull-workers']) {
      try {
        window.trustedTypes?.createPolicy(name, { createScriptURL: (url) => url });
        tried.push(name);
      } catch {
        // Refused, as expected.
      }
    }
    return tried;
  });
  assert.deepEqual(made, []);
});
