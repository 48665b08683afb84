// Faults that must end in a message and never in a blank or frozen page.

import assert from 'node:assert/strict';
import { ask, atStep, attributeAt, fault, figures, glance, onPage, painted, press, shownStep, slide, steps, textAt } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const LIMIT = 1000;

for (const [kind, name] of /** @type {const} */ ([['panic', 'a panic'], ['stack', 'a stack overflow'], ['memory', 'a failed allocation']])) {
  onPage(`after ${name} the page is back at the same step`, { faults: true, expected: [/./] }, async (page, t) => {
    await steps(page, 3);
    await page.selectOption('[name="miner"]', 'hard');
    await steps(page, 4);
    const before = await figures(page);
    const took = await fault(page, kind);
    t.diagnostic(`back after ${took.toFixed(1)} ms`);
    assert.ok(took < LIMIT);
    assert.deepEqual(await figures(page), before);
    assert.match(await textAt(page, '#notices'), /\w/);
    await steps(page, 2);
    assert.equal(await shownStep(page), 9);
  });
}

onPage('a late step is reached again soon after a panic, with its curve and its future', { faults: true, hash: 'data.label_noise=0.2&step=10000', expected: [/./] }, async (page, t) => {
  await atStep(page, 10_000);
  await slide(page, '[name="step"]', 9990);
  await atStep(page, 9990);
  const last = async () => (await glance(page, 'moment')).last;
  const before = await figures(page);
  const recovery = await fault(page, 'panic');
  assert.deepEqual(await figures(page), before);
  assert.equal(await last(), 10_000);
  const replay = await page.evaluate(async () => {
    const { open, text } = window.pushpull.engine;
    const start = performance.now();
    await open(text());
    return performance.now() - start;
  });
  t.diagnostic(`back at step 9,990 after ${recovery.toFixed(0)} ms; a replay takes ${replay.toFixed(0)} ms`);
  assert.ok(recovery < replay / 5);
  assert.deepEqual(await figures(page), before);
});

onPage('after a panic the future to the right of the step is still there', { faults: true, hash: 'step=600', expected: [/./] }, async (page) => {
  const end = await figures(page);
  await slide(page, '[name="step"]', 550);
  await atStep(page, 550);
  await fault(page, 'panic');
  await slide(page, '[name="step"]', 600);
  await atStep(page, 600);
  assert.deepEqual(await figures(page), end);
});

for (const rate of ['1e6', '1e308']) {
  for (const head of ['circle', 'plane']) {
    const hash = `head=${head}&optimizer.lr=${rate}`;
    onPage(`with a learning rate of ${rate} in the ${head} the run stops or goes on, with finite figures`, { hash }, async (page) => {
      await page.selectOption('[name="speed"]', 'full');
      await press(page, 'play');
      await page.waitForFunction(() => Number(document.querySelector('output[name="status.step"]')?.textContent) > 100 || document.querySelector('[data-action="play"]'));
      if (await page.$('[data-action="pause"]')) await press(page, 'pause');
      const shown = await figures(page);
      for (const [figure, text] of Object.entries(shown)) assert.doesNotMatch(text, /NaN|inf/i, figure);
      if (await ask(page, 'halted')) {
        assert.equal(await attributeAt(page, '#verdict', 'data-diagnosis'), 'exploded');
        assert.match(shown['status.diagnosis'], /\w{3}/);
      }
    });
  }
}

onPage('in the plane a learning rate of 1e308 stops at the last finite frame and says why',
  { hash: 'head=plane&optimizer.lr=1e308' }, async (page) => {
    await press(page, 'play');
    await page.waitForFunction(() => /** @type {HTMLElement | null} */ (document.getElementById('verdict'))?.dataset.diagnosis === 'exploded');
    await page.waitForSelector('[data-action="play"]');
    assert.equal(await ask(page, 'halted'), true);
    assert.match((await figures(page))['status.diagnosis'], /\w{3}/);
  });

for (const [hash, what] of [
  ['data.classes=1', 'one class'],
  ['data.classes=1&data.per_class=1', 'one point'],
  ['data.spread=0', 'coincident points'],
  ['sampler.classes=2&sampler.per_class=2&data.per_class=1', 'no positive at all'],
]) {
  onPage(`${what}: the run has a defined result and a sentence`, { hash }, async (page) => {
    await steps(page, 3);
    const shown = await figures(page);
    for (const [figure, text] of Object.entries(shown)) assert.doesNotMatch(text, /NaN|inf/i, figure);
    assert.match(shown['status.diagnosis'], /\w/);
  });
}

/**
 * What keeps the page from starting: the cause that it names, and the file, if it is one.
 * @type {Record<string, [cause: string, file: string, before: (page: Page) => Promise<unknown>]>}
 */
const BROKEN = {
  'without WebAssembly': ['wasm', '', (page) => page.addInitScript(() => { Reflect.deleteProperty(window, 'WebAssembly'); })],
  'a policy that forbids WebAssembly': ['policy', '', (page) => page.route((url) => url.pathname.endsWith('/'), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(" 'wasm-unsafe-eval'", '') });
  })],
  'without a network': ['offline', '', async (page) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
    await page.route('**/*.wasm', (route) => route.abort('internetdisconnected'));
  }],
  'a first script that does not arrive': ['script', '', (page) => page.route('**/load/boot.js', (route) => route.abort('blockedbyclient'))],
};
for (const file of ['pkg/pushpull_bg.wasm', 'pkg/pushpull.js', 'page/page.js']) {
  const name = file.split('/').pop() ?? '';
  const answer = (/** @type {number} */ status, /** @type {string} */ contentType) => (/** @type {Page} */ page) => page.route(`**/${file}`, (route) => route.fulfill({ status, contentType, body: '<!doctype html>' }));
  BROKEN[`${file} is blocked`] = ['blocked', name, (page) => page.route(`**/${file}`, (route) => route.abort('blockedbyclient'))];
  BROKEN[`${file} is not found`] = ['missing', name, answer(404, 'text/plain')];
  BROKEN[`a login page arrives in place of ${file}`] = ['type', name, answer(200, 'text/html')];
}
BROKEN['a module that is damaged'] = ['damaged', '', (page) => page.route('**/*.wasm', (route) => route.fulfill({ contentType: 'application/wasm', body: 'not at all' }))];
BROKEN['a script of a wrong type'] = ['type', 'page.js', (page) => page.route('**/page/page.js', (route) => route.fulfill({ contentType: 'text/plain', body: '' }))];

for (const [what, [cause, file, before]] of Object.entries(BROKEN)) {
  onPage(`what keeps the page from starting is named, with what to do: ${what}`, { before, expected: [/./] }, async (page) => {
    await page.waitForSelector(`#fault[data-cause="${cause}"]`);
    assert.ok((await textAt(page, '#fault p')).includes(file));
    assert.ok((await textAt(page, '#fault p')).length > 80);
    assert.equal(await page.isVisible('main'), false);
  });
}

onPage('that the page cannot start is said at once, also where the server then answers nothing more', {
  before: (page) => page.route('**/page/page.js', (route) => (route.request().resourceType() === 'fetch' ? undefined : route.abort('blockedbyclient'))),
  expected: [/./],
}, async (page) => {
  await page.waitForSelector('#fault', { state: 'visible' });
  assert.ok((await textAt(page, '#fault p')).length > 40);
  assert.ok(await page.isVisible('#fault button'));
});

onPage('a module that is served as something else still runs', {
  before: (page) => page.route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, contentType: 'application/octet-stream' });
  }),
  expected: [/MIME/],
}, (page) => steps(page, 1));

/** @type {Record<string, (page: import('../page.js').Page) => Promise<unknown>>} */
const NO_WORKER = {
  'that the browser cannot have': (page) => page.addInitScript(() => { Reflect.deleteProperty(HTMLCanvasElement.prototype, 'transferControlToOffscreen'); }),
  'that is not found': (page) => page.route('**/trainer/worker.js', (route) => route.fulfill({ status: 404, contentType: 'text/plain', body: 'Not Found' })),
};
for (const [why, before] of Object.entries(NO_WORKER)) {
  onPage(`without a worker, ${why}, the page trains and paints by itself`, { before, expected: [/404|trainer\/worker/] }, async (page) => {
    await steps(page, 2);
    const { colours } = await painted(page, '[data-view="embedding"] canvas');
    assert.ok(colours > 10, `${colours} colours`);
  });
}

onPage('without a canvas the words and figures still work', {
  before: (page) => page.addInitScript(() => {
    Reflect.deleteProperty(HTMLCanvasElement.prototype, 'transferControlToOffscreen');
    HTMLCanvasElement.prototype.getContext = () => null;
  }),
}, async (page) => {
  await steps(page, 2);
  assert.match(await textAt(page, '[data-view="embedding"]'), /\w{3}/);
  assert.match((await figures(page))['status.loss'], /\d/);
});

onPage('without storage everything but memory works', {
  before: (page) => page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: refuse });
    Object.defineProperty(window, 'sessionStorage', { get: refuse });
  }),
}, async (page) => {
  await page.selectOption('[name="speed"]', 'fast');
  await page.click('#theme');
  await steps(page, 2);
  await atStep(page, 2);
});
