// Links: damaged, cut, named, and to a step that is far away.

import assert from 'node:assert/strict';
import { addressHas, addressOf, atStep, drawn, onPage, open, painted, press, shownStep, textAt, textOf } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const RUN = 'data.label_noise=0.2&miner=hard&loss.margin=0.5&seed=7&step=5';

const DAMAGED = [RUN.replaceAll('&', '&amp;'), `${RUN})`, `${RUN}.`, `${RUN}%3E,`, RUN.replace('&loss', '&%0Aloss'), RUN.replaceAll('&', '%26').replaceAll('=', '%3D')];

onPage('a link that was damaged on its way opens the same run, and stays as it is until something changes', {}, async (page) => {
  for (const hash of DAMAGED) {
    await page.goto('about:blank');
    await open(page, hash);
    const before = await page.evaluate(() => location.href);
    assert.equal(await textOf(page), RUN, hash);
    assert.equal(await textAt(page, '#notices'), '', hash);
    assert.equal(await addressOf(page), before);
  }
  await press(page, 'step');
  await addressHas(page, `#${RUN.replace('step=5', 'step=6')}`);
});

onPage('a question mark in place of the number sign does no harm, and the next change puts it right', { pinned: false, invited: true }, async (page) => {
  const isInvited = () => page.evaluate(() => 'invites' in document.documentElement.dataset);
  const home = page.url().split(/[?#]/)[0];
  await page.goto(`${home}?${RUN}`);
  await page.waitForSelector('body[data-state="ready"]');
  assert.equal(await textOf(page), RUN);
  assert.equal(await isInvited(), false, 'a link invites to nothing');
  assert.equal(await addressOf(page), `${home}?${RUN}`);
  await press(page, 'step');
  await page.waitForFunction((wanted) => location.href === wanted, `${home}#${RUN.replace('step=5', 'step=6')}`);
  await page.goto(`${home}?fbclid=IwAR0`);
  await page.waitForSelector('body[data-state="ready"]');
  assert.equal(await textAt(page, '#notices'), '', 'what others append to an address is none of a link');
  assert.equal(await isInvited(), true);
});

onPage('of a link with bad parts the good ones are shown, each bad one is named, and the address stays', { hash: 'miner=hard&loss.margin=-5&colour=red&seed=7' }, async (page) => {
  assert.equal(await textOf(page), 'miner=hard&seed=7');
  const said = await textAt(page, '#notices');
  for (const part of ['loss.margin', '-5', 'colour', 'red']) assert.ok(said.includes(part), said);
  assert.match(await addressOf(page), /#miner=hard&loss\.margin=-5&colour=red&seed=7$/);
  await page.evaluate(() => { location.hash = 'miner=hard&seed=9&step=zwei'; });
  await page.waitForFunction(() => window.pushpull.engine.text() === 'miner=hard&seed=9');
  assert.match(await textAt(page, '#notices'), /zwei/);
  assert.match(await addressOf(page), /#miner=hard&seed=9&step=zwei$/);
});

onPage('a shared link that is cut is noticed, and a whole one is not', { hash: RUN }, async (page) => {
  await page.click('[popovertarget="share"]');
  await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('#link'))?.value.includes('checksum='));
  const shared = new URL(await page.inputValue('#link')).hash.slice(1);
  await open(page, shared);
  await page.reload();
  await drawn(page);
  assert.deepEqual([await textOf(page), await textAt(page, '#notices')], [RUN, '']);
  for (const hash of [shared.slice(0, -1), shared.slice(0, -8), shared.replace('0.5', '0.6')]) {
    await open(page, hash);
    await page.waitForFunction(() => document.querySelector('#notices')?.textContent);
    await page.click('#notices button');
  }
});

onPage('a shared run has the name that its sharer gave it, with every sign', { hash: RUN }, async (page) => {
  const name = 'Ada’s <b>run</b> & 100 % of it = α';
  await page.click('[popovertarget="share"]');
  await page.fill('#share [name="title"]', name);
  await page.keyboard.press('Enter');
  await page.waitForFunction((name) => document.querySelector('#example-title')?.textContent === name, name);
  await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('#link'))?.value.includes('title='));
  const shared = new URL(await page.inputValue('#link')).hash.slice(1);
  await page.goto('about:blank');
  await open(page, shared);
  assert.equal(await textAt(page, '#example-title'), name);
  assert.equal(await textAt(page, '#notices'), '');
  await page.click('[popovertarget="examples"]');
  await page.click('#examples button >> nth=1');
  await page.waitForFunction((name) => document.querySelector('#example-title')?.textContent !== name, name);
  assert.ok(!(await textOf(page)).includes('title='));
});

const HEAVY = 'data.classes=20&data.per_class=25&sampler=full&encoder.width=128&encoder.depth=3&head.dimensions=64&loss=sct&miner=all&step=20000';
const stepNow = (/** @type {Page} */ page) => page.$eval('output[name="status.step"]', (output) => Number(output.textContent));

/** Waits until the run is on its way. @param {Page} page */
async function onItsWay(page) {
  await page.waitForSelector('#arrival:not([hidden])');
  const from = await stepNow(page);
  await page.waitForFunction((from) => Number(document.querySelector('output[name="status.step"]')?.textContent) > from, from);
}

onPage('a link to a step that is far away shows how far it has come, can be left, and keeps its address until then', { hash: HEAVY }, async (page) => {
  await onItsWay(page);
  assert.match(await textAt(page, '#arrival'), /\b20000\b/);
  assert.ok(await page.$eval('#arrival progress', (/** @type {HTMLProgressElement} */ bar) => bar.value > 0 && bar.max === 20000));
  assert.match(await page.evaluate(() => location.hash), /step=20000$/);
  await page.click('#arrival button');
  await page.waitForSelector('#arrival', { state: 'hidden' });
  const step = await shownStep(page);
  assert.ok(step > 0 && step < 20000);
  assert.ok((await painted(page, '.embedding canvas')).inked > 100, 'what it has reached is drawn');
  await addressHas(page, `step=${step}`);
  assert.equal(await shownStep(page), step, 'it stays there');
});

onPage('Step and Play on a run that is on its way do at once what they say', { hash: HEAVY }, async (page) => {
  await onItsWay(page);
  await press(page, 'step');
  await page.waitForSelector('#arrival', { state: 'hidden' });
  const step = await shownStep(page);
  assert.equal(await shownStep(page), step, 'one step, and no more');
  await page.reload();
  await page.waitForSelector('#arrival', { state: 'attached' });
  await press(page, 'play');
  await page.waitForSelector('[data-action="pause"]');
  await page.waitForFunction((step) => Number(document.querySelector('output[name="status.step"]')?.textContent) > step, await stepNow(page));
  await press(page, 'pause');
  await page.waitForSelector('#arrival', { state: 'hidden' });
});

onPage('a file whose run takes long to arrive takes the place of the address', { hash: 'miner=hard&seed=3' }, async (page) => {
  const run = Object.fromEntries(HEAVY.replace('20000', '12').split('&').map((part) => part.split('=')));
  await page.setInputFiles('[name="page.file"]', { name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ pushpull: 1, run })) });
  await page.waitForSelector('#arrival:not([hidden])');
  await page.waitForSelector('#arrival', { state: 'hidden' });
  await addressHas(page, 'step=12');
});

onPage('what a link shows is gone with the link, and what the reader has set stays', { hash: 'miner=hard&view.forces=on&view.chart2=scale' }, async (page) => {
  const text = () => textOf(page);
  await page.evaluate(() => { location.hash = 'miner=hard&seed=9'; });
  await page.waitForFunction(() => window.pushpull.engine.text() === 'miner=hard&seed=9');
  await page.evaluate(() => { location.hash = 'miner=hard&view.forces=on'; });
  await page.waitForFunction(() => window.pushpull.engine.text() === 'miner=hard&view.forces=on');
  await page.selectOption('[name="view.chart2"]', 'scale');
  await page.waitForFunction(() => window.pushpull.engine.text().includes('chart2=scale'));
  await page.click('[popovertarget="examples"]');
  await page.click('#examples button >> nth=1');
  await page.waitForFunction(() => !window.pushpull.engine.text().includes('forces'));
  assert.ok((await text()).includes('view.chart2=scale'), await text());
  // Back is the link before.
  await page.goBack();
  await page.waitForFunction(() => window.pushpull.engine.text().startsWith('miner=hard&seed=9'));
  assert.ok(!(await text()).includes('forces'), await text());
});

/** Types an address, and in the same moment the page is to write what is due. @param {Page} page @param {string} hash @param {string} event */
const typed = (page, hash, event) => page.evaluate(([hash, event]) => {
  location.hash = hash;
  (event === 'pagehide' ? window : document).dispatchEvent(new Event(event));
  return location.hash;
}, [hash, event]);

onPage('an address that is typed as the page is about to write its own is read, and not overwritten', { hash: RUN }, async (page) => {
  await page.evaluate(() => Object.defineProperty(document, 'hidden', { get: () => true }));
  for (const [i, event] of ['pagehide', 'visibilitychange'].entries()) {
    await press(page, 'step');
    await drawn(page);
    const hash = `#miner=all&seed=${i + 5}&step=3`;
    assert.equal(await typed(page, hash, event), hash, event);
    await page.waitForFunction((text) => window.pushpull.engine.text() === text, hash.slice(1));
    assert.equal(await page.evaluate(() => location.hash), hash);
  }
  // An address that comes without an event is not overwritten either.
  await press(page, 'step');
  await page.evaluate(() => history.replaceState(null, '', '#miner=hard&seed=9'));
  await page.waitForFunction(() => window.pushpull.engine.text() === 'miner=hard&seed=9');
  assert.match(await page.evaluate(() => location.hash), /^#miner=hard&seed=9$/);
});

/** Plays, so that the address lacks where the run is, and waits for a step. @param {Page} page @param {number} step */
async function playBeyond(page, step) {
  await press(page, 'play');
  await page.waitForFunction((step) => Number(document.querySelector('output[name="status.step"]')?.textContent) > step, step);
}

/** The step in an address. @param {Page} page */
const stepIn = (page) => page.evaluate(() => Number(/step=(\d+)/.exec(location.hash)?.[1] ?? 0));

onPage('a reload opens the run as it was left, also where the address did not have it yet, in each of two tabs', { hash: 'miner=hard' }, async (page) => {
  const other = await page.context().newPage();
  await open(other, 'miner=hard&seed=2');
  for (const tab of [other, page]) {
    await tab.bringToFront();
    await playBeyond(tab, 8);
    const [lacking, seen] = [await stepIn(tab), await stepNow(tab)];
    assert.ok(lacking < seen, 'the address lacks the last steps');
    await tab.reload();
    await tab.waitForSelector('body[data-state="ready"]');
    assert.ok(await shownStep(tab) >= seen);
  }
  assert.deepEqual((await Promise.all([page, other].map(textOf))).map((text) => text.replace(/&step=.*/, '')), ['miner=hard', 'miner=hard&seed=2']);
});

for (const kind of ['localStorage', 'sessionStorage']) {
  onPage(`without ${kind} the page plays, and a reload opens what the address says`, {
    hash: 'miner=hard',
    before: (page) => page.addInitScript((kind) => Object.defineProperty(window, kind, { get() { throw new DOMException('no', 'SecurityError'); } }), kind),
  }, async (page) => {
    await playBeyond(page, 8);
    await press(page, 'pause');
    await addressHas(page, 'step=');
    const step = await shownStep(page);
    await page.waitForFunction((step) => location.hash.endsWith(`step=${step}`), step);
    await page.reload();
    await page.waitForSelector('body[data-state="ready"]');
    await atStep(page, step);
  });
}

onPage('a reload of an address that was typed opens what it says', { hash: 'miner=hard' }, async (page) => {
  await playBeyond(page, 8);
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => {
    location.hash = 'miner=random&seed=5';
    location.reload();
  })]);
  await page.waitForSelector('body[data-state="ready"]');
  await drawn(page);
  assert.equal(await textOf(page), 'miner=random&seed=5');
});

onPage('a page that is left while it plays is where it was when the browser leads back to it', { hash: 'miner=hard' }, async (page) => {
  await playBeyond(page, 8);
  await page.goto('about:blank');
  await page.goBack();
  await page.waitForSelector('body[data-state="ready"]');
  assert.ok(await shownStep(page) > 8);
});
