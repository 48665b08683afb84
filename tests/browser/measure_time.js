// What time and comparison cost: seeking in a long run, four panels in a frame, and the memory of the longest run with branches. Prints;
// asserts nothing. CHROMIUM and SITE as for the tests: `node tests/browser/measure_time.js`.

import { loadavg } from 'node:os';
import { chromium } from 'playwright-core';

const { CHROMIUM, SITE } = process.env;
const browser = await chromium.launch({ executablePath: CHROMIUM });
console.log(`Chromium ${browser.version()}, headless; load ${loadavg()[0].toFixed(1)}`);
await seeks();
await panels();
await memory();
await browser.close();

async function opened(hash) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' });
  page.setDefaultTimeout(300_000);
  await page.goto(`${SITE}#${hash}`);
  await page.waitForSelector('body[data-state="ready"]');
  return page;
}

function print(what, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))].toFixed(1);
  console.log(`${what}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms, of ${times.length}`);
}

/** Anywhere in 10,000 steps of the first example: the engine alone, as a hidden pause in a frame. */
async function seeks() {
  const page = await opened('data.label_noise=0.2&step=10000');
  const times = await page.evaluate(async () => {
    const engine = await import(new URL('engine.js', document.baseURI).href);
    let state = 7;
    return Array.from({ length: 200 }, () => {
      state = (state * 48271) % 2147483647;
      const start = performance.now();
      engine.ask('seek', state % 10_000);
      return performance.now() - start;
    });
  });
  print('seek in 10,000 steps', times);
  await page.close();
}

/** A step of four panels of 120 points each and everything that a frame shows of it. */
async function panels() {
  const page = await opened('data.label_noise=0.2&panels=4&2:miner=hard&3:miner=random&4:miner=all');
  await page.evaluate(() => {
    const plain = window.requestAnimationFrame.bind(window);
    const times = new Map();
    window.times = times;
    window.requestAnimationFrame = (callback) => plain((now) => {
      const start = performance.now();
      callback(now);
      times.set(now, (times.get(now) ?? 0) + performance.now() - start);
    });
  });
  await page.selectOption('[name="speed"]', 'fast');
  await page.click('[data-action="play"]');
  await page.waitForFunction(() => Number(document.querySelector('output[name="status.step"]').textContent) >= 300);
  print('frame with four panels of 120 points', (await page.evaluate(() => [...window.times.values()])).slice(30));
  await page.close();
}

/** The module's memory after 20,000 steps with branches, of one panel and of six. */
async function memory() {
  for (const [what, branches, hash] of [['one panel', 8, 'data.label_noise=0.2'], ['six panels', 2, 'data.label_noise=0.2&panels=6&2:miner=hard&3:miner=random&4:miner=all&5:loss=contrastive&6:loss.margin=0.5']]) {
    const page = await opened(hash);
    const result = await page.evaluate(async (branches) => {
      const engine = await import(new URL('engine.js', document.baseURI).href);
      const wasm = await (await import(new URL('pkg/pushpull.js', document.baseURI).href)).default();
      // A step at a time of the whole desk would be the same; in one call it is faster, as nothing is embedded on the way.
      engine.ask('step', 20_000);
      const run = wasm.memory.buffer.byteLength;
      for (let branch = 0; branch < branches; branch += 1) {
        engine.ask('seek', 2000);
        engine.ask('set', 'loss.margin', String(0.3 + branch / 100));
        engine.ask('settle');
        engine.ask('step', 18_000);
      }
      return [run, wasm.memory.buffer.byteLength];
    }, branches);
    console.log(`memory after 20,000 steps, ${what}: ${result.map((bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`).join(`, with ${branches} branches `)}`);
    await page.close();
  }
}
