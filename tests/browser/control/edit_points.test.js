// Points changed by hand: dragged with mouse and finger, moved with keys, labelled, restored; a link keeps all of it.

import assert from 'node:assert/strict';
import { addressHas, atStep, digest, figures, glance, onPage, open, PHONE, press, shownStep, steps, textAt } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const INPUT = '[data-view="input"] .canvas';

/** The place in the window of a point's mark in the input picture, away from the border. @param {Page} page */
async function mark(page) {
  await page.$eval(INPUT, (box) => box.scrollIntoView({ block: 'center' }));
  await figures(page);
  return page.$eval(INPUT, async (box) => {
    const { engine } = window.pushpull;
    const { left, top, width, height } = box.getBoundingClientRect();
    for (let y = 30; y < height - 30; y += 4) {
      for (let x = 30; x < width - 30; x += 4) {
        if (await engine.ask('grab', 'input', width, height, x, y)) {
          await engine.ask('release');
          return { x: left + x, y: top + y };
        }
      }
    }
    throw new Error('no point found');
  });
}

/** The description of the chosen point. @param {Page} page */
async function chosen(page) {
  const chosen = await glance(page, 'chosen');
  assert.ok(chosen, 'a point is chosen');
  return chosen;
}

/** The texts of the edits on the timeline. @param {Page} page */
const marks = (page) => page.$$eval('#marks [data-kind="edit"]', (/** @type {HTMLElement[]} */ all) => all.map((mark) => mark.title));

/** Asserts that a link to the page's current state gives the same state on another page. @param {Page} page */
async function assertLinkHolds(page) {
  const before = await digest(page);
  const hash = await page.evaluate(() => location.hash.slice(1));
  const again = await page.context().newPage();
  await open(again, hash);
  assert.equal(await digest(again), before, hash);
  await again.close();
}

/** @param {Page} page @param {{ x: number, y: number }} from */
async function drag(page, { x, y }, by = 34) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= 6; i += 1) await page.mouse.move(x + (by * i) / 6, y - (by * i) / 12);
  await page.mouse.up();
}

onPage('a point is dragged with the mouse, in one edit, and put back', {}, async (page) => {
  await steps(page, 3);
  const before = await figures(page);
  await drag(page, await mark(page));
  await addressHas(page, '3@point.');
  const { point, changed } = await chosen(page);
  assert.ok(changed);
  assert.match(await textAt(page, '#edit'), new RegExp(`\\b${point}(?!\\d)`));
  const said = await marks(page);
  assert.equal(said.length, 1);
  assert.match(said[0], new RegExp(`\\b3\\b.*\\b${point}\\b.*\\(−?[\\d.]+, −?[\\d.]+\\)$`));
  assert.match(await page.evaluate(() => location.hash), /3@point\.\d+=-?[\d.]{1,5},-?[\d.]{1,5}(&|$)/);
  await assertLinkHolds(page);
  await steps(page, 2);
  assert.notEqual(await digest(page), before.digest);
  await press(page, 'back');
  await press(page, 'back');
  await atStep(page, 3);
  await page.click('[data-edit="back"]');
  await page.waitForFunction(() => document.querySelectorAll('#marks [data-kind="edit"]').length === 0);
  assert.equal(await digest(page), before.digest);
  // Only the branch still contains the move: the two steps made with it are put aside.
  await page.waitForFunction(() => /&b1:3@point\./.test(`&${location.hash.slice(1)}`) && !/&3@point\./.test(`&${location.hash.slice(1)}`));
});

onPage('a click that trembles chooses the point and moves nothing', {}, async (page) => {
  const before = await digest(page);
  await drag(page, await mark(page), 2);
  await page.waitForSelector('#edit:not([hidden])');
  assert.equal((await chosen(page)).changed, false);
  assert.equal(await digest(page), before);
});

onPage('a run rests while a point is dragged, and goes on', {}, async (page) => {
  const { x, y } = await mark(page);
  await press(page, 'play');
  await page.waitForFunction(() => Number(document.querySelector('output[name="status.step"]')?.textContent) > 2);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y);
  await figures(page);
  const at = await shownStep(page);
  for (let i = 1; i <= 10; i += 1) {
    await page.mouse.move(x + 20, y + i * 2);
    await figures(page);
  }
  assert.equal(await shownStep(page), at, 'it rests');
  await page.mouse.up();
  await page.waitForFunction((n) => Number(document.querySelector('output[name="status.step"]')?.textContent) > n, at);
  await press(page, 'pause');
  assert.equal((await marks(page)).length, 1);
});

onPage('a point is dragged with a finger, and beside the points the page scrolls', { context: { viewport: PHONE, hasTouch: true, isMobile: true } }, async (page) => {
  const cdp = await page.context().newCDPSession(page);
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {{ x: number, y: number }[]} touchPoints */
  const touch = (type, ...touchPoints) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  const { x, y } = await mark(page);
  const top = () => page.$eval(INPUT, (box) => Math.round(box.getBoundingClientRect().top));
  const before = await top();
  await touch('touchStart', { x, y });
  for (let i = 1; i <= 6; i += 1) await touch('touchMove', { x, y: y + 6 * i });
  await touch('touchEnd');
  await addressHas(page, 'point.');
  assert.ok(Math.abs(await top() - before) <= 2, 'the picture stays under the finger');
  assert.ok((await chosen(page)).changed);
  await assertLinkHolds(page);
  const away = await page.$eval(INPUT, (box) => ({ x: box.getBoundingClientRect().left + 3, y: box.getBoundingClientRect().top + 12 }));
  await touch('touchStart', away);
  for (let i = 1; i <= 6; i += 1) await touch('touchMove', { x: away.x, y: away.y + 20 * i });
  await touch('touchEnd');
  await page.waitForFunction((was) => Math.abs((document.querySelector('[data-view="input"] .canvas')?.getBoundingClientRect().top ?? was) - was) > 40, before);
});

onPage('with keys a point is chosen, moved, labelled and put back', {}, async (page) => {
  await steps(page, 2);
  const before = await digest(page);
  await page.focus(INPUT);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector('#edit:not([hidden])');
  const { point, label, classes } = await chosen(page);
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Shift+ArrowLeft');
  await addressHas(page, `2@point.${point}=`);
  assert.equal((await chosen(page)).point, point, 'Shift moves the point and not the choice');
  await page.keyboard.press('l');
  await addressHas(page, `2@label.${point}=`);
  const given = (await chosen(page)).label;
  assert.notEqual(given, label);
  assert.equal(await page.inputValue('[name="point.label"]'), given);
  const { text } = await chosen(page);
  await page.waitForFunction((said) => document.querySelector('#announcer')?.textContent.includes(said), text, { timeout: 5000 });
  await assertLinkHolds(page);
  for (let i = 1; i < classes.length; i += 1) await page.keyboard.press('l');
  assert.equal((await chosen(page)).label, label, 'L goes round');
  await page.keyboard.press('Delete');
  await page.waitForFunction(() => !location.hash.includes('@'));
  assert.equal(await digest(page), before);
});

onPage('a label is changed in mid-run; measures keep the true class', { hash: 'view.anchor=17' }, async (page) => {
  await steps(page, 4);
  const before = await figures(page);
  const now = await page.inputValue('[name="point.label"]');
  const other = await page.$eval('[name="point.label"]', (/** @type {HTMLSelectElement} */ select) => [...select.options].find((o) => o.value !== select.value)?.value ?? '');
  await page.selectOption('[name="point.label"]', other);
  await addressHas(page, `4@label.17=${other}`);
  assert.match((await marks(page))[0], /\b4\b.*\b17\b.*\b[A-Z]$/);
  const after = await figures(page);
  assert.equal(after['status.recall_at_1'], before['status.recall_at_1']);
  await assertLinkHolds(page);
  await page.selectOption('[name="point.label"]', now);
  await page.waitForFunction(() => !location.hash.includes('label'));
  assert.equal(await digest(page), before.digest);
});

onPage('a point of many features can be labelled and not moved, and a notice says why', { hash: 'data=digits' }, async (page) => {
  const before = await digest(page);
  // A drag that is over before it is answered.
  await page.$eval(INPUT, (box, { x, y }) => {
    for (const [type, by] of /** @type {const} */ ([['pointerdown', 0], ['pointermove', 9], ['pointermove', 18], ['pointerup', 18]])) {
      box.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, bubbles: true, clientX: x + by, clientY: y }));
    }
  }, await mark(page));
  await figures(page);
  assert.match(await textAt(page, '#notices'), /\b2\b.*\b64\b/);
  assert.equal(await digest(page), before);
  await page.focus(INPUT);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('l');
  await addressHas(page, 'label.');
});

onPage('the input grid is switched on, kept by the link, and fits a phone', { hash: 'view.grid=on&head=plane', context: { viewport: PHONE } }, async (page) => {
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  const legend = () => textAt(page, '[data-view="embedding"] .legend');
  /** @param {any} from */
  const legendChanges = (from) => page.waitForFunction((old) => document.querySelector('[data-view="embedding"] .legend')?.textContent !== old, from);
  await figures(page);
  const bent = await legend();
  const other = await page.context().newPage();
  await open(other, 'head=plane');
  await figures(other);
  assert.notEqual(await other.textContent('[data-view="embedding"] .legend'), bent, 'the legend speaks of the grid');
  await other.close();
  assert.ok(await fits());
  await page.selectOption('[name="head"]', 'circle');
  await legendChanges(bent);
  const nearest = await legend();
  assert.ok(await fits());
  await page.selectOption('[name="encoder"]', 'points');
  await legendChanges(nearest);
  await addressHas(page, 'view.grid=on');
});
