// Time: typing a step, branches and returning to them, undo and redo, the marks of the timeline.

import assert from 'node:assert/strict';
import { addressHas, atStep, attributeAt, figures, onPage, press, settings, shownStep, slide, steps, textAt } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const MARGIN = '#strip .row:has([name="loss.margin"]) input[type="range"]';

/** Types a step and goes there. @param {Page} page @param {number | string} step */
async function go(page, step) {
  await page.fill('[name="timeline.step"]', String(step));
  await page.keyboard.press('Enter');
}

onPage('a step can be typed, and Home and End go to the ends of what is known', { hash: 'step=40' }, async (page) => {
  const there = await figures(page);
  await go(page, 12);
  await atStep(page, 12);
  await go(page, 40);
  await atStep(page, 40);
  assert.deepEqual(await figures(page), there);
  await page.click('.logo');
  await page.keyboard.press('Home');
  await atStep(page, 0);
  await page.keyboard.press('End');
  await atStep(page, 40);
  assert.deepEqual(await figures(page), there);
});

onPage('a step beyond the end is trained to, a pause ends that, and one beyond the longest run is refused', { hash: 'step=40' }, async (page) => {
  await go(page, 90);
  await atStep(page, 90);
  await page.waitForSelector('[data-action="play"]');
  const there = await figures(page);
  await addressHas(page, 'step=90');
  await page.reload();
  await atStep(page, 90);
  assert.deepEqual(await figures(page), there, 'as by replay');
  for (const wrong of ['20001', '-1', '4294967296', '']) {
    await go(page, wrong);
    await page.waitForFunction((wrong) => document.querySelector('#goto-refused')?.textContent?.includes(`“${wrong}”`), wrong);
    assert.match(await textAt(page, '#goto-refused'), /20000/);
    assert.equal(await page.inputValue('#goto'), wrong, 'what was typed stays');
    assert.equal(await shownStep(page), 90);
  }
  await go(page, 20000);
  await press(page, 'pause');
  const step = await shownStep(page);
  assert.ok(step < 20000, 'a far step does not hold up the page');
  assert.equal(await shownStep(page), step);
});

onPage('a change in the past starts a branch, and the old future can be returned to', { hash: 'data.label_noise=0.2&step=60' }, async (page) => {
  const end = await figures(page);
  await go(page, 20);
  await atStep(page, 20);
  const here = await figures(page);
  assert.ok(await page.isHidden('#open-branches'));
  await page.selectOption('[name="miner"]', 'hard');
  await steps(page, 3);
  await addressHas(page, 'b1:step=60');
  await page.waitForFunction(() => /\b20(?!\d)/.test(document.getElementById('timeline-text')?.textContent ?? ''));
  await page.click('#open-branches');
  await page.click('#branches [data-branch="0"]');
  await atStep(page, 23);
  assert.equal((await settings(page)).miner, 'semi-hard');
  await go(page, 20);
  await atStep(page, 20);
  assert.deepEqual(await figures(page), here);
  await go(page, 60);
  await atStep(page, 60);
  assert.deepEqual(await figures(page), end);
  // A reload knows both runs.
  await addressHas(page, '&step=60');
  await page.reload();
  await atStep(page, 60);
  await page.click('#open-branches');
  assert.match(await textAt(page, '#branches'), /\b20(?!\d)/);
});

onPage('undo and redo take changes back and make them again, with buttons and with keys', { hash: 'step=5' }, async (page) => {
  const before = [await figures(page), await settings(page)];
  assert.equal(await attributeAt(page, '[data-action="undo"]', 'aria-disabled'), 'true');
  for (const position of [20, 24, 28]) {
    await page.$eval(MARGIN, (/** @type {HTMLInputElement} */ slider, to) => {
      slider.value = to;
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    }, String(position));
  }
  await page.$eval(MARGIN, (slider) => slider.dispatchEvent(new Event('change', { bubbles: true })));
  await page.selectOption('[name="miner"]', 'hard');
  const after = [await figures(page), await settings(page)];
  await page.click('.logo');
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[name="miner"]'))?.value === 'semi-hard');
  await page.waitForFunction(() => /\bhard\b/.test(document.getElementById('announcer')?.textContent ?? ''));
  await press(page, 'undo');
  await page.waitForFunction(() => document.querySelector('[data-action="undo"]')?.getAttribute('aria-disabled') === 'true');
  assert.deepEqual([await figures(page), await settings(page)], before, 'the whole drag is one change');
  await page.keyboard.press('Control+Shift+Z');
  await page.keyboard.press('Control+y');
  await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[name="miner"]'))?.value === 'hard');
  assert.deepEqual([await figures(page), await settings(page)], after);
});

onPage('Ctrl+Z in a text field is the field’s own', {}, async (page) => {
  await page.selectOption('[name="miner"]', 'hard');
  await page.focus('[name="seed"]');
  await page.keyboard.press('Control+z');
  assert.equal((await settings(page)).miner, 'hard');
});

onPage('another example and a reset can be undone', { hash: 'step=7' }, async (page) => {
  const before = await figures(page);
  await press(page, 'reset');
  await atStep(page, 0);
  await page.click('[popovertarget="examples"]');
  await page.click('#examples button:nth-of-type(2)');
  await page.keyboard.press('Escape');
  await press(page, 'undo');
  await press(page, 'undo');
  await atStep(page, 7);
  assert.deepEqual(await figures(page), before);
});

onPage('the timeline is marked where the run collapses and where it was changed', { hash: 'data.label_noise=0.2&20@miner=hard&step=300' }, async (page) => {
  await page.waitForSelector('#marks [data-kind="collapse"]');
  await page.waitForSelector('#marks [data-kind="edit"]');
  assert.match(await textAt(page, '#edits'), /\b20\b.*\bhard\b/s);
  await slide(page, '[name="step"]', 0);
  await atStep(page, 0);
  assert.equal(await shownStep(page), 0);
});

onPage('the steps of an open lesson are marked on the runs that they belong to', { hash: 'lesson=pull-and-push&at=1' }, async (page) => {
  const marks = () => page.$$eval('#marks [data-kind="lesson"]', (/** @type {HTMLElement[]} */ all) => all.map((mark) => ({ step: Number(mark.style.getPropertyValue('--mark')), title: mark.title })));
  await page.waitForFunction(() => document.querySelectorAll('#marks [data-kind="lesson"]').length > 1);
  const [{ step: start, title: first }, { step: later, title: second }] = await marks();
  assert.equal(start, 0);
  assert.ok(later > 0 && /\d+: “.+”$/.test(second) && first.includes(await textAt(page, '#lesson-step')), `${first}; ${second}`);
  assert.ok((await textAt(page, '#edits')).includes(second), 'for those who hear the page too');
  await page.evaluate(() => window.pushpull.engine.change('set', 'miner', 'hard'));
  await steps(page, 1);
  await page.waitForFunction(() => document.querySelectorAll('#marks [data-kind="lesson"]').length === 0);
});

onPage('a run that nobody sees rests', { context: { viewport: { width: 390, height: 240 } } }, async (page) => {
  const plays = () => page.$eval('#play', (button) => button.dataset.action === 'pause');
  await press(page, 'play');
  await page.waitForFunction(() => Number(document.querySelector('output[name="status.step"]')?.textContent) > 1);
  // Between the pictures there is the sentence, here as tall as it may become.
  await page.$eval('#setup', (setup) => {
    setup.style.minHeight = '1000px';
    setup.scrollIntoView({ block: 'center', behavior: 'instant' });
  });
  await page.waitForFunction(() => /** @type {HTMLElement | null} */ (document.getElementById('play'))?.dataset.action === 'play');
  await page.$eval('.embedding', (picture) => picture.scrollIntoView({ block: 'start', behavior: 'instant' }));
  await press(page, 'play');
  assert.ok(await plays());
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.waitForFunction(() => /** @type {HTMLElement | null} */ (document.getElementById('play'))?.dataset.action === 'play');
});

onPage('the scrubber obeys the arrow keys, Home and End', { hash: 'step=30' }, async (page) => {
  await page.focus('[name="step"]');
  await page.keyboard.press('ArrowLeft');
  await atStep(page, 29);
  await page.keyboard.press('Home');
  await atStep(page, 0);
  await page.keyboard.press('ArrowRight');
  await atStep(page, 1);
  await page.keyboard.press('End');
  await atStep(page, 30);
});
