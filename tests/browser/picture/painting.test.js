// Both ways to paint give the same picture: strokes in the worker, and plotters-canvas on a page that must paint by itself.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { onPage, open, steps } from '../page.js';

/**
 * The share of a picture's pixels that may differ beyond those that pixelmatch counts as anti-aliased: where discs touch, one path has
 * another edge than two, and where lines lie on each other, as seams and ties do, so have two strokes.
 */
const TOLERANCE = 0.002;

/** The size of the pictures in CSS pixels. */
const SIZE = [360, 240];

const STATES = {
  opening: 'data.label_noise=0.2',
  collapsed: 'data.label_noise=0.2&miner=batch-hard&step=60',
  lens: 'miner=semi-hard&step=20&view.anchor=17&view.forces=on&view.ties=on&view.moves=on',
  matrix: 'data.per_class=8&loss=info-nce&sampler=full&step=10&view.anchor=9',
  'digits input': 'data=digits&step=3&view.anchor=5',
  globe: 'head.dimensions=3&step=30&view.grid=on',
};

/** @typedef {import('../page.js').Page} Page */
/** The pictures that were painted, by view. @typedef {Window & typeof globalThis & { painted: Record<string, HTMLCanvasElement> }} Painted */

/** A page of a browser without a worker that can paint or any canvas except the page's; it also compares pictures. @param {Page} page */
async function alone(page) {
  await page.addInitScript(() => {
    Reflect.deleteProperty(HTMLCanvasElement.prototype, 'transferControlToOffscreen');
    Reflect.deleteProperty(window, 'OffscreenCanvas');
  });
  await page.route('**/pixelmatch.js', async (route) => route.fulfill({
    contentType: 'text/javascript',
    body: await readFile(new URL('../node_modules/pixelmatch/index.js', import.meta.url), 'utf8'),
  }));
}

/** A page like this one, of a browser with everything. @param {Page} page */
async function withWorker(page) {
  const other = await page.context().newPage();
  await open(other);
  return other;
}

/**
 * Has every picture painted by the trainer, each on a canvas of its own, and keeps copies in `window.painted`. Says of which pictures.
 * @param {Page} page
 * @param {{ text: string, dark: boolean, ratio: number }} how
 */
const paint = (page, how) => page.evaluate(async ({ text, dark, ratio, size }) => {
  const { engine } = window.pushpull;
  await engine.open(text);
  await engine.tell('set_dark', dark);
  const charts = [...document.querySelectorAll('[name="view.chart1"] option')].map((option) => option.getAttribute('value') ?? '');
  const all = ['embedding', 'input', ...charts].map((view) => {
    const canvas = document.body.appendChild(document.createElement('canvas'));
    return { view, canvas, ...engine.hand(canvas, false) };
  });
  for (const { taken } of all) if (!await taken) throw new Error('the browser lets nobody paint');
  await Promise.all(all.map(({ number, view }) => engine.paint(number, view, size[0], size[1], ratio)));
  // A worker's painting arrives with a frame, size and pixels at once.
  while (all.some(({ canvas }) => canvas.width !== size[0] * ratio)) await new Promise(requestAnimationFrame);
  const own = /** @type {Painted} */ (window);
  own.painted = Object.fromEntries(all.map(({ view, canvas, number }) => {
    engine.drop(number);
    canvas.remove();
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [canvas.width, canvas.height];
    copy.getContext('2d', { willReadFrequently: true })?.drawImage(canvas, 0, 0);
    return [view, copy];
  }));
  return Object.keys(/** @type {Painted} */ (window).painted);
}, { ...how, size: SIZE });

/** The pictures of a page as data URLs, without loss. @param {Page} page @returns {Promise<[view: string, address: string][]>} */
const addresses = (page) => page.evaluate(() => Object.entries(/** @type {Painted} */ (window).painted).map(([view, copy]) => [view, copy.toDataURL()]));

/** Compares the pictures of a page with those of another: the share of pixels that differ, by picture, and how many colours there are. @param {Page} page @param {[view: string, address: string][]} others */
const compare = (page, others) => page.evaluate(async (others) => {
  const { default: pixelmatch } = await import(new URL('pixelmatch.js', document.baseURI).href);
  return Promise.all(others.map(async ([view, address]) => {
    const { width, height } = /** @type {Painted} */ (window).painted[view];
    const context = /** @type {Painted} */ (window).painted[view].getContext('2d');
    if (!context) throw new Error('this browser has no canvas');
    const pixels = () => context.getImageData(0, 0, width, height).data;
    const own = pixels();
    const image = Object.assign(new Image(), { src: address });
    await image.decode();
    context.drawImage(image, 0, 0);
    const colours = new Set(new Uint32Array(own.buffer)).size;
    return { view, colours, share: pixelmatch(own, pixels(), null, width, height) / (width * height) };
  }));
}, others);

for (const [state, text] of Object.entries(STATES)) {
  onPage(`the page paints what a worker paints: ${state}`, { before: alone }, async (page, t) => {
    const worker = await withWorker(page);
    let worst = { share: 0, view: 'none' };
    for (const dark of [false, true]) {
      for (const ratio of [1, 2]) {
        const how = { text, dark, ratio };
        const [views] = await Promise.all([paint(page, how), paint(worker, how)]);
        assert.ok(views.length > 10);
        for (const { view, colours, share } of await compare(page, await addresses(worker))) {
          assert.ok(colours > 10, `${view} has ${colours} colours`);
          assert.ok(share <= TOLERANCE, `${view}, ${dark ? 'dark' : 'light'}, ratio ${ratio}: ${(100 * share).toFixed(2)} % of the pixels differ`);
          if (share > worst.share) worst = { share, view };
        }
      }
    }
    t.diagnostic(`at most ${(100 * worst.share).toFixed(3)} % of the pixels differ (${worst.view})`);
  });
}

onPage('a canvas without a size is painted both ways, and breaks neither', { before: alone }, async (page) => {
  for (const either of [page, await withWorker(page)]) {
    const sizes = await either.evaluate(async () => {
      const { engine } = window.pushpull;
      const canvas = document.body.appendChild(document.createElement('canvas'));
      const { number } = engine.hand(canvas, false);
      await engine.paint(number, 'embedding', 0, 0, 1);
      while (canvas.width !== 1) await new Promise(requestAnimationFrame);
      await engine.paint(number, 'matrix', 0.4, 300, 1);
      while (canvas.height !== 300) await new Promise(requestAnimationFrame);
      return [canvas.width, canvas.height];
    });
    assert.deepEqual(sizes, [1, 300]);
    await steps(either, 1);
  }
});
