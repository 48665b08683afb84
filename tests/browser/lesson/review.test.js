// Before a lesson begins: questions on earlier ones, which can be answered or skipped; and what makes a lesson done.

import assert from 'node:assert/strict';
import { addressOf, attributeAt, DESKTOP, HOME, onPage, PHONE, textAt, violations } from '../page.js';

const { SITE = '' } = process.env;
/** @param {string} name */
const read = async (name) => (await fetch(`${HOME}pkg/lessons/${name}.json`)).json();
/** @type {{ lessons: import('../../../www/lesson/data.js').Listed[] }} */
const { lessons } = await read('index');
const [first, second] = lessons;
/** @type {import('../../../www/lesson/data.js').Lesson} */
const lesson = await read(second.id);
const hash = `lesson=${second.id}`;

/** The earlier lessons were read. @param {import('../page.js').Page} page */
const readBefore = (page) => page.addInitScript((/** @type {string[]} */ ids) => {
  const places = Object.fromEntries(ids.map((id) => [id, { at: '1', done: [] }]));
  if (!localStorage.getItem('pushpull.lessons')) localStorage.setItem('pushpull.lessons', JSON.stringify({ last: ids[0], places }));
}, lesson.reviews.map(({ step }) => step.lesson));

onPage('whoever has not read the earlier lessons is offered questions on them, and not asked', { hash }, async (page) => {
  await page.waitForSelector('.review');
  assert.equal(await page.isVisible('.review fieldset'), false);
  await page.click('.review summary');
  assert.ok(await page.isVisible('.review fieldset'));
});

for (const viewport of [DESKTOP, PHONE]) {
  onPage(`two questions on earlier lessons come first, ${viewport.width} px`, { hash, before: readBefore, context: { viewport } }, async (page) => {
    assert.equal(await page.$$eval('.review fieldset', (all) => all.length), 2);
    assert.ok(await page.$eval('.review', (review) => Boolean(review.compareDocumentPosition(document.getElementById('lesson-step') ?? review) & 4)), 'before the step');
    assert.deepEqual(await violations(page, '.review'), []);
    for (const [i, { choices }] of lesson.reviews.entries()) {
      const wanted = i ? choices.findIndex(({ right }) => !right) : choices.findIndex(({ right }) => right);
      const field = page.locator('.review fieldset').nth(i);
      await field.locator('.choice').nth(wanted).click();
      assert.equal(await field.locator('.verdict').getAttribute('data-right'), String(i === 0));
      assert.equal(await field.locator('[data-verdict="right"]').count(), 1, 'the right one is shown');
    }
    await page.click('[data-review="done"]');
    assert.equal(await page.isVisible('.review fieldset'), false);
    assert.ok(await page.$eval('.review', (review) => review.getBoundingClientRect().bottom < innerHeight / 2 + 100), 'the step begins here');
    assert.equal(await textAt(page, '#lesson-step'), lesson.steps[0].title);
    await page.reload();
    await page.waitForSelector('.review');
    assert.equal(await page.isVisible('.review fieldset'), false, 'they are asked once');
  });
}

onPage('a question on an earlier lesson leads to the step that teaches its answer, and can be skipped', { hash, before: readBefore }, async (page) => {
  await page.locator('.review .choice').first().click();
  await page.click('.review .verdict a');
  const { lesson: to, at } = lesson.reviews[0].step;
  await page.waitForFunction((start) => location.hash.startsWith(start), `#lesson=${to}&at=${at}`);
  // Nothing is about to be written any more.
  await addressOf(page);
  await page.goto(`${SITE}#${hash}&at=1`);
  await page.waitForFunction((start) => location.hash.startsWith(start), `#${hash}`);
  await page.click('[data-review="skip"]');
  assert.equal(await page.isVisible('.review fieldset'), false);
});

onPage('a lesson is done once its questions are answered, and not by going through it', { hash: `lesson=${first.id}`, context: { reducedMotion: 'reduce' } }, async (page) => {
  /** @type {import('../../../www/lesson/data.js').Lesson} */
  const { steps } = await read(first.id);
  const done = () => page.$$eval('.dots [data-done]', (all) => all.length);
  for (let i = 1; i < steps.length; i += 1) await page.click('#lesson-next');
  assert.equal(await done(), 0);
  await page.click('[popovertarget="lessons"]');
  await page.waitForSelector(`[data-lesson="${first.id}"]`);
  assert.equal(await page.$(`[data-lesson="${first.id}"] small`), null, 'nothing is answered');
  await page.keyboard.press('Escape');
  for (const [i, place] of first.asks.entries()) {
    await page.click(`.dots li:nth-child(${first.steps.indexOf(place) + 1}) button`);
    await page.waitForFunction((start) => location.hash.startsWith(start), `#lesson=${first.id}&at=${place}`);
    await page.locator('.asked :is(.choice, .guess input)').first().click();
    await page.click('.asked .acts .solid');
    await page.waitForSelector('.asked[data-state="answered"]', { timeout: 40_000 });
    assert.equal(await done(), i + 1, 'only what is answered is done');
  }
  assert.equal(await attributeAt(page, '.dots [data-done]', 'aria-description'), 'done');
  await page.click('[popovertarget="lessons"]');
  await page.waitForSelector(`[data-lesson="${first.id}"] small.good`);
});
