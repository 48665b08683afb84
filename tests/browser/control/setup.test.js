// The sentence that is the control, as a visitor finds it: each choice opens its card in place, and follows what is changed there.

import assert from 'node:assert/strict';
import { PHONE, addressHas, boxOf, drawn, glance, onPage, press, settings, textAt, textOf, violations } from '../page.js';

/** @typedef {import('playwright-core').Page} Page */

const CHOICES = '#setup-words button';
const OPEN = '.card:popover-open';

/** The keys of the choices, in order. @param {Page} page */
async function keys(page) {
  await drawn(page);
  return page.$$eval(CHOICES, (all) => all.map((choice) => /** @type {HTMLElement} */ (choice).dataset.key ?? ''));
}

/** The name of the focused control. @param {Page} page */
const focusedName = (page) => page.evaluate(() => document.activeElement?.closest('.row, .menu')?.querySelector('[name]')?.getAttribute('name') ?? '');

/** @param {string} key */
const choice = (key) => `#setup-words [data-key="${key}"]`;

const fresh = { pinned: false, hash: 'step=0' };

onPage('every choice opens the card of its room with the keyboard alone, and Escape leads back', fresh, async (page) => {
  const all = await keys(page);
  assert.deepEqual(all, ['encoder', 'data', 'data.label_noise', 'sampler', 'miner', 'loss', 'loss.margin']);
  await page.focus(CHOICES);
  for (const key of all) {
    assert.equal(await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).dataset.key), key);
    assert.equal(await page.getAttribute(choice(key), 'aria-haspopup'), 'dialog');
    assert.equal(await page.getAttribute(choice(key), 'aria-expanded'), 'false');
    await page.keyboard.press('Enter');
    await page.waitForSelector(OPEN);
    assert.equal(await page.locator(OPEN).count(), 1);
    await page.waitForSelector(`${choice(key)}[aria-expanded="true"]`);
    assert.equal(await page.getAttribute(OPEN, 'role'), 'dialog');
    assert.equal(await focusedName(page), key, 'the focus is on the control of the choice');
    await page.keyboard.press('Escape');
    await page.waitForSelector(OPEN, { state: 'detached' });
    assert.equal(await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).dataset.key), key, 'the focus is back');
    await page.keyboard.press('Tab');
  }
});

onPage('what is changed in a card changes the run at once, and the words follow', fresh, async (page) => {
  const before = await textAt(page, choice('miner'));
  await page.click(choice('miner'));
  await page.selectOption(`${OPEN} [name="miner"]`, 'hard');
  await addressHas(page, 'miner=hard');
  await page.waitForSelector(`${choice('miner')}[data-differs]`);
  assert.notEqual(await textAt(page, choice('miner')), before);
  assert.equal(await page.locator(OPEN).count(), 1, 'the card stays open');
  await page.keyboard.press('Escape');
  await page.click(choice('loss.margin'));
  await page.fill(`${OPEN} [name="loss.margin"]`, '0.75');
  await page.press(`${OPEN} [name="loss.margin"]`, 'Enter');
  await page.waitForFunction((at) => document.querySelector(at)?.textContent === '0.75', choice('loss.margin'));
  // Another loss says other things, and one with proxies leaves nothing to mine.
  await page.selectOption(`${OPEN} [name="loss"]`, 'proxy-nca');
  await page.waitForSelector(choice('miner'), { state: 'detached' });
  assert.deepEqual(await keys(page), ['encoder', 'data', 'data.label_noise', 'sampler', 'loss']);
  assert.equal(await page.locator(OPEN).count(), 1, 'the card stays open although its choice is gone');
});

onPage('a card is the one of the strip, with figures that live and reasons against what does not fit', { ...fresh, hash: 'miner=distance-weighted' }, async (page) => {
  await page.click(choice('miner'));
  const terms = await textAt(page, `${OPEN} [name="status.terms"]`);
  assert.notEqual(terms, '–');
  await press(page, 'step');
  await page.click(choice('encoder'));
  assert.equal(await page.locator('select[name="encoder"]').count(), 1, 'there is one control of each');
  const refused = await page.$$eval(`${OPEN} option:disabled`, (all) => all.map((option) => /** @type {HTMLElement} */ (option).title));
  assert.ok(refused.length > 0 && refused.every(Boolean), `${refused}`);
});

onPage('another choice of the same card moves it there, and its own choice closes it', fresh, async (page) => {
  await page.click(choice('loss'));
  const first = await boxOf(page.locator(OPEN));
  await page.click(choice('loss.margin'));
  await page.waitForSelector(`${choice('loss.margin')}[aria-expanded="true"]`);
  assert.equal(await page.getAttribute(choice('loss'), 'aria-expanded'), 'false');
  assert.notDeepEqual(await boxOf(page.locator(OPEN)), first);
  await page.click(choice('loss.margin'));
  await page.waitForSelector(OPEN, { state: 'detached' });
});

onPage('all controls are pinned and remembered, and a link has them only if the sharer asks', fresh, async (page) => {
  assert.equal(await page.locator('.card:visible').count(), 0);
  await page.click('#all-controls');
  assert.equal(await page.locator('.card:visible').count(), 6);
  await page.click(choice('loss.margin'));
  assert.equal(await focusedName(page), 'loss.margin', 'a choice leads to its control');
  assert.ok(!(await textOf(page)).includes('view.controls'));
  await page.click('[popovertarget="share"]');
  const link = () => page.inputValue('#link');
  assert.ok(!(await link()).includes('view.controls'));
  await page.check('[name="share.controls"]');
  await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('#link'))?.value.includes('view.controls'));
  assert.match(await link(), /[#&]view\.controls=all$/);
  await page.keyboard.press('Escape');
  await page.reload();
  await page.waitForSelector('body[data-pinned]');
  await page.click('#all-controls');
  assert.equal(await page.locator('.card:visible').count(), 0);
});

onPage('a link with all controls shows them until they are put away', { ...fresh, hash: 'view.controls=all&miner=hard' }, async (page) => {
  await page.waitForSelector('body[data-pinned]');
  assert.equal((await settings(page)).miner, 'hard');
  await page.click('#all-controls');
  await page.waitForSelector('body:not([data-pinned])');
  await page.waitForFunction(() => !window.pushpull.engine.text().includes('view.controls'));
});

onPage('beside others the sentence is of the panel that was chosen', fresh, async (page) => {
  await page.click('#open-compare');
  await page.click('#add-panel');
  await page.click(choice('miner'));
  await page.selectOption(`${OPEN} [name="miner"]`, 'hard');
  await page.waitForSelector(`${choice('miner')}[data-differs]`);
  const hard = await textAt(page, '#setup-words');
  await page.keyboard.press('Escape');
  await page.click('[data-panel="1"]');
  await page.waitForSelector(`${choice('miner')}:not([data-differs])`);
  assert.notEqual(await textAt(page, '#setup-words'), hard);
  assert.equal((await glance(page, 'desk')).active, 0);
  assert.match(await textAt(page, '#setup-words'), /^\D*1\b/, 'it says which');
});

onPage('on a phone a card is a sheet at the bottom, and the picture stays visible', { ...fresh, context: { viewport: PHONE, hasTouch: true, isMobile: true, reducedMotion: 'reduce' } }, async (page) => {
  for (const key of await keys(page)) {
    await page.tap(choice(key));
    await page.waitForSelector(OPEN);
    const sheet = await boxOf(page.locator(OPEN));
    assert.equal(Math.round(sheet.y + sheet.height), PHONE.height);
    assert.equal(sheet.width, PHONE.width);
    const canvas = await boxOf(page.locator('.embedding .canvas').first());
    assert.ok(canvas.y >= 0 && canvas.y + 0.75 * canvas.height <= sheet.y, `${key}: ${canvas.y} ${canvas.height} ${sheet.y}`);
    const low = await page.$$eval(`${OPEN} :is(button, select, input)`, (all) => all.map((control) => control.getBoundingClientRect()).filter(({ width, height }) => width > 0 && height < 24).length);
    assert.equal(low, 0, `${key}: everything can be touched`);
    await page.tap(`${OPEN} .close`);
    await page.waitForSelector(OPEN, { state: 'detached' });
  }
});

onPage('on the smallest screens the sentence is one line that opens', { ...fresh, context: { viewport: { width: 320, height: 480 } } }, async (page) => {
  await drawn(page);
  const line = page.locator('#setup-line');
  assert.ok((await boxOf(line)).height <= 48);
  assert.equal(await page.locator(CHOICES).first().isVisible(), false);
  assert.equal(await line.textContent(), await textAt(page, '#setup-words'), 'it says all');
  await line.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('#setup-line[aria-expanded="true"]');
  await page.click(choice('miner'));
  await page.selectOption(`${OPEN} [name="miner"]`, 'random');
  await addressHas(page, 'miner=random');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => /** @type {HTMLElement} */ (document.activeElement).dataset.key === 'miner');
  await page.keyboard.press('Escape');
  await page.waitForSelector('#setup-line[aria-expanded="false"]');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'setup-line');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

onPage('a screen reader gets a text with buttons in it', fresh, async (page) => {
  await drawn(page);
  const group = page.locator('#setup-words[role="group"]');
  assert.ok(await group.getAttribute('aria-label'));
  const text = await group.ariaSnapshot();
  assert.equal(text.match(/- button/g)?.length, (await keys(page)).length, text);
  assert.ok(text.match(/- text/g), text);
  await page.click(choice('loss'));
  assert.deepEqual(await violations(page), []);
});

onPage('a task is set beside the sentence, and other steps stand beside the cards that they speak of', { pinned: false, hash: 'lesson=collapse&at=7' }, async (page) => {
  await page.waitForSelector('.task');
  await page.click(`${choice('miner')}[data-ringed]`);
  await page.selectOption(`${OPEN} [name="miner"]`, 'hard');
  await page.waitForFunction(() => window.pushpull.engine.text().includes('miner=hard'));
  await page.keyboard.press('Escape');
  assert.equal(await page.isVisible('.strip .card'), false);
  await page.click('.dots li:nth-child(3) button');
  await page.waitForSelector('.strip .card[data-ringed]:not([popover])');
  assert.equal(await page.isVisible('#setup'), false);
});

onPage('a card that opens in its place shows all its rows, as few as the strip has room for', { ...fresh, context: { viewport: { width: 1280, height: 720 } } }, async (page) => {
  await page.click('.setting[data-key="loss"]');
  const card = page.locator('.card[data-card="loss"]');
  const cut = await card.evaluate((card) => [...card.querySelectorAll('.row > *')].filter((part) => part.checkVisibility() && part.getBoundingClientRect().bottom > (card.querySelector('.rows')?.getBoundingClientRect().bottom ?? 0) + 1).length);
  assert.equal(cut, 0);
  assert.ok((await card.locator('.row').count()) > 3);
});
