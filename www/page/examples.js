// The examples: runs worth seeing, each with a title and a paragraph; the paragraph of the present one stays on the page.

import { byId, make, reachable, write } from './dom.js';
import { formula } from './formula.js';

/** What may follow an example's own text while it is still that example: another seed, edits, a step. */
const GOING_ON = /^(&(seed=|step=|view\.|\d+@)[^&]*)*$/;

/** The example that a text is a run of, or ''. @param {any[]} presets @param {string} text */
export const exampleOf = (presets, text) =>
  presets.find((preset) => text.startsWith(preset.text) && GOING_ON.test(text.slice(preset.text.length)))?.id ?? '';

/**
 * @param {any} catalogue
 * @param {(preset: any) => void} open
 */
export function build(catalogue, open) {
  const panel = byId('examples');
  const opener = document.querySelector('[popovertarget="examples"]');
  const losses = catalogue.rooms.find((room) => room.key === 'loss').entries;
  panel.append(make('h2', {}, 'Examples'), ...catalogue.presets.map((preset) => {
    const button = make('button', { type: 'button', name: 'preset', value: preset.id }, make('b', {}, preset.title), make('span', {}, preset.paragraph));
    button.addEventListener('click', () => {
      panel.hidePopover();
      open(preset);
    });
    return button;
  }));
  opener.hidden = false;
  let shown = '';

  return {
    /** @param {string} id the example that is being shown, or '' for someone's own run */
    showExample(id) {
      const preset = catalogue.presets.find((p) => p.id === id);
      write(byId('example-title'), preset ? preset.title : 'Your own run');
      write(byId('about-title'), preset ? preset.title : 'Your own run');
      write(byId('about-text'), preset ? preset.paragraph
        : 'These settings came with the address. The question mark on each card explains its choice; the examples above are runs worth seeing.');
      reachable(document.querySelector('.about'));
      for (const button of panel.querySelectorAll('button')) button.setAttribute('aria-current', String(button.value === id));
    },
    /** The formula of the chosen loss, without a click. */
    showFormula(controls) {
      const id = controls.rooms.loss.choice;
      if (id === shown) return;
      shown = id;
      const math = formula('loss', id);
      byId('formula').hidden = !math;
      write(byId('formula-name'), losses.find((entry) => entry.id === id).name);
      byId('formula-math').replaceChildren(...(math ? [math] : []));
      reachable(byId('formula-math'));
    },
  };
}
