// Uses of embeddings: a threshold that is moved, and a search by a click on a query.

import assert from 'node:assert/strict';
import { addressHas, attributeAt, boxOf, DESKTOP, onPage, PHONE, slide, textAt } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const RUN = 'data=digits&data.per_class=30&data.held_out=0.3&encoder.width=64&sampler.classes=10&sampler.per_class=4&head.dimensions=16&step=60';
const SLIDER = '[data-view="roc"] .slider input';

/** The rates in the legend of the curve. @param {Page} page */
const rates = (page) => page.$$eval('[data-view="roc"] .legend li', (all) => all.map((e) => String(e.textContent)).find((text) => /\d\/\d/.test(text)) ?? '');
/** @param {string} text */
const accepted = (text) => (text.match(/(\d+)\/(\d+)\D+(\d+)\/(\d+)/) ?? []).slice(1).map(Number);

onPage('the threshold moves along the curve and through the distances, and the link keeps it', { hash: `${RUN}&view.chart1=roc&view.chart2=distances` }, async (page) => {
  await page.waitForSelector(`${SLIDER}:not([disabled])`);
  const told = [];
  const last = Number(await attributeAt(page, SLIDER, 'max'));
  for (const share of [0, 0.3, 0.6, 1]) {
    const before = await rates(page);
    await slide(page, SLIDER, Math.round(share * last));
    await addressHas(page, 'view.threshold=');
    await page.waitForFunction((text) => [...document.querySelectorAll('[data-view="roc"] .legend li')].some((e) => /\d\/\d/.test(e.textContent ?? '') && e.textContent !== text), before);
    const text = await rates(page);
    const [, threshold] = text.match(/([\d.]+)/) ?? [];
    await page.waitForFunction((t) => document.querySelector('[data-view="distances"] .legend')?.textContent.includes(t), threshold);
    told.push(accepted(text));
  }
  for (const [i, [same, allSame, different, allDifferent]] of told.entries()) {
    assert.ok(allSame > 100 && allDifferent > 1000, 'held-out pairs of both kinds');
    if (i) assert.ok(same >= told[i - 1][0] && different >= told[i - 1][2], 'a larger threshold accepts no fewer');
  }
  assert.deepEqual([told[0][0], told[0][2], told[3][0], told[3][2]], [0, 0, told[3][1], told[3][3]], 'the ends of the slider accept none and all');
  await page.focus(SLIDER);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.equal(Number(await page.inputValue(SLIDER)), last - 2);
});

for (const [how, context] of Object.entries({ 'a click': { viewport: DESKTOP, hasTouch: false }, 'a tap': { viewport: PHONE, hasTouch: true, isMobile: true } })) {
  onPage(`${how} on a neighbour makes it the query, and its own neighbours are found`, { hash: `${RUN}&view.chart1=neighbours&view.anchor=241`, context }, async (page) => {
    const text = () => textAt(page, '#chart1-text');
    await page.waitForFunction(() => /241/.test(document.getElementById('chart1-text')?.textContent ?? ''));
    const before = await text();
    await page.locator('[data-view="neighbours"] .canvas').scrollIntoViewIfNeeded();
    const box = await boxOf(page.locator('[data-view="neighbours"] .canvas'));
    const [x, y] = [box.x + box.width * 0.5, box.y + box.height * 0.2];
    if (context.hasTouch) await page.touchscreen.tap(x, y);
    else await page.mouse.click(x, y);
    await page.waitForFunction(() => /view\.anchor=(?!241)\d+/.test(location.hash));
    const [, query] = (await page.evaluate(() => location.hash)).match(/view\.anchor=(\d+)/) ?? [];
    await page.waitForFunction(([query, old]) => {
      const now = document.getElementById('chart1-text')?.textContent;
      return now !== old && new RegExp(`\\b${query}\\b`).test(now ?? '');
    }, [query, before]);
  });
}
