// The panel behind a card's question mark: for each room the current choice, its formula, its source and its parameters.

import { make } from '../page/dom.js';
import { formula } from '../page/formula.js';
import { gistOf, textsOf } from '../page/texts.js';

/** An entry of a room; Rust names only existing ones. @param {import('../pkg/pushpull.js').RoomValue} room @param {string} id */
export function entryOf(room, id) {
  const entry = room.entries.find((entry) => entry.id === id);
  if (!entry) throw new Error(`There is no ${room.key} called ${id}.`);
  return entry;
}

/** A source as text, with a link if it has an address. @param {import('../page/texts.js').Texts['citation']} citation */
function source({ text, link }) {
  if (!text) return null;
  const shown = link ? make('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, text) : text;
  return make('p', { class: 'source' }, shown);
}

/**
 * @param {import('../pkg/pushpull.js').RoomValue[]} rooms
 * @param {import('../pkg/pushpull.js').Controls} controls
 */
export function explain(rooms, controls) {
  return rooms.map((room) => {
    const now = controls.rooms[room.key];
    const entry = entryOf(room, now.choice);
    const math = formula(room.key, entry.id);
    const texts = textsOf(room.key, entry.id);
    const refused = Object.entries(now.refused).map(([id, reason]) =>
      make('li', {}, make('b', {}, entryOf(room, id).name), ` ${reason}`));
    return make('section', {},
      make('p', { class: 'soft' }, `${room.name}. ${gistOf(room.key)}`),
      make('h3', {}, entry.name),
      texts?.also_known_as.length
        ? make('p', { class: 'soft' }, `Also known as ${texts.also_known_as.join(', ')}.`)
        : null,
      make('p', {}, gistOf(`${room.key}.${entry.id}`)),
      math ? make('div', { class: 'math' }, math) : null,
      texts ? source(texts.citation) : null,
      entry.params.length
        ? make('dl', { class: 'params' }, ...entry.params.map((param) => make('div', {},
          make('dt', {}, param.name, param.symbol ? ' ' : null, param.symbol ? make('i', {}, param.symbol) : null),
          make('dd', {}, texts?.help[param.key] ?? ''))))
        : null,
      refused.length ? make('ul', { class: 'refused' }, ...refused) : null);
  });
}
