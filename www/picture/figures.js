// The figures: each `<output name="status.…">` of the page shows the text with that name.

import { find, findAll, hide, make, renew, setAttribute, write } from '../page/dom.js';
import { gistOf, hint } from '../page/texts.js';

/** A figure of at most this many characters has a fixed place, so that its text never moves anything else. */
const SHORT = 5;

/** What the columns are of where no label is read. */
const BASES = ['now', 'untrained', 'raw data'];

/** @param {import('../page/page.js').Base} base */
export function build({ root, engine: { catalogue } }) {
  const own = find(root, '#figures');
  const measures = catalogue.figures.filter((figure) => figure.whole);
  const rows = measures.map(({ id, name }) => ({
    id, element: make('div', hint(`figure.${id}`), make('dt', {}, name), make('dd', {}, make('output', { name: `status.${id}` }, '–'))),
  }));
  /** @type {[id: string, output: HTMLOutputElement][]} */
  let outputs = [];
  /** @type {Record<string, string>} */
  const latest = {};

  /** Figures without another place on the page go into the evidence column. */
  function arrange() {
    own.replaceChildren();
    // Texts arrive only for what is in the page.
    for (const { id, element } of rows) element.title = gistOf(`figure.${id}`);
    own.append(...rows.filter(({ id }) => !root.querySelector(`output[name="status.${id}"]`)).map(({ element }) => element));
    outputs = findAll(root, 'output[name^="status."]', HTMLOutputElement).map((output) => [output.name.slice('status.'.length), output]);
    // An output would announce each change itself; here the announcer does so for all.
    for (const [, output] of outputs) output.setAttribute('aria-live', 'off');
    show(latest);
  }

  /** Shows these texts; other figures stay. @param {Record<string, string>} texts */
  function show(texts) {
    Object.assign(latest, texts);
    for (const [id, output] of outputs.filter(([id]) => texts[id] !== undefined)) {
      write(output, texts[id]);
      setAttribute(output, 'data-short', texts[id].length <= SHORT);
    }
    for (const { id, element } of rows) hide(element, latest[id] === '');
  }

  /** The figures of a run without labels beside their bases. @param {import('../pkg/pushpull.js').BasedRow[]} rows */
  function compare(rows) {
    const box = find(root, '#based');
    hide(box, !rows.length);
    const head = make('tr', {}, make('td', {}), ...BASES.map((base) => make('th', { scope: 'col' }, base)));
    renew(find(box, 'table'), [head, ...rows.map(({ id, name, values }) =>
      make('tr', hint(`figure.${id}`), make('th', { scope: 'row' }, name), ...values.map((value) => make('td', {}, value))))]);
  }

  return { arrange, show, compare };
}
