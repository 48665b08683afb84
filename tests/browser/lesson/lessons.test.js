// Lessons on the page: a step can be left and restored, questions and tasks answer, and everything explained leads to its step.

import assert from 'node:assert/strict';
import { addressOf, atStep, attributeAt, DESKTOP, drawn, HOME, onPage, open, PHONE, press, shownStep, textAt, textOf, UNKEPT_ICON } from '../page.js';
import { answered, at, explains, isDone, lessons, read, STILL, texts, title } from './read.js';

/** @typedef {import('../page.js').Page} Page */

const [first] = lessons;
const [, second] = first.steps;
const asking = Object.entries(texts).flatMap(([id, { steps }]) => steps.map((step) => ({ id, step }))).find(({ step }) => step.predict?.choices.length);
assert.ok(asking, 'some step asks');

onPage('the answer is read from the run, and another seed is read anew', { hash: `lesson=${asking.id}&at=${asking.step.place}`, context: STILL }, async (page) => {
  await page.click('.asked .choice >> nth=0');
  await page.click('.asked .acts .solid');
  await page.waitForSelector('#play[data-action="pause"]');
  await answered(page);
  assert.equal(await shownStep(page), asking.step.predict?.steps);
  assert.equal(await attributeAt(page, '#play', 'data-action'), 'play');
  const seed = await page.inputValue('#seed');
  await page.click('.asked .acts button:nth-child(2)');
  await page.waitForSelector('.asked[data-state="running"]');
  await answered(page);
  assert.notEqual(await page.inputValue('#seed'), seed);
});

onPage('whoever changes the run while it answers is asked again', { hash: `lesson=${asking.id}&at=${asking.step.place}` }, async (page) => {
  await page.click('.asked .choice >> nth=0');
  await page.click('.asked .acts .solid');
  await page.click('[data-action="reroll"]');
  await page.waitForSelector('.asked[data-state="asking"]');
});

onPage('a step that was left is restored, and a reload comes back to both', { hash: `lesson=${first.id}&at=1` }, async (page) => {
  assert.equal(await page.isVisible('#lesson-again'), false);
  const before = await page.inputValue('#seed');
  await press(page, 'reroll');
  await press(page, 'step');
  await atStep(page, 1);
  await page.waitForFunction(() => /^#lesson=.*&at=1&.*seed=.*step=1/.test(location.hash));
  await page.reload();
  await page.waitForSelector('body[data-state]');
  await atStep(page, 1);
  assert.notEqual(await page.inputValue('#seed'), before);
  assert.equal(await title(page), texts[first.id].steps[0].title);
  await page.click('#lesson-again');
  await page.waitForFunction((seed) => /** @type {HTMLInputElement | null} */ (document.getElementById('seed'))?.value === seed, before);
  await page.waitForFunction((hash) => location.hash === hash, `#lesson=${first.id}&at=1`);
  assert.equal(await page.isVisible('#lesson-again'), false);
});

onPage('what was changed in a step is there when Back leads to it, even if the page had no time to show it', { hash: `lesson=${first.id}&at=1` }, async (page) => {
  const seed = await page.inputValue('#seed');
  await clicks(page, '[data-action="reroll"]', '#lesson-next');
  await at(page, first.id, second);
  await page.goBack();
  await page.waitForFunction((title) => document.querySelector('#lesson-step')?.textContent === title, texts[first.id].steps[0].title);
  await drawn(page);
  assert.notEqual(await page.inputValue('#seed'), seed);
});

onPage('what is chosen while a lesson or the run of a step is on its way stays', {}, async (page) => {
  /** @type {() => void} */
  let arrive = () => {};
  const arrived = new Promise((resolve) => { arrive = () => resolve(undefined); });
  await page.route(`**/${first.id}.json`, (route) => arrived.then(() => route.continue()));
  await page.click('[popovertarget="lessons"]');
  await page.click(`[data-lesson="${first.id}"]`);
  await page.click('[popovertarget="examples"]');
  const example = '#examples button >> nth=1';
  await page.click(example);
  const coming = page.waitForResponse(`**/${first.id}.json`);
  arrive();
  await (await coming).finished();
  await drawn(page);
  assert.equal(await page.isVisible('#lesson'), false);
  const chosen = await textOf(page);
  await page.click('[popovertarget="lessons"]');
  await page.click(`[data-lesson="${first.id}"]`);
  await at(page, first.id, first.steps[0]);
  assert.notEqual(await textOf(page), chosen);
  await clicks(page, '#lesson-next', '#examples button:nth-of-type(2)');
  await drawn(page);
  assert.equal(await textOf(page), chosen);
  assert.equal(await page.isVisible('#lesson-again'), true);
  assert.ok((await addressOf(page)).endsWith(`&${chosen}`));
});

/** Presses buttons one after the other, in one moment. @param {Page} page @param {string[]} buttons */
const clicks = (page, ...buttons) => page.evaluate((all) => all.forEach((at) => /** @type {HTMLElement | null} */ (document.querySelector(at))?.click()), buttons);

/** Has the second step go on with the run before it, as some do. @param {Page} page */
const goesOn = (page) => page.route(`**/${first.id}.json`, async (route) => {
  const lesson = await (await route.fetch()).json();
  lesson.steps[1].state = null;
  await route.fulfill({ json: lesson });
});

onPage('the run is that of the step, however quickly one goes on and back, and after a change', { hash: `lesson=${first.id}&at=${second}`, before: goesOn }, async (page) => {
  await drawn(page);
  const run = await textOf(page);
  await clicks(page, '#lesson-next', '#lesson-back');
  await drawn(page);
  assert.deepEqual([await textOf(page), await title(page)], [run, texts[first.id].steps[1].title]);
  assert.equal(await page.isVisible('#lesson-again'), false);
  await press(page, 'reroll');
  await page.click('#lesson-again');
  await page.waitForFunction((run) => window.pushpull.engine.text() === run, run);
});

/** Places that no lesson has, with what is allowed. */
const NOWHERE = [['lesson=nonsense', first.id], [`lesson=${first.id}&at=99`, 'one of 1'], [`lesson=${first.id}&at=x&seed=3`, 'one of 1'], [`lesson=${first.id}&lesson=${first.id}`, 'one value']];
for (const [hash, what] of NOWHERE) {
  onPage(`the address “${hash}” opens no lesson and says what is allowed`, { hash }, async (page) => {
    assert.ok((await textAt(page, '#notices')).includes(what));
    assert.equal(await page.isVisible('#lesson'), false);
    await press(page, 'step');
    await atStep(page, 1);
  });
}

onPage('an address that names no step is not overwritten where a lesson is open, which stays', { hash: `lesson=${first.id}&at=1` }, async (page) => {
  await at(page, first.id, '1');
  for (const [hash, what] of NOWHERE) {
    await page.evaluate((hash) => { location.hash = hash; }, hash);
    await page.waitForFunction((what) => document.querySelector('#notices')?.textContent?.includes(what), what);
    assert.match(await addressOf(page), new RegExp(`#${hash}$`));
    assert.equal(await title(page), texts[first.id].steps[0].title);
    await page.click('#notices button');
  }
  await page.goBack();
  await page.waitForFunction((hash) => location.hash === hash, `#${NOWHERE[2][0]}`);
  await page.waitForSelector('#notices .notice');
  await page.click('#lesson-next');
  await at(page, first.id, second);
  assert.equal(await textAt(page, '#notices'), '');
});

for (const storage of [true, false]) {
  /** @param {Page} page */
  const before = async (page) => (storage ? undefined : page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })));
  onPage(`a lesson goes on where it was left, ${storage ? 'after a reload too' : 'without storage too'}`, { hash: `lesson=${first.id}&at=${second}`, before }, async (page) => {
    await at(page, first.id, second);
    await page.click('#close-lesson');
    if (storage) await open(page, '');
    await page.click('[popovertarget="lessons"]');
    await page.click(`[data-lesson="${first.id}"]`);
    await at(page, first.id, second);
  });
}

onPage('without a network a lesson opens after one visit', { context: { serviceWorkers: 'allow' }, expected: UNKEPT_ICON }, async (page) => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await page.reload();
  await page.waitForSelector('body[data-state="ready"]');
  await page.click('[popovertarget="lessons"]');
  await page.click(`[data-lesson="${first.id}"]`);
  await at(page, first.id, first.steps[0]);
  assert.equal(await title(page), texts[first.id].steps[0].title);
});

onPage('every part that is explained has a way to its step', { context: { viewport: DESKTOP } }, async (page) => {
  for (const [name, [step]] of Object.entries(explains).filter(([name]) => !/^(chart:|chart\d|verdict)/.test(name))) {
    const place = `[data-part~="${name}"]:not(#parts *)`;
    assert.ok(await page.$(place), `there is a part ${name}`);
    if (await page.$(`.card${place}`)) {
      await page.click(`.card${place} .question`);
      await page.click(`.card${place} .in-lessons a[href="#lesson=${step.lesson}&at=${step.at}"]`);
    } else {
      if (!(await page.isVisible(place))) continue;
      await page.click(`[data-explains="${name}"]`);
      await page.click('#meaning .in-lessons a');
    }
    await page.waitForFunction((hash) => location.hash.startsWith(hash), `#lesson=${step.lesson}&at=${step.at}`);
    await page.click('#close-lesson');
  }
});

onPage('the question mark of a chart leads to the step that explains this chart', { hash: 'view.chart1=roc' }, async (page) => {
  for (const chart of ['roc', 'matrix', 'scale']) {
    await page.selectOption('[name="view.chart1"]', chart);
    await page.waitForSelector(`[data-part="chart1"][data-view="${chart}"]`);
    await page.click('[data-explains="chart1"]');
    await page.click('#meaning .in-lessons a');
    const [{ lesson, at: place }] = explains[`chart:${chart}`];
    await at(page, lesson, place);
    await page.click('#close-lesson');
  }
});

/** The task in which a run falls and is rescued. */
const [rescuing] = Object.entries(texts).flatMap(([id, { steps }]) => steps.map((step) => ({ id, step }))).filter(({ id, step }) => id === 'collapse' && step.task);

onPage('a task is done by hand: the goals are checked while the run is changed, one after another', { hash: `lesson=${rescuing.id}&at=${rescuing.step.place}`, context: STILL }, async (page) => {
  const reached = () => page.$$eval('.goals li', (all) => all.map((row) => row.hasAttribute('data-reached')));
  assert.deepEqual(await reached(), [false, false]);
  await page.selectOption('[name="miner"]', 'hard');
  await press(page, 'play');
  await page.waitForSelector('.goals li:first-child[data-reached]', { timeout: 40_000 });
  assert.deepEqual(await reached(), [true, false]);
  assert.equal(await page.isVisible('.task .good'), false);
  await page.selectOption('[name="miner"]', 'semi-hard');
  await isDone(page, rescuing.step);
  await page.waitForSelector('#play[data-action="play"]');
  // Looking back changes nothing of what was reached; another future and a restart do.
  await page.focus('[data-view="embedding"] [data-walk]');
  for (const key of ['Home', 'End']) {
    await page.keyboard.press(key);
    await drawn(page);
    assert.deepEqual(await reached(), [true, true], key);
  }
  await press(page, 'reset');
  await page.waitForFunction(() => !document.querySelector('.goals [data-reached]'));
});

onPage('a run whose task still counts its steps goes on, though its verdict is that nothing is left to do', { hash: 'lesson=scale&at=5' }, async (page) => {
  await page.selectOption('[name="affinity"]', 'euclidean');
  await page.selectOption('[name="speed"]', 'fast');
  await press(page, 'play');
  await page.waitForSelector('.task .good:not([hidden])', { timeout: 40_000 });
  await page.waitForSelector('#play[data-action="play"]');
});

onPage('the verdict says in place what it means, and the lesson behind it gives the run back', { hash: 'data.label_noise=0.2&miner=hard&step=200', pinned: false }, async (page) => {
  await page.waitForSelector('#verdict[data-diagnosis="collapsed"]');
  const run = await textOf(page);
  await page.click('[data-explains="verdict"]');
  await page.waitForSelector('#meaning:popover-open');
  const { text } = (await read('glossary')).find((/** @type {import('../../../www/lesson/data.js').Term} */ { verdicts }) => verdicts.includes('collapsed'));
  assert.ok((await textAt(page, '#meaning')).includes(text[0]));
  await page.click('#meaning .in-lessons a');
  const [{ lesson, at: place }] = explains['verdict:collapsed'];
  await at(page, lesson, place);
  assert.equal(await textOf(page), run, 'the run is beside the lesson');
  await page.click('#lesson-next');
  await page.waitForFunction((text) => window.pushpull.engine.text() !== text, run);
  await page.click('#close-lesson');
  await page.waitForFunction((text) => window.pushpull.engine.text() === text, run);
  await page.waitForSelector('#verdict[data-diagnosis="collapsed"]');
});

/** A step whose text tells what its run does. */
const telling = Object.entries(texts).flatMap(([id, { steps }]) => steps.map((step) => ({ id, step }))).find(({ step }) => !step.figures.length && !step.predict && step.text.some(([tag]) => tag === 'details'));
assert.ok(telling, 'some step tells what happens');

onPage('what a run does is told once it was played', { hash: `lesson=${telling.id}&at=${telling.step.place}` }, async (page) => {
  assert.equal(await page.$eval('.told', (told) => /** @type {HTMLDetailsElement} */ (told).open), false);
  await press(page, 'play');
  await page.waitForFunction(() => Number(document.querySelector('output[name="status.step"]')?.textContent) > 3);
  if (await page.$('[data-action="pause"]')) await press(page, 'pause');
  await page.waitForSelector('.told[open]');
});

onPage('on a phone what the text speaks of stands below the text, and goes back to its place', { hash: 'lesson=collapse&at=4', context: { viewport: PHONE, hasTouch: true, isMobile: true } }, async (page) => {
  await page.waitForSelector('#lesson .evidence [data-ringed]');
  const [text, chart] = await Promise.all(['.prose', '#lesson .evidence [data-ringed]'].map((part) => page.$eval(part, (e) => e.getBoundingClientRect())));
  assert.ok(chart.top >= text.bottom && chart.top < text.bottom + 60, 'right below');
  await page.tap('#close-lesson');
  await page.waitForSelector('main > .evidence');
});

onPage('a word opens its meaning, and the glossary lists them all', { hash: `lesson=${asking.id}&at=1` }, async (page) => {
  const { length } = await (await fetch(`${HOME}pkg/lessons/glossary.json`)).json();
  await page.focus('.prose .term');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#meaning:popover-open');
  assert.match(await textAt(page, '#meaning p'), /\w{3}/);
  await page.click('#meaning > .small');
  await page.waitForSelector('#glossary[open]');
  assert.equal(await page.$$eval('#glossary dt', (all) => all.length), length);
  await page.keyboard.press('Escape');
});

/** A step that says something tested, unfolded. */
const tested = Object.entries(texts).flatMap(([id, { steps }]) => steps.map((step) => ({ id, step }))).find(({ step }) => step.claims.length && !step.predict && step.text.every(([tag]) => tag !== 'details'));
assert.ok(tested, 'some step says something tested');

onPage('a tested sentence says how it was tested, and opens its run', { hash: `lesson=${tested.id}&at=${tested.step.place}` }, async (page) => {
  await page.click('.reading [data-claim]');
  assert.match(await textAt(page, '#meaning'), /\b\d+\b/);
  await page.click('#meaning a');
  await page.waitForFunction(() => /step=/.test(location.hash));
  await page.waitForSelector('#lesson-again', { state: 'visible' });
});
