// The polite live region for screen readers. At most one message every two seconds; of several about one thing the latest wins.

import { write } from './dom.js';

const QUIET = 2000;

/** @param {HTMLElement} region */
export function announcer(region) {
  /** Waiting messages, by subject. @type {Map<string, string>} */
  const waiting = new Map();
  /** The last message on each subject: an unchanged status must not drown out news. @type {Map<string, string>} */
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
