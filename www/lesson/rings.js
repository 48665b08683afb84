// Rings around the parts of the page that a step is about. Beside the text the first is brought into view; in one column the text stays.

import { find } from '../page/dom.js';
import { still } from '../page/motion.js';

/** @typedef {import('../page/dom.js').Root} Root */

/** The element of a part, by its name. @param {Root} root @param {string} name @returns {HTMLElement | null} */
export const part = (root, name) => root.querySelector(`[data-part~="${CSS.escape(name)}"]:not(#parts *)`);

/** Removes all rings. @param {Root} root */
export function clear(root) {
  for (const ringed of root.querySelectorAll('[data-ringed]')) ringed.removeAttribute('data-ringed');
}

/** @param {Root} root @param {string[]} names */
export function ring(root, names) {
  clear(root);
  // A part may be hidden now and appear later with its ring.
  const found = names.map((name) => part(root, name)).filter((element) => element !== null);
  for (const element of found) element.setAttribute('data-ringed', '');
  const column = getComputedStyle(find(root, '.evidence')).overflowY === 'visible';
  const target = column ? find(root, '#lesson') : found.find((element) => element.checkVisibility());
  target?.scrollIntoView({ block: column ? 'start' : 'nearest', inline: 'nearest', behavior: still.matches ? 'auto' : 'smooth' });
}
