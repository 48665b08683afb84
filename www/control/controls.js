// The pipeline strip: six cards with a menu for every room and a row for every parameter, all made from the catalogue.

import { CARDS } from './cards.js';
import { make, reachable, setValue } from '../page/dom.js';
import { explain } from './explain.js';
import * as more from './more.js';

/** How a parameter is named to a reader: its word and its letter. */
const spoken = (param) => [param.name, param.symbol].filter(Boolean).join(' ');

/**
 * Builds the strip.
 * @param {HTMLElement} strip
 * @param {any} catalogue
 * @param {(key: string, value: string) => Promise<boolean>} set hands a new value on; says whether it was accepted
 */
export function build(strip, catalogue, set) {
  const rooms = new Map(catalogue.rooms.map((room) => [room.key, room]));
  const figures = new Map(catalogue.figures.map((figure) => [figure.id, figure]));
  /** Menus and rows by key, and how to bring each up to date. @type {Map<string, any>} */
  const menus = new Map();
  let rows = new Map();
  /** What brings each card's button for more rows up to date. @type {(() => void)[]} */
  const folds = [];
  let state = null;

  for (const card of CARDS) {
    const own = card.rooms.map((key) => rooms.get(key));
    const [first, ...others] = own;
    const title = `card-${card.id}`;
    const help = make('div', { id: `help-${card.id}`, class: 'popover help', popover: 'auto' });
    help.addEventListener('beforetoggle', (event) => {
      if (event.newState === 'open') help.replaceChildren(...explain(own, state));
    });
    help.addEventListener('toggle', () => help.querySelectorAll('.math').forEach(reachable));
    const question = make('button', {
      type: 'button', class: 'question', popovertarget: help.id, 'aria-label': `About: ${card.title}`, title: `What ${card.title.toLowerCase()} means here`,
    }, '?');
    const body = make('div', { class: 'rows' });
    for (const room of own) {
      const group = make('div', { class: 'group', 'data-room': room.key });
      if (room !== first) group.append(roomRow(room));
      group.append(make('div', { class: 'group', 'data-params': room.key }));
      body.append(group);
    }
    for (const id of card.figures ?? []) {
      const figure = figures.get(id);
      body.append(make('div', { class: 'row figure', title: figure.gist },
        make('span', { class: 'label' }, figure.name), make('div', {}, make('output', { name: `status.${id}` }, '–'))));
    }
    const head = make('div', { class: 'card-head' }, make('h2', { id: title }, card.title), question);
    const element = make('section', { class: card.topic ? 'card topic' : 'card', 'data-card': card.id, 'data-part': card.rooms.join(' '), 'aria-labelledby': title }, head, bigMenu(first), body, help);
    folds.push(more.build(element, body, question, card.title));
    strip.append(element);
  }

  /** The select of a room. */
  function menu(room, attributes) {
    const select = make('select', { name: room.key, title: room.gist, ...attributes },
      ...room.entries.map((entry) => make('option', { value: entry.id, title: entry.gist }, entry.name)));
    select.addEventListener('change', async () => {
      if (!await set(room.key, select.value)) update(state);
    });
    menus.set(room.key, select);
    return select;
  }

  function bigMenu(room) {
    return make('div', { class: 'menu big' }, menu(room, { 'aria-label': room.name }));
  }

  function roomRow(room) {
    const id = `room-${room.key}`;
    return make('div', { class: 'row' },
      make('label', { for: id, class: 'label lower', title: room.gist }, room.name),
      make('div', { class: 'menu wide' }, menu(room, { id })));
  }

  /** The row of one parameter: label, slider, value; a menu where the values are words. */
  function paramRow(param) {
    const { key } = param;
    const help = `about-${key}`;
    const unit = param.unit ? ` (${param.unit})` : '';
    const tip = `${param.help} ${sentence(param.allowed + unit)}`;
    const label = make('label', { for: key, class: 'label', title: tip }, param.name, param.symbol ? ' ' : null,
      param.symbol ? make('i', {}, param.symbol) : null);
    const about = make('span', { id: help, hidden: true }, tip);
    const shared = { id: key, name: key, title: tip, 'aria-describedby': help };
    if (param.kind === 'choice') {
      const select = make('select', shared, ...param.stops.map((word) => make('option', { value: word }, word)));
      select.addEventListener('change', async () => await set(key, select.value) || update(state));
      return {
        element: make('div', { class: 'row' }, label, make('div', { class: 'menu wide' }, select), about),
        show: (now) => setValue(select, now.text),
        enable: (reason) => disable([select], reason, tip),
      };
    }
    const slider = make('input', { type: 'range', min: 0, max: param.stops.length - 1, step: 1, 'aria-label': `${spoken(param)}: slider`, title: tip });
    const field = make('input', { type: 'number', step: 'any', autocomplete: 'off', ...shared });
    slider.style.setProperty('--of', String(param.stops.length - 1));
    const commit = async (text) => {
      const accepted = await set(key, text);
      if (accepted) field.removeAttribute('aria-invalid');
      else field.setAttribute('aria-invalid', 'true');
    };
    slider.addEventListener('input', () => commit(param.stops[slider.valueAsNumber]));
    field.addEventListener('change', () => commit(field.value.trim()));
    // The arrow keys move to the next stop of the slider: steps of 1 would be useless for a margin of 0.2.
    field.addEventListener('keydown', (event) => {
      const way = { ArrowUp: 'stepUp', ArrowDown: 'stepDown' }[event.key];
      if (!way) return;
      event.preventDefault();
      slider[way]();
      commit(param.stops[slider.valueAsNumber]);
    });
    field.addEventListener('blur', () => update(state));
    return {
      element: make('div', { class: 'row' }, label, slider, field, about),
      show: (now) => {
        setValue(slider, now.position);
        slider.style.setProperty('--at', String(now.position));
        slider.setAttribute('aria-valuetext', now.text);
        // A refused value stays for as long as it is being written.
        if (document.activeElement === field && field.hasAttribute('aria-invalid')) return;
        field.removeAttribute('aria-invalid');
        setValue(field, now.text);
      },
      enable: (reason) => disable([slider, field], reason, tip),
    };
  }

  /** Brings the strip up to date with `App.controls()`. */
  function update(controls) {
    state = controls;
    const before = rows;
    rows = new Map();
    for (const [key, now] of Object.entries(controls.rooms)) {
      const room = rooms.get(key);
      const select = menus.get(key);
      if (!room || !select) continue;
      setValue(select, now.choice);
      for (const option of select.options) {
        const reason = now.refused[option.value];
        option.disabled = Boolean(reason) && option.value !== now.choice;
        option.title = reason ?? room.entries.find((entry) => entry.id === option.value).gist;
      }
      disable([select], now.idle, room.gist);
      const entry = room.entries.find((e) => e.id === now.choice);
      const group = strip.querySelector(`[data-params="${key}"]`);
      const wanted = entry.params.map((param) => {
        const id = `${now.choice} ${param.key}`;
        const row = before.get(id) ?? paramRow(param);
        rows.set(id, row);
        const value = now.params.find((p) => p.key === param.key);
        row.show(value);
        row.enable(value.idle);
        return row.element;
      });
      if (wanted.length !== group.children.length || wanted.some((element, i) => element !== group.children[i])) {
        group.replaceChildren(...wanted);
      }
    }
    for (const fold of folds) fold();
  }

  return { update };
}

/** Greys controls out with the reason, or brings them back. */
function disable(controls, reason, tip) {
  for (const control of controls) {
    control.disabled = Boolean(reason);
    control.title = reason || tip;
  }
}

/** A phrase as a sentence. */
const sentence = (phrase) => `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
