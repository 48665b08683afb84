// Glides: between two steps points are on their way, unless the reader wants less motion; a pause ends at the exact picture of a step.

import assert from 'node:assert/strict';
import { onPage, painted, press, shownStep } from '../page.js';

const CANVAS = '[data-view="embedding"] canvas';
const HASH = 'data.label_noise=0.2';

/** Plays at five steps a second for some time, and pauses. Says how many different pictures there were meanwhile, and how many steps. @param {import('../page.js').Page} page @param {number} long */
async function watch(page, long) {
  const from = await shownStep(page);
  await page.selectOption('[name="speed"]', 'walk');
  await press(page, 'play');
  const pictures = await page.$eval(CANVAS, async (element, long) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    if (!copy) throw new Error('this browser has no canvas');
    const seen = new Set();
    for (const end = performance.now() + long; performance.now() < end;) {
      await new Promise(requestAnimationFrame);
      copy.drawImage(canvas, 0, 0);
      let text = 0;
      for (const pixel of new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)) text = (Math.imul(text, 31) + pixel) | 0;
      seen.add(text);
    }
    return seen.size;
  }, long);
  await press(page, 'pause');
  return { pictures, steps: await shownStep(page) - from };
}

onPage('at five steps a second points are seen on their way, and a pause ends at the very picture of the step', { hash: HASH }, async (page) => {
  const { pictures, steps } = await watch(page, 1500);
  assert.ok(steps > 2 && pictures > steps + 1, `${pictures} pictures of ${steps} steps`);
  const paused = (await painted(page, CANVAS)).text;
  const step = await shownStep(page);
  await press(page, 'back');
  await press(page, 'step');
  assert.equal(await shownStep(page), step);
  assert.equal((await painted(page, CANVAS)).text, paused);
});

onPage('with reduced motion no picture lies between two steps', { hash: HASH, context: { reducedMotion: 'reduce' } }, async (page) => {
  const { pictures, steps } = await watch(page, 2500);
  assert.ok(steps > 0 && steps % 10 === 0, `jumps of ten steps: ${steps}`);
  assert.ok(pictures <= steps / 10 + 1, `${pictures} pictures of ${steps / 10} jumps`);
});
