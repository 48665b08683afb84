// Drives the bench in Chromium: `cargo xtask bench` starts it, and reads the lines that it writes to OUT.
//
// Each way runs in rounds of 20 ms, or of one run if that takes longer. The least time counts, as with Python's timeit, because other work
// on the processor only ever adds to it. As such work can last for minutes, the ways are visited several times, with losses and miners in
// between. The median round shows how much was added.
//
// Each measurement is a line with tabs: way, N, least milliseconds, median milliseconds, loss, norm of the gradient; or "none" and the
// reason in place of the milliseconds. With ONLY, a regular expression, only ways that it fits are measured. The points go to POINTS-N.tsv, for the ways outside the browser.

import { appendFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** @typedef {import('playwright-core').Page} Page */

const { CHROMIUM = '', BENCH = '', OUT = '', POINTS = '', ONLY = '' } = process.env;
const SIZES = [64, 128, 256, 512, 1024, 2048];
const ENTRY_SIZES = [64, 256, 1024, 2048];
/** The ways are visited again after this many losses and miners. */
const BETWEEN = 6;
const ROUND = 20;
/** A way that has run for this long is not visited again. */
const ENOUGH = 5000;

writeFileSync(OUT, '');
/** @param {(string | number)[]} fields */
const line = (...fields) => {
  appendFileSync(OUT, `${fields.join('\t')}\n`);
  console.log(fields.join('  '));
};

const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: CHROMIUM, args: sandbox });
line('browser', `Chromium ${browser.version()}`);

/**
 * A fresh page, so that no way runs in the leftovers of another.
 * @template T
 * @param {(page: Page) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function inPage(work, limit = 120_000) {
  const page = await browser.newPage();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_, no) => {
    timer = setTimeout(() => no(new Error('took too long')), limit);
  });
  /** @type {Promise<never>} */
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

for (const n of SIZES) {
  const { points, labels } = await inPage((page) => page.evaluate((n) => window.points(n), n));
  writeFileSync(`${POINTS}-${n}.tsv`, labels.map((label, i) => `${points[2 * i]}\t${points[2 * i + 1]}\t${label}\n`).join(''));
}

/**
 * What is measured: sizes, milliseconds per visit, and the preparation in a page. Sizes that would take longer than `longest`, judged by
 * the size before, are left out.
 * @typedef {{ name: string, sizes: number[], budget: number, longest: number, prepare: (page: Page, n: number) => Promise<{ loss: number, norm: number } | void> }} Way
 */

/** @param {Way} way */
const isWanted = ({ name }) => new RegExp(ONLY).test(name);
/** @type {Way[]} */
const ways = ['ours', 'plain', 'tfjs-wasm', 'tfjs-cpu'].map((name) => ({
  name,
  sizes: SIZES,
  budget: 600,
  longest: 20_000,
  prepare: (page, n) => page.evaluate(({ name, n }) => window.prepare(name, n), { name, n }),
}));
/** @type {Way[]} */
const entries = (await inPage((page) => page.evaluate(() => window.entries()))).map((entry) => {
  const [name, config] = entry.split(' ');
  return { name, sizes: ENTRY_SIZES, budget: 300, longest: 15_000, prepare: (page, n) => page.evaluate(({ n, config }) => window.prepareEntry(n, config), { n, config }) };
});

const batches = await inPage((page) => page.evaluate(() => window.batches()));
/** @type {Way[]} */
const training = [
  { name: 'alone', sizes: batches },
  { name: 'step', sizes: batches },
  { name: 'epoch', sizes: [1] },
].map(({ name, sizes }) => ({
  name,
  sizes,
  budget: 1000,
  longest: 20_000,
  prepare: (page, n) => page.evaluate(({ name, n }) => window.prepareTraining(name, n), { name, n }),
}));
/** Steps of examples; their times are compared with that of the first. @type {Way[]} */
const examples = (await inPage((page) => page.evaluate(() => window.examples()))).map((id) => ({
  name: `example=${id}`,
  sizes: [1],
  budget: 300,
  longest: 15_000,
  prepare: (page) => page.evaluate((id) => window.prepareExample(id), id),
}));
const repeated = [...ways, ...training, ...examples].filter(isWanted);
const once = entries.filter(isWanted);

/** The results so far for a way and size: rounds, loss and norm, or why there are none. @typedef {{ took: number[], said: number[], none: string }} Known */

/** @type {Map<string, Known>} */
const found = new Map();
/** @param {string} name @param {number} n @returns {Known} */
function knownOf(name, n) {
  const known = found.get(`${name} ${n}`) ?? { took: [], said: [], none: '' };
  found.set(`${name} ${n}`, known);
  return known;
}

/** @param {Way} way */
async function visit({ name, sizes, budget, longest, prepare }) {
  let last = 0;
  let full = '';
  for (const n of sizes) {
    const known = knownOf(name, n);
    const spent = known.took.reduce((sum, ms) => sum + Math.max(ms, ROUND), 0);
    if (8 * last > longest) known.none ||= 'would take too long';
    known.none ||= full;
    if (known.none || spent > ENOUGH) continue;
    try {
      await inPage(async (page) => {
        const said = await prepare(page, n);
        known.said = said ? [said.loss, said.norm] : [];
        known.took.push(...(await page.evaluate(([round, budget]) => window.rounds(round, budget), /** @type {const} */ ([ROUND, budget]))));
      });
      last = Math.min(...known.took);
    } catch (error) {
      if (known.took.length > 0) continue;
      known.none = reason(error);
      // A way without enough memory for this size has none for the next.
      full = 'out of memory, as before';
    }
  }
}

for (let k = 0; k === 0 || k < once.length; k += BETWEEN) {
  for (const way of repeated) await visit(way);
  for (const entry of once.slice(k, k + BETWEEN)) await visit(entry);
  console.log(`${Math.min(k + BETWEEN, once.length)} of ${once.length} losses and miners`);
}
for (const { name, sizes } of [...repeated, ...once]) {
  for (const n of sizes) {
    const { took, said, none } = knownOf(name, n);
    took.sort((a, b) => a - b);
    line(name, n, ...(none ? ['none', none] : [took[0], took[took.length >> 1], ...said]));
  }
}
await browser.close();

/** @param {unknown} error */
function reason(error) {
  const text = /** @type {Error} */ (error).message.split('\n')[0].replaceAll('\t', ' ');
  return /alloc|memory|buffer|out of bounds|unreachable|closed|length|size/i.test(text) ? `out of memory (${text.slice(0, 60)})` : text.slice(0, 100);
}
