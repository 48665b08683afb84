// The figures: every `<output name="status.…">` of the page shows the text of that name.

import { byId, hide, make, setAttribute, write } from '../page/dom.js';

/** A figure of so many characters has a place of its own size: what it says never moves anything else. */
const SHORT = 5;

/** @param {any[]} specs the catalogue's figures */
export function build(specs) {
  const own = byId('figures');
  const measures = specs.filter((figure) => figure.whole);
  const rows = new Map(measures.map((figure) => [figure.id, make('div', { title: figure.gist },
    make('dt', {}, figure.name), make('dd', {}, make('output', { name: `status.${figure.id}` }, '–')))]));
  let outputs = [];
  const latest = {};

  /** Measures that have no other place on the page stand in the evidence column. */
  function arrange() {
    own.replaceChildren();
    own.append(...measures.filter(({ id }) => !document.querySelector(`output[name="status.${id}"]`)).map(({ id }) => rows.get(id)));
    outputs = [...document.querySelectorAll('output[name^="status."]')].map((output) => [output.name.slice('status.'.length), output]);
    // An output speaks up by itself at every change; here the announcer speaks for all of them.
    for (const [, output] of outputs) output.setAttribute('aria-live', 'off');
    show(latest);
  }

  /** Shows these texts; figures that are not among them stay. @param {Record<string, string>} texts */
  function show(texts) {
    Object.assign(latest, texts);
    for (const [id, output] of outputs.filter(([id]) => texts[id] !== undefined)) {
      write(output, texts[id]);
      setAttribute(output, 'data-short', texts[id].length <= SHORT);
    }
    for (const [id, row] of rows) hide(row, latest[id] === '');
  }

  return { arrange, show };
}
