// Present mode, for a hall: large text, few controls, and a pointer that the last row can see. The style does it all (present.css).

import { find, setAttribute } from './dom.js';

/** @param {import('./page.js').Base} base @returns {() => void} enters or leaves it */
export function build({ root, body, announce }) {
  const button = find(root, '[data-action="present"]');
  const show = (/** @type {boolean} */ on) => {
    body.toggleAttribute('data-present', on);
    setAttribute(button, 'aria-pressed', on);
    announce(on ? 'Present mode. Escape leaves it.' : 'Present mode is off.');
  };
  root.addEventListener('keydown', (event) => {
    if (/** @type {KeyboardEvent} */ (event).key !== 'Escape' || event.defaultPrevented || root.querySelector(':popover-open, dialog[open]')) return;
    if (body.hasAttribute('data-present')) show(false);
  });
  return () => show(!body.hasAttribute('data-present'));
}
