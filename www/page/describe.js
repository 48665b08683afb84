// The description on demand: everything that is to be seen, in words, in a dialog and in the live region. Rust has the words.

import { announce } from './announce.js';
import { byId, make } from './dom.js';

/** @param {() => Promise<{ title: string, text: string }[]>} passages */
export function start(passages) {
  const dialog = byId('description');
  const open = async () => {
    const now = await passages();
    byId('description-text').replaceChildren(...now.flatMap(({ title, text }) => [make('h3', {}, title), make('p', {}, text)]));
    dialog.showModal();
    announce(now.map(({ title, text }) => `${title}. ${text}`).join(' '), 'description');
  };
  byId('open-description').addEventListener('click', open);
  return open;
}
