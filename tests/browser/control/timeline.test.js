// The timeline: the loss of every step, which is scrubbed with a pointer, a finger and keys, and marks that lead to their steps.

import assert from 'node:assert/strict';
import { addressHas, atStep, boxOf, drawn, figures, glance, onPage, painted, PHONE, press, shownStep, steps, textAt, violations } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const TIMELINE = '[data-view="timeline"] .canvas';
const FALL = 'data.label_noise=0.2&miner=hard&step=150';

/** Where a step lies on the screen, in the middle of the curve. @param {Page} page @param {number} step */
async function placeOf(page, step) {
  const { edges, horizon } = await glance(page, 'desk');
  const letters = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
  const [left, right] = edges.map((edge) => edge * letters);
  const box = await boxOf(page.locator(TIMELINE));
  return { x: box.x + left + (step / horizon) * (box.width - left - right), y: box.y + 0.6 * box.height };
}

/** The steps of all marks of a kind. @param {Page} page @param {string} kind */
const marks = (page, kind) => page.$$eval(`#marks [data-kind="${kind}"]`, (/** @type {HTMLElement[]} */ all) => all.map((mark) => Number(mark.dataset.step)));

onPage('dragging along the timeline scrubs, and the slider says the same step', { hash: FALL }, async (page) => {
  const end = await figures(page);
  const [from, to, beyond] = [await placeOf(page, 150), await placeOf(page, 40), await placeOf(page, 190)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await atStep(page, 40);
  assert.equal(await page.inputValue('[name="step"]'), '40');
  await page.mouse.move(beyond.x, beyond.y, { steps: 5 });
  await atStep(page, 150);
  await page.mouse.up();
  await page.mouse.move(5, 5);
  assert.deepEqual(await figures(page), end, 'no further than the run has been');
});

onPage('a press without a drag goes to the step that is there, and hovering says it', { hash: FALL }, async (page) => {
  const at = await placeOf(page, 77);
  await page.mouse.move(at.x, at.y);
  await page.waitForFunction(() => /\b77\b.*0\.\d/.test(document.querySelector('output[name="status.pointed"]')?.textContent ?? ''));
  await page.mouse.click(at.x, at.y);
  await atStep(page, 77);
});

onPage('with letters of twice the size a press goes to the step that is there, and marks lie at theirs', { hash: FALL }, async (page) => {
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  await page.locator(TIMELINE).scrollIntoViewIfNeeded();
  await drawn(page);
  const [fall] = await marks(page, 'fall');
  const box = await boxOf(page.locator('#marks [data-kind="fall"]'));
  const mark = await placeOf(page, fall);
  assert.ok(Math.abs(box.x + box.width / 2 - mark.x) < 1, `${box.x + box.width / 2} and ${mark.x}`);
  const at = await placeOf(page, 77);
  await page.mouse.click(at.x, at.y);
  await atStep(page, 77);
});

onPage('a mark leads to its step, with a pointer and with keys', { hash: `${FALL.replace('step=150', '120@loss.margin=0.5&step=150')}` }, async (page) => {
  const [[fall], [collapse], [edit]] = [await marks(page, 'fall'), await marks(page, 'collapse'), await marks(page, 'edit')];
  assert.ok(fall < collapse && edit === 120, `${fall}, ${collapse}, ${edit}`);
  await page.click('#marks [data-kind="collapse"]');
  await atStep(page, collapse);
  const names = await page.$$eval('#marks button', (all) => all.map((mark) => mark.getAttribute('aria-label') ?? ''));
  assert.ok(names.every((name) => /\d/.test(name)) && new Set(names).size === names.length, names.join());
  await page.focus('#marks [tabindex="0"]');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await atStep(page, edit);
  assert.deepEqual(await violations(page, '.transport'), []);
});

onPage('the button of a mark lies over the mark that is drawn', { hash: FALL }, async (page) => {
  for (const kind of ['collapse', 'fall']) {
    const box = await boxOf(page.locator(`#marks [data-kind="${kind}"]`));
    const at = await placeOf(page, (await marks(page, kind))[0]);
    assert.ok(Math.abs(box.x + box.width / 2 - at.x) < 1, `${kind}: ${box.x + box.width / 2} and ${at.x}`);
    assert.ok(box.width >= 24 && box.height >= 24);
  }
});

onPage('a finger that goes along the timeline scrubs, and one that goes up scrolls the page', { hash: FALL, context: { viewport: PHONE, hasTouch: true, isMobile: true } }, async (page) => {
  const cdp = await page.context().newCDPSession(page);
  /** @param {{ x: number, y: number }} from @param {{ x: number, y: number }} to */
  async function swipe(from, to) {
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
    for (let k = 1; k <= 10; k += 1) {
      const part = (/** @type {'x' | 'y'} */ axis) => from[axis] + (k / 10) * (to[axis] - from[axis]);
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: part('x'), y: part('y') }] });
      await page.waitForTimeout(16);
    }
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
  const [from, to] = [await placeOf(page, 150), await placeOf(page, 60)];
  await swipe(from, to);
  await page.waitForFunction(() => Number(document.querySelector('output[name="status.step"]')?.textContent) < 70);
  const step = await shownStep(page);
  assert.ok(Math.abs(step - 60) <= 2, `${step}`);
  const up = await placeOf(page, step);
  await swipe(up, { x: up.x + 2, y: up.y - 300 });
  await page.waitForFunction(() => scrollY > 50);
  assert.equal(await shownStep(page), step);
});

onPage('the frame stands still while the run goes on, and the position moves in it', { hash: 'step=5' }, async (page) => {
  const { horizon } = await glance(page, 'desk');
  const seen = new Set();
  for (let k = 0; k < 4; k += 1) {
    seen.add((await painted(page, `${TIMELINE} canvas`)).text);
    await steps(page, 3);
    assert.equal((await glance(page, 'desk')).horizon, horizon);
  }
  assert.equal(seen.size, 4);
});

onPage('the loss can be smoothed and on a log scale, which the link keeps', { hash: 'step=60' }, async (page) => {
  const plain = await painted(page, `${TIMELINE} canvas`);
  await page.click('[data-view="timeline"] .head button');
  for (const key of ['view.smooth', 'view.log']) {
    await page.check(`[data-view="timeline"] [name="${key}"]`);
    await addressHas(page, `${key}=on`);
  }
  await page.keyboard.press('Escape');
  assert.notEqual((await painted(page, `${TIMELINE} canvas`)).text, plain.text);
});

onPage('a branch stays on the timeline, and a change puts a mark there', { hash: 'step=60' }, async (page) => {
  await press(page, 'back');
  await atStep(page, 59);
  await page.selectOption('[name="miner"]', 'hard');
  await steps(page, 2);
  await page.waitForSelector('#marks [data-kind="edit"]');
  assert.deepEqual(await marks(page, 'edit'), [59]);
  assert.match(await textAt(page, '#timeline-text'), /\b59\b.*\bhard\b/s);
});
