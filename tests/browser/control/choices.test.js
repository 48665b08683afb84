// Every control of the strip, walking over the lists: a new entry needs no new test.

import assert from 'node:assert/strict';
import { addressHas, atStep, attributeAt, DESKTOP, drawn, figures, onPage, press, shownStep, slide, steps, textAt } from '../page.js';

onPage('each option of each menu trains one step', {}, async (page, t) => {
  const menus = await page.$$eval('#strip [data-room] select:enabled, #strip .menu.big select', (/** @type {HTMLInputElement[]} */ all) => all.map((s) => s.name));
  let tried = 0;
  for (const name of new Set(menus)) {
    const menu = `#strip select[name="${name}"]`;
    const usual = await page.inputValue(menu);
    for (const value of await page.$$eval(`${menu} option`, (/** @type {HTMLOptionElement[]} */ all) => all.filter((o) => !o.disabled).map((o) => o.value))) {
      await page.selectOption(menu, value);
      const from = await shownStep(page);
      await press(page, 'step');
      await atStep(page, from + 1);
      assert.equal(await page.inputValue(menu), value);
      assert.match(await textAt(page, 'output[name="status.loss"]'), /\d/, `${name}=${value}`);
      assert.equal(await textAt(page, '#notices'), '', `${name}=${value}`);
      tried += 1;
    }
    await press(page, 'reset');
    await atStep(page, 0);
    await page.selectOption(menu, usual);
  }
  assert.ok(tried > 20);
  t.diagnostic(`${tried} options`);
});

onPage('every slider can be moved to both ends in mid-run, and the run goes on', {}, async (page, t) => {
  const names = await page.$$eval('#strip input[role="spinbutton"]', (/** @type {HTMLInputElement[]} */ all) => all.map((field) => field.name));
  assert.ok(names.length > 5);
  for (const name of names) {
    for (const end of ['max', 'min']) {
      const slider = `#strip .row:has([name="${name}"]) input[type="range"]`;
      const usual = await page.inputValue(slider);
      await slide(page, slider, await attributeAt(page, slider, end));
      await steps(page, 1);
      await slide(page, slider, usual);
    }
    await press(page, 'reset');
    await atStep(page, 0);
    await steps(page, 1);
  }
  t.diagnostic(`${names.length} parameters`);
});

onPage('arrow keys on a slider that come faster than answers are not lost, while it plays', { hash: 'data.label_noise=0.2' }, async (page) => {
  const slider = '#strip .row:has([name="loss.margin"]) input[type="range"]';
  const from = Number(await page.inputValue(slider));
  await press(page, 'play');
  await page.focus(slider);
  for (let i = 0; i < 12; i += 1) await page.keyboard.press('ArrowRight');
  await drawn(page);
  await press(page, 'pause');
  await drawn(page);
  assert.equal(Number(await page.inputValue(slider)), from + 12);
});

const TEXTS = '**/texts.json';

onPage('texts that arrive while a slider is moved leave it where it is', {
  async before(page) {
    await page.route(TEXTS, async (route) => {
      await page.waitForFunction(() => document.documentElement.dataset.release);
      await route.continue();
    });
  },
}, async (page) => {
  const slider = '#strip .row:has([name="loss.margin"]) input[type="range"]';
  const from = Number(await page.inputValue(slider));
  await page.focus(slider);
  const arrived = page.waitForResponse(TEXTS);
  // The trainer is busy, so that no answer comes before the texts.
  await page.evaluate(() => void window.pushpull?.engine.change('step', 3000));
  await page.keyboard.press('ArrowRight');
  await page.evaluate(() => { document.documentElement.dataset.release = 'yes'; });
  await (await arrived).finished();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.keyboard.press('ArrowRight');
  await drawn(page);
  assert.equal(Number(await page.inputValue(slider)), from + 2);
});

onPage('a value that is not allowed is refused with a sentence, and nothing changes', {}, async (page) => {
  await steps(page, 2);
  const before = await figures(page);
  await page.fill('[name="loss.margin"]', '-5');
  await page.press('[name="loss.margin"]', 'Enter');
  await page.locator('[id="loss.margin-refused"]').waitFor();
  const said = await textAt(page, '[id="loss.margin-refused"]');
  for (const part of ['loss.margin', '-5', '0']) assert.ok(said.includes(part), said);
  assert.deepEqual(await figures(page), before);
});

onPage('a choice that has no meaning beside the others is greyed out with the reason', { hash: 'head=plane&loss=contrastive' }, async (page) => {
  const greyed = () => page.$$eval('#strip select[name="affinity"] option:disabled', (/** @type {HTMLOptionElement[]} */ all) => all.map((o) => [o.value, o.title]));
  const [[value, reason], ...more] = await greyed();
  assert.deepEqual([value, more], ['dot', []]);
  assert.match(reason, /\w{3}/);
  await page.selectOption('[name="head"]', 'circle');
  await page.waitForFunction(() => !document.querySelector('#strip select[name="affinity"] option:disabled'));
  await page.selectOption('[name="affinity"]', 'dot');
  await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[name="head"] option[value="plane"]'))?.disabled);
});

onPage('what has nothing to do beside the loss is greyed out with the reason, and comes back', {}, async (page) => {
  const miner = page.locator('#strip select[name="miner"]');
  const before = await miner.inputValue();
  await page.selectOption('[name="loss"]', 'arcface');
  await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('#strip select[name="miner"]'))?.disabled);
  assert.match(await miner.getAttribute('title') ?? '', /\w{3}/);
  assert.ok(await page.isDisabled('#strip [data-params="miner"] input'));
  await steps(page, 2);
  await page.selectOption('[name="loss"]', 'triplet');
  await page.waitForFunction(() => !/** @type {HTMLInputElement | null} */ (document.querySelector('#strip select[name="miner"]'))?.disabled);
  assert.equal(await miner.inputValue(), before);
  assert.ok(await page.isEnabled('#strip [data-params="miner"] input'));
});

onPage('views are greyed out with the reason where labels decide, and have their sliders where they do not', {}, async (page) => {
  const views = page.locator('#strip select[name="views"]');
  assert.ok(await views.isDisabled());
  assert.match(await views.getAttribute('title') ?? '', /\w{3}/);
  assert.equal(await page.locator('#strip [data-params="views"] input').count(), 0);
  await page.selectOption('[name="scheme"]', 'simclr');
  await page.waitForFunction(() => !/** @type {HTMLInputElement | null} */ (document.querySelector('#strip select[name="views"]'))?.disabled);
  await slide(page, '#strip .row:has([name="views.rotation"]) input[type="range"]', '3');
  await addressHas(page, 'views.rotation=45');
  await steps(page, 2);
  await page.selectOption('[name="data"]', 'digits');
  await page.waitForSelector('#strip [name="views.shift"]');
  await steps(page, 2);
});

onPage('each preset opens, and trains', {}, async (page) => {
  const presets = await page.$$eval('#examples button', (all) => all.length);
  assert.ok(presets >= 6);
  for (let i = 0; i < presets; i += 1) {
    await page.click('[popovertarget="examples"]');
    await page.click(`#examples button >> nth=${i}`);
    await page.waitForSelector('#examples', { state: 'hidden' });
    const from = await shownStep(page);
    await steps(page, 1);
    assert.equal(await shownStep(page), from + 1);
  }
});

onPage('a card with more settings than a low screen holds opens over the page, with mouse and keys, and moves nothing', { context: { viewport: DESKTOP } }, async (page) => {
  const top = () => page.$eval('main', (main) => Math.round(main.getBoundingClientRect().top));
  const before = await top();
  /** @param {string} key */
  const seen = (key) => page.$eval(`[name="${key}"]`, (control) => {
    const { left, top, width, height } = control.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2) === control;
  });
  assert.equal(await seen('data.held_out'), false);
  await page.click('[data-card="data"] .more');
  assert.ok(await seen('data.held_out'));
  await page.fill('[name="data.held_out"]', '0.2');
  await page.keyboard.press('Tab');
  await addressHas(page, 'data.held_out=0.2');
  await page.click('.embedding .legend');
  assert.equal(await seen('data.held_out'), false, 'a click elsewhere closes it');
  await page.focus('[name="data.label_noise"]');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement?.closest('.row')?.querySelector('[name="data.held_out"]') !== null));
  assert.ok(await seen('data.held_out'), 'a key that goes there opens it');
  await page.keyboard.press('Escape');
  assert.equal(await seen('data.held_out'), false);
  assert.ok(await page.evaluate(() => document.activeElement?.matches('.more')));
  for (const data of ['digits', 'moons', 'rings']) await page.selectOption('[name="data"]', data);
  assert.equal(await top(), before, 'what is chosen moves nothing');
});

onPage('the page opens without the texts of the lists; a card tells all of them once somebody is there', {}, async (page) => {
  const asked = () => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('texts.json')).length);
  await drawn(page);
  assert.equal(await asked(), 0);
  const said = async () => (await page.textContent('[id="about-loss.margin"]')) ?? '';
  const short = await said();
  await page.click('[popovertarget="help-loss"]');
  const help = page.locator('#help-loss');
  await help.locator('.source a').first().waitFor();
  assert.equal(await asked(), 1);
  for (const told of await help.locator('dd').allTextContents()) assert.match(told, /\w{3}.*\.$/);
  await drawn(page);
  const long = await said();
  assert.ok(long.endsWith(short) && long.length > short.length);
});

onPage('without the texts of the lists a card still names what it can, and asks for them again', {
  before: (page) => page.route(TEXTS, (route) => route.fulfill({ status: 404, contentType: 'text/plain', body: 'Not Found' })),
  expected: [/texts\.json|404/],
}, async (page) => {
  const answered = page.waitForResponse(TEXTS);
  await page.mouse.move(5, 5);
  await answered;
  await page.click('[popovertarget="help-loss"]');
  assert.match(await textAt(page, '#help-loss :is(h2, h3)'), /\w{3}/);
  assert.equal(await page.locator('#help-loss .source a').count(), 0);
  await page.keyboard.press('Escape');
  await page.unroute(TEXTS);
  await page.click('[popovertarget="help-loss"]');
  await page.locator('#help-loss .source a').first().waitFor();
});

onPage('a slider whose value lies beyond its ends says so', { hash: 'loss.margin=35' }, async (page) => {
  const slider = '#strip .row:has([name="loss.margin"]) input[type="range"]';
  await page.waitForSelector(`${slider}[data-beyond]`, { state: 'attached' });
  assert.match(await attributeAt(page, slider, 'aria-valuetext'), /^35\D/);
  await page.focus(slider);
  await page.keyboard.press('Home');
  await page.waitForSelector(`${slider}:not([data-beyond])`, { state: 'attached' });
});
