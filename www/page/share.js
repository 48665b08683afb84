// The Share panel: the link to this very state. The clipboard may be refused; the link stands in a field that can be selected.

import { byId, write } from './dom.js';

/** @param {() => string} link */
export function start(link) {
  const field = byId('link');
  byId('share').addEventListener('beforetoggle', (event) => {
    if (event.newState !== 'open') return;
    field.value = link();
    write(byId('copied'), '');
  });
  byId('copy').addEventListener('click', async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      write(byId('copied'), 'Copied.');
    } catch {
      write(byId('copied'), 'The link is selected: copy it with your keyboard.');
    }
  });
}
