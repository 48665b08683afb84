// The formula with its numbers: its texts, and the links between numbers and pictures, with mouse, finger and keys.

import assert from 'node:assert/strict';
import { addressHas, ask, boxOf, DESKTOP, drawn, figures, onPage, open, painted, PHONE, settings, slide, textAt, violations } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const CHOSEN = 'miner=all&data.spread=0.4&step=20&view.anchor=9';
const SOFTMAX = `loss=info-nce&${CHOSEN}`;
const numbers = '#numbers';

/** The embedding's pixels. @param {Page} page */
const pixels = async (page) => (await painted(page, '[data-view="embedding"] canvas')).text;

/** The pairs that are lit, each once. @param {Page} page */
const lit = (page) => page.$$eval(`${numbers} .lit`, (/** @type {HTMLElement[]} */ all) => [...new Set(all.map((element) => element.dataset.pair ?? ''))]);

/** @param {Page} page */
const pointed = (page) => textAt(page, 'output[name="status.pointed"]');

onPage('the formula stands in the lens with its symbols, its numbers, its value and three gradients', { hash: CHOSEN }, async (page) => {
  await page.waitForSelector(`#lens ${numbers}:not([hidden])`);
  const parts = await page.$$eval('#numbers-math math', (all) => all.map((math) => math.textContent));
  assert.match(parts[0], /^max\(0,Dap−Dan\+m\)$/);
  assert.match(parts[1], /^=max\(0,[\d.]+−[\d.]+\+0\.2\)$/);
  const [positive, negative] = (String(parts[1]).match(/[\d.]+/g) ?? []).slice(1).map(Number);
  assert.ok(Math.abs(Math.max(0, positive - negative + 0.2) - Number(parts[2].slice(1))) < 0.01, parts.join(' '));
  assert.equal(await page.locator('#gradients dt').count(), 3);
  assert.match(await textAt(page, '#gradients dd'), /^\(−?[\d.]+, −?[\d.]+\)$/);
  assert.ok(await page.isHidden('#softmax'));
  assert.ok(await page.isHidden('#formula-slider'));
});

onPage('without an anchor the first mined tuple is explained, and an idle page says how its loss is made of such terms', { hash: 'miner=all' }, async (page) => {
  await page.waitForSelector(`#formula-card ${numbers}:not([hidden])`);
  assert.match(await textAt(page, '#numbers-said'), /\d+\D+\d+\D+\d+/);
  assert.match(await textAt(page, '#numbers-counted'), /\d+\D+\d+/);
});

onPage('a number that is pointed at lights its line up, and a point lights its numbers up', { hash: SOFTMAX }, async (page) => {
  await page.waitForSelector('#bars li');
  const plain = await pixels(page);
  const bar = page.locator('#bars li[data-pair]').nth(1);
  const pair = await bar.getAttribute('data-pair') ?? '';
  await bar.hover();
  await page.waitForSelector(`${numbers} .lit`);
  assert.deepEqual(await lit(page), [pair]);
  const [anchor, other] = pair.split('-');
  assert.match(await pointed(page), new RegExp(`^\\D*${anchor}\\b.*\\b${other}\\b`));
  assert.notEqual(await pixels(page), plain, 'the embedding shows a line');
  await page.mouse.move(2, 2);
  await page.waitForFunction(() => !document.querySelector('#numbers .lit'));
  assert.equal(await pixels(page), plain);
  // The other way round.
  await ask(page, 'point_at', pair);
  await page.locator('.embedding [data-walk]').hover({ position: { x: 3, y: 3 } });
  const box = await boxOf(page.locator('.embedding [data-walk]'));
  for (let angle = 0; angle < 6.28 && !(await lit(page)).length; angle += 0.1) {
    for (const share of [0.4, 0.44]) {
      await page.mouse.move(box.x + box.width / 2 + share * box.height * Math.cos(angle), box.y + box.height / 2 + share * box.height * Math.sin(angle));
    }
    await figures(page);
  }
  const found = await lit(page);
  assert.equal(found.length, 1, 'some dot of a bar or a number was passed');
  assert.match(await pointed(page), new RegExp(`^\\D*${found[0].split('-')[1]}\\b`));
});

onPage('the keyboard goes from number to number, and keeps its place', { hash: SOFTMAX }, async (page) => {
  await page.waitForSelector('#numbers-math [tabindex]');
  const first = page.locator('#numbers-math [tabindex]').first();
  await first.focus();
  await page.waitForSelector(`${numbers} .lit`);
  assert.deepEqual(await lit(page), [await first.getAttribute('data-pair')]);
  const last = page.locator('#bars li[tabindex]').last();
  await last.focus();
  const place = await last.getAttribute('data-pair');
  await page.waitForFunction((pair) => /** @type {HTMLElement | null} */ (document.querySelector('#numbers .lit'))?.dataset.pair === pair, place);
  await page.evaluate(() => window.pushpull.engine.change('step', 1));
  await figures(page);
  assert.equal(await page.evaluate(() => document.activeElement?.closest('#numbers') !== null), true);
});

onPage('the slider is the temperature: it sharpens the softmax and moves the card', { hash: SOFTMAX }, async (page) => {
  await page.waitForSelector('#formula-slider:not([hidden])');
  const before = await textAt(page, '#bars');
  await slide(page, '#formula-slider-input', 0);
  await page.waitForFunction((text) => document.querySelector('#bars')?.textContent !== text, before);
  assert.equal((await settings(page))['loss.temperature'], '0.01');
  assert.equal(await textAt(page, '#formula-slider-value'), '0.01');
  await addressHas(page, 'loss.temperature=0.01');
});

onPage('with proxies the formula names them, and their stars light up', { hash: `loss=normalized-softmax&${CHOSEN}` }, async (page) => {
  await page.waitForSelector('#bars li');
  const plain = await pixels(page);
  await page.locator('#bars li[data-pair]').nth(1).hover();
  await page.waitForSelector(`${numbers} .lit`);
  assert.match(await pointed(page), /^\D*9\b.*\b[A-Z]\b/);
  assert.notEqual(await pixels(page), plain);
});

onPage('every loss of the menu has its formula with numbers', { hash: CHOSEN }, async (page) => {
  const losses = await page.$$eval('#strip select[name="loss"] option:not(:disabled)', (/** @type {HTMLOptionElement[]} */ all) => all.map((option) => option.value));
  assert.ok(losses.length > 15);
  for (const loss of losses) {
    await page.selectOption('#strip select[name="loss"]', loss);
    await figures(page);
    const text = await page.$$eval('#numbers-math .equation > span', (all) => all.map((math) => math.textContent));
    assert.ok(text.length >= 3 && text.every((part) => String(part).length > 1), `${loss}: ${text}`);
    assert.match(String(text.at(-1)), /^=−?[\d.]+( × 10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?$|^=10⁻/, loss);
  }
});

for (const [screen, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  onPage(`nothing is wider than a ${screen}, and nothing is refused to assistive technology, in light and dark`, { hash: SOFTMAX, context: { viewport } }, async (page) => {
    await page.waitForSelector('#bars li');
    assert.ok(await page.$eval('#lens', (lens) => lens.scrollWidth <= lens.clientWidth));
    assert.deepEqual(await violations(page, '#lens'), []);
  });
}

onPage('long formulas break between their parts', { hash: 'scheme=simclr&loss=vicreg&step=5', pinned: false }, async (page) => {
  for (const hash of ['scheme=simclr&loss=vicreg&step=5', 'scheme=clip&loss=clip&step=5']) {
    await open(page, hash);
    await drawn(page);
    const [wide, place] = await page.$eval('#numbers-math', ({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
    assert.ok(place > 100 && wide <= place, `${hash}: ${wide} px in ${place}`);
  }
});

onPage('a tap on a number lights its line up and lets it shine', { hash: SOFTMAX, context: { viewport: PHONE, hasTouch: true } }, async (page) => {
  await page.waitForSelector('#bars li');
  const bar = page.locator('#bars li[data-pair]').nth(2);
  await bar.tap();
  await page.waitForSelector(`${numbers} .lit`);
  await figures(page);
  assert.deepEqual(await lit(page), [await bar.getAttribute('data-pair')]);
});
