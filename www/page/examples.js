// The examples: runs worth seeing, each with a title and a paragraph; the paragraph of the current one stays on the page.

import { find, findAll, make, reachable, write } from './dom.js';
import { formula } from './formula.js';
import { gistOf, load } from './texts.js';

/** What can follow an example's own text while it is still that example: a seed, edits, a step. */
const GOING_ON = /^(&(seed=|step=|view\.|\d+@)[^&]*)*$/;

/** @typedef {import('../pkg/pushpull.js').PresetValue} Preset */

/** The example to which a text belongs, or ''. @param {Preset[]} presets @param {string} text */
export const exampleOf = (presets, text) =>
  presets.find((preset) => text.startsWith(preset.text) && GOING_ON.test(text.slice(preset.text.length)))?.id ?? '';

/**
 * @param {import('./page.js').Base} base
 * @param {(preset: Preset) => void} open
 */
export function build({ root, engine: { catalogue } }, open) {
  const panel = find(root, '#examples');
  const losses = catalogue.rooms.find((room) => room.key === 'loss')?.entries ?? [];
  panel.append(make('h2', {}, 'Examples'), ...catalogue.presets.map((preset) => {
    const button = make('button', { type: 'button', name: 'preset', value: preset.id }, make('b', {}, preset.title), make('span', {}, paragraphOf(preset.id)));
    button.addEventListener('click', () => {
      panel.hidePopover();
      open(preset);
    });
    return button;
  }));
  panel.addEventListener('beforetoggle', async () => {
    await load();
    for (const button of findAll(panel, 'button', HTMLButtonElement)) write(find(button, 'span'), paragraphOf(button.value));
  });
  let shown = '';
  let current = '';

  /** What to look for in an example; that of the first is there at once. @param {string} id */
  function paragraphOf(id) {
    return id === catalogue.presets[0].id ? catalogue.opening : gistOf(`example.${id}`);
  }

  /** Writes the paragraph of the example shown, as soon as it is there. @param {string} id */
  async function explain(id) {
    if (id && !paragraphOf(id)) await load();
    if (id !== current) return;
    write(find(root, '#about-text'), id ? paragraphOf(id)
      : 'These settings came with the address. The question mark on each card explains its choice; the examples above are runs worth seeing.');
    reachable(find(root, '.about'));
  }

  return {
    /** @param {string} id the example shown, or '' for the reader's own run @param {string} name what a sharer called it, or '' */
    showExample(id, name) {
      const title = name || (catalogue.presets.find((preset) => preset.id === id)?.title ?? 'Your own run');
      write(find(root, '#example-title'), title);
      write(find(root, '#about-title'), title);
      current = id;
      explain(id);
      for (const button of findAll(panel, 'button', HTMLButtonElement)) button.setAttribute('aria-current', String(button.value === id));
    },
    /** The formula of the chosen loss, without a click. @param {import('../pkg/pushpull.js').Controls} controls */
    showFormula(controls) {
      const id = controls.rooms.loss.choice;
      if (id === shown) return;
      shown = id;
      const math = formula('loss', id);
      find(root, '#formula').hidden = !math;
      write(find(root, '#formula-name'), losses.find((entry) => entry.id === id)?.name ?? id);
      const place = find(root, '#formula-math');
      place.replaceChildren(...(math ? [math] : []));
      reachable(place);
    },
  };
}
