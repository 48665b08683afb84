// The main lesson, end to end.

import assert from 'node:assert/strict';
import { atStep, attributeAt, figures, onPage, press, settings, slide, textAt } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

/** @param {Page} page @param {number} step */
async function playTo(page, step) {
  await page.selectOption('[name="speed"]', 'full');
  await press(page, 'play');
  await page.waitForFunction((n) => Number(document.querySelector('output[name="status.step"]')?.textContent) >= n, step);
  await press(page, 'pause');
}

onPage('under batch-hard mining the first example falls to a point, and the page says so', {}, async (page) => {
  await page.selectOption('[name="miner"]', 'batch-hard');
  await playTo(page, 100);
  await slide(page, '[name="step"]', 100);
  await atStep(page, 100);
  const shown = await figures(page);
  assert.equal(await attributeAt(page, '#verdict', 'data-diagnosis'), 'collapsed');
  assert.match(await textAt(page, '#verdict'), /\w{3}/);
  const margin = Number(await page.inputValue('[name="loss.margin"]'));
  assert.ok(Math.abs(Number(shown['status.loss']) - margin) < 0.1 * margin, `loss ${shown['status.loss']}, margin ${margin}`);
});

onPage('the remedy that the sentence proposes goes back, plays and helps', {}, async (page) => {
  await page.selectOption('[name="miner"]', 'batch-hard');
  await playTo(page, 60);
  await page.click('#remedy');
  await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[name="miner"]'))?.value !== 'batch-hard');
  await page.waitForFunction(() => Number(document.querySelector('output[name="status.step"]')?.textContent) >= 300);
  await press(page, 'pause');
  assert.notEqual(await attributeAt(page, '#verdict', 'data-diagnosis'), 'collapsed');
});

onPage('folk advice is offered as such, and can be tried', {}, async (page) => {
  await page.selectOption('[name="miner"]', 'hard');
  await playTo(page, 100);
  await page.click('[popovertarget="remedies"]');
  const helps = await page.$$eval('#remedies button', (all) => all.map((button) => button.querySelector('.good') !== null));
  assert.ok(helps.length >= 4 && helps[0]);
  const before = await settings(page);
  // The advice goes back on itself after some steps.
  await page.selectOption('[name="speed"]', 'calm');
  await page.locator('#remedies button').nth(helps.indexOf(false)).click();
  await press(page, 'pause');
  assert.notDeepEqual(await settings(page), before);
});

onPage('as it opens, the first example learns', {}, async (page) => {
  // Playing goes on for as long as the machine takes to pause; a step that is typed is a step.
  await page.fill('[name="timeline.step"]', '300');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('output[name="status.step"]')?.textContent === '300');
  await page.waitForFunction(() => document.querySelector('#verdict')?.getAttribute('data-diagnosis') !== 'ready');
  assert.match(await attributeAt(page, '#verdict', 'data-diagnosis'), /learning|plateau|steady|solved/);
});
