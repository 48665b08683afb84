// What the opening page needs of the module: opens the watched build, plays the first example as somebody does who has just come, and writes
// the numbers of the functions that were entered, as JSON. Run by `cargo xtask first`.

import { chromium } from 'playwright-core';
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const { CHROMIUM, SITE_WATCHED } = process.env;
const STEPS = 100;

const browser = await chromium.launch({ executablePath: CHROMIUM });
const kinds = [DESKTOP, PHONE].flatMap((viewport) => ['light', 'dark'].map((colorScheme) => ({ viewport, colorScheme })));
const all = new Set((await Promise.all(kinds.map(visit))).flat());
await browser.close();
console.log(JSON.stringify([...all].sort((a, b) => a - b)));

/** One visit, and what was entered in it. */
async function visit(pretended) {
  const context = await browser.newContext({ ...pretended, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(SITE_WATCHED);
  await page.waitForSelector('body[data-state="ready"]');
  const click = (selector) => page.evaluate((selector) => document.querySelector(selector).click(), selector);
  const shown = (step) => page.waitForFunction((n) => Number(document.querySelector('output[name="status.step"]').textContent) >= n, step);
  const turn = () => page.waitForTimeout(1500);
  await turn();
  await page.selectOption('[name="speed"]', 'fast');
  await click('[data-action="play"]');
  await shown(STEPS);
  if (await page.$('[data-action="pause"]')) await click('[data-action="pause"]');
  await turn();
  for (const action of ['step', 'back', 'step']) {
    await click(`[data-action="${action}"]`);
    await turn();
  }
  const numbers = await entered();
  // The way back after a fault, as what cannot be loaded is one.
  await page.evaluate(async (address) => {
    const { change } = await import(address);
    await change('a call that nobody knows');
  }, new URL('engine.js', SITE_WATCHED).href);
  await turn();
  numbers.push(...await entered());
  await context.close();
  return numbers;

  /** The marks in the present instance, wherever it is: in the window or in a worker. */
  async function entered() {
    const places = [page, ...page.workers()].map((place) => place.evaluate(async (address) => {
      const { default: made } = await import(address);
      const exports = await made();
      return Object.entries(exports).filter(([name, mark]) => name.startsWith('entered ') && mark.value).map(([name]) => Number(name.split(' ')[1]));
    }, new URL('pkg/pushpull.js', SITE_WATCHED).href));
    return (await Promise.all(places)).flat();
  }
}
