// Stop when: a condition in words that Rust reads, typed or chosen, and what is said when it has come true.

import { announce } from '../page/announce.js';
import { byId, make, setAttribute, setValue, write } from '../page/dom.js';

/**
 * @param {() => Promise<{text: string, says: string}[]>} suggestions conditions, also in words
 * @param {(text: string) => Promise<boolean>} set says whether the condition was accepted
 */
export function build(suggestions, set) {
  const field = document.querySelector('[name="stop"]');
  const button = byId('open-stop');
  const choose = async (text) => {
    if (await set(text)) field.removeAttribute('aria-invalid');
    else field.setAttribute('aria-invalid', 'true');
  };
  byId('stop').addEventListener('beforetoggle', async () => byId('stops').replaceChildren(...(await suggestions()).map(({ text, says }) => {
    const chip = make('button', { type: 'button', class: 'small', 'data-stop': text }, says);
    chip.addEventListener('click', () => choose(text));
    return chip;
  })), { once: true });
  byId('stop-never').addEventListener('click', () => choose(''));
  field.addEventListener('change', () => choose(field.value.trim()));
  let said = '';

  return {
    /** @param {{stop: string, stopped?: string | null}} desk */
    show({ stop, stopped }) {
      if (document.activeElement !== field || !field.hasAttribute('aria-invalid')) setValue(field, stop);
      setAttribute(button, 'aria-pressed', Boolean(stop));
      setAttribute(button, 'title', stop ? `Stops when ${stop}` : 'Stop when something comes true');
      write(byId('stopped'), stopped ?? '');
      if (stopped && stopped !== said) announce(stopped, 'stopped');
      said = stopped ?? '';
    },
  };
}
