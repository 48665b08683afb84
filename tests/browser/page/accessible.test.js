// Accessibility as far as machines can test it: axe-core in light and dark on desktop and phone, and the space that the page takes.

import assert from 'node:assert/strict';
import { DESKTOP, onPage, open, OVER, PHONE, press, steps, textAt, violations } from '../page.js';

for (const viewport of [DESKTOP, PHONE]) {
  const context = { viewport, reducedMotion: /** @type {const} */ ('reduce') };
  onPage(`axe-core finds nothing in light and dark, ${viewport.width} px`, { context }, async (page) => {
    assert.deepEqual(await violations(page), []);
    await page.selectOption('[name="miner"]', 'batch-hard');
    await steps(page, 3);
    assert.deepEqual(await violations(page), [], 'after three steps');
    await page.focus('[data-view="input"] .canvas');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('#edit:not([hidden])');
    assert.deepEqual(await violations(page), [], 'with a point chosen');
    for (const opener of await page.$$('button[popovertarget]:visible, #open-help')) {
      await opener.click();
      const what = await opener.textContent();
      assert.deepEqual(await violations(page, OVER), [], `with “${what?.trim()}” open`);
      await page.keyboard.press('Escape');
    }
  });
}

for (const viewport of [DESKTOP, PHONE]) {
  const context = { viewport, reducedMotion: /** @type {const} */ ('reduce') };
  onPage(`axe-core finds nothing in a lesson in light and dark, ${viewport.width} px`, { context, hash: 'lesson=collapse' }, async (page) => {
    const steps = await page.$$eval('.dots button', (all) => all.length);
    for (let at = 1; at <= steps; at += 1) {
      assert.deepEqual(await violations(page, at > 1 ? '#lesson' : 'html'), [], `at step ${at}`);
      const opener = await page.$('.prose :is([data-term], [data-claim]):visible');
      if (opener) {
        await opener.click();
        assert.deepEqual(await violations(page, OVER), [], `with “${await opener.textContent()}” open at step ${at}`);
        await page.keyboard.press('Escape');
      }
      if (await page.isVisible('.asked')) {
        await page.click('.choice');
        await page.click('.asked .acts .solid');
        await page.waitForSelector('.asked[data-state="answered"]', { timeout: 40_000 });
        assert.deepEqual(await violations(page, '#lesson'), [], `with the answer of step ${at}`);
      }
      if (at < steps) await page.click('#lesson-next');
    }
    await page.click('[popovertarget="lessons"]');
    await page.click('#open-glossary');
    assert.deepEqual(await violations(page, OVER), [], 'with the glossary open');
  });
}

onPage('nothing has to be scrolled at 1280 × 800', { context: { viewport: DESKTOP } }, async (page) => {
  const room = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  assert.deepEqual(room, [DESKTOP.width, DESKTOP.height]);
  await open(page, 'lesson=collapse&at=2');
  await page.waitForSelector('#lesson:not([hidden])');
  assert.deepEqual(await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]), room, 'in a lesson');
});

for (const width of [320, 360, 390, 768, 1024]) {
  onPage(`nothing has to be scrolled sideways at ${width} px`, { context: { viewport: { width, height: 740 } } }, async (page) => {
    await steps(page, 1);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width);
  });
}

onPage('with reduced motion Play jumps instead of running', { context: { reducedMotion: /** @type {const} */ ('reduce') } }, async (page) => {
  await press(page, 'play');
  await page.waitForFunction(() => document.querySelector('output[name="status.step"]')?.textContent !== '0');
  await press(page, 'pause');
  assert.ok(Number(await textAt(page, 'output[name="status.step"]')) % 10 === 0);
});

onPage('everything that acts can be reached and seen with the keyboard alone', {}, async (page) => {
  const missed = new Set(await page.$$eval('[data-action]:not(:disabled), #strip select:not(:disabled), [name="step"]',
    (/** @type {HTMLButtonElement[]} */ all) => all.filter((e) => !e.hidden).map((e, i) => (e.dataset.at = `${e.name ?? ''}${e.dataset.action ?? ''}${i}`))));
  const invisible = [];
  for (let i = 0; i < 200 && missed.size; i += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = /** @type {HTMLElement} */ (document.activeElement);
      const style = getComputedStyle(element);
      return { at: element.dataset.at, seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none', html: element.outerHTML.slice(0, 80) };
    });
    missed.delete(at.at ?? '');
    if (at.at && !at.seen) invisible.push(at.html);
  }
  assert.deepEqual([...missed], []);
  assert.deepEqual(invisible, [], 'focus that cannot be seen');
});
