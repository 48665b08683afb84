// The Share panel: the link to the current state. If the clipboard is refused, the link can be selected in its field.

import { find, write } from '../page/dom.js';

/** @param {import('../page/page.js').Base} base @param {() => string} link */
export function start({ root }, link) {
  const field = find(root, '#link', HTMLInputElement);
  const said = find(root, '#copied');
  find(root, '#share').addEventListener('beforetoggle', (event) => {
    if (event.newState !== 'open') return;
    field.value = link();
    write(said, '');
  });
  find(root, '#copy').addEventListener('click', async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      write(said, 'Copied.');
    } catch {
      write(said, 'The link is selected: copy it with your keyboard.');
    }
  });
}
