// Measures time travel and comparison: seeking in a long run, four panels in a frame, and the memory of the longest run with branches.
// Prints; asserts nothing. CHROMIUM and SITE as for the tests: `node tests/browser/measure_time.js`.

import { loadavg } from 'node:os';
import { chromium } from 'playwright-core';

const { CHROMIUM = '', SITE = '' } = process.env;
const browser = await chromium.launch({ executablePath: CHROMIUM });
console.log(`Chromium ${browser.version()}, headless; load ${loadavg()[0].toFixed(1)}`);
await seeks();
await panels();
await memory();
await browser.close();

/** @param {string} hash */
async function opened(hash) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' });
  page.setDefaultTimeout(300_000);
  await page.goto(`${SITE}#${hash}`);
  await page.waitForSelector('body[data-state="ready"]');
  return page;
}

/** @param {string} what @param {number[]} times */
function print(what, times) {
  const sorted = [...times].sort((a, b) => a - b);
  /** @param {number} q */
  const at = (q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))].toFixed(1);
  console.log(`${what}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms, of ${times.length}`);
}

/** Seeking anywhere in 10,000 steps of the first example: the engine alone, as a hidden pause in a frame. */
async function seeks() {
  const page = await opened('data.label_noise=0.2&step=10000');
  const times = await page.evaluate(async () => {
    const { engine } = window.pushpull;
    let state = 7;
    const times = [];
    while (times.length < 200) {
      state = (state * 48271) % 2147483647;
      const start = performance.now();
      await engine.ask('seek', state % 10_000);
      times.push(performance.now() - start);
    }
    return times;
  });
  print('seek in 10,000 steps', times);
  await page.close();
}

/** A step of four panels of 120 points each with all their pictures: the trainer's work for a frame, with the round trip. */
async function panels() {
  const page = await opened('data.label_noise=0.2&panels=4&2:miner=hard&3:miner=random&4:miner=all');
  const times = await page.evaluate(async () => {
    const { engine } = window.pushpull;
    const times = [];
    while (times.length < 300) {
      const start = performance.now();
      await Promise.all([engine.change('step', 1), ...[1, 2, 3, 4].map((panel) => engine.ask('draw', `embedding@${panel}`, 280, 160, 2, -1))]);
      times.push(performance.now() - start);
      await new Promise((done) => requestAnimationFrame(done));
    }
    return times;
  });
  print('step and pictures of four panels of 120 points', times);
  await page.close();
}

/** The module's memory after 20,000 steps with branches, of one panel and of six. */
async function memory() {
  for (const [what, branches, hash] of /** @type {[string, number, string][]} */ ([['one panel', 8, 'data.label_noise=0.2'], ['six panels', 2, 'data.label_noise=0.2&panels=6&2:miner=hard&3:miner=random&4:miner=all&5:loss=contrastive&6:loss.margin=0.5']])) {
    const page = await opened(hash);
    // The trainer's own instance: in its thread the module is loaded once.
    const size = () => page.workers()[0].evaluate(async () => (await (await import(new URL('../pkg/pushpull.js', location.href).href)).default()).memory.buffer.byteLength);
    const long = () => page.evaluate(async () => {
      const { engine } = window.pushpull;
      // Single steps of the whole desk would be the same; one call is faster, as nothing is embedded on the way.
      await engine.ask('step', 20_000);
    });
    /** @param {number} number */
    const branch = (number) => page.evaluate(async (number) => {
      const { engine } = window.pushpull;
      await Promise.all([engine.ask('seek', 2000), engine.ask('set', 'loss.margin', String(0.3 + number / 100)), engine.ask('settle'), engine.ask('step', 18_000)]);
    }, number);
    await long();
    const result = [await size()];
    for (let number = 0; number < branches; number += 1) await branch(number);
    result.push(await size());
    console.log(`memory after 20,000 steps, ${what}: ${result.map((bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`).join(`, with ${branches} branches `)}`);
    await page.close();
  }
}
