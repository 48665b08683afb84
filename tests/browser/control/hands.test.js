// Numbers as they are typed, fingers on sliders, and keys in regions that scroll.

import assert from 'node:assert/strict';
import { atStep, attributeAt, boxOf, drawn, figures, onPage, PHONE, press, settings, shownStep, slide, textAt, textOf } from '../page.js';

const MARGIN = '[name="loss.margin"]';
const SLIDER = `#strip .row:has(${MARGIN}) input[type="range"]`;

onPage('a number is understood as people type it, and then stands there as the page writes it', {}, async (page) => {
  for (const [typed, meant] of [['0,5', '0.5'], ['０．３', '0.3'], ['1e-3', '0.001'], [' 0.70 ', '0.7'], ['1\u202f0', null]]) {
    await page.fill(MARGIN, String(typed));
    await page.keyboard.press('Enter');
    await drawn(page);
    assert.equal(await page.inputValue(MARGIN), meant ?? typed);
    assert.match(await textOf(page), new RegExp(`loss\\.margin=${meant ?? '0.7'}(&|$)`));
    assert.equal(await attributeAt(page, MARGIN, 'aria-invalid'), meant ? '' : 'true');
  }
});

onPage('what is refused stays as it was typed, with the field, what was given and what is allowed beside it, also where the focus has gone on', {}, async (page) => {
  const before = await figures(page);
  await page.focus('#seed');
  await page.fill('#seed', '1,5');
  await page.keyboard.press('Tab');
  const said = page.locator('#seed-refused');
  await said.waitFor();
  for (const part of ['seed', '1,5', '4294967295']) assert.ok((await said.textContent())?.includes(part), part);
  assert.ok((await attributeAt(page, '#seed', 'aria-describedby')).includes('seed-refused'));
  assert.deepEqual(await figures(page), before);
  assert.equal(await page.inputValue('#seed'), '1,5');
  await page.focus('#seed');
  await page.keyboard.press('Escape');
  assert.equal(await page.inputValue('#seed'), '3', 'Escape brings the value back');
  await said.waitFor({ state: 'hidden' });
  assert.equal((await settings(page)).seed, '3');
});

onPage('arrow keys in a number that come faster than answers count, and what was typed and taken back follows again', {}, async (page) => {
  await page.focus('#seed');
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowUp');
  await drawn(page);
  assert.equal((await settings(page)).seed, '7');
  await page.focus(MARGIN);
  await page.keyboard.press('End');
  await page.keyboard.type('3');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Tab');
  await slide(page, SLIDER, 0);
  await drawn(page);
  assert.equal(await page.inputValue(MARGIN), await attributeAt(page, SLIDER, 'aria-valuetext'));
  assert.ok(Number(await page.inputValue(MARGIN)) < 0.2);
});

onPage('what is being typed is not lost while a run plays', { hash: 'data.label_noise=0.2' }, async (page) => {
  await press(page, 'play');
  const goesOn = async (/** @type {number} */ step) => page.waitForFunction((step) => Number(document.querySelector('output[name="status.step"]')?.textContent) > step + 3, step);
  await page.fill(MARGIN, '0,');
  await goesOn(await shownStep(page));
  assert.equal(await page.inputValue(MARGIN), '0,');
  await page.click('#open-stop');
  await page.focus('[name="stop"]');
  await page.keyboard.type('coll');
  await goesOn(await shownStep(page));
  assert.equal(await page.inputValue('[name="stop"]'), 'coll');
  await page.fill('[name="stop"]', '');
  await page.keyboard.press('Escape');
  // The very step at which the field was entered, which the run has left since.
  await page.focus('#goto');
  const step = await page.inputValue('#goto');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(step);
  await goesOn(Number(step));
  assert.equal(await page.inputValue('#goto'), step);
  await page.keyboard.press('Enter');
  await atStep(page, Number(step));
});

onPage('number fields are spinbuttons: arrow keys go to the next stop, page keys ten stops on', {}, async (page) => {
  const field = page.locator(MARGIN);
  assert.deepEqual(await field.evaluate((input) => [input.getAttribute('role'), input.getAttribute('aria-valuenow'), input.getAttribute('aria-valuemin')]), ['spinbutton', '0.2', '0']);
  await drawn(page);
  const from = Number(await page.inputValue(SLIDER));
  await field.focus();
  for (const [key, stop] of /** @type {[string, number][]} */ ([['ArrowUp', from + 1], ['PageUp', from + 11], ['ArrowDown', from + 10], ['PageDown', from]])) {
    await page.keyboard.press(key);
    await drawn(page);
    assert.equal(await page.inputValue(SLIDER), String(stop), key);
  }
  await drawn(page);
  assert.equal(await field.getAttribute('aria-valuenow'), '0.2');
  await page.focus('#seed');
  await page.keyboard.press('ArrowUp');
  await page.waitForFunction(() => window.pushpull.engine.text().includes('seed=4'));
  await page.focus('#goto');
  await page.keyboard.press('ArrowUp');
  await atStep(page, 1);
});

/** Draws a finger over the page. @param {import('../page.js').Page} page @param {{ x: number, y: number }[]} way */
async function swipe(page, way) {
  const device = await page.context().newCDPSession(page);
  const touch = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {{ x: number, y: number }[]} */ touchPoints) => device.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', way.slice(0, 1));
  for (const at of way.slice(1)) await touch('touchMove', [at]);
  await touch('touchEnd', []);
}

onPage('a finger that begins on a slider and goes up scrolls and changes nothing; one that goes along it changes', { context: { viewport: PHONE, hasTouch: true, isMobile: true } }, async (page) => {
  await page.$eval(SLIDER, (slider) => slider.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' }));
  await drawn(page);
  const before = await textOf(page);
  const from = await page.inputValue(SLIDER);
  const { x, y, width, height } = await boxOf(page.locator(SLIDER));
  const scrolled = await page.evaluate(() => scrollY);
  // The page goes on after the finger has left it: where things are is known when it rests.
  await page.evaluate(() => document.addEventListener('scrollend', () => { document.body.dataset.rests = ''; }, { once: true }));
  const at = { x: x + 0.8 * width, y: y + height / 2 };
  await swipe(page, Array.from({ length: 12 }, (_, i) => ({ x: at.x, y: at.y - 12 * i })));
  await page.waitForSelector('body[data-rests]');
  assert.ok(await page.evaluate(() => scrollY) > scrolled + 60);
  await drawn(page);
  assert.deepEqual([await textOf(page), await page.inputValue(SLIDER)], [before, from]);
  const now = await boxOf(page.locator(SLIDER));
  await swipe(page, Array.from({ length: 8 }, (_, i) => ({ x: now.x + (0.3 + 0.08 * i) * now.width, y: now.y + now.height / 2 })));
  await page.waitForFunction((before) => window.pushpull.engine.text() !== before, before);
  assert.notEqual(await page.inputValue(SLIDER), from);
});

onPage('an arrow key in a wide table scrolls it, and trains nothing', { hash: 'panels=4&2:miner=hard&3:miner=random&4:miner=all', context: { viewport: { width: 320, height: 640 } } }, async (page) => {
  await page.waitForFunction(() => (document.querySelector('#table')?.scrollWidth ?? 0) > (document.querySelector('#table')?.clientWidth ?? 0));
  await page.focus('#table');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => (document.querySelector('#table')?.scrollLeft ?? 0) > 0);
  assert.equal(await shownStep(page), 0);
  assert.equal(await textAt(page, '#notices'), '');
});
