// The list of lessons: titles, gists, the reader's progress; and the link to the glossary.

import { make } from '../page/dom.js';
import * as glossary from './glossary.js';

/**
 * @param {import('./course.js').Course} course
 * @param {HTMLElement} panel the popover
 * @param {string} here the open lesson, or ''
 * @param {(id: string) => void} open
 */
export async function fill(course, panel, here, open) {
  const { lessons } = await course.files.index();
  const rows = lessons.map(({ id, number, title, gist, asks }) => {
    const done = asks.filter((place) => course.progress.done(id).includes(place)).length;
    const all = done === asks.length;
    const mark = all ? 'done' : done ? `${done} of ${asks.length} answered` : '';
    const button = make('button', { type: 'button', 'data-lesson': id, 'aria-current': id === here ? 'true' : null },
      make('b', {}, `${number}. ${title}`, ' ', mark ? make('small', { class: all ? 'good' : 'soft' }, mark) : null), make('span', {}, gist));
    button.addEventListener('click', () => {
      panel.hidePopover();
      open(id);
    });
    return button;
  });
  const terms = make('button', { type: 'button', id: 'open-glossary' }, make('b', {}, 'Glossary'), make('span', {}, 'The words of the field, in a sentence each.'));
  terms.addEventListener('click', () => {
    panel.hidePopover();
    glossary.build(course).open();
  });
  panel.replaceChildren(make('h2', {}, 'Lessons'),
    make('p', { class: 'soft' }, 'A course inside the living page. Every marked sentence is tested over many runs.'), ...rows, terms);
}
