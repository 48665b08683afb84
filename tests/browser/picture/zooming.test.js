// Zooming the embedding on purpose, with button, wheel, keys and two fingers: the picture, the link and the announcement follow, and nothing
// else moves the frame.

import assert from 'node:assert/strict';
import { addressHas, boxOf, figures, onPage, painted, PHONE, press, textOf } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const FALLEN = 'data.label_noise=0.2&miner=hard&step=60';
const canvas = '.embedding [data-walk]';

/** @param {Page} page */
const pixels = async (page) => (await painted(page, '[data-view="embedding"] canvas')).text;

/** @param {Page} page */
const middle = async (page) => {
  const box = await boxOf(page.locator(canvas));
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** @param {Page} page */
const isRest = (page) => page.waitForFunction(() => !location.hash.includes('view.frame'));

onPage('"Fit" shows a dot as a cloud and, pressed again, the whole frame', { hash: FALLEN }, async (page) => {
  const [before, { digest }] = [await pixels(page), await figures(page)];
  await press(page, 'fit');
  await addressHas(page, 'view.frame=');
  await page.waitForSelector('[data-action="fit"][aria-pressed="true"]');
  assert.notEqual(await pixels(page), before);
  await page.waitForFunction(() => /×/.test(document.querySelector('#announcer')?.textContent ?? ''));
  await press(page, 'fit');
  await isRest(page);
  await page.waitForSelector('[data-action="fit"][aria-pressed="false"]');
  await page.mouse.move(0, 0);
  assert.equal(await pixels(page), before);
  assert.equal((await figures(page)).digest, digest, 'the run stays');
});

onPage('wheel and keys zoom, dragging moves a zoomed picture, and 0 ends it', { hash: 'head=plane&miner=hard&step=20' }, async (page) => {
  const { x, y } = await middle(page);
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await addressHas(page, 'view.frame=');
  const half = async () => Number((await textOf(page)).match(/view\.frame=([\d.]+)/)?.[1]);
  const wheeled = await half();
  await page.focus(canvas);
  await page.keyboard.press('+');
  await page.waitForFunction((before) => !location.hash.includes(`view.frame=${before}&`), wheeled);
  assert.ok(await half() < wheeled);
  const centre = async () => Number((await textOf(page)).match(/view\.centre=([-\d.]+)/)?.[1]);
  const from = await centre();
  await page.mouse.move(x, y + 120);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 120, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction((before) => !location.hash.includes(`view.centre=${before},`), from);
  assert.ok(await centre() < from, 'what is shown goes with the pointer');
  await page.keyboard.press('0');
  await isRest(page);
});

onPage('two fingers zoom', { hash: FALLEN, context: { viewport: PHONE, hasTouch: true } }, async (page) => {
  const { x, y } = await middle(page);
  const hand = await page.context().newCDPSession(page);
  const fingers = (/** @type {number} */ apart) => [{ x: x - apart, y }, { x: x + apart, y }];
  await hand.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(20) });
  for (const apart of [30, 40, 60]) await hand.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
  await hand.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await addressHas(page, 'view.frame=');
  const half = Number((await textOf(page)).match(/view\.frame=([\d.]+)/)?.[1]);
  assert.ok(half < 0.7, `${half} is about a third of 1.2`);
});
