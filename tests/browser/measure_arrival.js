// Measures how the page arrives, cold, over slow networks and on a slow processor: when the picture of the opening is on the screen, and when
// it has moved if Play is pressed at once. The folders given are measured one after another in each round; the site comes first, TensorFlow
// Playground, built, may be another. Prints; asserts nothing. `node tests/browser/measure_arrival.js FOLDER …`, with CHROMIUM as for the tests.
//
// Files are compressed as hosts do it. Chromium's own emulation delays each request, and shares the rate among them.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { loadavg } from 'node:os';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const ROUNDS = 5;
const WINDOW = { width: 1280, height: 800 };
/** Rate in Mb/s and delay in ms. */
const NETWORKS = [[1.6, 150], [9, 60]];
const SLOWER = [1, 4];
/** @type {Record<string, string>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png' };

/** What to wait for in a page: a selector that is there with the first picture, the button that plays, and a text that then changes. */
const OURS = { drawn: '.drawn svg, body[data-state="ready"]', play: '[data-action="play"]', moved: 'output[name="status.step"]' };
const PLAYGROUND = { drawn: '#network canvas', play: '#play-pause-button', moved: '#iter-number' };

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '' });
console.log(`Chromium ${browser.version()}, headless, ${WINDOW.width}×${WINDOW.height}; load ${loadavg()[0].toFixed(1)}; medians of ${ROUNDS} cold visits`);
const sites = await Promise.all(process.argv.slice(2).map(host));
for (const [rate, delay] of NETWORKS) {
  for (const slower of SLOWER) {
    /** @type {Arrival[][]} */
    const seen = sites.map(() => []);
    // Taken in turns: what else the machine does meets all alike.
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [place, { address, marks }] of sites.entries()) seen[place].push(await visit(address, marks, rate, delay, slower));
    }
    for (const [place, { folder }] of sites.entries()) {
      const say = (/** @type {keyof Arrival} */ what) => median(seen[place].map((arrival) => arrival[what])).toFixed(0);
      console.log(`${rate} Mb/s, ${delay} ms, ×${slower}: picture ${say('drawn')} ms, moved ${say('moved')} ms after Play at once, ${say('requests')} requests, ${say('kilobytes')} kB  ${folder}`);
    }
  }
}
await browser.close();
for (const { close } of sites) close();

/** @typedef {{ drawn: number, moved: number, requests: number, kilobytes: number }} Arrival */

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Serves a folder, compressed. @param {string} folder */
async function host(folder) {
  /** @type {Map<string, Buffer>} */
  const packed = new Map();
  const server = createServer(async ({ url = '' }, response) => {
    const path = new URL(url, 'http://host').pathname;
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    try {
      const body = packed.get(file) ?? brotliCompressSync(await readFile(file));
      packed.set(file, body);
      response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Encoding': 'br', 'Content-Length': body.length, 'Cache-Control': 'max-age=600' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const address = `http://127.0.0.1:${port}/`;
  const ours = (await readFile(join(folder, 'index.html'), 'utf8')).includes('data-action="play"');
  // Once, so that everything is compressed.
  await visit(address, ours ? OURS : PLAYGROUND, 100, 0, 1);
  return { folder, address, marks: ours ? OURS : PLAYGROUND, close: () => server.closeAllConnections() ?? server.close() };
}

/** A cold visit in which Play is pressed as soon as it is there. @param {string} address @param {typeof OURS} marks @param {number} rate @param {number} delay @param {number} slower @returns {Promise<Arrival>} */
async function visit(address, marks, rate, delay, slower) {
  const context = await browser.newContext({ viewport: WINDOW, serviceWorkers: 'block' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: delay, downloadThroughput: rate * 1e6 / 8, uploadThroughput: rate * 1e6 / 8 });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const loaded = { requests: 0, bytes: 0 };
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    loaded.requests += 1;
    loaded.bytes += encodedDataLength;
  });
  // Another page's letters and statistics come from elsewhere, and are no part of it.
  await page.route((url) => url.origin !== new URL(address).origin, (route) => route.abort());
  await page.addInitScript((marks) => {
    /** @type {{ drawn: number, moved: number }} */
    const seen = { drawn: 0, moved: 0 };
    Object.assign(window, { seen });
    let before = '';
    const look = () => {
      const [drawn, play, moved] = [marks.drawn, marks.play, marks.moved].map((mark) => document.querySelector(mark));
      // What was there at the beginning of this frame is painted at its end.
      if (!seen.drawn && drawn) requestAnimationFrame(() => { seen.drawn = performance.now(); });
      if (!before && seen.drawn && play instanceof HTMLElement && !play.hasAttribute('disabled')) {
        before = moved?.textContent ?? '';
        play.click();
      } else if (before && !seen.moved && moved?.textContent !== before) seen.moved = performance.now();
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, marks);
  await page.goto(address, { waitUntil: 'commit' });
  const moved = await page.waitForFunction(() => /** @type {any} */ (window).seen.moved && /** @type {any} */ (window).seen, undefined, { timeout: 60_000, polling: 200 });
  const seen = await moved.jsonValue();
  await context.close();
  return { ...seen, requests: loaded.requests, kilobytes: loaded.bytes / 1000 };
}
