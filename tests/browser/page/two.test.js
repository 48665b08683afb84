// Two in one document: a second engine with a canvas and a player of its own beside the page, and a whole second page. They share nothing.

import assert from 'node:assert/strict';
import { digest, fault, onPage, painted, shownStep, steps, textAt, textOf } from '../page.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../../../www/trainer/engine.js').Engine} Engine */
/** @typedef {Window & typeof globalThis & { second: { engine: Engine, clock: ReturnType<typeof import('../../../www/control/player.js').player>, recoveries: number } }} Both */

const OWN = 'miner=hard&seed=5';

/** Starts the second one. @param {Page} page */
const startSecond = (page) => page.evaluate(async (text) => {
  /** A module of the page. @template T @param {string} path @returns {Promise<T>} */
  const load = async (path) => (await import(new URL('../page/page.js', /** @type {HTMLScriptElement} */ (document.querySelector('script[type="module"]')).src).href)).$modules[path];
  /** @type {typeof import('../../../www/trainer/engine.js')} */
  const { start } = await load('trainer/engine.js');
  /** @type {typeof import('../../../www/picture/easel.js')} */
  const { easel } = await load('picture/easel.js');
  /** @type {typeof import('../../../www/control/player.js')} */
  const { player } = await load('control/player.js');
  const both = /** @type {Both} */ (window);
  const canvas = Object.assign(document.createElement('canvas'), { id: 'second' });
  // Beside the page's layout, which stays as it is.
  canvas.style.position = 'fixed';
  document.body.append(canvas);
  const engine = await start({
    recovered() { both.second.recoveries += 1; },
    broken(error) { throw error; },
    loaded() {},
  });
  await engine.open(text);
  const paper = easel(engine, canvas);
  const clock = player(async (count, long) => {
    const more = await engine.go(long, 'step', count);
    await paper.show((number) => engine.paint(number, 'embedding', 300, 200, 1));
    return more;
  }, engine.rest, () => {}, () => false);
  both.second = { engine, clock, recoveries: 0 };
}, OWN);

/** The second engine's text and bits. @param {Page} page */
const second = (page) => page.evaluate(async () => {
  const { engine, recoveries } = /** @type {Both} */ (window).second;
  return { digest: await engine.ask('digest'), text: engine.text(), recoveries };
});

/** Plays the second one for so many steps. @param {Page} page @param {number} count */
const playSecond = (page, count) => page.evaluate(async (count) => {
  const { engine, clock } = /** @type {Both} */ (window).second;
  const until = (await engine.glance(['moment'])).moment.step + count;
  clock.play();
  while ((await engine.glance(['moment'])).moment.step < until) await new Promise(requestAnimationFrame);
  clock.pause();
  await engine.change('seek', until);
}, count);

const WAYS = {
  'each with a worker of its own': async () => {},
  'where trainers share the thread of the page': (/** @type {Page} */ page) => page.addInitScript(() => { Reflect.deleteProperty(HTMLCanvasElement.prototype, 'transferControlToOffscreen'); }),
};
for (const [how, before] of Object.entries(WAYS)) {
  onPage(`two engines train, draw and recover separately, ${how}`, { faults: true, before, expected: [/./] }, async (page) => {
    await steps(page, 2);
    const [first, drawn] = [await digest(page), (await painted(page, '[data-view="embedding"] canvas')).text];
    await startSecond(page);
    await playSecond(page, 3);
    const trained = await second(page);
    assert.equal(trained.text, `${OWN}&step=3`);
    assert.equal(await shownStep(page), 2, 'the page stays where it is');
    assert.equal(await digest(page), first);
    assert.equal((await painted(page, '[data-view="embedding"] canvas')).text, drawn);
    const { text: picture, colours } = await painted(page, '#second');
    assert.ok(colours > 10, `${colours} colours`);

    await steps(page, 1);
    assert.deepEqual(await second(page), trained, 'the second stays where it is');
    assert.equal((await painted(page, '#second')).text, picture);

    const moved = await digest(page);
    await page.evaluate(() => /** @type {Both} */ (window).second.engine.fault('panic'));
    assert.deepEqual(await second(page), { ...trained, recoveries: 1 }, 'a trap of the second is its own');
    assert.equal(await textAt(page, '#notices'), '', 'and nothing to the page');
    assert.equal(await digest(page), moved);
    await fault(page, 'panic');
    assert.match(await textAt(page, '#notices') ?? '', /\w/);
    assert.equal(await digest(page), moved);
    assert.deepEqual(await second(page), { ...trained, recoveries: 1 }, 'nor the other way round');

    await steps(page, 1);
    await playSecond(page, 2);
    assert.match(await textOf(page), /step=4/);
    assert.equal((await second(page)).text, `${OWN}&step=5`);
  });
}

onPage('two pages in one document train separately, and only one has the address', {}, async (page) => {
  await steps(page, 2);
  const before = await digest(page);
  const own = await page.evaluate(async (text) => {
    /** A module of the page. @template T @param {string} path @returns {Promise<T>} */
    const load = async (path) => (await import(new URL('../page/page.js', /** @type {HTMLScriptElement} */ (document.querySelector('script[type="module"]')).src).href)).$modules[path];
    /** @type {typeof import('../../../www/page/page.js')} */
    const { open } = await load('page/page.js');
    /** @type {typeof import('../../../www/link/address.js')} */
    const { memory } = await load('link/address.js');
    /** @type {Document} The page as it was sent; text may become markup nowhere else. */
    const sent = await new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      request.open('GET', document.baseURI);
      request.responseType = 'document';
      request.onload = () => done(request.response);
      request.onerror = fail;
      request.send();
    });
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    root.append(...[...sent.querySelectorAll('link[rel="stylesheet"]')].map((link) => document.importNode(link, true)));
    const body = root.appendChild(document.createElement('div'));
    body.append(...[...sent.body.childNodes].map((node) => document.importNode(node, true)));
    const address = memory(text);
    const { engine } = await open({ root, body, address, fail(error) { throw error; } });
    const shown = () => root.querySelector('output[name="status.step"]')?.textContent;
    /** @type {HTMLElement | null} */ (root.querySelector('[data-action="step"]'))?.click();
    while (shown() !== '1') await new Promise(requestAnimationFrame);
    return { text: engine.text(), kept: address.read(), canvases: root.querySelectorAll('canvas').length };
  }, OWN);
  assert.equal(own.text, `${OWN}&step=1`);
  assert.equal(own.kept, own.text);
  assert.ok(own.canvases > 2, 'it has canvases of its own');
  assert.equal(await shownStep(page), 2, 'the page stays where it is');
  assert.equal(await digest(page), before);
  await steps(page, 1);
  await page.waitForFunction(() => location.hash.includes('step=3'));
  assert.ok(!new URL(page.url()).hash.includes(OWN), 'the address is the first page\u2019s');
});
