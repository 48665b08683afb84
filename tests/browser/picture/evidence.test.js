// The charts over time: chosen in each place, read, pointed at, and used to go to a step.

import assert from 'node:assert/strict';
import { addressHas, atStep, boxOf, drawn, figures, onPage, painted, press, shownStep, slide, textAt } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const RUN = 'data.label_noise=0.2&head=plane&optimizer.lr=0.03&miner=all&step=40';

/** Waits until the text on what is pointed at matches. @param {Page} page @param {RegExp} pattern */
const says = (page, pattern) => page.waitForFunction(
  (source) => new RegExp(source).test(document.querySelector('output[name="status.pointed"]')?.textContent ?? ''), pattern.source);

for (const place of ['view.chart1', 'view.chart2']) {
  onPage(`every chart of the menu of ${place} is drawn, with a guide, a legend and a description`, { hash: RUN }, async (page, t) => {
    const figure = `[data-chart="${place}"]`;
    const charts = await page.$$eval(`[name="${place}"] option`, (/** @type {HTMLOptionElement[]} */ all) => all.map((o) => o.value));
    assert.ok(charts.length >= 10, charts.join());
    for (const chart of charts) {
      await page.selectOption(`[name="${place}"]`, chart);
      await page.waitForFunction(([figure, chart]) => document.querySelector(figure)?.getAttribute('data-view') === chart, [figure, chart]);
      await page.waitForFunction((figure) => document.querySelectorAll(`${figure} .legend li`).length > 0, figure);
      await drawn(page);
      assert.ok((await painted(page, `${figure} canvas`)).inked > 300, chart);
      assert.match(await textAt(page, `${figure} .guide`), /^[A-Z].+[.?]$/, chart);
      assert.equal(await page.$eval(`${figure} .guide`, (p) => p.clientHeight <= 16), true, `the guide of ${chart} takes one line`);
      assert.match(await textAt(page, `${figure} p.unseen`), /\d/, chart);
      const fits = await page.$eval(figure, (f) => (f.querySelector('.canvas')?.clientHeight ?? 0) >= 64 && f.scrollHeight <= f.clientHeight + 1);
      assert.ok(fits, `${chart} has room`);
    }
    t.diagnostic(charts.join(' '));
  });
}

onPage('a step that is pointed at says its values, and a click goes there', { hash: `${RUN}&view.chart1=zones&view.chart2=retrieval` }, async (page) => {
  const canvas = '[data-chart="view.chart1"] .canvas';
  const items = () => page.$$eval('[data-chart] .legend li', (all) => all.length);
  await drawn(page);
  const before = await items();
  const { width, height } = await boxOf(page.locator(canvas));
  await page.hover(canvas, { position: { x: 0.4 * width, y: height / 2 } });
  await says(page, /^\D*\d+: .*[\d.]+ %.*@1 [\d.]+/);
  const [, step] = (await textAt(page, 'output[name="status.pointed"]')).match(/^\D*(\d+)/) ?? [];
  assert.ok(Number(step) > 0 && Number(step) < 40, step);
  await page.click(canvas, { position: { x: 0.4 * width, y: height / 2 } });
  await atStep(page, Number(step));
  await page.hover('#diagnosis-title');
  await says(page, /^$/);
  await drawn(page);
  assert.ok(await items() > before, 'the steps that come later have a place in the legend');
});

onPage('the arrow keys go from step to step of a chart, and Enter goes there', { hash: `${RUN}&view.chart2=gradient` }, async (page) => {
  await page.focus('[data-chart="view.chart2"] .canvas');
  await page.keyboard.press('ArrowLeft');
  await says(page, /^\D*39: .*\d/);
  await page.keyboard.press('ArrowLeft');
  await says(page, /^\D*38: /);
  await page.keyboard.press('Enter');
  await atStep(page, 38);
  assert.equal(await shownStep(page), 38);
});

onPage('the loss under both means is two curves, as the link says', { hash: `${RUN}&view.chart2=loss` }, async (page) => {
  const curves = () => page.$$eval('[data-chart="view.chart2"] .legend li', (all) => all.length);
  await drawn(page);
  const one = await curves();
  await page.click('[data-chart="view.chart2"] .head button');
  await page.check('[data-chart="view.chart2"] [name="view.means"]');
  await addressHas(page, 'view.means=on');
  await drawn(page);
  assert.ok(await curves() > one);
  await slide(page, '[name="step"]', 20);
  await atStep(page, 20);
  await page.waitForFunction(() => /\b20: .* [\d.]+, .* [\d.]+/.test(document.querySelector('#timeline-text')?.textContent ?? ''));
});

onPage('on the circle the scale chart says that there is no scale', { hash: 'head=circle&step=5&view.chart1=scale' }, async (page) => {
  const legend = () => textAt(page, '[data-view="scale"] .legend');
  await drawn(page);
  const onCircle = await legend();
  assert.match(onCircle, /\w{3}/);
  await page.selectOption('[name="head"]', 'plane');
  await drawn(page);
  assert.notEqual(await legend(), onCircle);
});

onPage('a run without labels stands beside its bases and lets new views be drawn, and only there', { hash: 'data=rings&sampler=uniform&scheme=simclr&views.rotation=180&miner=all&loss=nt-xent&step=5' }, async (page) => {
  await drawn(page);
  assert.equal(await page.isVisible('#based'), true);
  const cells = await page.$$eval('#based td', (all) => all.map((cell) => cell.textContent));
  assert.equal(cells.filter(Boolean).length, 18, cells.join());
  const input = async () => `${(await painted(page, '[data-view="input"] canvas')).text} ${await page.textContent('#input-text')}`;
  const [seen, { digest }] = [[await input()], await figures(page)];
  for (const draw of [() => press(page, 'draw-views'), () => page.press('[data-action="draw-views"]', 'Enter')]) {
    await draw();
    const now = await input();
    assert.ok(!seen.includes(now));
    seen.push(now);
  }
  assert.equal((await figures(page)).digest, digest, 'the run keeps its own');
  await page.selectOption('[name="scheme"]', 'supervised');
  await page.waitForSelector('#based', { state: 'hidden' });
  await page.waitForSelector('[data-action="draw-views"]', { state: 'hidden' });
});
