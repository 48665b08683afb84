// The same bits in Chromium as natively.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { HOME, onPage } from '../page.js';

onPage('Chromium computes the same bits as the native build', {}, async (page, t) => {
  const golden = readFileSync(new URL('../../golden/digests.txt', import.meta.url), 'utf8').trim().split('\n');
  const texts = golden.map((line) => line.split(' ')[1]);
  const found = await page.evaluate(async ({ texts, home }) => {
    const { App, default: load } = await import(`${home}pkg/pushpull.js`);
    await load();
    return texts.map((text) => `${new App(text).digest()} ${text}`);
  }, { texts, home: HOME });
  assert.deepEqual(found, golden);
  t.diagnostic(`${golden.length} runs`);
});
