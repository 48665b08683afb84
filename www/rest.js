// The second file of the trainer: what the opening page does without. It is fetched at the reader's first move, and read at once where
// something is wanted from it before it has come. Works in a window and in a worker.

import { compile } from './compile.js';
import { initSync } from './pkg/pushpull.js';

const ADDRESS = new URL('pkg/rest.wasm', import.meta.url);

/** @type {WebAssembly.Module | undefined} One for all instances. */
let rest;
/** @type {Promise<void> | undefined} */
let asked;

/** Fetches it, so that nobody has to wait for it later. A failure is no fault yet. */
export function fetchRest() {
  asked ??= compile(ADDRESS).then((module) => { rest ??= module; }, () => { asked = undefined; });
  return asked;
}

/** Adds it to the present instance, which calls this. */
export function addRest() {
  rest ??= new WebAssembly.Module(read());
  // Where there is an instance, this makes none and gives the exports of that one.
  new WebAssembly.Instance(rest, { first: initSync() });
}

/** Its bytes, now. A window lets nobody wait for bytes, only for text: of this kind, each character holds one of them. */
function read() {
  const request = new XMLHttpRequest();
  request.open('GET', ADDRESS, false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  if (request.status !== 200) throw new Error(`${ADDRESS} could not be loaded (${request.status})`);
  return Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 255);
}
