// The polite live region: what a screen-reader hears. At most one message every two seconds; of what is said about one thing the latest wins.

import { write } from './dom.js';

const QUIET = 2000;

/** @param {HTMLElement} region */
export function announcer(region) {
  /** What waits to be said, by what it is about. @type {Map<string, string>} */
  const waiting = new Map();
  /** What was last said about what: a status that stays the same must not drown what is new. @type {Map<string, string>} */
  const said = new Map();
  let timer = 0;

  function speak() {
    timer = 0;
    if (!waiting.size) return;
    write(region, [...waiting.values()].join(' '));
    waiting.clear();
    timer = window.setTimeout(speak, QUIET);
  }

  /** @param {string} text @param {string} [about] */
  return (text, about = 'status') => {
    if (said.get(about) === text) return;
    said.set(about, text);
    waiting.set(about, text);
    if (!timer) speak();
  };
}
