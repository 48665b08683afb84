// The opening of forty seconds: a first visit is invited to it, it is played in acts, and no run is lost by it.

import assert from 'node:assert/strict';
import { atStep, boxOf, drawn, HOME, onPage, open, PHONE, press, shownStep, textAt, textOf, violations } from '../page.js';

/** @typedef {import('../page.js').Page} Page */

/** @type {{ acts: { id: string, text: string[], state: string, play: number | null }[] }} */
const { acts } = await (await fetch(`${HOME}pkg/lessons/opening.json`)).json();
const SHOW = '[data-action="show-me"]';
const first = { pinned: false, invited: true };
const own = { pinned: false, hash: 'miner=hard&seed=7&step=12' };

/** Waits for an act. @param {Page} page @param {string} id */
const onStage = (page, id) => page.waitForSelector(`body[data-acts="${id}"]`);
/** @param {Page} page */
const ended = (page) => page.waitForFunction(() => !document.body.dataset.acts);
/** @param {Page} page */
const isInvited = (page) => page.evaluate(() => 'invites' in document.documentElement.dataset);
/** The step of the timeline, while it moves. @param {Page} page @param {number} step */
const beyond = (page, step) => page.waitForFunction((step) => Number(document.querySelector('output[name="status.step"]')?.textContent) > step, step);

onPage('a first visit is invited, nothing trains before the button, and Skip leads back to the run before', first, async (page) => {
  assert.ok((await boxOf(page.locator(SHOW))).height >= 48);
  assert.equal(await shownStep(page), 0);
  const before = await textOf(page);
  await page.click(SHOW);
  await onStage(page, acts[0].id);
  assert.match(await textAt(page, '#act-says'), /\w{3}/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'skip-acts', 'the keyboard is at hand');
  await beyond(page, 3);
  assert.deepEqual(await page.$$eval('#verdict :is(output, .remedies button)', (all) => all.filter((part) => part.checkVisibility()).map((part) => part.outerHTML)), [], 'the verdict advises nothing that has no button');
  await page.keyboard.press('Escape');
  await ended(page);
  await page.waitForFunction((text) => window.pushpull.engine.text() === text, before);
  assert.equal(await page.evaluate(() => location.hash), '');
  assert.equal(await isInvited(page), false);
  assert.ok((await boxOf(page.locator(SHOW))).width < 48, 'the button is small');
  await open(page);
  assert.equal(await isInvited(page), false, 'it is remembered');
});

onPage('whoever does not wish to be shown anything is not asked again', first, async (page) => {
  await page.click('#skip-acts');
  assert.equal(await isInvited(page), false);
  assert.equal(await shownStep(page), 0);
  await open(page);
  assert.equal(await isInvited(page), false);
});

onPage('whoever just plays is not in the way of the invitation', first, async (page) => {
  await press(page, 'step');
  await atStep(page, 1);
  assert.equal(await isInvited(page), false);
});

onPage('an address that names a run invites to nothing', { ...own, invited: true }, async (page) => assert.equal(await isInvited(page), false));

onPage('Space holds an act and goes on with it, and any other action takes the run over as it is', own, async (page) => {
  await page.click(SHOW);
  await onStage(page, acts[0].id);
  await page.focus('[data-view="embedding"] [data-walk]');
  await page.keyboard.press(' ');
  await beyond(page, 2);
  await page.keyboard.press(' ');
  await page.waitForSelector('[data-action="play"]');
  const held = await shownStep(page);
  await page.waitForTimeout(300);
  assert.equal(await shownStep(page), held);
  await page.keyboard.press(' ');
  await beyond(page, held);
  await onStage(page, acts[0].id);
  await press(page, 'step');
  await ended(page);
  const step = await shownStep(page);
  assert.ok(step > held);
  for (const part of acts[0].state.split('&')) assert.ok((await textOf(page)).includes(part), `the run stays: ${part}`);
});

onPage('an act that has been played is followed by the next one, in the same run', own, async (page) => {
  await page.click(SHOW);
  const { play } = acts[0];
  await beyond(page, Number(play) / 2);
  await onStage(page, acts[1].id);
  await beyond(page, Number(play));
  await page.goBack();
  await ended(page);
  await atStep(page, 12);
});

onPage('the opening that is on its way is asked for once, and Back leads to the run before, whenever it is pressed', own, async (page) => {
  /** @type {() => void} */
  let arrive = () => {};
  const arrived = new Promise((resolve) => { arrive = () => resolve(undefined); });
  await page.route('**/opening.json', (route) => arrived.then(() => route.continue()));
  const [before, places] = [await textOf(page), await page.evaluate(() => history.length)];
  await page.click(SHOW);
  await page.click(SHOW);
  arrive();
  await onStage(page, acts[0].id);
  await drawn(page);
  assert.equal(await page.evaluate(() => history.length), places + 1, 'one place of the history');
  await page.goBack();
  await ended(page);
  await atStep(page, 12);
  await page.evaluate(async (show) => {
    const { href } = location;
    /** @type {HTMLElement | null} */ (document.querySelector(show))?.click();
    while (location.href === href) await new Promise((done) => setTimeout(done));
    history.back();
  }, SHOW);
  await page.waitForFunction((hash) => location.hash === hash, `#${own.hash}`);
  await page.waitForFunction((text) => window.pushpull.engine.text() === text, before);
  await drawn(page);
  assert.deepEqual([await textOf(page), await page.evaluate(() => document.body.dataset.acts)], [before, undefined]);
});

onPage('with reduced motion each act is a still picture, by keyboard alone, and Back leads to the run before', { ...own, context: { reducedMotion: 'reduce' } }, async (page) => {
  const before = await textOf(page);
  await page.focus(SHOW);
  for (const { id, play, text } of acts) {
    await page.keyboard.press('Enter');
    await onStage(page, id);
    if (play) await atStep(page, play);
    const says = text.join('');
    await page.waitForFunction((says) => document.querySelector('#announcer')?.textContent?.includes(says), says);
    assert.equal(await textAt(page, '#act-says'), says);
  }
  // What has been played is what the file says, and it stays.
  const last = acts[acts.length - 1];
  for (const part of last.state.split('&')) assert.ok((await textOf(page)).includes(part), part);
  await page.keyboard.press('Enter');
  await ended(page);
  assert.equal(await shownStep(page), acts[acts.length - 2].play);
  await page.goBack();
  await atStep(page, 12);
  assert.equal(await textOf(page), before);
  await page.click('#open-help');
  await page.click('#show-again');
  await onStage(page, acts[0].id);
});

for (const viewport of [{ width: 1280, height: 800 }, PHONE, { width: 360, height: 640 }, { width: 320, height: 480 }, { width: 844, height: 390 }, { width: 768, height: 1024 }]) {
  const { width, height } = viewport;
  const phone = Math.min(width, height) < 500;
  onPage(`the invitation and the acts lie within the stage, cut nothing, and can be read by everybody: ${width} × ${height}`, { ...first, context: { viewport, hasTouch: phone, isMobile: phone, reducedMotion: 'reduce' } }, async (page) => {
    const within = async () => {
      const [stage, over] = [await boxOf(page.locator('.embedding')), await boxOf(page.locator('#acts .over'))];
      assert.ok(over.x >= stage.x && over.y >= stage.y && over.x + over.width <= stage.x + stage.width && over.y + over.height <= stage.y + stage.height, JSON.stringify([stage, over]));
    };
    await within();
    // Colours and names are those of every window.
    const looks = [1280, PHONE.width].includes(viewport.width);
    if (looks) assert.deepEqual(await violations(page, '.embedding'), []);
    await page.click(SHOW);
    for (const { id } of acts) {
      await onStage(page, id);
      await within();
      const missing = await page.evaluate(() => {
        const foot = document.querySelector('.transport')?.getBoundingClientRect().top ?? 0;
        const cut = ['#act-says', '.story .choices button:not([hidden])', '#verdict .diagnosis', '.setup'].filter((name) => {
          const part = [...document.querySelectorAll(name)].find((e) => e.checkVisibility());
          // Only the sentence of the run may be left out.
          return part ? part.getBoundingClientRect().bottom > foot + 1 || part.scrollWidth > part.clientWidth + 1 : name !== '.setup';
        });
        return [...cut, ...((document.querySelector('.embedding .canvas')?.clientHeight ?? 0) < 88 ? ['picture'] : []), ...(document.documentElement.scrollWidth > innerWidth ? ['too wide'] : [])];
      });
      assert.deepEqual(missing, [], id);
      if (looks && id === acts[0].id) assert.deepEqual(await violations(page, '.embedding'), []);
      if (phone) assert.ok((await boxOf(page.locator('.story .choices button:visible').first())).height >= 44);
      if (id !== acts[acts.length - 1].id) await page.click('#next-act');
    }
    const width = async () => (await boxOf(page.locator('.embedding'))).width;
    const wide = await width();
    await page.focus('[data-view="embedding"] [data-walk]');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('#lens:not([hidden])', { state: 'attached' });
    await drawn(page);
    await within();
    assert.equal(await width(), wide, 'a chosen point takes no room of the stage');
    await page.click('#take-over');
    await ended(page);
    assert.ok(await page.evaluate(() => document.activeElement !== document.body && document.activeElement?.checkVisibility()), 'the keyboard is at hand');
    const room = await page.$eval('.embedding .legend', (legend) => parseFloat(getComputedStyle(legend).marginRight));
    assert.equal(room > 0, await page.isVisible(SHOW), 'the legend leaves room for the button where it is');
  });
}

onPage('the opening is shown again from beside a lesson', { hash: 'lesson=collapse' }, async (page) => {
  await page.click('#open-help');
  await page.click('#show-again');
  await onStage(page, acts[0].id);
  assert.equal(await page.isVisible('#lesson'), false);
});
