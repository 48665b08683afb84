// The page arrives drawn: what is in index.html is what the page's module draws and says.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { attributeAt, boxOf, DESKTOP, drawn, figures, onPage, PHONE, shownStep, textAt } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const { SITE = '' } = process.env;

/** The share of pixels that may differ beyond those that pixelmatch counts as anti-aliased: lines of two renderers, where they lie on each other. */
const TOLERANCE = 0.005;

const LARGE = { width: 1920, height: 1080 };
const TALL = { width: 820, height: 1180 };

/** The pixelmatch module for a page. @param {Page} page */
const comparing = (page) => page.route('**/pixelmatch.js', async (route) => route.fulfill({
  contentType: 'text/javascript',
  body: await readFile(new URL('../node_modules/pixelmatch/index.js', import.meta.url), 'utf8'),
}));

/** The share of pixels in which two pictures of one place differ. @param {Page} page @param {Buffer[]} pictures */
const difference = (page, pictures) => page.evaluate(async (pictures) => {
  const { default: pixelmatch } = await import(new URL('pixelmatch.js', document.baseURI).href);
  const [one, other] = await Promise.all(pictures.map(async (picture) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(picture), (c) => c.charCodeAt(0))], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context?.drawImage(image, 0, 0);
    return /** @type {ImageData} */ (context?.getImageData(0, 0, image.width, image.height));
  }));
  return { share: pixelmatch(one.data, other.data, null, one.width, one.height) / (one.width * one.height), colours: new Set(new Uint32Array(one.data.buffer)).size };
}, pictures.map((picture) => picture.toString('base64')));

/** Brings the drawn opening back, over the picture that has taken its place. @param {Page} page */
const putBack = (page) => page.evaluate(async () => {
  /** @type {Document} */
  const sent = await new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('GET', document.baseURI);
    request.responseType = 'document';
    request.onload = () => done(request.response);
    request.send();
  });
  const drawn = sent.querySelector('.drawn');
  document.querySelector('[data-view="embedding"] .canvas')?.replaceChildren(...(drawn ? [document.importNode(drawn, true)] : []));
});

for (const [name, viewport] of Object.entries({ DESKTOP, PHONE, LARGE, TALL })) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    onPage(`the picture in index.html is the one that takes its place: ${name.toLowerCase()}, ${colorScheme}`, { context: { viewport, colorScheme }, before: comparing }, async (page, t) => {
      await drawn(page);
      await page.waitForSelector('.drawn', { state: 'detached' });
      const place = page.locator('[data-view="embedding"] .canvas');
      const taken = await place.screenshot();
      await putBack(page);
      const arrived = await place.screenshot();
      const { share, colours } = await difference(page, [taken, arrived]);
      t.diagnostic(`${(100 * share).toFixed(3)} % of the pixels differ`);
      assert.ok(colours > 10, `${colours} colours`);
      assert.ok(share <= TOLERANCE, `${(100 * share).toFixed(2)} % of the pixels differ`);
    });
  }
}

onPage('without a script the page shows the opening, and the module changes none of its words', {}, async (page) => {
  const words = ['#diagnosis-title', '[name="status.diagnosis"]', '#example-title', '#about-text', '#formula-name', '#formula-math', '[data-view="embedding"] .legend', '#embedding-text'];
  const look = async (/** @type {Page} */ page) => ({
    said: await Promise.all(words.map(async (word) => (await textAt(page, word)).trim())),
    verdict: await attributeAt(page, '#verdict', 'data-diagnosis'),
    figures: await page.$$eval('#figures > div:not([hidden])', (rows) => rows.map((row) => row.textContent)),
  });
  await figures(page);
  const ready = await look(page);
  for (const text of ready.said) assert.match(text, /\w/);
  const context = await page.context().browser()?.newContext({ javaScriptEnabled: false, viewport: DESKTOP });
  const still = await context?.newPage();
  assert.ok(still);
  await still.goto(page.url());
  assert.deepEqual(await look(still), ready);
  await context?.close();
});

/** What must not move when the page is taken over. */
const STILL = ['.top nav', '.top button', '.setup', '#setup-words', '.setting', '#all-controls', '.embedding', '.canvas', '#verdict', '.diagnosis', '.handles > *', '.head', '.legend', '.story .over > *', '.evidence', '.evidence > *', '#formula > *', '#numbers > *', '#figures > *', '.guide', '.transport', '.keys > *', '.time', '.question'];

/** Where everything of these is in the page, and whatever else the browser has seen move. @param {Page} page */
const boxes = (page) => page.evaluate((still) => still.flatMap((selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility() && !e.closest('[popover]')).map((e, i) => {
  const { x, y, width, height } = e.getBoundingClientRect();
  return `${selector} ${i}: ${[x, y, width, height].map(Math.round)}`;
})), STILL);

for (const [width, height] of [[320, 640], [390, 844], [844, 390], [768, 1024], [1061, 600], [1280, 720], [1280, 800], [1920, 1080]]) {
  for (const invited of [true, false]) {
    onPage(`nothing moves when the module takes the page over: ${width} × ${height}${invited ? ', a first visit' : ''}`, { context: { viewport: { width, height } }, invited, pinned: false }, async (page) => {
      const release = await arriving(page, '');
      await page.waitForSelector('.drawn svg');
      const before = await boxes(page);
      assert.ok(before.length > 60, `${before.length} boxes`);
      await page.evaluate(() => new PerformanceObserver((list) => {
        for (const { value } of /** @type {(PerformanceEntry & { value: number })[]} */ (list.getEntries())) document.body.dataset.moved = String(Number(document.body.dataset.moved ?? 0) + value);
      }).observe({ type: 'layout-shift' }));
      release();
      await drawn(page);
      await page.waitForSelector('#begin-lessons:enabled', { state: 'attached' });
      assert.deepEqual(await boxes(page), before);
      assert.ok(Number(await page.evaluate(() => document.body.dataset.moved ?? 0)) < 0.001);
    });
  }
}

/** Opens the page beside a module that does not arrive before it is released, without waiting for it. @param {Page} page @param {string} hash */
async function arriving(page, hash) {
  let release = () => {};
  const wanted = new Promise((resolve) => { release = () => resolve(undefined); });
  await page.route('**/*.wasm', (route) => wanted.then(() => route.continue()));
  await page.goto('about:blank');
  await page.goto(`${SITE}${hash}`);
  return release;
}

onPage('Play pressed before the trainer is there says what it waits for, and training begins by itself', {}, async (page) => {
  const release = await arriving(page, '');
  assert.equal(await page.isVisible('#loading'), false);
  await page.click('[data-action="play"]');
  await page.waitForSelector('#loading', { state: 'visible' });
  release();
  await page.waitForSelector('[data-action="pause"]');
  await page.waitForFunction(() => Number(document.querySelector('output[name="status.step"]')?.textContent) > 2);
  assert.equal(await page.isVisible('#loading'), false);
});

onPage('Show me pressed before the trainer is there begins by itself', { invited: true }, async (page) => {
  const release = await arriving(page, '');
  await page.click('[data-action="show-me"]');
  await page.waitForSelector('#loading', { state: 'visible' });
  release();
  await page.waitForSelector('body[data-acts]');
});

onPage('Play pressed twice before the trainer is there trains nothing', {}, async (page) => {
  const release = await arriving(page, '');
  await page.click('[data-action="play"]');
  await page.click('[data-action="play"]');
  release();
  await page.waitForSelector('body[data-state="ready"]');
  assert.equal(await shownStep(page), 0);
  assert.equal(await page.$('[data-action="pause"]'), null);
});

onPage('an address that names a run never shows the opening', {}, async (page) => {
  const release = await arriving(page, '#miner=hard&step=3');
  const seen = () => page.$$eval('[data-drawn]', (all) => all.filter((element) => getComputedStyle(element).visibility !== 'hidden').length);
  assert.ok(await page.$$eval('[data-drawn]', (all) => all.length) > 5);
  assert.equal(await seen(), 0);
  release();
  await page.waitForSelector('body[data-state="ready"]');
  assert.equal(await shownStep(page), 3);
  assert.ok(await seen() > 5);
});

/** The frame of the page: where its parts are. @param {Page} page */
const frame = (page) => page.evaluate(() => ['.top', '.embedding', '.embedding .canvas', '.transport', '.time', '#lesson'].map((selector) => {
  const element = document.querySelector(selector);
  const { x, y, width } = element?.checkVisibility() ? element.getBoundingClientRect() : { x: 0, y: 0, width: 0 };
  return `${selector}: ${[x, y, width].map(Math.round)}`;
}));

for (const [hash, said] of [['miner=hard&step=3', '3'], ['title=My%20run&seed=7', 'My run'], ['lesson=collapse&at=1', '']]) {
  for (const viewport of [PHONE, { width: 844, height: 390 }, { width: 768, height: 1024 }, DESKTOP, LARGE]) {
    onPage(`an address with a hash has a sentence of its own and the page's shape from the beginning: ${hash}, ${viewport.width} × ${viewport.height}`, { context: { viewport }, pinned: false }, async (page) => {
      const release = await arriving(page, `#${hash}`);
      await page.waitForFunction(() => document.readyState === 'complete' || document.readyState === 'interactive');
      const sentence = await page.$eval('.diagnosis', (element) => getComputedStyle(element, '::after').content);
      assert.ok(sentence.length > 10 && sentence.includes(said), sentence);
      const bars = await page.$$eval('[data-drawn]', (all) => all.filter((element) => element.checkVisibility() && getComputedStyle(element, '::after').visibility === 'visible').length);
      assert.ok(hash.startsWith('lesson') ? bars > 1 : bars > 5, `${bars} bars`);
      const before = await frame(page);
      release();
      await page.waitForSelector('body[data-state="ready"]');
      await drawn(page);
      // A phone shows a lesson from its picture on.
      await page.evaluate(() => scrollTo(0, 0));
      const after = await frame(page);
      // The cards and charts that a step of a lesson speaks of stand beside its picture, where there is room.
      const rests = (/** @type {string} */ part) => !(hash.startsWith('lesson') && viewport.width > 1060 && part.startsWith('.embedding'));
      assert.deepEqual(after.filter(rests), before.filter(rests));
    });
  }
}

for (const viewport of [{ width: 1061, height: 640 }, { width: 1280, height: 720 }, DESKTOP, LARGE]) {
  onPage(`the stage rests through all acts of the opening, ${viewport.width} × ${viewport.height}`, { context: { viewport, reducedMotion: 'reduce' }, invited: true, pinned: false }, async (page) => {
    await page.click('[data-action="show-me"]');
    await page.waitForSelector('body[data-acts]');
    const seen = [];
    for (let act = 0; act < 4; act += 1) {
      await drawn(page);
      seen.push(JSON.stringify(await boxOf(page.locator('.embedding'))));
      await page.click('#next-act');
    }
    assert.equal(new Set(seen).size, 1, seen.join('\n'));
  });
}

onPage('a theme that was chosen holds before anything is painted', {}, async (page) => {
  await page.evaluate(() => localStorage.setItem('pushpull.theme', 'dark'));
  const release = await arriving(page, '');
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).colorScheme), 'dark');
  release();
});
