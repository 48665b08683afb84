// Rings around the parts of the page that a step is about. The first is brought into view where that moves no text.

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
  for (const name of names) {
    const ringed = part(root, name);
    ringed?.setAttribute('data-ringed', '');
    // A card that stands in the sentence is ringed there.
    for (const choice of root.querySelectorAll(`.setting[data-card="${ringed?.dataset.card}"]`)) choice.setAttribute('data-ringed', '');
  }
}

/** Brings the first ringed part that is there into view, in the column that scrolls by itself. @param {Root} root @param {string[]} names */
export function show(root, names) {
  if (getComputedStyle(find(root, '.evidence')).overflowY === 'visible') return;
  const target = names.map((name) => part(root, name)).find((element) => element?.checkVisibility());
  target?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: still.matches ? 'auto' : 'smooth' });
}
