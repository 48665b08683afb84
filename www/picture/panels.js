// Panels side by side: a small embedding per run, headed by what distinguishes it, and a table of all. Rust provides words and numbers.

import { around, find, hide, make, renew, setAttribute, write } from '../page/dom.js';
import { recall, remember } from '../page/store.js';
import { easel } from './easel.js';
import { watcher } from './places.js';
import { hint } from '../page/texts.js';

/** @typedef {import('../page/page.js').App} App */
/** Methods that change the list of panels. @typedef {'add_panel' | 'compare_miners_and_losses' | 'show_alone' | 'choose_panel' | 'remove_panel'} Change */
/** @typedef {import('./pointing.js').Place & { element: HTMLElement, paper: ReturnType<typeof easel>, head: HTMLElement, name: HTMLElement, won: HTMLElement, says: HTMLElement }} Cell */

/**
 * @param {import('../page/page.js').Base} base
 * @param {object} page
 * @param {() => void} page.resized
 * @param {<M extends Change>(method: M, ...given: import('../page/page.js').Given<App, M>) => unknown} page.change
 * @param {(places: Cell[]) => void} page.point lets places be pointed at
 */
export function build({ root, body, engine }, { resized, change, point }) {
  const grid = find(root, '#panels');
  const figure = grid.closest('figure');
  const box = find(root, '#table');
  /** @type {Cell[]} */
  const cells = [];
  let count = 1;
  /** The table, and the figure by which the panels are ranked. @type {import('../pkg/pushpull.js').TableRow[]} */
  let shown = [];
  let chosen = recall('rank') ?? '';

  for (const [id, method] of /** @type {const} */ ([['add-panel', 'add_panel'], ['grid-panels', 'compare_miners_and_losses'], ['show-alone', 'show_alone']])) {
    find(root, `#${id}`).addEventListener('click', () => {
      find(root, '#compare').hidePopover();
      change(method);
    });
  }

  const { watch } = watcher(resized);
  const whole = { width: 0, height: 0, seen: true };
  watch(grid, whole);

  /** A new cell, which is kept and hidden while it is not needed. */
  function add() {
    const number = cells.length + 1;
    const canvas = make('canvas', { 'aria-hidden': 'true' });
    const box = make('div', { class: 'canvas', 'data-walk': '', tabindex: '0', role: 'application', 'aria-label': `Embedding of panel ${number}: the arrow keys go from point to point` }, canvas);
    const name = make('span', {});
    const says = make('p', { class: 'says' });
    const won = make('em', { class: 'good' });
    const head = make('button', { type: 'button', class: 'quiet small', 'data-panel': number, title: 'Edit this panel' }, badge(number), name);
    const remove = make('button', { type: 'button', class: 'quiet small', 'data-remove': number, 'aria-label': `Remove panel ${number}`, title: 'Remove this panel' }, '×');
    const element = make('section', { class: 'panel', 'aria-label': `Panel ${number}` }, make('div', { class: 'bar' }, head, won, remove), says, box);
    const cell = { id: `embedding@${number}`, element, paper: easel(engine, canvas, true), box, head, name, won, says, width: 0, height: 0, seen: true };
    const choose = () => element.hasAttribute('data-active') || change('choose_panel', number - 1);
    head.addEventListener('click', choose);
    box.addEventListener('pointerdown', choose);
    box.addEventListener('focus', choose);
    remove.addEventListener('click', () => change('remove_panel', number - 1));
    cells.push(cell);
    grid.append(element);
    watch(box, cell);
    point([cell]);
  }

  /** Writes the table, and on the panels which of them is best by the chosen figure. @param {import('../pkg/pushpull.js').TableRow[]} rows */
  function rank(rows) {
    shown = rows;
    const by = rows.find((row) => row.ranks && row.id === chosen) ?? rows.find((row) => row.ranks);
    fill(find(box, 'table'), rows, by);
    cells.forEach(({ element, won }, place) => {
      const best = Boolean(by?.best.includes(place));
      element.toggleAttribute('data-best', best);
      renew(won, best ? [new Text('best'), make('span', {}, ` by ${by?.name}`)] : []);
    });
  }

  box.addEventListener('click', (event) => {
    const button = around(event, '[data-rank]');
    if (!button) return;
    chosen = button.dataset.rank ?? '';
    remember('rank', chosen);
    rank(shown);
  });

  return {
    /** By key: opens what adds panels. */
    compare: () => body.hasAttribute('data-hides') || find(root, '#compare').showPopover(),
    /** Whether panels are on the screen. */
    isSeen: () => count > 1 && whole.seen,
    /** @param {import('../pkg/pushpull.js').DeskValue} desk @param {import('../pkg/pushpull.js').TableRow[] | undefined} rows the table of all panels */
    show({ panels, verdicts, active }, rows) {
      count = panels.length;
      const alone = count === 1;
      hide(grid, alone);
      figure?.toggleAttribute('data-panels', !alone);
      setAttribute(grid, 'data-count', count);
      hide(find(root, '#show-alone'), alone);
      hide(box, alone);
      hide(find(root, '#figures'), !alone);
      while (!alone && cells.length < count) add();
      cells.forEach((cell, place) => {
        hide(cell.element, alone || place >= count);
        cell.element.toggleAttribute('data-active', place === active);
        setAttribute(cell.head, 'aria-pressed', place === active);
        if (alone || place >= count) return;
        write(cell.name, panels[place] || 'as the others');
        const { id, title, loss } = verdicts[place];
        setAttribute(cell.element, 'data-diagnosis', id);
        renew(cell.says, [make('strong', {}, title), new Text(` loss ${loss}`)]);
      });
      if (rows) rank(rows);
    },
    /** Every frame. */
    draw() {
      if (count === 1) return;
      for (const cell of cells.slice(0, count)) {
        if (cell.width > 0 && cell.height > 0) cell.paper.show((canvas) => engine.paint(canvas, cell.id, cell.width, cell.height, devicePixelRatio * (cell.zoom ?? 1)));
      }
    },
  };
}

/** The number of a panel in its colour, the same as in the pictures. @param {number} number */
function badge(number) {
  const mark = make('b', { class: 'badge' }, String(number));
  mark.style.setProperty('--own', `var(--panel-${number})`);
  return mark;
}

/** @param {HTMLElement} table @param {import('../pkg/pushpull.js').TableRow[]} rows @param {import('../pkg/pushpull.js').TableRow} [by] */
function fill(table, rows, by) {
  const head = make('tr', {}, make('td', {}), ...rows[0].values.map((_, place) => make('th', { scope: 'col' }, badge(place + 1))));
  renew(table, [head, ...rows.map((row) => {
    const { id, name, values, ranks, best } = row;
    const button = () => make('button', { type: 'button', class: 'quiet', 'data-rank': id, 'aria-pressed': String(row === by), title: 'Rank the panels by this figure' }, name);
    return make('tr', id ? hint(`figure.${id}`) : { title: 'Milliseconds: the mean over the last steps, on this machine.' },
      make('th', { scope: 'row' }, ranks ? button() : name),
      ...values.map((value, place) => make('td', { 'data-best': best.includes(place) }, value, best.includes(place) ? make('span', { class: 'unseen' }, ' best') : null)));
  })]);
}
