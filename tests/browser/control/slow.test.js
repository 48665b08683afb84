// Slow motion: one step in parts, by the speed menu, the buttons, the keys and a link.

import assert from 'node:assert/strict';
import { addressHas, atStep, attributeAt, digest, onPage, painted, press, shownStep, textAt } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

/** @param {Page} page */
const part = (page) => attributeAt(page, '#parts [aria-current="step"]', 'data-part');
/** @param {Page} page @param {string} id */
const atPart = (page, id) => page.waitForSelector(`#parts [data-part="${id}"][aria-current="step"]`);

onPage('in slow motion Step goes through the parts of a step, and the last one makes it', {}, async (page) => {
  await page.selectOption('[name="speed"]', 'parts');
  await atPart(page, 'sample');
  const before = await digest(page);
  const parts = await page.$$eval('#parts [data-part]', (all) => all.map((one) => one.dataset.part));
  assert.deepEqual(parts, ['sample', 'embed', 'compare', 'mine', 'weigh', 'pull-back', 'update']);
  const said = new Set();
  const lit = [];
  for (const id of parts) {
    await atPart(page, id);
    said.add(await textAt(page, '#part-says'));
    lit.push(await attributeAt(page, '.card[data-lit]', 'data-card'));
    assert.equal(await digest(page), before, 'a part changes nothing');
    await press(page, 'step');
  }
  assert.equal(said.size, parts.length, 'every part has its own sentence');
  assert.deepEqual(lit, ['batch', 'encoder', 'loss', 'miner', 'loss', 'encoder', 'optimizer']);
  await atStep(page, 1);
  await atPart(page, 'sample');
  await press(page, 'back');
  await atStep(page, 0);
  await atPart(page, 'update');
  assert.equal(await digest(page), before);
});

onPage('slow motion plays by itself, and ends with another speed', { context: { reducedMotion: 'reduce' } }, async (page) => {
  await page.selectOption('[name="speed"]', 'parts');
  await press(page, 'play');
  await atPart(page, 'embed');
  await press(page, 'pause');
  await page.selectOption('[name="speed"]', 'run');
  await page.waitForSelector('#verdict:not([data-slow])');
  await press(page, 'step');
  await atStep(page, 1);
});

onPage('a link opens at a part, and the picture of a part is its own', { hash: 'view.part=mine&step=3' }, async (page) => {
  await atPart(page, 'mine');
  assert.equal(await shownStep(page), 3);
  assert.equal(await page.inputValue('[name="speed"]'), 'parts');
  const seen = new Set();
  for (const id of ['sample', 'embed', 'compare', 'mine', 'weigh']) {
    await page.click(`#parts [data-part="${id}"]`);
    await atPart(page, id);
    seen.add((await painted(page, '[data-view="embedding"] canvas')).text);
  }
  assert.equal(seen.size, 5);
  assert.equal(await part(page), 'weigh');
  await addressHas(page, 'view.part=weigh');
});
