// A run whose settings and verdict are hidden: the reader says what is wrong with it, and then everything is shown.

import { find, hide, make, write } from '../page/dom.js';
import { gistOf, load } from '../page/texts.js';

/**
 * @param {import('../page/page.js').Base} base
 * @param {(run: () => Promise<import('../pkg/pushpull.js').Named>) => Promise<unknown>} changed runs it, and shows what has changed
 */
export function build({ root, body, engine, announce }, changed) {
  const box = find(root, '#naming');
  const choice = find(root, '[name="diagnosis"]', HTMLSelectElement);
  const said = find(root, '#named');
  choice.append(make('option', { value: '' }, 'choose …'), ...engine.catalogue.findings.map(([id, name]) => make('option', { value: id }, name)));
  /** The verdict that was named or missed. */
  let known = '';

  find(root, '#name-it').addEventListener('click', () => (choice.value ? reveal() : choice.focus()));

  const reveal = () => changed(async () => {
    const named = await engine.change('name', choice.value);
    known = named.id;
    write(said, named.right ? 'You are right.' : `You said “${choice.selectedOptions[0].text}”.`);
    announce(`${said.textContent} ${named.says}`, 'named');
    return named;
  });

  /** Each verdict with a word on what it means. */
  async function explain() {
    if (!(await load())) return;
    for (const option of choice.options) if (option.value) option.label = `${option.text}: ${gistOf(`verdict.${option.value}`)}`;
  }

  return {
    /** @param {boolean} hides @param {string} verdict its id */
    show(hides, verdict) {
      if (box.hidden && hides) {
        choice.value = '';
        explain();
      }
      hide(box, !hides);
      body.toggleAttribute('data-hides', hides);
      // What was said belongs to that verdict alone.
      if (hides || verdict !== known) write(said, known = '');
    },
  };
}
