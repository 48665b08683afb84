// The Share panel: the link to the current state, and a name for it. If the clipboard is refused, the link can be selected in its field.

import { find, setValue, write } from '../page/dom.js';

/** @param {import('../page/page.js').Base} base @param {(text: string) => string} link of a text @param {(run: () => unknown) => Promise<unknown>} changed */
export function start({ root, engine }, link, changed) {
  const name = find(root, '[name="title"]', HTMLInputElement);
  const field = find(root, '#link', HTMLInputElement);
  const said = find(root, '#copied');
  const all = find(root, '[name="share.controls"]', HTMLInputElement);

  /** Writes the link, with all controls if that is asked for. */
  async function show() {
    write(said, '');
    field.value = link(await engine.ask('shared', all.checked));
  }

  all.addEventListener('change', show);
  find(root, '#share').addEventListener('beforetoggle', async (event) => {
    if (event.newState !== 'open') return;
    const before = name.value;
    const { title } = (await engine.glance(['view'])).view;
    // Whoever types at once is not overwritten.
    if (name.value === before) setValue(name, title);
    await show();
  });
  name.addEventListener('change', async () => {
    await changed(() => engine.change('set_view', name.name, encodeURIComponent(name.value)));
    await show();
  });
  find(root, '#copy').addEventListener('click', async () => {
    await show();
    await copy();
  });
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
