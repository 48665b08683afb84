// Every lesson is walked through to its end, by keyboard and by touch. Of each kind of question the first is answered: tests/session answers
// all of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributeAt, drawn, onPage, PHONE, shownStep, textAt } from '../page.js';
import { answered, at, isDone, lessons, STILL, texts, title } from './read.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../../../www/lesson/data.js').Step} Step */

/** Presses Tab until the focus is on an element that matches. @param {Page} page @param {string} selector */
async function tabTo(page, selector) {
  for (let i = 0; i < 150; i += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

/** The buttons that ask to be pressed: light letters on ink. @param {Page} page */
const asking = (page) => page.evaluate(() => {
  const ink = getComputedStyle(document.body).color;
  const asks = (/** @type {CSSStyleDeclaration} */ { color, borderTopColor }) => color !== ink && borderTopColor === ink;
  return [...document.querySelectorAll('button')].filter((button) => button.checkVisibility({ checkVisibilityCSS: true }) && asks(getComputedStyle(button))).map((button) => button.textContent);
});

/** What every step must show. @param {Page} page @param {Step} step @param {number} number */
async function check(page, step, number) {
  await drawn(page);
  const asked = await asking(page);
  assert.equal(asked.length, 1, `one thing at a time asks to be pressed: ${asked}`);
  assert.equal(await title(page), step.title);
  assert.equal(await attributeAt(page, '.dots [aria-current="step"]', 'aria-label'), `Step ${number}: ${step.title}`);
  assert.ok((await textAt(page, '.prose')).trim().length > 40, 'there is text to read');
  assert.equal(await textAt(page, '#notices'), '');
  const ringed = await page.$$eval('[data-ringed]', (/** @type {HTMLElement[]} */ all) => all.flatMap((e) => (e.dataset.part ?? '').split(' ')));
  for (const name of step.ring) assert.ok(ringed.includes(name), `${name} is ringed: ${ringed}`);
  assert.equal(await page.$$eval('.reading [data-claim]', (/** @type {HTMLElement[]} */ all) => new Set(all.map((e) => e.dataset.claim)).size) > 0 || !step.claims.length || Boolean(step.predict), true, 'claims are marked');
  const rates = await page.$$eval('.reading [data-claim]', (/** @type {HTMLElement[]} */ all) => all.map((e) => [e.dataset.claim, e.textContent]));
  for (const [claim, rate] of rates) assert.equal(rate, step.claims[Number(claim)].rate ?? '', 'the mark of a claim says how often it was seen');
}

/** @param {Page} page */
const figuresPlay = (page) => page.waitForFunction(() => Number(document.querySelector('.multiples output')?.textContent) > 0);

/** @param {Page} page @param {Step} step */
async function isAnswered(page, { predict }) {
  await answered(page);
  assert.equal(await shownStep(page), predict?.steps);
  assert.match(await attributeAt(page, '.asked .verdict', 'data-right'), /^(true|false)$/);
}

/** A way through a lesson. @typedef {{ how: string, options: (id: string) => Parameters<typeof onPage>[1], walk: (page: Page, id: string, steps: Step[]) => Promise<void> }} Way */

/** @type {Way} */
const KEYS = { how: 'keyboard', options: (id) => ({ hash: `lesson=${id}`, context: STILL }), walk: byKeyboard };
/** @type {Way} */
const TOUCH = { how: 'touch', options: () => ({ context: { ...STILL, viewport: PHONE, hasTouch: true, isMobile: true } }), walk: byTouch };

/** What there is to do in a step. @param {Step} step */
const kinds = ({ figures, predict, task }) => [figures.length && 'figures', predict && (predict.drag ? 'drag' : 'choice'), task && 'task'].filter(Boolean);

// Each lesson once, by turns with keys and with a finger, so that both ways meet everything that there is to do.
const walks = lessons.map(({ id, title: name }, i) => ({ id, name, ...(i % 2 ? TOUCH : KEYS) }));
test('both ways through the lessons meet everything that a lesson can ask', () => {
  /** @param {(walk: Way) => boolean} which */
  const met = (which) => new Set(walks.filter(which).flatMap(({ id }) => texts[id].steps.flatMap(kinds)));
  for (const { how } of [KEYS, TOUCH]) assert.deepEqual(met((walk) => walk.how === how), met(() => true), how);
});
for (const { id, name, how, options, walk } of walks) onPage(`by ${how}: ${name}`, options(id), (page) => walk(page, id, texts[id].steps));

/** Whether a lesson asks a question of this kind for the first time. @param {Step[]} steps @param {Step} step */
const isFirst = (steps, step) => step === steps.find(({ predict }) => predict && Boolean(predict.drag) === Boolean(step.predict?.drag));

/** @param {Page} page @param {string} id @param {Step[]} steps */
async function byKeyboard(page, id, steps) {
  for (const [i, step] of steps.entries()) {
    await at(page, id, step.place);
    await check(page, step, i + 1);
    if (step.figures.length) {
      await tabTo(page, '#play');
      await page.keyboard.press('Enter');
      await figuresPlay(page);
    }
    if (step.predict && isFirst(steps, step)) {
      await tabTo(page, step.predict.drag ? '.guess input' : '.asked .choice input');
      await page.keyboard.press(step.predict.drag ? 'ArrowRight' : 'Space');
      await tabTo(page, '.asked .acts .solid');
      await page.keyboard.press('Enter');
      await isAnswered(page, step);
    }
    if (step.task) {
      await tabTo(page, '.task .quiet');
      await page.keyboard.press('Enter');
      await isDone(page, step);
    }
    if (i + 1 < steps.length) await page.keyboard.press('n');
  }
  await page.keyboard.press('p');
  await at(page, id, steps[Math.max(0, steps.length - 2)].place);
  assert.ok(await page.evaluate(() => Boolean(document.activeElement?.closest('#lesson, .transport'))), 'the focus is not lost');
  await tabTo(page, '#close-lesson');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#lesson', { state: 'hidden' });
  assert.equal(await page.$('[data-ringed]'), null);
}

/** Which of picture, Play and the ways out are not in the window, however far the text is scrolled. @param {Page} page */
const outside = (page) => page.evaluate(() => ['.embedding', '#play', '#close-lesson', '#lesson-back'].filter((part) => {
  const { height = 0, top = 0, bottom = 0 } = document.querySelector(part)?.getBoundingClientRect() ?? {};
  return !height || top < -1 || bottom > innerHeight + 1;
}));

/** @param {Page} page @param {string} id @param {Step[]} steps */
async function byTouch(page, id, steps) {
  await page.tap('[popovertarget="lessons"]');
  await page.tap(`[data-lesson="${id}"]`);
  for (const [i, step] of steps.entries()) {
    await at(page, id, step.place);
    await check(page, step, i + 1);
    assert.deepEqual(await outside(page), [], 'the picture is above the text, and the buttons below it');
    if (step.figures.length) {
      await page.tap('#play');
      await figuresPlay(page);
    }
    if (step.predict && isFirst(steps, step)) {
      if (step.predict.drag) await page.tap('.guess input');
      else await page.tap('.asked .choice');
      await page.tap('.asked .acts .solid');
      await isAnswered(page, step);
      await page.tap('.asked .acts button:nth-child(2)');
      await answered(page);
    }
    if (step.task) {
      await page.tap('.task .quiet');
      await isDone(page, step);
    }
    if (i + 1 < steps.length) await page.tap('#lesson-next');
  }
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= PHONE.width);
  await page.tap('#close-lesson');
  await page.waitForSelector('#lesson', { state: 'hidden' });
}
