// The lens on one anchor: chosen with mouse, finger and keys, described, previewed, tabulated, and kept by the link.

import assert from 'node:assert/strict';
import { addressHas, ask, boxOf, DESKTOP, drawn, glance, onPage, OVER, painted, PHONE, steps, textAt, violations } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const CHOSEN = 'data.label_noise=0.2&step=25&view.anchor=9';
const pane = '#lens';

/** The place of a point of the embedding on the page, found by pointing, as a reader finds it. @param {Page} page */
async function somePoint(page) {
  const box = await boxOf(page.locator('.embedding [data-walk]'));
  for (let angle = 0; angle < 6.28; angle += 0.05) {
    for (const share of [0.3, 0.36, 0.4, 0.44]) {
      const [x, y] = [box.x + box.width / 2 + share * box.height * Math.cos(angle), box.y + box.height / 2 + share * box.height * Math.sin(angle)];
      await ask(page, 'hover', 'embedding', box.width, box.height, x - box.x, y - box.y);
      const { pointed } = (await glance(page, 'moment')).figures;
      const [point] = pointed.match(/\d+/) ?? [];
      if (point) return { x, y, point: Number(point) };
    }
  }
  throw new Error('no point found');
}

/** The embedding's pixels. @param {Page} page */
const pixels = async (page) => (await painted(page, '[data-view="embedding"] canvas')).text;

/** @param {Page} page */
const said = (page) => textAt(page, '#lens-said');

/** The number of the anchor in the panel's title. @param {Page} page */
const titled = async (page) => Number((await textAt(page, '#lens-title')).match(/\d+/)?.[0]);

onPage('a click on a dot shows its panel, again its next positive, elsewhere the page as it was', {}, async (page) => {
  const { x, y, point } = await somePoint(page);
  await page.mouse.click(x, y);
  await page.waitForSelector(`${pane}:not([hidden])`);
  assert.equal(await titled(page), point);
  assert.ok(await page.isHidden('#formula-card'));
  const first = await said(page);
  assert.match(first, new RegExp(`^\\D*${point}\\b\\D+\\d+\\b.*\\d`));
  await page.mouse.click(x, y);
  await page.waitForFunction((text) => document.getElementById('lens-said')?.textContent !== text, first);
  assert.equal(await titled(page), point);
  const box = await boxOf(page.locator('.embedding [data-walk]'));
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForSelector(pane, { state: 'hidden' });
  assert.ok(await page.isVisible('#formula-card'));
});

onPage('the keyboard alone walks, turns to the next positive, previews, uses a miner and looks away', {}, async (page) => {
  await page.focus('.embedding [data-walk]');
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector(`${pane}:not([hidden])`);
  await page.waitForFunction(() => /\d/.test(document.getElementById('announcer')?.textContent ?? ''));
  const first = await said(page);
  await page.keyboard.press('Enter');
  await page.waitForFunction((text) => document.getElementById('lens-said')?.textContent !== text, first);
  await page.keyboard.press('ArrowLeft');
  await drawn(page);

  const before = await page.inputValue('[name="miner"]');
  const id = 'hard';
  const chip = page.locator(`.chip[data-choice="${id}"]`);
  await chip.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector(`.chip[data-choice="${id}"][aria-pressed="true"]`);
  assert.equal(await page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.choice), id, 'the focus stays where it was');
  await addressHas(page, `view.preview=${id}`);
  await page.keyboard.press('Tab');
  while (!(await page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.use))) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`.chip[data-choice="${id}"][aria-current="true"]`);
  assert.notEqual(before, id);
  await page.waitForFunction((chosen) => /** @type {HTMLSelectElement | null} */ (document.querySelector('[name="miner"]'))?.value === chosen, id);

  await page.focus('.embedding [data-walk]');
  await page.keyboard.press('Escape');
  await page.waitForSelector(pane, { state: 'hidden' });
});

onPage('a tap on a dot shows its panel', { context: { viewport: PHONE, hasTouch: true, isMobile: true } }, async (page) => {
  const { x, y, point } = await somePoint(page);
  await page.touchscreen.tap(x, y);
  await page.waitForSelector(`${pane}:not([hidden])`);
  assert.equal(await titled(page), point);
  const [picture, panel] = [await boxOf(page.locator('.embedding')), await boxOf(page.locator(pane))];
  assert.ok(panel.y >= picture.y + picture.height && panel.y < picture.y + picture.height + 24, 'right after the embedding');
  const small = await page.$$eval('#lens button', (/** @type {HTMLElement[]} */ all) => all.filter((b) => b.offsetHeight && b.offsetHeight < 44).map((b) => b.textContent));
  assert.deepEqual(small, []);
});

onPage('“Next positive” goes to the next positive', { hash: CHOSEN }, async (page) => {
  const seen = new Set();
  for (let i = 0; i < 3; i += 1) {
    seen.add(await textAt(page, '#lens-said'));
    await page.click('#next-positive');
    await page.waitForFunction((known) => !known.includes(document.getElementById('lens-said')?.textContent ?? ''), [...seen]);
  }
  assert.equal(seen.size, 3, 'each has sentences of its own');
  assert.equal(await textAt(page, '#notices'), '');
});

onPage('pointing at a miner previews what it takes, and only for as long', { hash: CHOSEN }, async (page) => {
  await page.waitForSelector('.chip');
  await page.mouse.move(5, 5);
  const usual = await pixels(page);
  const chip = page.locator('.chip:not([aria-current])').first();
  await chip.hover();
  assert.notEqual(await pixels(page), usual);
  await page.mouse.move(5, 5);
  assert.equal(await pixels(page), usual);
});

onPage('what “semi-hard” means to whom is a table of this batch, held against the meaning in force', { hash: CHOSEN }, async (page) => {
  const rows = () => page.$$eval('#lens-meanings tbody tr', (all) => all.map((row) => [row.getAttribute('aria-current'), ...[...row.children].map((cell) => cell.textContent)]));
  await page.waitForSelector('#lens-meanings:not([hidden]) tbody tr');
  const before = await rows();
  assert.equal(before.length, 7);
  const [[, inForce, , more], ...others] = before.filter(([base]) => base);
  assert.deepEqual([more, others], ['–', []]);
  assert.ok(before.some(([, , , more, fewer]) => /^\+[1-9]/.test(String(more)) && /^−[1-9]/.test(String(fewer))), String(before));
  await page.click('.chip[data-choice="semi-hard.tf-addons"]');
  await page.click('[data-use="semi-hard.tf-addons"]');
  await page.waitForFunction((old) => ![undefined, old].includes(document.querySelector('#lens-meanings [aria-current] th')?.textContent), inForce);
  await page.selectOption('[name="miner"]', 'hard');
  await page.waitForSelector('#lens-meanings', { state: 'hidden' });
});

onPage('the table has a row for everything that the anchor is compared with', { hash: CHOSEN }, async (page) => {
  await page.click('#open-pairs');
  await page.waitForSelector('#pairs tbody tr');
  const rows = await page.$$eval('#pairs tbody tr', (all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
  const distances = rows.map((row) => Number(row[3]));
  // Seven or eight positives and all points of the three other classes.
  assert.ok([31, 32].includes(rows.length), `${rows.length} rows`);
  assert.deepEqual(distances, [...distances].sort((a, b) => a - b));
  const kinds = rows.map((row) => row[2]);
  assert.ok([...new Set(kinds)].some((kind) => kinds.filter((other) => other === kind).length === 24), 'all points of the other classes are of one kind');
  assert.match(await textAt(page, '#pairs caption'), /\b9\b/);
  await page.keyboard.press('Escape');
  await page.waitForSelector('#pairs', { state: 'hidden' });
});

onPage('the key D describes everything, in a dialog and for those who hear the page', { hash: CHOSEN }, async (page) => {
  await page.keyboard.press('d');
  await page.waitForSelector('#description[open]');
  const text = await textAt(page, '#description-text');
  for (const part of ['25', await textAt(page, '#embedding-name'), '9']) assert.ok(text.includes(part), part);
  await page.waitForFunction((name) => document.getElementById('announcer')?.textContent.includes(name), await textAt(page, '#embedding-name'));
});

onPage('the lens follows the run, and the link restores it', { hash: `${CHOSEN}&view.positive=1&view.preview=hard` }, async (page) => {
  const before = await said(page);
  assert.ok(await page.locator('.chip[data-choice="hard"][aria-pressed="true"]').count());
  await steps(page, 1);
  await page.waitForFunction((text) => document.getElementById('lens-said')?.textContent !== text, before);
  await addressHas(page, 'step=26&view.anchor=9&view.positive=1&view.preview=hard');
  const now = await said(page);
  await page.reload();
  await page.waitForSelector('body[data-state]');
  assert.equal(await said(page), now);
  assert.match(now, /\b9\b/);
});

for (const viewport of [DESKTOP, PHONE]) {
  const context = { viewport, reducedMotion: /** @type {const} */ ('reduce') };
  onPage(`axe-core finds nothing with the lens open in light and dark, ${viewport.width} px`, { context, hash: `${CHOSEN}&view.preview=hard` }, async (page) => {
    await page.waitForSelector('.chip');
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= viewport.width);
    for (const opener of ['#open-pairs', '#open-description']) {
      await page.click(opener);
      assert.deepEqual(await violations(page, OVER), [], opener);
      await page.keyboard.press('Escape');
    }
  });
}

onPage('with the lens open nothing has to be scrolled at 1280 × 800', { context: { viewport: DESKTOP }, hash: CHOSEN }, async (page) => {
  const room = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  assert.deepEqual(room, [DESKTOP.width, DESKTOP.height]);
  const [column, main] = [await boxOf(page.locator('.evidence')), await boxOf(page.locator('main'))];
  assert.ok(column.y + column.height <= main.y + main.height + 1, 'the panel scrolls in its column');
});
