// The same bits in Node's WebAssembly as natively.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const bound = pathToFileURL(`${process.env.BOUND}/`);
const { App, initSync } = /** @type {typeof import('pushpull')} */ (await import(new URL('pushpull.js', bound).href));
initSync({ module: readFileSync(new URL('pushpull_bg.wasm', bound)) });

test('Node computes the same bits as the native build', (t) => {
  const golden = readFileSync(new URL('../golden/digests.txt', import.meta.url), 'utf8').trim().split('\n');
  assert.ok(golden.length > 20);
  for (const line of golden) {
    const [digest, text] = line.split(' ');
    assert.equal(new App(text).digest(), digest, text);
  }
  t.diagnostic(`${golden.length} runs`);
});

test('a text that is not understood is refused with a sentence, and the instance lives on', () => {
  assert.throws(() => new App('loss.margin=lots'), (/** @type {Error} */ error) => /loss\.margin/.test(error.message) && /lots/.test(error.message));
  assert.equal(new App('step=3').text(), 'step=3');
});
