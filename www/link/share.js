// The Share panel: the link to the current state. If the clipboard is refused, the link can be selected in its field.

import { find, write } from '../page/dom.js';

/** @param {import('../page/page.js').Base} base @param {(text: string) => string} link of a text */
export function start({ root, engine }, link) {
  const field = find(root, '#link', HTMLInputElement);
  const said = find(root, '#copied');
  find(root, '#share').addEventListener('beforetoggle', (event) => {
    if (event.newState !== 'open') return;
    field.value = link(engine.text());
    write(said, '');
  });
  find(root, '#copy').addEventListener('click', copy);
  find(root, '#copy-covered').addEventListener('click', async () => {
    field.value = link(await engine.ask('covered'));
    await copy();
  });

  async function copy() {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      write(said, 'Copied.');
    } catch {
      write(said, 'The link is selected: copy it with your keyboard.');
    }
  }
}
