// Play, step, back, reset, re-roll, the keys, the scrubber, the address.

import assert from 'node:assert/strict';
import { addressHas, atStep, attributeAt, drawn, figures, onPage, open, press, settings, shownStep, slide, steps } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

onPage('Step makes one step and Back takes it back', {}, async (page) => {
  const start = await figures(page);
  await steps(page, 1);
  const one = await figures(page);
  assert.notEqual(one.digest, start.digest);
  await press(page, 'back');
  await atStep(page, 0);
  assert.deepEqual(await figures(page), start);
});

onPage('Play runs until Pause', {}, async (page) => {
  await page.selectOption('[name="speed"]', 'fast');
  await press(page, 'play');
  await page.waitForFunction(() => Number(document.querySelector('output[name="status.step"]')?.textContent) >= 20);
  await press(page, 'pause');
  const { digest } = await figures(page);
  const step = await shownStep(page);
  assert.equal(await shownStep(page), step);
  assert.equal((await figures(page)).digest, digest);
});

/** The number of steps that the run makes while the page's thread is kept busy. @param {Page} page @param {number} long */
const madeWhileHeldUp = (page, long) => page.evaluate(async (long) => {
  const { engine } = window.pushpull;
  const step = async () => (await engine.glance(['desk'])).desk.step;
  const before = await step();
  const end = performance.now() + long;
  while (performance.now() < end);
  return await step() - before;
}, long);

onPage('where each frame shows another step, a page that is held up does not hold up the run', {}, async (page) => {
  await page.selectOption('[name="speed"]', 'fast');
  await press(page, 'play');
  await page.waitForFunction(() => Number(document.querySelector('output[name="status.step"]')?.textContent) >= 5);
  assert.ok(await madeWhileHeldUp(page, 1000) > 5);
  await page.selectOption('[name="speed"]', 'calm');
  await drawn(page);
  assert.ok(await madeWhileHeldUp(page, 1000) <= 1, 'another speed holds at once');
  const step = await shownStep(page);
  await page.selectOption('[name="speed"]', 'full');
  await page.waitForFunction((step) => Number(document.querySelector('output[name="status.step"]')?.textContent) > step + 5, step);
  assert.ok(await madeWhileHeldUp(page, 1000) > 5, 'and back');
});

onPage('Reset returns to the same start, Re-roll to another one', {}, async (page) => {
  const start = await figures(page);
  await steps(page, 3);
  await press(page, 'reset');
  await atStep(page, 0);
  assert.deepEqual(await figures(page), start);
  const { seed } = await settings(page);
  await press(page, 'reroll');
  await page.waitForFunction((old) => /** @type {HTMLInputElement | null} */ (document.querySelector('[name="seed"]'))?.value !== old, seed);
  assert.notEqual((await figures(page)).digest, start.digest);
});

onPage('the keys do what the buttons do', {}, async (page) => {
  await page.keyboard.press('ArrowRight');
  await atStep(page, 1);
  await page.keyboard.press('ArrowRight');
  await atStep(page, 2);
  await page.keyboard.press('ArrowLeft');
  await atStep(page, 1);
  await page.keyboard.press('r');
  await atStep(page, 0);
  await page.keyboard.press('Space');
  await page.waitForSelector('[data-action="pause"]');
  await page.keyboard.press('Space');
  await page.waitForSelector('[data-action="play"]');
});

onPage('the keys stay out of the way where something is typed', {}, async (page) => {
  await page.focus('[name="seed"]');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('r');
  assert.equal(await shownStep(page), 0);
});

onPage('the scrubber goes back to the same figures at every step', {}, async (page) => {
  const seen = [await figures(page)];
  for (let step = 1; step <= 12; step += 1) {
    await steps(page, 1);
    seen.push(await figures(page));
  }
  for (const step of [5, 0, 11, 3, 12]) {
    await slide(page, '[name="step"]', step);
    await atStep(page, step);
    assert.deepEqual(await figures(page), seen[step], `step ${step}`);
  }
});

onPage('an edit in mid-run, the address and a reload give the same run', {}, async (page) => {
  await steps(page, 4);
  await page.selectOption('[name="miner"]', 'hard');
  await steps(page, 3);
  const [before, chosen] = [await figures(page), await settings(page)];
  await addressHas(page, 'step=7');
  assert.match(page.url(), /4@miner=hard/);
  await page.reload();
  await atStep(page, 7);
  assert.deepEqual(await figures(page), before);
  assert.deepEqual(await settings(page), chosen);
});

onPage('an address that is edited by hand is followed', {}, async (page) => {
  await open(page, 'miner=random&step=3');
  await atStep(page, 3);
  assert.equal((await settings(page)).miner, 'random');
});

onPage('the timeline says where the run stands to those who cannot see it', {}, async (page) => {
  await steps(page, 2);
  assert.match(await attributeAt(page, '[name="step"]', 'aria-valuetext'), /2/);
  await page.waitForFunction(() => /\b2\b/.test(document.getElementById('announcer')?.textContent ?? ''));
});

onPage('a run that is solved while it plays rests there once, says so, and goes on with Play', { hash: 'data.spread=0.05' }, async (page) => {
  await page.selectOption('[name="speed"]', 'full');
  await press(page, 'play');
  await page.waitForSelector('#verdict[data-diagnosis="solved"]');
  await page.waitForSelector('[data-action="play"]');
  const { 'status.diagnosis': said } = await figures(page);
  const step = await shownStep(page);
  await press(page, 'play');
  await page.waitForFunction((from) => Number(document.querySelector('output[name="status.step"]')?.textContent) > from + 500, step);
  assert.ok(await page.$('[data-action="pause"]'), 'it plays on');
  assert.notEqual((await figures(page))['status.diagnosis'], said, 'that it rests here is not said any more');
});
