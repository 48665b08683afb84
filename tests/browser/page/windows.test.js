// Every window: Play and picture share it, nothing is covered however large the letters are, and what can be pressed is large enough; in a hall,
// on paper, and with colours that the reader forces.

import assert from 'node:assert/strict';
import { atStep, attributeAt, boxOf, drawn, HOME, onPage, PHONE, press, steps, textAt, textOf, violations } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

const WIDTHS = [320, 390, 500, 701, 768, 844, 1024, 1061, 1280, 1366, 1920, 2560];
const HEIGHTS = [480, 593, 641, 720, 768, 900, 1080, 1440];

/** What of the picture and of the timeline's buttons lies outside the window, and by how much the page is too wide. @param {Page} page */
const outside = (page) => page.evaluate(() => {
  const parts = ['.embedding .canvas', '#play', '[data-action="step"]', '#verdict'];
  const missing = parts.filter((part) => {
    const box = document.querySelector(part)?.getBoundingClientRect();
    return !box || box.top < 0 || box.left < 0 || box.bottom > innerHeight + 0.5 || box.right > innerWidth + 0.5;
  });
  const { height = 0 } = document.querySelector('.embedding .canvas')?.getBoundingClientRect() ?? {};
  return [...missing, ...(height < 88 ? [`a picture ${height} px high`] : []), ...(document.documentElement.scrollWidth > innerWidth ? ['too wide'] : [])];
});

for (const [what, hash] of [['the page', ''], ['a lesson', 'lesson=collapse&at=3']]) {
  onPage(`Play and the picture share every window, and the head is one row where they are beside each other: ${what}`, { hash }, async (page) => {
    const wrong = [];
    const isOneRow = () => page.$$eval('.logo, .ways, .tools', (all) => {
      const middles = all.map((part) => part.getBoundingClientRect()).map(({ top, height }) => top + height / 2);
      return Math.max(...middles) - Math.min(...middles) < 8;
    });
    await page.evaluate(() => {
      const [longest] = window.pushpull.engine.catalogue.presets.map(({ title }) => title).sort((a, b) => b.length - a.length);
      document.querySelector('#example-title')?.replaceChildren(longest);
    });
    for (const width of WIDTHS) {
      for (const height of HEIGHTS) {
        await page.setViewportSize({ width, height });
        await page.evaluate(() => scrollTo(0, 0));
        const found = await outside(page);
        if (width >= 1061 && height >= 600 && !await isOneRow()) found.push('a head of two rows');
        if (found.length) wrong.push(`${width}×${height}: ${found}`);
      }
    }
    // And a phone on its side.
    await page.setViewportSize({ width: 844, height: 390 });
    assert.deepEqual([...wrong, ...await outside(page)], []);
  });
}

/** A run that fell, with a remedy in its verdict. */
const FALLEN = 'data.label_noise=0.2&miner=hard&step=60';

/** What of the remedy and of the timeline cannot be seen, or pressed. @param {Page} page */
const hidden = (page) => page.evaluate(() => {
  const line = document.querySelector('.scrub .canvas')?.getBoundingClientRect();
  const remedy = document.querySelector('#remedy');
  const { left = 0, top = 0, width = 0, height = 0 } = remedy?.getBoundingClientRect() ?? {};
  const reached = [0.1, 0.9].every((share) => remedy?.contains(document.elementFromPoint(left + 0.5 * width, top + share * height)));
  const picture = document.querySelector('.embedding > .canvas')?.getBoundingClientRect();
  const covered = picture && window.innerHeight > window.innerWidth ? (top + height - picture.top) / picture.height : 0;
  return [...(reached ? [] : ['the remedy']), ...(covered > 0.2 ? [`${covered} of the picture's height under the remedy`] : []), ...(!line || line.height < 43 || line.bottom > innerHeight + 0.5 ? [`a timeline ${line?.height} px high`] : [])];
});

onPage('the remedy of a fallen run can be pressed in every window, and its timeline is high enough', { hash: FALLEN, pinned: false }, async (page) => {
  const wrong = [];
  for (const { width, height } of [...WIDTHS.flatMap((width) => HEIGHTS.map((height) => ({ width, height }))), { width: 360, height: 640 }, { width: 844, height: 390 }]) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => scrollTo(0, 0));
    const found = [...await outside(page), ...await hidden(page)].filter((part) => part !== '#verdict');
    if (found.length) wrong.push(`${width}×${height}: ${found}`);
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(await violations(page), [], 'fallen');
  await page.click('#remedy');
  await page.waitForSelector('#verdict:not([data-diagnosis="collapsed"])');
  await press(page, 'pause');
  await page.setViewportSize(PHONE);
  assert.deepEqual(await violations(page), [], 'rescued');
});

for (const viewport of [PHONE, { width: 360, height: 640 }, { width: 320, height: 480 }, { width: 844, height: 390 }, { width: 1280, height: 720 }]) {
  const size = `${viewport.width} × ${viewport.height}`;
  const context = { viewport, hasTouch: true, isMobile: viewport.width < 900, reducedMotion: /** @type {const} */ ('reduce') };
  onPage(`what the run answers to a question comes into sight, ${size}`, { context, pinned: false, hash: 'lesson=collapse&at=3' }, async (page) => {
    await page.tap('.asked .choice');
    await page.tap('.asked .acts .solid');
    await page.waitForSelector('.asked[data-state="answered"]');
    await drawn(page);
    const seen = await page.$eval('.asked .verdict p', (says) => {
      const { left, top, bottom } = says.getBoundingClientRect();
      return [top + 4, bottom - 4].map((y) => says.contains(document.elementFromPoint(left + 8, y)));
    });
    assert.deepEqual(seen, [true, true]);
  });
  onPage(`a legend cuts no word and covers nothing, ${size}`, { context, pinned: false, hash: FALLEN }, async (page) => {
    const found = await page.$eval('.embedding .legend', (legend) => {
      const box = legend.getBoundingClientRect();
      const tools = [...document.querySelectorAll('.handles > *, .story button')].filter((tool) => tool.checkVisibility()).map((tool) => tool.getBoundingClientRect());
      const cut = [...legend.children].map((entry) => ({ says: entry.textContent, box: entry.getBoundingClientRect() })).filter(({ box: e }) => {
        const shown = e.bottom > box.top + 1 && e.top < box.bottom - 1;
        return shown && (e.top < box.top - 1 || e.bottom > box.bottom + 1 || e.right > box.right || tools.some((t) => e.right > t.left - 4 && e.left < t.right && e.bottom > t.top + 4 && e.top < t.bottom - 4));
      });
      return { cut: cut.map(({ says }) => says), more: legend.scrollHeight > legend.clientHeight + 1, mask: getComputedStyle(legend).maskImage };
    });
    assert.deepEqual({ ...found, more: false }, { cut: [], more: false, mask: 'none' });
  });
}

/** Which parts of the page overlap. @param {Page} page */
const overlaps = (page) => page.evaluate(() => {
  const parts = [...document.querySelectorAll('.top > *, .setup, .strip, .lesson, .embedding, .evidence, .transport, .embedding > .bar, .handles, .embedding > .canvas, .embedding > .legend')]
    .filter((part) => part.checkVisibility() && part.getBoundingClientRect().height > 0);
  const found = [];
  for (const [i, a] of parts.entries()) {
    for (const b of parts.slice(i + 1)) {
      if (a.contains(b) || b.contains(a)) continue;
      const [p, q] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
      const [across, down] = [Math.min(p.right, q.right) - Math.max(p.left, q.left), Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top)];
      // The timeline lies over what is scrolled below it.
      if (across > 1 && down > 1 && getComputedStyle(b).position !== 'sticky') found.push(`${a.className} ${b.className}`);
    }
  }
  return [...found, ...(document.documentElement.scrollWidth > innerWidth ? ['too wide'] : [])];
});

for (const { width, height, hash } of [{ width: 1280, height: 720 }, { ...PHONE }, { width: 768, height: 1024 }, { width: 1280, height: 720, hash: 'lesson=collapse&at=4' }]) {
  onPage(`letters twice as large cover nothing, ${width} × ${height}${hash ? ', in a lesson' : ''}`, { hash: hash ?? 'head=plane&miner=hard&optimizer.lr=0.02', pinned: height > 720, context: { viewport: { width, height } } }, async (page) => {
    assert.deepEqual(await overlaps(page), []);
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await drawn(page);
    const size = await page.$eval('.diagnosis', (element) => parseFloat(getComputedStyle(element).fontSize));
    assert.ok(size >= 26, `the letters grow: ${size}`);
    assert.deepEqual(await overlaps(page), []);
  });
}

for (const [touch, least] of /** @type {const} */ ([[false, 24], [true, 44]])) {
  onPage(`what can be pressed is at least ${least} px high${touch ? ' under a finger' : ''}`, { context: touch ? { viewport: PHONE, hasTouch: true, isMobile: true } : {} }, async (page) => {
    const of = touch ? '.transport button, .top button, .embedding > .bar button, #verdict button' : 'button, select, input[role="spinbutton"], input[type="range"]';
    const small = await page.$$eval(of, (all, least) => all.filter((e) => e.checkVisibility() && !e.closest('[popover], dialog')).map((e) => [e.id || e.getAttribute('name') || e.className, e.getBoundingClientRect().height]).filter(([, height]) => Number(height) < Number(least) - 0.5), least);
    assert.deepEqual(small, []);
  });
}

for (const viewport of [{ width: 768, height: 1024 }, { width: 1024, height: 768 }, { width: 1920, height: 1080 }]) {
  onPage(`in a hall letters have 20 px and the keyboard does everything, ${viewport.width} px`, { context: { viewport }, hash: 'lesson=collapse&at=2' }, async (page) => {
    await page.keyboard.press('f');
    await page.waitForSelector('body[data-present]');
    await drawn(page);
    const small = () => page.evaluate(() => [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility({ checkVisibilityCSS: true }) && !e.closest('.unseen, [popover], math, svg')
      && [...e.childNodes].some((node) => node instanceof Text && node.data.trim()) && e.getBoundingClientRect().width > 1.5 && parseFloat(getComputedStyle(e).fontSize) < 20).map((e) => `${e.tagName} ${e.className} ${getComputedStyle(e).fontSize}`));
    assert.deepEqual(await small(), []);
    assert.deepEqual(await outside(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), 'nothing scrolls');
    assert.ok((await boxOf(page.locator('.scrub .canvas'))).width > 0.45 * viewport.width, 'the timeline is wide enough to be read');
    await page.keyboard.press('n');
    await page.waitForFunction(() => location.hash.includes('at=3'));
    assert.deepEqual(await small(), []);
    await page.keyboard.press('ArrowRight');
    await atStep(page, 1);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Escape');
    assert.equal(await page.$('body[data-present]'), null);
    assert.equal(await attributeAt(page, '[data-action="present"]', 'aria-pressed'), 'false');
  });
}

onPage('the key C opens what compares', {}, async (page) => {
  await page.keyboard.press('c');
  await page.waitForSelector('#compare:popover-open');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.panel[data-diagnosis="ready"] .says strong');
});

for (const [paper, width, height] of /** @type {const} */ ([['upright', 794, 1123], ['landscape', 1123, 794]])) {
  onPage(`on paper there is ink on white, and a circle is round, from a dark page too: ${paper}`, { context: { colorScheme: 'dark' } }, async (page) => {
    await steps(page, 2);
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ media: 'print' });
    const look = await page.evaluate(() => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('.embedding .canvas canvas'));
      const { objectFit, filter } = getComputedStyle(canvas);
      return { ground: getComputedStyle(document.body).backgroundColor, ink: getComputedStyle(document.body).color, objectFit, filter, play: document.querySelector('#play')?.checkVisibility() };
    });
    const light = (/** @type {string} */ colour) => Math.min(...(colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number));
    assert.ok(light(look.ground) > 240 && light(look.ink) < 60, JSON.stringify(look));
    assert.equal(look.objectFit, 'contain');
    assert.match(look.filter, /invert/);
    assert.equal(look.play, false);
  });
}

onPage('with forced colours everything that acts keeps an edge', { context: { forcedColors: 'active' } }, async (page) => {
  await press(page, 'step');
  await atStep(page, 1);
  assert.notEqual(await page.$eval('#play', (button) => getComputedStyle(button).borderTopStyle), 'none');
  assert.notEqual(await page.$eval('[name="step"]', (slider) => getComputedStyle(slider).appearance), 'none');
});

onPage('the browser goes back one step of a lesson, and then to the run', { hash: 'seed=5&step=2' }, async (page) => {
  await page.click('[popovertarget="lessons"]');
  await page.click('[data-lesson="collapse"]');
  await page.waitForFunction(() => location.hash.includes('at=1'));
  await drawn(page);
  await page.click('#lesson-next');
  await page.waitForFunction(() => location.hash.includes('at=2'));
  await drawn(page);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('.place')?.textContent?.startsWith('1 '));
  await drawn(page);
  await page.goBack();
  await page.waitForSelector('#lesson', { state: 'hidden' });
  await atStep(page, 2);
  assert.equal(await page.inputValue('#seed'), '5');
});

onPage('a question mark explains in place, and the run stays as it is', { hash: 'seed=5&step=2' }, async (page) => {
  const before = await textOf(page);
  await page.click('[data-explains="figures"]');
  assert.ok((await textAt(page, '#meaning .prose')).length > 40);
  assert.equal(await textOf(page), before);
  await page.click('#meaning .in-lessons a');
  await page.waitForSelector('#lesson:not([hidden])');
  await atStep(page, 2);
  assert.equal(await textOf(page), before);
});

onPage('every part of the page that a lesson explains has a question mark', {}, async (page) => {
  const explained = Object.keys(await (await page.request.get(`${HOME}pkg/lessons/explains.json`)).json());
  assert.ok(explained.length > 10);
  const without = await page.evaluate((explained) => explained.filter((name) => {
    const part = document.querySelector(`[data-part~="${name}"]:not(#parts *)`);
    return part && !part.closest('.card') && !document.querySelector(`[data-explains="${name}"]:enabled`);
  }), explained);
  assert.deepEqual(without, []);
});
