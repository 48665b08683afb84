// What a reader sees who has pressed Play before the trainer is there (first.js): how much of it is loaded.

import { write } from '../page/dom.js';

const kilobytes = (/** @type {number} */ bytes) => Math.round(bytes / 1000);

/** Says how much of the trainer is loaded. @param {import('../page/dom.js').Root} root @param {number} bytes */
export function say(root, bytes) {
  const note = root.querySelector('#loading');
  const all = root.querySelector('link[data-bytes]')?.getAttribute('data-bytes');
  if (note && all) write(note, `${kilobytes(bytes)} of ${kilobytes(Number(all))} kB of the trainer have arrived. Training begins by itself.`);
}
