// Panels side by side, stop-when, and runs as files.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { addressHas, atStep, boxOf, DESKTOP, figures, onPage, PHONE, press, settings, steps, textAt, violations } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

/** Presses a button behind Compare. @param {Page} page @param {string} id */
async function compare(page, id) {
  await page.click('#open-compare');
  await page.click(`#${id}`);
}

/** How the menu calls a miner. @param {Page} page @param {string} id */
const miner = (page, id) => page.$eval(`[name="miner"] option[value="${id}"]`, (option) => option.textContent);

/** @param {Page} page */
const names = (page) => page.$$eval('.panel:not([hidden]) [data-panel]', (all) => all.map((head) => [...head.querySelectorAll('b, span')].map((part) => part.textContent).join('')));

onPage('Compare adds a panel that copies this one, each has settings of its own, and one clock drives both', { hash: 'data.label_noise=0.2&step=5' }, async (page) => {
  await compare(page, 'add-panel');
  await page.waitForSelector('[data-panel="2"][aria-pressed="true"]');
  await page.selectOption('[name="miner"]', 'hard');
  const [soft, hard] = [await miner(page, 'semi-hard'), await miner(page, 'hard')];
  await page.waitForFunction((name) => document.querySelector('[data-panel="1"]')?.textContent.includes(name), soft);
  const told = await names(page);
  assert.ok(told.length === 2 && told[0] === `1${soft}` && told[1].startsWith(`2${hard}`) && told[1].endsWith('5'), told.join());
  await steps(page, 3);
  await page.click('[data-panel="1"]');
  await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[name="miner"]'))?.value === 'semi-hard');
  const first = await figures(page);
  await page.waitForFunction(() => document.querySelectorAll('#table tr').length > 5);
  await addressHas(page, '2:5@miner=hard');
  await addressHas(page, 'step=8');
  await page.reload();
  await atStep(page, 8);
  assert.deepEqual(await names(page), told);
  assert.equal((await figures(page)).digest, first.digest);
  assert.ok((await textAt(page, '[data-chart="view.chart1"] .legend')).includes(hard));
});

onPage('the keyboard chooses a panel, and a panel can be removed and brought back', {}, async (page) => {
  await compare(page, 'add-panel');
  await page.selectOption('[name="miner"]', 'hard');
  await page.focus('[data-panel="1"]');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[name="miner"]'))?.value === 'semi-hard');
  await page.click('[data-remove="2"]');
  await page.waitForSelector('#panels', { state: 'hidden' });
  await press(page, 'undo');
  await page.waitForFunction(() => document.querySelectorAll('.panel:not([hidden])').length === 2);
});

onPage('an anchor that is chosen in one panel is looked at in all', { hash: 'step=3' }, async (page) => {
  await compare(page, 'add-panel');
  await page.waitForSelector('.panel:not([hidden]) canvas');
  await page.focus('.panel:nth-child(1) .canvas');
  await page.keyboard.press('ArrowRight');
  await addressHas(page, 'view.anchor=');
  await page.waitForSelector('#lens:not([hidden])');
});

onPage('a point that is pointed at in one panel lights up in every panel', { hash: 'step=3&panels=3&2:miner=hard&3:miner=random' }, async (page) => {
  await page.waitForSelector('.panel:nth-child(3) canvas');
  await page.mouse.move(5, 5);
  await figures(page);
  const pictures = () => page.$$eval('.panel:not([hidden]) canvas', (/** @type {HTMLCanvasElement[]} */ all) => all.map((canvas) => canvas.toDataURL()));
  const usual = await pictures();
  const box = await boxOf(page.locator('.panel:nth-child(2) .canvas'));
  const at = await page.evaluate(async ({ width, height }) => {
    const { engine } = window.pushpull;
    for (let y = 4; y < height; y += 3) {
      for (let x = 4; x < width; x += 3) {
        await engine.ask('hover', 'embedding@2', width, height, x, y);
        if (/\d/.test((await engine.glance(['moment'])).moment.figures.pointed)) {
          await engine.ask('leave');
          return { x, y };
        }
      }
    }
    throw new Error('no point found');
  }, box);
  await page.mouse.move(box.x + at.x, box.y + at.y);
  await page.waitForFunction(() => /\d/.test(document.querySelector('output[name="status.pointed"]')?.textContent ?? ''));
  await figures(page);
  const lit = await pictures();
  for (const [place, picture] of lit.entries()) assert.notEqual(picture, usual[place], `panel ${place + 1}`);
  await page.mouse.move(5, 5);
  await figures(page);
  assert.deepEqual(await pictures(), usual);
});

onPage('miners and losses stand side by side, on a phone too', { context: { viewport: PHONE } }, async (page) => {
  await compare(page, 'grid-panels');
  await page.waitForFunction(() => document.querySelectorAll('.panel:not([hidden])').length === 6);
  await steps(page, 2);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= PHONE.width, `${wide} px wide`);
});

onPage('a condition stops the run, is part of the link, and is refused where it is not understood', { hash: 'data.label_noise=0.2&miner=hard' }, async (page) => {
  await page.click('#open-stop');
  await page.fill('[name="stop"]', 'colapsed');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[name="stop"][aria-invalid="true"]');
  await page.click('[data-stop="collapsed"]');
  await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[name="stop"]'))?.value === 'collapsed');
  await page.keyboard.press('Escape');
  await addressHas(page, 'stop=collapsed');
  await page.selectOption('[name="speed"]', 'full');
  await press(page, 'play');
  await page.waitForFunction(() => /\w{3}/.test(document.getElementById('stopped')?.textContent ?? ''));
  await page.waitForSelector('[data-action="play"]');
  const stopped = Number(await textAt(page, 'output[name="status.step"]'));
  await press(page, 'play');
  await page.waitForFunction((from) => Number(document.querySelector('output[name="status.step"]')?.textContent) > from + 20, stopped);
});

onPage('a saved file opens to the same run, and a damaged one names the field', { hash: 'data.label_noise=0.2&3@miner=hard&step=6' }, async (page) => {
  const before = [await figures(page), await settings(page)];
  await page.click('[popovertarget="share"]');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-file')]);
  const json = await readFile(await download.path(), 'utf8');
  assert.deepEqual(JSON.parse(json), { pushpull: 1, run: { 'data.label_noise': '0.2', '3@miner': 'hard', step: '6' } });
  await page.keyboard.press('Escape');
  await press(page, 'reset');
  await atStep(page, 0);
  /** @param {string} text */
  const openFile = (text) => page.setInputFiles('[name="page.file"]', { name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await openFile(json);
  await atStep(page, 6);
  assert.deepEqual([await figures(page), await settings(page)], before);
  for (const [text, field] of [
    ['{', 'JSON'], ['{}', 'pushpull:'], ['{"pushpull": 2}', '2'], ['{"pushpull": 1}', 'run:'], ['{"pushpull": 1, "rum": {}}', 'rum:'],
    ['{"pushpull": 1, "run": {"a=b": "1"}}', 'a=b'], ['{"pushpull": 1, "run": {"miner": "hard&seed=2"}}', 'run.miner: “hard&seed=2”'],
    ['{"pushpull": 1, "run": {"loss.margin": 0.3}}', 'run.loss.margin:'], ['{"pushpull": 1, "run": {"loss.margin": "wide"}}', 'loss.margin:'],
  ]) {
    await openFile(text);
    await page.waitForFunction((field) => document.querySelector('[data-kind="address"]')?.textContent.includes(field), field);
  }
  assert.deepEqual([await figures(page), await settings(page)], before);
});

onPage('a panel has one colour in badge, table, chart and timeline, and the best by the chosen figure is marked', { hash: 'data.label_noise=0.2&step=60&panels=4&2:miner=hard&3:miner=random&4:miner=all&view.chart2=loss' }, async (page) => {
  await page.waitForSelector('#table [data-rank]');
  const colours = (/** @type {string} */ selector) => page.$$eval(selector, (all) => all.map((badge) => getComputedStyle(badge).color));
  const [badges, heads] = [await colours('.panel:not([hidden]) .badge'), await colours('#table .badge')];
  assert.equal(new Set(badges).size, 4);
  assert.deepEqual(heads, badges);
  for (const view of ['timeline', 'loss']) {
    await figures(page);
    const painted = await page.$eval(`[data-chart="view.chart2"][data-view="${view}"] canvas, .scrub[data-view="${view}"] canvas`, (element) => {
      const { width, height } = /** @type {HTMLCanvasElement} */ (element);
      const copy = new OffscreenCanvas(width, height).getContext('2d');
      copy?.drawImage(/** @type {HTMLCanvasElement} */ (element), 0, 0);
      const { data } = /** @type {ImageData} */ (copy?.getImageData(0, 0, width, height));
      const seen = new Set();
      for (let i = 0; i < data.length; i += 4) seen.add(`rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`);
      return [...seen];
    });
    for (const colour of badges) assert.ok(painted.includes(colour), `${colour} in ${view}`);
  }
  for (const figure of ['recall_at_1', 'map_at_r']) {
    await page.click(`[data-rank="${figure}"]`);
    await page.waitForSelector(`[data-rank="${figure}"][aria-pressed="true"]`);
    const best = await page.$$eval('.panel:not([hidden])', (all) => all.map((panel) => panel.hasAttribute('data-best')));
    const cells = await page.$$eval(`tr:has([data-rank="${figure}"]) td`, (all) => all.map((cell) => cell.hasAttribute('data-best')));
    assert.deepEqual(best, cells);
    assert.deepEqual(best, [true, false, false, false]);
  }
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    assert.deepEqual(await violations(page), [], `${viewport.width} px`);
  }
});
