// One small popover for explanations of a word or a sentence, shown at the element that asked.

import { find } from './dom.js';

/** @param {import('./dom.js').Root} root @param {HTMLElement} asker @param {...Node} children */
export function showAt(root, asker, ...children) {
  const popover = find(root, '#meaning');
  // A request from within leaves the popover where it is.
  const within = popover.contains(asker);
  popover.replaceChildren(...children);
  if (within) {
    popover.focus();
    return;
  }
  popover.hidePopover();
  popover.showPopover({ source: asker });
}
