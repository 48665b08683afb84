// The page as it opens.

import assert from 'node:assert/strict';
import { addressOf, atStep, figures, HOME, onPage, painted, settings, shownStep, textAt } from '../page.js';

onPage('the page opens with the first example at step 0, and nothing trains by itself', {}, async (page) => {
  const before = await figures(page);
  assert.equal(before['status.step'], '0');
  assert.deepEqual(await figures(page), before);
  assert.equal(new URL(await addressOf(page)).hash, '');
});

onPage('every figure and every picture has something to say at step 0', {}, async (page) => {
  const shown = await figures(page);
  for (const name of ['status.loss', 'status.diagnosis', 'status.step']) assert.match(shown[name], /\S/, name);
  const views = await page.$$eval('[data-view]', (all) => all.map((figure) => figure.dataset.view));
  assert.ok(views.length >= 4);
  for (const view of views) {
    const { colours } = await painted(page, `[data-view="${view}"] canvas`);
    assert.ok(colours > 2, `the ${view} view is blank`);
  }
});

onPage('no figure of a card is cut at its edge', {}, async (page) => {
  const cut = await page.evaluate(() => [...document.querySelectorAll('.row.figure output')].filter((output) => {
    const text = document.createRange();
    text.selectNodeContents(output);
    return text.getBoundingClientRect().right > (output.parentElement?.getBoundingClientRect().right ?? 0);
  }).map((output) => output.textContent));
  assert.deepEqual(cut, []);
});

onPage('every control has a name, and every picture a text', {}, async (page) => {
  const nameless = await page.$$eval('#strip select, #strip input[role="spinbutton"]', (/** @type {HTMLInputElement[]} */ all) => all.filter((c) => !c.name).length);
  assert.equal(nameless, 0);
  assert.ok(Object.keys(await settings(page)).length > 15);
  for (const text of await page.$$eval('[data-view]', (all) => all.map((view) => {
    const texts = (view.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent);
    return texts.join('').trim();
  }))) assert.match(text, /\w{3}/);
});

onPage('every formula of the lists becomes mathematics', {}, async (page) => {
  const found = await page.evaluate(async (page) => {
    const { $modules } = await import(page);
    const { formula } = $modules['page/formula.js'];
    const { default: all } = $modules['pkg/formulas.js'];
    return Object.keys(all).map((key) => {
      const [room, id] = key.split('.');
      const element = formula(room, id);
      return { key, namespace: element.namespaceURI, text: element.textContent };
    });
  }, `${HOME}page/page.js`);
  assert.ok(found.length > 20);
  for (const { key, namespace, text } of found) {
    assert.equal(namespace, 'http://www.w3.org/1998/Math/MathML', key);
    assert.match(text, /\S/, key);
  }
});

onPage('an address opens the state that it names', { hash: 'miner=hard&seed=7&step=12' }, async (page) => {
  await atStep(page, 12);
  const shown = await settings(page);
  assert.equal(shown.miner, 'hard');
  assert.equal(shown.seed, '7');
});

for (const bad of ['loss=nonsense', 'loss.margin=1e999', 'loss.margin=NaN', 'toString=1', 'step=99999999', '%', 'a'.repeat(5000)]) {
  onPage(`the address "${bad.slice(0, 30)}" opens the first example and says what is wrong`, { hash: bad }, async (page) => {
    const address = await page.evaluate(() => location.href);
    assert.equal(await shownStep(page), 0);
    assert.match(await textAt(page, '#notices'), /\w/);
    assert.equal(await addressOf(page), address, 'an error does not overwrite it');
  });
}

onPage('whoever shows a link to the page finds a title, a text and a picture of the size that is named', {}, async (page) => {
  const meta = (/** @type {string} */ name) => page.$eval(`meta[property="og:${name}"]`, (element) => element.getAttribute('content') ?? '');
  for (const name of ['title', 'description', 'image:alt']) assert.match(await meta(name), /\w{3}/, name);
  const size = await page.evaluate(async (source) => {
    const picture = Object.assign(new Image(), { src: source });
    await picture.decode();
    return [picture.naturalWidth, picture.naturalHeight].map(String);
  }, await meta('image'));
  assert.deepEqual(size, [await meta('image:width'), await meta('image:height')]);
});
