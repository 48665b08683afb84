// Cards with too many rows for a low screen: a button in the head opens the card over the page, and so does a key that moves the focus
// there.

import { around, make, write } from '../page/dom.js';

/** The number of rows that a card shows on a low screen (parts.css). */
const ROWS = 4;

/**
 * @param {import('../page/dom.js').Root} root
 * @param {HTMLElement} card
 * @param {HTMLElement} rows
 * @param {HTMLElement} before the element before which the button is placed
 * @param {string} title
 * @returns {() => void} updates the button
 */
export function build(root, card, rows, before, title) {
  rows.id = `rows-${card.dataset.card}`;
  const button = make('button', { type: 'button', class: 'more', 'aria-expanded': 'false', 'aria-controls': rows.id, hidden: true });
  before.before(button);
  const open = (/** @type {boolean} */ yes) => {
    card.toggleAttribute('data-open', yes);
    button.setAttribute('aria-expanded', String(yes));
    rows.scrollTop = 0;
  };
  button.addEventListener('click', () => open(!card.hasAttribute('data-open')));
  rows.addEventListener('focusin', (event) => {
    const row = around(event, '.row');
    if (button.checkVisibility() && row && [...rows.querySelectorAll('.row')].indexOf(row) >= ROWS) open(true);
  });
  card.addEventListener('focusout', ({ relatedTarget }) => relatedTarget instanceof Node && !card.contains(relatedTarget) && open(false));
  card.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !card.hasAttribute('data-open')) return;
    open(false);
    button.focus();
  });
  root.addEventListener('pointerdown', ({ target }) => card.contains(/** @type {Node} */ (target)) || open(false));

  return () => {
    const over = rows.querySelectorAll('.row').length - ROWS;
    button.hidden = over <= 0;
    if (button.hidden) return;
    write(button, `+${over}`);
    button.setAttribute('aria-label', `${title}: ${over} more`);
    button.title = `${over} more settings`;
  };
}
