// The Share panel: the link to the current state. If the clipboard is refused, the link can be selected in its field.

import { find, write } from '../page/dom.js';

/** What a link says that opens the page with all controls. */
const ALL = 'view.controls=all';

/** @param {import('../page/page.js').Base} base @param {(text: string) => string} link of a text */
export function start({ root, engine }, link) {
  const field = find(root, '#link', HTMLInputElement);
  const said = find(root, '#copied');
  const all = find(root, '[name="share.controls"]', HTMLInputElement);
  /** The link, with all controls if that is asked for. */
  const show = () => {
    const pairs = engine.text().split('&').filter((pair) => pair && pair !== ALL);
    field.value = link((all.checked ? [...pairs, ALL] : pairs).join('&'));
    write(said, '');
  };
  all.addEventListener('change', show);
  find(root, '#share').addEventListener('beforetoggle', (event) => {
    if (event.newState === 'open') show();
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
