// The description on demand: everything visible, in words, in a dialog and in the live region. Rust writes it.

import { find, make } from './dom.js';

/** @param {import('./page.js').Base} base */
export function start({ root, engine, announce }) {
  const dialog = find(root, '#description', HTMLDialogElement);
  const open = async () => {
    const { description } = await engine.glance(['description']);
    find(root, '#description-text').replaceChildren(...description.flatMap(({ title, text }) => [make('h3', {}, title), make('p', {}, text)]));
    dialog.showModal();
    announce(description.map(({ title, text }) => `${title}. ${text}`).join(' '), 'description');
  };
  find(root, '#open-description').addEventListener('click', open);
  return open;
}
