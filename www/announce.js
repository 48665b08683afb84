// The polite live region: what a screen-reader hears. At most one message every two seconds, the latest one wins.

import { byId } from './dom.js';

const QUIET = 2000;
let waiting = '';
let timer = 0;

function speak() {
  timer = 0;
  if (!waiting) return;
  byId('announcer').textContent = waiting;
  waiting = '';
  timer = window.setTimeout(speak, QUIET);
}

/** @param {string} text */
export function announce(text) {
  waiting = text;
  if (!timer) speak();
}
