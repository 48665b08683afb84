// Notices: messages that the reader can dismiss. One of each kind at a time.

import { make } from './dom.js';

/** @param {HTMLElement} place */
export function notices(place) {
  /** @param {string} kind */
  const dismiss = (kind) => place.querySelector(`[data-kind="${kind}"]`)?.remove();

  return {
    dismiss,
    /**
     * @param {string} kind replaces an earlier notice of the same kind
     * @param {string} text
     * @param {string} [details]
     */
    notice(kind, text, details) {
      dismiss(kind);
      const close = make('button', { type: 'button', class: 'quiet' }, 'Dismiss');
      const more = details ? make('details', {}, make('summary', {}, 'Details'), make('code', {}, details)) : null;
      const element = make('div', { class: 'notice', 'data-kind': kind }, make('p', {}, text), more, close);
      close.addEventListener('click', () => element.remove());
      place.append(element);
    },
  };
}
