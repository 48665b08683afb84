// The words of the field: a small popover at a word in a lesson, and a dialog with all of them.

import { byId, make } from '../page/dom.js';
import { glossary } from './data.js';
import { nodes } from '../page/nodes.js';
import { showAt } from '../page/showing.js';

const entry = ({ id, name, text }) => make('div', { 'data-entry': id }, make('dt', {}, name), make('dd', {}, ...nodes(text)));

/** Opens the dialog. @param {string} [id] the word to go to */
export async function open(id = '') {
  const dialog = /** @type {HTMLDialogElement} */ (byId('glossary'));
  const list = dialog.querySelector('dl');
  if (!list.children.length) list.replaceChildren(...(await glossary()).map(entry));
  if (!dialog.open) dialog.showModal();
  list.querySelector(`[data-entry="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' });
}

/** Lets the words within an element open their meaning. @param {HTMLElement} place */
export function start(place) {
  const listen = (element) => element.addEventListener('click', async (event) => {
    const word = /** @type {HTMLElement | null} */ (event.target.closest('[data-term]'));
    if (!word) return;
    const found = (await glossary()).find((term) => term.id === word.dataset.term);
    if (!found) return;
    const all = make('button', { type: 'button', class: 'quiet small' }, 'All words');
    all.addEventListener('click', () => open(found.id));
    showAt(word, make('h3', {}, found.name), make('p', {}, ...nodes(found.text)), all);
  });
  listen(place);
  // A word within a meaning opens its own.
  listen(byId('meaning'));
  byId('glossary').addEventListener('click', (event) => {
    const word = /** @type {HTMLElement | null} */ (event.target.closest('[data-term]'));
    if (word) open(word.dataset.term);
  });
}
