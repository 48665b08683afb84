// The glossary: a small popover at a term in a lesson, and a dialog with all terms.

import { around, find, make } from '../page/dom.js';
import { nodes } from '../page/nodes.js';
import { showAt } from '../page/showing.js';

/** @param {import('./data.js').Term} term */
const entry = ({ id, name, text }) => make('div', { 'data-entry': id }, make('dt', {}, name), make('dd', {}, ...nodes(text)));

/** @param {import('./course.js').Course} course */
export function build({ root, files, trying }) {
  const dialog = find(root, '#glossary', HTMLDialogElement);

  /** Opens the dialog. @param {string} [id] the term to go to */
  const open = (id = '') => trying(async () => {
    const list = find(dialog, 'dl');
    if (!list.children.length) list.replaceChildren(...(await files.glossary()).map(entry));
    if (!dialog.open) dialog.showModal();
    list.querySelector(`[data-entry="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' });
  });

  /** Opens the meaning of a term. @param {HTMLElement} word */
  async function explain(word) {
    const found = (await files.glossary()).find((term) => term.id === word.dataset.term);
    if (!found) return;
    const all = make('button', { type: 'button', class: 'quiet small' }, 'All words');
    all.addEventListener('click', () => open(found.id));
    showAt(root, word, make('h3', {}, found.name), make('p', {}, ...nodes(found.text)), all);
  }

  return {
    open,
    /** Lets the terms within an element open their meaning. @param {HTMLElement} place */
    start(place) {
      /** @param {HTMLElement} element */
      const listen = (element) => element.addEventListener('click', (event) => {
        const word = around(event, '[data-term]');
        if (word) trying(() => explain(word));
      });
      listen(place);
      // A term within a meaning opens its own.
      listen(find(root, '#meaning'));
      dialog.addEventListener('click', (event) => {
        const word = around(event, '[data-term]');
        if (word) open(word.dataset.term);
      });
    },
  };
}
