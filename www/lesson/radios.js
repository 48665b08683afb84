// The choices of a question as radio buttons.

import { make } from '../page/dom.js';
import { nodes } from '../page/nodes.js';

/**
 * A row for each choice, of which one can be checked.
 * @template {{ text: import('../page/nodes.js').Tree[] }} Choice
 * @param {string} name @param {Choice[]} choices
 */
export function radios(name, choices) {
  return choices.map((choice, i) => {
    const input = make('input', { type: 'radio', name, value: i });
    return { choice, input, row: make('label', { class: 'choice' }, input, make('span', {}, ...nodes(choice.text))) };
  });
}
