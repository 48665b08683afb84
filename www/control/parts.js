// Slow motion: the parts of one step in the sentence's place, and the card of the strip that is at work.

import { announce } from '../page/announce.js';
import { CARDS } from './cards.js';
import { byId, make, write } from '../page/dom.js';

/**
 * @param {{id: string, name: string}[]} parts
 * @param {(id: string) => void} go
 */
export function build(parts, go) {
  const buttons = parts.map(({ id, name }) => {
    const button = make('button', { type: 'button', class: 'quiet small', 'data-part': id }, name);
    button.addEventListener('click', () => go(id));
    return button;
  });
  byId('parts').append(...buttons.map((button) => make('li', {}, button)));
  let said = '';

  return {
    /** @param {{id: string, room: string, sentence: string} | null} part */
    show(part) {
      const sentence = part?.sentence ?? '';
      if (sentence === said) return;
      said = sentence;
      byId('sentence').toggleAttribute('data-slow', Boolean(part));
      write(byId('part-says'), sentence);
      for (const button of buttons) button.setAttribute('aria-current', button.dataset.part === part?.id ? 'step' : 'false');
      const lit = CARDS.find((card) => card.rooms.includes(part?.room))?.id;
      for (const card of document.querySelectorAll('.card')) {
        card.toggleAttribute('data-lit', card.dataset.card === lit);
        // On a phone the strip is wider than the screen.
        if (card.dataset.card === lit) card.parentElement.scrollTo({ left: card.offsetLeft });
      }
      if (sentence) announce(sentence);
    },
  };
}
