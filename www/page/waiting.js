// What a reader sees who has pressed Play before the trainer is there (first.js): how much of it has arrived.

import { write } from './dom.js';

const kilobytes = (/** @type {number} */ bytes) => Math.round(bytes / 1000);

/** Says how much of the trainer has arrived, to a reader who waits for it. @param {number} bytes */
export function arrived(bytes) {
  const note = document.getElementById('arriving');
  const all = document.querySelector('link[data-bytes]')?.getAttribute('data-bytes');
  if (note && all) write(note, `${kilobytes(bytes)} of ${kilobytes(Number(all))} kB of the trainer have arrived. Training begins by itself.`);
}
