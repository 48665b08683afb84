// Shared by the tests of lessons: the lessons as they are written, and where a page is in one.

import assert from 'node:assert/strict';
import { HOME, textAt } from '../page.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../../../www/lesson/data.js').Step} Step */

/** @param {string} name */
export const read = async (name) => (await fetch(`${HOME}pkg/lessons/${name}.json`)).json();
/** @type {[{ lessons: import('../../../www/lesson/data.js').Listed[] }, Record<string, import('../../../www/lesson/data.js').Explains[]>]} */
export const [{ lessons }, explains] = [await read('index'), await read('explains')];
/** @type {Record<string, import('../../../www/lesson/data.js').Lesson>} */
export const texts = Object.fromEntries(await Promise.all(lessons.map(async ({ id }) => [id, await read(id)])));
export const STILL = { reducedMotion: /** @type {const} */ ('reduce') };

/** @param {Page} page */
export const title = (page) => textAt(page, '#lesson-step');
/** @param {Page} page */
export const answered = (page) => page.waitForSelector('.asked[data-state="answered"]', { timeout: 40_000 });
/** Waits until the step at this place is shown. @param {Page} page @param {string} id @param {string} place */
export const at = (page, id, place) => page.waitForFunction((wanted) => location.hash.replace(/^([^&]*&[^&]*).*$/, '$1') === wanted, `#lesson=${id}&at=${place}`);

/** @param {Page} page @param {Step} step */
export async function isDone(page, { task }) {
  await page.waitForSelector('.task .good:not([hidden])', { timeout: 40_000 });
  assert.equal(await page.$$eval('.goals [data-reached]', (all) => all.length), task?.goals.length);
  if (task?.cost) assert.match(await textAt(page, '.cost'), /: [\d,.]+/);
}
