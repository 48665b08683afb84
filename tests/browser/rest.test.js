// The module comes in two files: what the opening page runs, and the rest, which is there when something else is wanted.

import assert from 'node:assert/strict';
import { atStep, drawn, engine, figures, onPage, shownStep } from './page.js';

const REST = '**/pkg/rest.wasm';

/** A click that is no move of the reader's, so that nothing is fetched early. */
const click = (page, action) => page.evaluate((action) => document.querySelector(`[data-action="${action}"]`).click(), action);

/** Chooses as a reader does, but without a move. */
const choose = (page, name, value) => page.$eval(`[name="${name}"]`, (select, value) => {
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}, value);

/** How often the rest was asked for from now on. */
async function asked(page) {
  const requests = [];
  page.on('request', (request) => request.url().endsWith('/rest.wasm') && requests.push(request.url()));
  await page.reload();
  await page.waitForSelector('body[data-state="ready"]');
  return requests;
}

onPage('the first example plays and goes back without the rest', {}, async (page) => {
  const requests = await asked(page);
  await page.waitForTimeout(1000);
  await choose(page, 'speed', 'fast');
  await click(page, 'play');
  await page.waitForFunction(() => Number(document.querySelector('output[name="status.step"]').textContent) > 100);
  await click(page, 'pause');
  await page.waitForSelector('[data-action="play"]');
  await drawn(page);
  const step = await shownStep(page);
  await click(page, 'back');
  await atStep(page, step - 1);
  await click(page, 'step');
  await atStep(page, step);
  assert.deepEqual(requests, []);
});

onPage('the rest is fetched at the first move, once, and is there for what comes', {}, async (page) => {
  const requests = await asked(page);
  const came = page.waitForResponse(REST);
  await page.mouse.move(5, 5);
  await page.mouse.move(9, 5);
  await came;
  await engine(page, 'fetchRest');
  await page.selectOption('[name="loss"]', 'angular');
  await click(page, 'step');
  await atStep(page, 1);
  assert.equal(requests.length, 1);
});

onPage('what the rest holds works at once, without a move before', {}, async (page) => {
  const requests = await asked(page);
  await choose(page, 'loss', 'angular');
  await click(page, 'step');
  await atStep(page, 1);
  assert.equal(requests.length, 1);
  assert.match((await figures(page))['status.loss'], /\d/);
});

onPage('after a fault the new instance gets the rest too', { faults: true, hash: 'loss=angular', expected: [/./] }, async (page) => {
  await click(page, 'step');
  await atStep(page, 1);
  const before = await figures(page);
  await engine(page, 'fault', 'panic');
  assert.deepEqual(await figures(page), before);
  await choose(page, 'miner', 'hard');
  await click(page, 'step');
  await atStep(page, 2);
});

onPage('where the rest cannot be loaded the run stays, and the page says so', {
  before: (page) => page.route(REST, (route) => route.fulfill({ status: 404, contentType: 'text/plain', body: 'Not Found' })),
  expected: [/404|rest\.wasm/],
}, async (page) => {
  await click(page, 'step');
  await atStep(page, 1);
  await choose(page, 'loss', 'angular');
  await page.waitForFunction(() => /rest\.wasm/.test(document.getElementById('notices').textContent));
  await drawn(page);
  assert.equal(await shownStep(page), 1);
  await click(page, 'step');
  await atStep(page, 2);
  await page.unroute(REST);
  await choose(page, 'loss', 'angular');
  await click(page, 'step');
  await atStep(page, 3);
});

onPage('where the rest is needed to open and cannot be loaded, the page says so', {
  hash: 'loss=angular',
  before: (page) => page.route(REST, (route) => route.fulfill({ status: 404, contentType: 'text/plain', body: 'Not Found' })),
  expected: [/404|rest\.wasm|undefined|before initialization/],
}, async (page) => {
  await page.waitForSelector('body[data-state="fault"]');
  assert.match(await page.textContent('#fault'), /could not be loaded/);
});
