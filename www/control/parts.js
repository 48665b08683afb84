// Slow motion: the parts of one step in place of the verdict, and the card and the choice at work.

import { find, findAll, make, write } from '../page/dom.js';

/**
 * @param {import('../page/page.js').Base} base
 * @param {(id: string) => void} go
 */
export function build({ root, engine, announce }, go) {
  const buttons = engine.catalogue.parts.map(({ id, name }) => {
    const button = make('button', { type: 'button', class: 'quiet small', 'data-part': id }, name);
    button.addEventListener('click', () => go(id));
    return button;
  });
  find(root, '#parts').append(...buttons.map((button) => make('li', {}, button)));
  let said = '';

  return {
    /** @param {import('../pkg/pushpull.js').PartSaid | undefined} part */
    show(part) {
      const sentence = part?.sentence ?? '';
      if (sentence === said) return;
      said = sentence;
      find(root, '#verdict').toggleAttribute('data-slow', Boolean(part));
      write(find(root, '#part-says'), sentence);
      for (const button of buttons) button.setAttribute('aria-current', button.dataset.part === part?.id ? 'step' : 'false');
      const lit = part && engine.catalogue.rooms.find((room) => room.key === part.room)?.card;
      for (const card of findAll(root, '[data-card]')) {
        card.toggleAttribute('data-lit', card.dataset.card === lit);
        // On a phone the strip is wider than the screen.
        if (card.dataset.card === lit && card.matches('.card')) card.parentElement?.scrollTo({ left: card.offsetLeft });
      }
      if (sentence) announce(sentence);
    },
  };
}
