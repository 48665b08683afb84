// The panel of the chosen anchor: its references, the picks of every miner, and the table of its pairs. Rust writes the words.

import { around, find, focused, hide, make, renew, write } from '../page/dom.js';
import { hint } from '../page/texts.js';
import * as numbers from './numbers.js';

/** @typedef {import('../pkg/pushpull.js').LensValue} Lens */
/** @typedef {import('../page/page.js').App} App */
/** @typedef {import('../page/page.js').Method} Method */
/** @template T @template {keyof T} M @typedef {import('../page/page.js').Given<T, M>} Given */

/**
 * @param {import('../page/page.js').Base} base
 * @param {object} page
 * @param {import('./handling.js').Hand} page.hand
 * @param {<M extends Method>(method: M, ...given: Given<App, M>) => Promise<boolean>} page.change
 * @param {() => void} page.look something else is looked at now
 * @param {() => void} page.refresh
 * @param {(changing: Promise<unknown>) => Promise<void>} page.see looks at what is being changed
 * @param {(key: string, value: string) => void} page.setView
 */
export function build(base, page) {
  const { root, engine, announce } = base;
  const panel = find(root, '#lens');
  const list = find(panel, 'ul', HTMLUListElement);
  const table = find(root, '#pairs', HTMLDialogElement);
  const formula = numbers.build(base, page);
  let shown = '';
  let spoken = '';

  find(root, '#next-positive').addEventListener('click', () => page.see(engine.change('next_positive')));
  find(root, '#close-lens').addEventListener('click', page.hand.lookAway);
  find(root, '#open-pairs').addEventListener('click', async () => {
    const { pairs } = await engine.glance(['pairs']);
    if (!pairs) return;
    fill(find(table, 'table'), pairs);
    table.showModal();
  });
  /** Shows a miner's picks for a moment. @param {string} id '': no longer */
  const glimpse = (id) => engine.ask('glimpse', id).then(page.refresh);
  const chosen = (/** @type {Event} */ event) => around(event, '[data-choice]')?.dataset.choice ?? '';
  list.addEventListener('pointerover', (event) => glimpse(chosen(event)));
  list.addEventListener('pointerleave', () => glimpse(''));
  list.addEventListener('focusin', (event) => glimpse(chosen(event)));
  list.addEventListener('focusout', () => glimpse(''));
  list.addEventListener('click', (event) => {
    const button = around(event, 'button');
    if (button?.dataset.use) page.see(page.change('mine_with', button.dataset.use));
    else if (button) page.setView('view.preview', button.getAttribute('aria-pressed') === 'true' ? '' : button.dataset.choice ?? '');
  });

  return {
    /**
     * @param {Lens | undefined} lens
     * @param {import('../pkg/pushpull.js').Numbers | undefined} numbers the formula with its numbers
     * @param {string[]} lit the pairs that are pointed at
     * @param {boolean} playing
     */
    show(lens, numbers, lit, playing) {
      hide(panel, !lens);
      formula.show(numbers, lit, playing);
      const now = JSON.stringify(lens ?? null);
      if (now === shown) return;
      shown = now;
      if (!lens) return;
      write(find(root, '#lens-title'), lens.title);
      const said = lens.sentences.join(' ');
      write(find(root, '#lens-said'), said);
      hide(find(root, '#next-positive'), !lens.more);
      hide(find(root, '#open-pairs'), !lens.table);
      hide(find(root, '#picks-title'), !lens.lines.length);
      meanings(find(root, '#lens-meanings'), lens.meanings);
      lines(list, lens.lines);
      if (!playing && said !== spoken) announce(said, 'lens');
      spoken = said;
    },
  };
}

/** The list; the focus stays on its element, wherever that is now. @param {HTMLUListElement} list @param {Lens['lines']} all */
function lines(list, all) {
  const at = () => focused(list)?.dataset ?? {};
  const held = list.contains(focused(list)) ? at().choice ?? at().use : '';
  renew(list, all.map((line) => make('li', {},
    make('span', { class: 'takes' }, line.takes),
    ...line.choices.flatMap((choice, i) => [
      choice.of && choice.of !== line.choices[i - 1]?.of ? make('span', {}, `${choice.of}:`) : null,
      make('button', {
        type: 'button', class: 'chip', 'data-choice': choice.id, ...hint(`miner.${choice.id}`), 'aria-pressed': String(choice.previewed),
        'aria-current': choice.present ? 'true' : null, 'aria-label': choice.name,
      }, choice.short),
    ].filter(Boolean)),
    line.usable ? make('button', { type: 'button', class: 'small', 'data-use': line.usable }, 'Use it') : null)));
  if (held && (at().choice ?? at().use) !== held) /** @type {HTMLElement | null} */ (list.querySelector(`[data-choice="${CSS.escape(held)}"]`))?.focus();
}

/** How the miner's definitions differ on this batch. @param {HTMLElement} box @param {Lens['meanings']} all */
function meanings(box, all) {
  hide(box, !all);
  if (!all) return;
  const head = all.head.map(([name, title]) => make('th', { scope: 'col', title }, name));
  const row = (/** @type {import('../pkg/pushpull.js').MeaningRow} */ { cells: [name, ...counts], base }) => make('tr', { 'aria-current': base ? 'true' : null },
    make('th', { scope: 'row' }, name), ...counts.map((count) => make('td', {}, count)));
  renew(find(box, 'table'), [make('caption', {}, all.caption), make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...all.rows.map(row))]);
}

/** A table with a caption, a head and a row per pair. @param {HTMLElement} table @param {import('../pkg/pushpull.js').Pairs} pairs */
function fill(table, pairs) {
  const row = (/** @type {string[]} */ [first, ...rest]) => make('tr', {}, make('th', { scope: 'row' }, first), ...rest.map((cell) => make('td', {}, cell)));
  table.replaceChildren(
    make('caption', {}, pairs.caption),
    make('thead', {}, make('tr', {}, ...pairs.head.map((name) => make('th', { scope: 'col' }, name)))),
    make('tbody', {}, ...pairs.rows.map(row)));
}
