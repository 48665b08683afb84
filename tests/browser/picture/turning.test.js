// Turning an embedding of three dimensions, with mouse, finger, keys and buttons: the picture and the link follow, the run does not.

import assert from 'node:assert/strict';
import { addressHas, boxOf, figures, onPage, painted, PHONE, textOf } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const GLOBE = 'head.dimensions=3&step=9';
const canvas = '.embedding [data-walk]';

/** The embedding's pixels. @param {Page} page */
const pixels = async (page) => (await painted(page, '[data-view="embedding"] canvas')).text;

/** @param {Page} page */
const middle = async (page) => {
  const box = await boxOf(page.locator(canvas));
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

onPage('the mouse turns the globe: picture and link change, the run stays', { hash: GLOBE }, async (page) => {
  const [before, { digest, 'status.step': step }] = [await pixels(page), await figures(page)];
  const { x, y } = await middle(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 50, y - 30, { steps: 4 });
  await page.mouse.up();
  await addressHas(page, 'view.turn=');
  const text = await textOf(page);
  const [, turn, tilt] = text.match(/view\.turn=([-\d.]+)&view\.tilt=([-\d.]+)/) ?? [];
  assert.ok(Number(turn) > -25 && Number(tilt) < 20, text);
  assert.notEqual(await pixels(page), before);
  assert.ok(await page.isHidden('#lens'), 'a drag chooses no point');
  const after = await figures(page);
  assert.deepEqual([after.digest, after['status.step']], [digest, step]);
});

onPage('keys and buttons turn it too, and what was turned opens again from its link', { hash: GLOBE }, async (page) => {
  const before = await pixels(page);
  await page.focus(canvas);
  await page.keyboard.press('Shift+ArrowRight');
  await addressHas(page, 'view.turn=-15');
  const turned = await pixels(page);
  assert.notEqual(turned, before);
  await page.click('[data-turn="up"]');
  await addressHas(page, 'view.tilt=10');
  assert.notEqual(await pixels(page), turned);
  const hash = (await page.evaluate(() => location.hash)).slice(1);
  const there = await pixels(page);
  await page.click('[data-turn="left"]');
  await addressHas(page, 'view.turn=-25');
  await page.evaluate((text) => { location.hash = text; }, hash);
  await addressHas(page, 'view.turn=-15');
  await page.mouse.move(0, 0);
  assert.equal(await pixels(page), there);
});

onPage('two dimensions lie still: no buttons, and a drag turns nothing', {}, async (page) => {
  assert.ok(await page.isHidden('#turn'));
  const { x, y } = await middle(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 50, y, { steps: 3 });
  await page.mouse.up();
  assert.doesNotMatch(await textOf(page), /view\.turn/);
  await page.fill('input[role="spinbutton"][name="head.dimensions"]', '3');
  await page.keyboard.press('Enter');
  await addressHas(page, 'head.dimensions=3');
  await page.waitForSelector('#turn', { state: 'visible' });
});

onPage('a finger turns the globe and scrolls beside it', { hash: GLOBE, context: { viewport: PHONE, hasTouch: true, isMobile: true } }, async (page) => {
  const { x, y } = await middle(page);
  const client = await page.context().newCDPSession(page);
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {{ x: number, y: number }[]} points */
  const touch = (type, points) => client.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  const scrolled = await page.evaluate(() => scrollY);
  await touch('touchStart', [{ x, y }]);
  await touch('touchMove', [{ x: x + 30, y: y + 20 }]);
  await touch('touchMove', [{ x: x + 60, y: y + 40 }]);
  await touch('touchEnd', []);
  await addressHas(page, 'view.turn=');
  assert.equal(await page.evaluate(() => scrollY), scrolled);
});
