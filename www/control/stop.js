// Stop when: a condition in words that Rust reads, typed or chosen, and the message when it becomes true.

import { find, focused, make, setAttribute, setValue, write } from '../page/dom.js';

/**
 * @param {import('../page/page.js').Base} base
 * @param {(run: () => unknown) => Promise<boolean>} act says whether it was accepted
 */
export function build({ root, engine, announce }, act) {
  const field = find(root, '[name="stop"]', HTMLInputElement);
  const button = find(root, '#open-stop');
  const choose = async (/** @type {string} */ text) => {
    if (await act(() => engine.change('set_stop', text))) field.removeAttribute('aria-invalid');
    else field.setAttribute('aria-invalid', 'true');
  };
  find(root, '#stops').append(...engine.catalogue.stops.map(({ text, says }) => {
    const chip = make('button', { type: 'button', class: 'small', 'data-stop': text }, says);
    chip.addEventListener('click', () => choose(text));
    return chip;
  }));
  find(root, '#stop-never').addEventListener('click', () => choose(''));
  field.addEventListener('change', () => choose(field.value.trim()));
  let said = '';

  return {
    /** @param {import('../pkg/pushpull.js').DeskValue} desk */
    show({ stop, stopped }) {
      if (focused(field) !== field) {
        setValue(field, stop);
        field.removeAttribute('aria-invalid');
      }
      setAttribute(button, 'aria-pressed', Boolean(stop));
      setAttribute(button, 'title', stop ? `Stops when ${stop}` : 'Stop when something comes true');
      write(find(root, '#stopped'), stopped ?? '');
      if (stopped && stopped !== said) announce(stopped, 'stopped');
      said = stopped ?? '';
    },
  };
}
