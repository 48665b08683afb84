// The panel of the chosen anchor: what it is compared with, what every miner would take for it, and the table of its pairs. Rust has the words.

import { byId, hide, make, renew, write } from '../page/dom.js';
import { announce } from '../page/announce.js';
import * as numbers from './numbers.js';

/**
 * @param {object} on
 * @param {() => void} on.positive the next positive
 * @param {() => void} on.lookAway
 * @param {(id: string) => void} on.glimpse shows for a moment what a miner would take; '' no longer
 * @param {(id: string) => void} on.preview shows it for longer
 * @param {(id: string) => void} on.use mines with it from now on
 * @param {() => Promise<any>} on.pairs the table
 * @param {(pair: string) => void} on.point points at a pair
 * @param {() => void} on.leave
 * @param {(key: string, value: string) => void} on.set
 */
export function build(on) {
  const panel = byId('lens');
  const about = byId('about');
  const list = panel.querySelector('ul');
  const table = byId('pairs');
  const formula = numbers.build(on);
  let shown = '';
  let spoken = '';

  byId('next-positive').addEventListener('click', on.positive);
  byId('close-lens').addEventListener('click', on.lookAway);
  byId('open-pairs').addEventListener('click', async () => {
    fill(table.querySelector('table'), await on.pairs());
    table.showModal();
  });
  const chip = (event) => /** @type {HTMLElement | null} */ (event.target.closest('[data-choice]'));
  list.addEventListener('pointerover', (event) => on.glimpse(chip(event)?.dataset.choice ?? ''));
  list.addEventListener('pointerleave', () => on.glimpse(''));
  list.addEventListener('focusin', (event) => on.glimpse(chip(event)?.dataset.choice ?? ''));
  list.addEventListener('focusout', () => on.glimpse(''));
  list.addEventListener('click', (event) => {
    const button = /** @type {HTMLElement | null} */ (event.target.closest('button'));
    if (button?.dataset.use) on.use(button.dataset.use);
    else if (button) on.preview(button.getAttribute('aria-pressed') === 'true' ? '' : button.dataset.choice);
  });

  return {
    /**
     * @param {any} lens the answer of `App.lens()`
     * @param {any} numbers the formula with its numbers
     * @param {string[]} lit the pairs that are pointed at
     * @param {boolean} playing
     */
    show(lens, numbers, lit, playing) {
      hide(panel, !lens);
      hide(about, Boolean(lens));
      formula.show(numbers, lit, playing);
      const now = JSON.stringify(lens);
      if (now === shown) return;
      shown = now;
      if (!lens) return;
      write(byId('lens-title'), lens.title);
      const said = lens.sentences.join(' ');
      write(byId('lens-said'), said);
      hide(byId('next-positive'), !lens.more);
      hide(byId('open-pairs'), !lens.table);
      hide(byId('picks-title'), !lens.lines.length);
      meanings(byId('lens-meanings'), lens.meanings);
      lines(list, lens.lines);
      if (!playing && said !== spoken) announce(said, 'lens');
      spoken = said;
    },
  };
}

/** The list; what had the focus keeps it, wherever it stands now. */
function lines(list, all) {
  const at = () => /** @type {HTMLElement} */ (document.activeElement).dataset;
  const held = list.contains(document.activeElement) ? at().choice ?? at().use : '';
  renew(list, all.map((line) => make('li', {},
    make('span', { class: 'takes' }, line.takes),
    ...line.choices.flatMap((choice, i) => [
      choice.of && choice.of !== line.choices[i - 1]?.of ? make('span', {}, `${choice.of}:`) : null,
      make('button', {
        type: 'button', class: 'chip', 'data-choice': choice.id, title: choice.gist, 'aria-pressed': String(choice.previewed),
        'aria-current': choice.present ? 'true' : null, 'aria-label': choice.name,
      }, choice.short),
    ].filter(Boolean)),
    line.usable ? make('button', { type: 'button', class: 'solid small', 'data-use': line.usable }, 'Use it') : null)));
  if (held && (at().choice ?? at().use) !== held) /** @type {HTMLElement | null} */ (list.querySelector(`[data-choice="${CSS.escape(held)}"]`))?.focus();
}

/** How the meanings of the miner's word differ on this batch. */
function meanings(box, all) {
  hide(box, !all);
  if (!all) return;
  const head = all.head.map(([name, title]) => make('th', { scope: 'col', title }, name));
  const row = ({ cells: [name, ...counts], base }) => make('tr', { 'aria-current': base ? 'true' : null },
    make('th', { scope: 'row' }, name), ...counts.map((count) => make('td', {}, count)));
  renew(box.querySelector('table'), [make('caption', {}, all.caption), make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...all.rows.map(row))]);
}

/** A table with a caption, a head and a row for each pair. */
function fill(table, pairs) {
  const row = ([first, ...rest]) => make('tr', {}, make('th', { scope: 'row' }, first), ...rest.map((cell) => make('td', {}, cell)));
  table.replaceChildren(
    make('caption', {}, pairs.caption),
    make('thead', {}, make('tr', {}, ...pairs.head.map((name) => make('th', { scope: 'col' }, name)))),
    make('tbody', {}, ...pairs.rows.map(row)));
}
