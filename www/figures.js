// The figures: every `<output name="status.…">` of the page shows the text of that name.

import { byId, make, write } from './dom.js';

/** Measures that have no other place on the page stand in the evidence column. @param {any[]} specs the catalogue's figures */
export function build(specs) {
  byId('figures').append(...specs.filter((figure) => figure.whole && !document.querySelector(`output[name="status.${figure.id}"]`)).map((figure) =>
    make('div', { title: figure.gist }, make('dt', {}, figure.name), make('dd', {}, make('output', { name: `status.${figure.id}` }, '–')))));
  const outputs = [...document.querySelectorAll('output[name^="status."]')].map((output) => [output.name.slice('status.'.length), output]);
  // An output speaks up by itself at every change; here the announcer speaks for all of them.
  for (const [, output] of outputs) output.setAttribute('aria-live', 'off');
  return {
    /** Shows these texts; figures that are not among them stay. @param {Record<string, string>} texts */
    show(texts) {
      for (const [id, output] of outputs) if (texts[id] !== undefined) write(output, texts[id]);
    },
  };
}
