// The controls: the sentence (setup.js) and the strip of six cards with a menu for every room and a row for every parameter, all made from the catalogue.

import { CARDS } from './cards.js';
import { find, findAll, make, reachable, setSlider, setValue, write } from '../page/dom.js';
import { entryOf, explain } from './explain.js';
import * as more from './more.js';
import * as setup from './setup.js';
import { gistOf, hint, load, textsOf } from '../page/texts.js';

/** @typedef {import('../pkg/pushpull.js').Controls} Controls */
/** @typedef {import('../pkg/pushpull.js').RoomValue} Room */
/** @typedef {import('../pkg/pushpull.js').ParamValue} Param */
/** @typedef {import('../pkg/pushpull.js').ParamState} ParamState */
/** The row of a parameter. @typedef {{ element: HTMLElement, show: (now: ParamState) => void, enable: (reason: string | undefined) => void }} Row */

/** A parameter's name for readers: word and letter. @param {Param} param */
const spoken = (param) => [param.name, param.symbol].filter(Boolean).join(' ');

/**
 * Builds the strip and the sentence.
 * @param {import('../page/page.js').Base} base
 * @param {(method: 'set', key: string, value: string) => unknown} change the present values follow, also where one is refused
 * @param {import('./number.js').Make} number
 * @param {(key: string, value: string) => unknown} setView
 * @param {() => unknown} renew shows the present values: those at hand may be older than where a slider has been moved
 */
export function build(base, change, number, setView, renew) {
  const { root, engine: { catalogue } } = base;
  const strip = find(root, '#strip');
  const figures = new Map(catalogue.figures.map((figure) => [figure.id, figure]));
  /** The menu of every room. @type {Map<string, HTMLSelectElement>} */
  const menus = new Map();
  /** The rows of the current parameters. @type {Map<string, Row>} */
  let rows = new Map();
  /** Functions that update each card's button for more rows. @type {(() => void)[]} */
  const folds = [];
  /** What the controls show. @type {Controls | undefined} */
  let state;

  for (const card of CARDS) {
    const own = catalogue.rooms.filter((room) => room.card === card.id).sort((a, b) => Number(b.key === card.id) - Number(a.key === card.id));
    const [first] = own;
    const title = `card-${card.id}`;
    const help = make('div', { id: `help-${card.id}`, class: 'popover help', popover: 'auto' });
    help.addEventListener('beforetoggle', (event) => {
      if (event.newState === 'open' && state) help.replaceChildren(...explain(own, state));
    });
    help.addEventListener('toggle', () => findAll(help, '.math').forEach(reachable));
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
      if (figure) body.append(make('div', { class: 'row figure', ...hint(`figure.${id}`) },
        make('span', { class: 'label' }, figure.name), make('div', {}, make('output', { name: `status.${id}` }, '–'))));
    }
    const close = make('button', { type: 'button', class: 'quiet close', 'aria-label': `Close: ${card.title}` }, '×');
    close.addEventListener('click', () => element.hidePopover());
    const head = make('div', { class: 'card-head' }, make('h2', { id: title }, card.title), question, close);
    const gist = make('p', { class: 'gist', 'data-gist-of': first.key });
    const element = make('section', { class: 'card', 'data-card': card.id, 'data-part': own.map((room) => room.key).join(' '), 'aria-labelledby': title }, head, bigMenu(first), gist, body, help);
    folds.push(more.build(root, element, body, question, card.title));
    strip.append(element);
  }

  /** The select of a room. @param {Room} room @param {Record<string, string>} attributes */
  function menu(room, attributes) {
    const select = make('select', { name: room.key, ...attributes },
      ...room.entries.map((entry) => make('option', { value: entry.id }, entry.name)));
    select.addEventListener('change', () => change('set', room.key, select.value));
    menus.set(room.key, select);
    return select;
  }

  /** @param {Room} room */
  function bigMenu(room) {
    return make('div', { class: 'menu big' }, menu(room, { 'aria-label': room.name }));
  }

  /** @param {Room} room */
  function roomRow(room) {
    const id = `room-${room.key}`;
    return make('div', { class: 'row' },
      make('label', { for: id, class: 'label lower', ...hint(room.key) }, room.name),
      make('div', { class: 'menu wide' }, menu(room, { id })));
  }

  /**
   * The row of a parameter: label, slider, value; a menu, if the values are words.
   * @param {Param} param
   * @param {() => string | undefined} told what it does, once that has arrived
   * @returns {Row}
   */
  function paramRow(param, told) {
    const { key } = param;
    const help = `about-${key}`;
    const unit = param.unit ? ` (${param.unit})` : '';
    const label = make('label', { for: key, class: 'label' }, param.name, param.symbol ? ' ' : null,
      param.symbol ? make('i', {}, param.symbol) : null);
    const about = make('span', { id: help, hidden: true });
    const shared = { id: key, name: key, 'aria-describedby': help };
    const enable = (/** @type {(HTMLInputElement | HTMLSelectElement)[]} */ controls) => (/** @type {string | undefined} */ reason) => {
      const tip = [told(), sentence(param.allowed + unit)].filter(Boolean).join(' ');
      label.title = tip;
      write(about, tip);
      disable(controls, reason, tip);
    };
    if (param.kind === 'choice') {
      const select = make('select', shared, ...param.stops.map((word) => make('option', { value: word }, word)));
      select.addEventListener('change', () => change('set', key, select.value));
      return {
        element: make('div', { class: 'row' }, label, make('div', { class: 'menu wide' }, select), about),
        show: (now) => setValue(select, now.text),
        enable: enable([select]),
      };
    }
    const slider = make('input', { type: 'range', min: 0, step: 1, 'aria-label': `${spoken(param)}: slider` });
    const [min, max] = param.ends;
    const field = make('input', { role: 'spinbutton', inputmode: 'decimal', autocomplete: 'off', 'aria-valuemin': min, 'aria-valuemax': max, ...shared });
    const value = () => param.stops[slider.valueAsNumber];
    slider.addEventListener('input', () => change('set', key, value()));
    // Keys move to the slider's next stop: steps of 1 would be useless for a margin of 0.2.
    const typed = number(field, key, (by) => {
      if (by > 0) slider.stepUp(by);
      else slider.stepDown(-by);
      return value();
    });
    return {
      element: make('div', { class: 'row' }, label, slider, field, typed.said, about),
      show: (now) => {
        setSlider(slider, now, param.stops.length - 1);
        typed.show(now.text);
      },
      enable: enable([slider, field]),
    };
  }

  /** @param {Controls} controls */
  function update(controls) {
    state = controls;
    const before = rows;
    rows = new Map();
    for (const room of catalogue.rooms) {
      const { key } = room;
      const now = controls.rooms[key];
      const select = menus.get(key);
      if (!select) continue;
      setValue(select, now.choice);
      for (const option of select.options) {
        const reason = now.refused[option.value];
        option.disabled = Boolean(reason) && option.value !== now.choice;
        option.title = reason ?? gistOf(`${key}.${option.value}`);
      }
      disable([select], now.idle, gistOf(key));
      const gist = strip.querySelector(`[data-gist-of="${key}"]`);
      if (gist) write(gist, gistOf(`${key}.${now.choice}`));
      const group = find(strip, `[data-params="${key}"]`);
      // A small menu without effect at present stands alone.
      const shown = now.idle && group.previousElementSibling ? [] : entryOf(room, now.choice).params;
      const wanted = shown.map((param) => {
        const id = `${now.choice} ${param.key}`;
        const row = before.get(id) ?? paramRow(param, () => textsOf(key, now.choice)?.help[param.key]);
        rows.set(id, row);
        const value = now.params.find((p) => p.key === param.key);
        if (value) row.show(value);
        row.enable(value?.idle);
        return row.element;
      });
      if (wanted.length !== group.children.length || wanted.some((element, i) => element !== group.children[i])) {
        group.replaceChildren(...wanted);
      }
    }
    for (const fold of folds) fold();
  }

  let told = false;
  /** Has hints and explanations say everything. */
  async function complete() {
    if (told || !await load() || told) return;
    told = true;
    for (const element of findAll(root, '[data-gist]')) element.title = gistOf(element.dataset.gist ?? '');
    renew();
    for (const help of findAll(strip, '.help:popover-open')) {
      help.hidePopover();
      help.showPopover();
    }
  }
  // As soon as somebody is here, long before a hint shows; what does not arrive is asked for again at every press.
  for (const kind of ['pointermove', 'pointerdown', 'focusin', 'keydown']) root.addEventListener(kind, complete, { once: kind === 'pointermove' });

  const words = setup.build(base, setView);
  return {
    /** @param {Controls} controls @param {import('../pkg/pushpull.js').DeskValue} desk */
    update(controls, desk) {
      update(controls);
      words.show(controls, desk);
    },
  };
}

/** Disables controls with the reason, or enables them. @param {(HTMLInputElement | HTMLSelectElement)[]} controls @param {string | undefined} reason @param {string} tip */
function disable(controls, reason, tip) {
  for (const control of controls) {
    control.disabled = Boolean(reason);
    control.title = reason || tip;
  }
}

/** A phrase as a sentence. @param {string} phrase */
const sentence = (phrase) => `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
