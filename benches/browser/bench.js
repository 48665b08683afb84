// Drives the bench in Chromium: `cargo xtask bench` starts it, and reads the lines that it writes to OUT.
//
// Each way runs in rounds of 20 ms, or of one run that takes longer, for some seconds. Its time is the least of them, as with Python's timeit: who
// else is at work on the processor only ever adds to it. The middle one says how much was added here.
//
// A line of tabs for each measurement: way, N, the least milliseconds, the middle ones, loss, norm of the gradient; or "none" and why in
// place of the milliseconds.
// The points go to POINTS-N.tsv, for the ways outside of the browser.

import { appendFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const { CHROMIUM, BENCH, OUT, POINTS } = process.env;
const SIZES = [64, 128, 256, 512, 1024, 2048];
const STEPS = [64, 256, 1024, 2048];
const ROUND = 20;
const BUDGET = 3000;
const STEP_BUDGET = 500;
/** What would take longer than this, judged by the size before, is left out. */
const LONGEST = 20_000;

writeFileSync(OUT, '');
const line = (...fields) => {
  appendFileSync(OUT, `${fields.join('\t')}\n`);
  console.log(fields.join('  '));
};

const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: CHROMIUM, args: sandbox });
line('browser', `Chromium ${browser.version()}`);

/** A fresh page, so that nobody has to run in what another one left. */
async function inPage(work, limit = 120_000) {
  const page = await browser.newPage();
  let timer;
  const late = new Promise((_, no) => {
    timer = setTimeout(() => no(new Error('took too long')), limit);
  });
  const crash = new Promise((_, no) => page.on('crash', () => no(new Error('ran out of memory'))));
  try {
    await page.goto(BENCH);
    await page.waitForSelector('body[data-state="ready"]', { state: 'attached' });
    return await Promise.race([work(page), late, crash]);
  } finally {
    clearTimeout(timer);
    await page.close().catch(() => {});
  }
}

/** What one run of what is ready takes, in milliseconds: the least and the middle of the rounds. */
async function measured(page, budget) {
  const took = await page.evaluate(([round, budget]) => window.rounds(round, budget), [ROUND, budget]);
  return [took[0], took[took.length >> 1]];
}

for (const n of SIZES) {
  const { points, labels } = await inPage((page) => page.evaluate((n) => window.points(n), n));
  writeFileSync(`${POINTS}-${n}.tsv`, labels.map((label, i) => `${points[2 * i]}\t${points[2 * i + 1]}\t${label}\n`).join(''));
}

for (const way of ['ours', 'plain', 'tfjs-wasm', 'tfjs-cpu']) {
  let last = 0;
  let full = '';
  for (const n of SIZES) {
    if (full || 8 * last > LONGEST) {
      line(way, n, 'none', full || 'would take too long');
      continue;
    }
    try {
      const { ms, loss, norm } = await inPage(async (page) => {
        const said = await page.evaluate(([way, n]) => window.prepare(way, n), [way, n]);
        return { ...said, ms: await measured(page, BUDGET) };
      });
      line(way, n, ...ms, loss, norm);
      last = ms[0];
    } catch (error) {
      line(way, n, 'none', reason(error));
      // Who has no room for this size has none for the next.
      full = 'out of memory, as before';
    }
  }
}

for (const entry of await inPage((page) => page.evaluate(() => window.entries()))) {
  const [name, config] = entry.split(' ');
  let last = 0;
  for (const n of STEPS) {
    if (16 * last > 3 * LONGEST) {
      line(name, n, 'none', 'would take too long');
      continue;
    }
    try {
      const ms = await inPage(async (page) => {
        await page.evaluate(([n, config]) => window.prepareEntry(n, config), [n, config]);
        return measured(page, STEP_BUDGET);
      });
      line(name, n, ...ms);
      last = ms[0];
    } catch (error) {
      line(name, n, 'none', reason(error));
    }
  }
}
await browser.close();

function reason(error) {
  const text = error.message.split('\n')[0].replaceAll('\t', ' ');
  return /alloc|memory|buffer|out of bounds|unreachable|closed|length|size/i.test(text) ? `out of memory (${text.slice(0, 60)})` : text.slice(0, 100);
}
