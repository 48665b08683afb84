// The figures: every `<output name="status.…">` of the page shows the text of that name.

import { find, findAll, hide, make, setAttribute, write } from '../page/dom.js';

/** A figure of so many characters has a place of its own size: what it says never moves anything else. */
const SHORT = 5;

/** @param {import('../page/page.js').Base} base */
export function build({ root, engine: { catalogue } }) {
  const own = find(root, '#figures');
  const measures = catalogue.figures.filter((figure) => figure.whole);
  const rows = measures.map(({ id, name, gist }) => ({
    id, element: make('div', { title: gist }, make('dt', {}, name), make('dd', {}, make('output', { name: `status.${id}` }, '–'))),
  }));
  /** @type {[id: string, output: HTMLOutputElement][]} */
  let outputs = [];
  /** @type {Record<string, string>} */
  const latest = {};

  /** Measures that have no other place on the page stand in the evidence column. */
  function arrange() {
    own.replaceChildren();
    own.append(...rows.filter(({ id }) => !root.querySelector(`output[name="status.${id}"]`)).map(({ element }) => element));
    outputs = findAll(root, 'output[name^="status."]', HTMLOutputElement).map((output) => [output.name.slice('status.'.length), output]);
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
    for (const { id, element } of rows) hide(element, latest[id] === '');
  }

  return { arrange, show };
}
