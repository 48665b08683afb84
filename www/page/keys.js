// Space, →, ←, Home, End, R, W, D, N, P, F, C: unless a control is being used or the reader has turned them off (WCAG 2.1.4). Ctrl+Z and
// Ctrl+Shift+Z, or Ctrl+Y: everywhere except in text fields.

import { find } from './dom.js';
import { recall, remember } from './store.js';

/** @typedef {'toggle' | 'step' | 'back' | 'first' | 'last' | 'reset' | 'describe' | 'next' | 'previous' | 'undo' | 'redo' | 'watch-step' | 'present' | 'compare'} Action */

/** @type {Record<string, Action>} */
const KEYS = { ' ': 'toggle', ArrowRight: 'step', ArrowLeft: 'back', Home: 'first', End: 'last', r: 'reset', R: 'reset', d: 'describe', D: 'describe', n: 'next', N: 'next', p: 'previous', P: 'previous', w: 'watch-step', W: 'watch-step', f: 'present', F: 'present', c: 'compare', C: 'compare' };

/** With Ctrl or ⌘: these also work on buttons and sliders, but not in texts, which have an undo of their own. @type {Record<string, Action>} */
const CHANGES = { z: 'undo', Z: 'redo', y: 'redo' };

/** @param {import('./page.js').Base} base @param {Record<Action, () => unknown>} actions */
export function start({ root }, actions) {
  const box = find(root, '[name="page.keys"]', HTMLInputElement);
  box.checked = recall('keys') !== 'off';
  box.addEventListener('change', () => remember('keys', box.checked ? 'on' : 'off'));

  root.addEventListener('keydown', (pressed) => {
    const event = /** @type {KeyboardEvent} */ (pressed);
    const change = (event.ctrlKey || event.metaKey) && !event.altKey && CHANGES[event.key];
    const writes = /** @type {Element} */ (event.target).closest('input:not([type="range"], [type="checkbox"]), textarea, [contenteditable], dialog');
    if (!change || writes) return;
    event.preventDefault();
    actions[change]();
  });
  root.addEventListener('keydown', (pressed) => {
    const event = /** @type {KeyboardEvent} */ (pressed);
    const action = KEYS[event.key];
    if (!action || !box.checked || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = /** @type {Element} */ (event.target);
    if (at.closest('input, select, textarea, [contenteditable], dialog, [popover]')) return;
    // A region that scrolls has these keys to itself.
    if (event.key.length > 1 && at.matches('[tabindex]:not([data-walk])') && (at.scrollWidth > at.clientWidth || at.scrollHeight > at.clientHeight)) return;
    // A focused button or summary handles Space itself.
    if (event.key === ' ' && at.closest('button, summary, a')) return;
    event.preventDefault();
    actions[action]();
  });
}
