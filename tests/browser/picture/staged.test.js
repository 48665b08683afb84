// A staged scene: where the embedding is the data themselves, its points are dragged in it, with mouse, finger and keys.

import assert from 'node:assert/strict';
import { ask, boxOf, drawn, onPage, PHONE } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const SCENE = 'data=trio&encoder=identity&head=plane&sampler=full&miner=all&loss.margin=1.5&view.anchor=0';
/** @param {Page} page */
const semiHard = (page) => ask(page, 'holds', 'semi_hard_triplets >= 1');
/** @param {Page} page */
const easy = (page) => ask(page, 'holds', 'active_fraction <= 0');

/** Where the third point is, and a place beyond the margin. The frame reaches from −2 to 2 around the middle. @param {Page} page */
async function places(page) {
  await drawn(page);
  const { x, y, width, height } = await boxOf(page.locator('.embedding .canvas'));
  const unit = Math.min(width, height) / 4;
  const at = (/** @type {number} */ u, /** @type {number} */ v) => ({ x: x + width / 2 + u * unit, y: y + height / 2 - v * unit });
  return { from: at(1.1, 0.7), to: at(1.8, -1.7) };
}

onPage('a point is dragged in the embedding, past the anchor that it is seen from', { hash: SCENE }, async (page) => {
  const { from, to } = await places(page);
  assert.equal(await semiHard(page), true);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x - 20, to.y, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 2 });
  await page.mouse.up();
  await drawn(page);
  assert.equal(await easy(page), true);
  const text = await page.evaluate(() => window.pushpull.engine.text());
  assert.match(text, /point\.2=1\.\d+,-1\.\d+/);
  assert.match(text, /view\.anchor=0/, 'the anchor stays');
});

onPage('a point is moved in the embedding with the keys', { hash: SCENE }, async (page) => {
  await drawn(page);
  await page.focus('.embedding .canvas');
  for (const key of ['PageDown', 'PageDown']) await page.keyboard.press(`Shift+${key}`);
  for (let i = 0; i < 80 && !await easy(page); i += 1) await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await easy(page), true);
  assert.match(await page.evaluate(() => window.pushpull.engine.text()), /view\.anchor=0/);
});

onPage('a point is dragged in the embedding with a finger', { hash: SCENE, context: { viewport: PHONE, hasTouch: true, isMobile: true } }, async (page) => {
  const { from, to } = await places(page);
  const touch = await page.context().newCDPSession(page);
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {{ x: number, y: number }[]} touchPoints */
  const send = (type, touchPoints) => touch.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', [from]);
  await drawn(page);
  for (let k = 1; k <= 5; k += 1) await send('touchMove', [{ x: from.x + (to.x - from.x) * k / 5, y: from.y + (to.y - from.y) * k / 5 }]);
  await drawn(page);
  await send('touchEnd', []);
  await drawn(page);
  assert.equal(await easy(page), true);
});
