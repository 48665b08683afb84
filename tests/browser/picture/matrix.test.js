// The matrix among the charts: chosen from the menu, linked with the embedding both ways, used with mouse and keys.

import assert from 'node:assert/strict';
import { addressHas, ask, attributeAt, boxOf, drawn, onPage, painted, steps, textAt } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const SHOWN = 'data.label_noise=0.2&step=6&view.chart1=matrix';
const matrix = '[data-chart="view.chart1"] .canvas';
const embedding = '[data-view="embedding"] .canvas';

/** What is pointed at, in words. @param {Page} page */
const pointed = (page) => textAt(page, 'output[name="status.pointed"]');

/** Waits until the text on what is pointed at matches. @param {Page} page @param {RegExp} pattern */
const says = (page, pattern) => page.waitForFunction(
  (source) => new RegExp(source).test(document.querySelector('output[name="status.pointed"]')?.textContent ?? ''), pattern.source);

/** The pixels of a picture. @param {Page} page @param {string} box */
const pixels = async (page, box) => (await painted(page, `${box} canvas`)).text;

/** The place of a pair's cell in the matrix. @param {Page} page */
async function cell(page) {
  const { width, height } = await boxOf(page.locator(matrix));
  // A click has whole pixels.
  const y = Math.round(height / 2);
  for (let x = Math.round(width / 2); x < width; x += 3) {
    await page.hover(matrix, { position: { x, y } });
    await drawn(page);
    if (/\d.*: .*\d/.test(await pointed(page))) return { x, y };
  }
  throw new Error('no cell of a pair in this row');
}

onPage('the menu of the charts offers the matrix, and its cells are painted in many shades', {}, async (page) => {
  await page.selectOption('[name="view.chart2"]', 'matrix');
  await addressHas(page, 'view.chart2=matrix');
  const { greys } = await painted(page, '[data-chart="view.chart2"] canvas');
  assert.ok(greys > 25, `${greys} shades of grey`);
  await page.check('[name="view.weights"]');
  await addressHas(page, 'view.weights=on');
  assert.match(await textAt(page, '#chart2-text'), /\b32\b.*\b32\b/);
});

onPage('a cell that is pointed at lights up in the embedding, and says its distance and its force', { hash: SHOWN }, async (page) => {
  const before = { matrix: await pixels(page, matrix), embedding: await pixels(page, embedding) };
  await cell(page);
  assert.match(await pointed(page), /^\D*\d+, .*\b\d+, .*: \D*[\d.]+, \w+/);
  const over = { matrix: await pixels(page, matrix), embedding: await pixels(page, embedding) };
  assert.notEqual(over.matrix, before.matrix);
  assert.notEqual(over.embedding, before.embedding);
  await page.hover('#diagnosis-title');
  await says(page, /^$/);
  await drawn(page);
  assert.equal(await pixels(page, embedding), before.embedding);
});

onPage('a point that is pointed at in the embedding lights up its row and its column', { hash: SHOWN }, async (page) => {
  const before = await pixels(page, matrix);
  const { width, height } = await boxOf(page.locator(embedding));
  // Around the circle to a point of the batch.
  for (let turn = 0; turn < 240; turn += 1) {
    const angle = (turn / 240) * 2 * Math.PI;
    const radius = Math.min(width, height) / 2 / 1.14;
    await page.hover(embedding, { position: { x: width / 2 + radius * Math.cos(angle), y: height / 2 + radius * Math.sin(angle) } });
    await drawn(page);
    // A point that is not in the batch has no row.
    if (await pointed(page) && await pixels(page, matrix) !== before) break;
  }
  assert.match(await pointed(page), /^\D*\d+/);
  assert.notEqual(await pixels(page, matrix), before);
});

onPage('a click on a cell chooses the row’s anchor, which stays chosen', { hash: SHOWN }, async (page) => {
  const position = await cell(page);
  const anchor = (await pointed(page)).match(/^\D*(\d+)/)?.[1];
  await page.click(matrix, { position });
  await addressHas(page, `view.anchor=${anchor}`);
});

onPage('arrow keys walk through the matrix, Enter chooses, Escape looks away', { hash: SHOWN }, async (page) => {
  await page.focus(matrix);
  assert.equal(await attributeAt(page, matrix, 'role'), 'application');
  const seen = new Set();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'PageDown']) {
    await page.keyboard.press(key);
    await drawn(page);
    seen.add(await pointed(page));
  }
  assert.ok(seen.size >= 5, [...seen].join('\n'));
  const anchor = (await pointed(page)).match(/^\D*(\d+)/)?.[1];
  await page.keyboard.press('Enter');
  await addressHas(page, `view.anchor=${anchor}`);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !location.hash.includes('view.anchor'));
  await says(page, /^$/);
  assert.equal(await ask(page, 'halted'), false, 'the arrow keys did not step');
  await page.selectOption('[name="view.chart1"]', 'distances');
  await page.waitForFunction((box) => !document.querySelector(box)?.hasAttribute('tabindex'), matrix);
});

onPage('the run goes on with every overlay on', { hash: `${SHOWN}&view.forces=on&view.moves=on&view.log_arrows=on&view.weights=on` }, async (page) => {
  const before = await pixels(page, embedding);
  await steps(page, 2);
  await drawn(page);
  assert.notEqual(await pixels(page, embedding), before);
});
