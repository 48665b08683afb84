// Slow motion: one step in parts, by its button, its key and a link.

import assert from 'node:assert/strict';
import { addressHas, atStep, attributeAt, digest, onPage, painted, press, shownStep, textAt } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

/** @param {Page} page */
const part = (page) => attributeAt(page, '#parts [aria-current="step"]', 'data-part');
/** @param {Page} page @param {string} id */
const atPart = (page, id) => page.waitForSelector(`#parts [data-part="${id}"][aria-current="step"]`);

onPage('a step that is watched is gone through part by part, and the last part makes it', {}, async (page) => {
  await press(page, 'watch-step');
  await atPart(page, 'sample');
  assert.equal(await attributeAt(page, '[data-action="watch-step"]', 'aria-pressed'), 'true');
  await press(page, 'pause');
  const before = await digest(page);
  const parts = await page.$$eval('#parts [data-part]', (all) => all.map((one) => one.dataset.part));
  assert.deepEqual(parts, ['sample', 'embed', 'compare', 'mine', 'weigh', 'pull-back', 'update']);
  await page.click('#parts [data-part="sample"]');
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
  await page.waitForSelector('[data-action="watch-step"][aria-pressed="false"]');
  await press(page, 'step');
  await atStep(page, 2);
});

onPage('watching goes on by itself, Back goes to the part before, and a second press ends it', { hash: 'step=1', context: { reducedMotion: 'reduce' } }, async (page) => {
  await page.click('.logo');
  await page.keyboard.press('w');
  await atPart(page, 'embed');
  await press(page, 'pause');
  await press(page, 'back');
  await atPart(page, 'sample');
  await press(page, 'back');
  await atStep(page, 0);
  await atPart(page, 'update');
  await press(page, 'watch-step');
  await page.waitForSelector('[data-action="watch-step"][aria-pressed="false"]');
  await press(page, 'step');
  await atStep(page, 1);
});

onPage('a link opens at a part, and the picture of a part is its own', { hash: 'view.part=mine&step=3' }, async (page) => {
  await atPart(page, 'mine');
  assert.equal(await shownStep(page), 3);
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
