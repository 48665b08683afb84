// A run whose settings are hidden: nothing on the page tells them until somebody has said what is wrong; and its link.

import assert from 'node:assert/strict';
import { attributeAt, DESKTOP, drawn, onPage, open, painted, PHONE, textAt, textOf, violations } from '../page.js';

const RUN = 'data.label_noise=0.2&miner=hard&seed=5&step=120';
const HIDDEN = `${RUN}&view.hide=on`;

for (const viewport of [DESKTOP, PHONE]) {
  onPage(`a hidden run shows pictures and figures, and neither settings nor verdict, ${viewport.width} px`, { hash: HIDDEN, context: { viewport } }, async (page) => {
    await drawn(page);
    for (const part of ['#strip', '#about', '#edit', '#open-compare', '#open-description', '[data-action="undo"]']) assert.equal(await page.isVisible(part), false, part);
    assert.equal(await attributeAt(page, '#verdict', 'data-diagnosis'), 'hidden');
    // The address does not tell either.
    await page.waitForFunction(() => !location.hash.includes('miner'));
    assert.ok((await painted(page, '.embedding canvas')).inked > 100);
    assert.equal(await page.$$eval('#marks > *', (all) => all.length), 0);
    assert.doesNotMatch(await textAt(page, '#embedding-text'), /wrong/);
    assert.deepEqual(await violations(page, '#verdict'), []);
    await page.focus('.embedding .canvas');
    await page.keyboard.press('ArrowRight');
    await drawn(page);
    assert.equal(await page.isVisible('#lens'), false, 'no point is looked at');
    await page.selectOption('[name="diagnosis"]', 'collapsed');
    await page.click('#name-it');
    await page.waitForSelector('#verdict[data-diagnosis="collapsed"]');
    assert.ok((await textAt(page, '#named')).length > 3);
    assert.equal(await page.isVisible('#strip'), true);
    assert.equal(await page.inputValue('[name="miner"]'), 'hard');
    assert.equal(await textOf(page), RUN);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth) <= viewport.width, true);
  });
}

onPage('the link without settings opens the same run, hidden', { hash: RUN, context: { permissions: ['clipboard-read', 'clipboard-write'] } }, async (page) => {
  await page.click('[popovertarget="share"]');
  await page.click('#copy-covered');
  await page.waitForFunction(() => document.getElementById('copied')?.textContent);
  const link = await page.inputValue('#link');
  assert.ok(!/miner|noise|seed/.test(link), link);
  await page.keyboard.press('Escape');
  await open(page, link.slice(link.indexOf('#') + 1));
  await page.waitForSelector('#verdict[data-diagnosis="hidden"]');
  assert.equal(await page.evaluate(() => location.href), link, 'it stays as it is');
  await page.click('#name-it');
  await drawn(page);
  assert.equal(await attributeAt(page, '#verdict', 'data-diagnosis'), 'hidden', 'nothing is chosen yet');
  await page.selectOption('[name="diagnosis"]', { index: 1 });
  await page.click('#name-it');
  await page.waitForSelector('#verdict:not([data-diagnosis="hidden"])');
  assert.equal(await textOf(page), RUN);
});

onPage('hidden runs side by side say neither what differs nor what is wrong', { hash: `${RUN}&panels=2&2:miner=semi-hard&view.hide=on` }, async (page) => {
  await page.waitForSelector('.panel >> nth=1');
  await drawn(page);
  assert.deepEqual(await page.$$eval('.panel', (all) => all.map((panel) => panel.getAttribute('data-diagnosis'))), ['hidden', 'hidden']);
  assert.equal(await page.$$eval('.panel [data-panel] span, #legend, figcaption', (all) => all.some((part) => /hard/i.test(part.textContent ?? ''))), false);
});

onPage('a link with a cover that holds no run says what is allowed', { hash: 'view.hide=nonsense!' }, async (page) => {
  assert.match(await textAt(page, '#notices'), /view\.hide/);
});
