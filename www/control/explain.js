// What the question mark of a card opens: for each of its rooms the present choice, its formula, its source and its parameters.

import { make } from '../page/dom.js';
import { formula } from '../page/formula.js';

/** A source as text, and as a link where it has an address. */
function source({ text, link }) {
  if (!text) return null;
  const shown = link ? make('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, text) : text;
  return make('p', { class: 'source' }, shown);
}

/**
 * @param {any[]} rooms the catalogue's rooms
 * @param {any} controls the answer of `App.controls()`
 */
export function explain(rooms, controls) {
  return rooms.map((room) => {
    const now = controls.rooms[room.key];
    const entry = room.entries.find((e) => e.id === now.choice);
    const math = formula(room.key, entry.id);
    const refused = Object.entries(now.refused).map(([id, reason]) =>
      make('li', {}, make('b', {}, room.entries.find((e) => e.id === id).name), ` ${reason}`));
    return make('section', {},
      make('p', { class: 'soft' }, `${room.name}. ${room.gist}`),
      make('h3', {}, entry.name),
      entry.also_known_as.length
        ? make('p', { class: 'soft' }, `Also known as ${entry.also_known_as.join(', ')}.`)
        : null,
      make('p', {}, entry.gist),
      math ? make('div', { class: 'math' }, math) : null,
      source(entry.citation),
      entry.params.length
        ? make('dl', { class: 'params' }, ...entry.params.map((param) => make('div', {},
          make('dt', {}, param.name, param.symbol ? ' ' : null, param.symbol ? make('i', {}, param.symbol) : null),
          make('dd', {}, param.help))))
        : null,
      refused.length ? make('ul', { class: 'refused' }, ...refused) : null);
  });
}
