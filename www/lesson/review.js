// Questions on earlier lessons, before a lesson begins: each is answered by itself, with a way to the step that teaches its answer. They can
// be skipped, and are folded once they are answered, and for readers who have not been in those lessons.

import { make } from '../page/dom.js';
import { nodes } from '../page/nodes.js';
import { radios } from './radios.js';

/** Where progress keeps that they are answered: no step has such a place. */
export const PLACE = '(review)';

/**
 * @param {import('./data.js').Review[]} given
 * @param {boolean} asks whether they are asked, not only offered: the reader knows those lessons, and has neither answered nor skipped them
 * @param {() => void} finished
 * @param {(lesson: string, place: string) => void} open a step
 */
export function build(given, asks, finished, open) {
  let left = given.length;
  const element = make('details', { class: 'review', open: asks },
    make('summary', {}, asks ? 'First, what you remember' : 'Questions on earlier lessons'),
    ...given.map((review, number) => question(review, number, () => {
      left -= 1;
      if (!left) finish('Go on');
    }, open)));
  const on = make('button', { type: 'button', class: 'small', 'data-review': 'skip' }, 'Skip');
  element.append(make('div', { class: 'acts' }, on));
  on.addEventListener('click', () => {
    finished();
    element.open = false;
    element.querySelector('summary')?.focus({ preventScroll: true });
    // What was folded was above: the step begins here.
    element.scrollIntoView({ block: 'start' });
  });

  /** @param {string} text */
  function finish(text) {
    finished();
    on.textContent = text;
    on.dataset.review = 'done';
  }

  return element;
}

/** @param {import('./data.js').Review} review @param {number} number @param {() => void} answered @param {(lesson: string, place: string) => void} open */
function question({ question: asks, choices, why, step }, number, answered, open) {
  const verdict = make('div', { class: 'verdict', hidden: true, role: 'status' });
  const rows = radios(`review-${number}`, choices);
  const link = make('a', { href: `#lesson=${step.lesson}&at=${step.at}` }, `Lesson ${step.number}, “${step.title}”`);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    open(step.lesson, step.at);
  });
  const field = make('fieldset', {}, make('legend', {}, ...nodes(asks)), ...rows.map(({ row }) => row), verdict);
  field.addEventListener('change', () => {
    for (const { choice, input, row } of rows) {
      if (choice.right) row.dataset.verdict = 'right';
      else if (input.checked) row.dataset.verdict = 'wrong';
    }
    const right = rows.some(({ choice, input }) => choice.right && input.checked);
    verdict.dataset.right = String(right);
    verdict.replaceChildren(make('p', {}, make('b', {}, right ? 'Right. ' : 'Not quite. '), ...nodes(why), ' ', link, '.'));
    if (verdict.hidden) answered();
    verdict.hidden = false;
  });
  return field;
}
