// Notices: something that the reader should know and can dismiss. One of each kind at a time.

import { byId, make } from './dom.js';

/**
 * @param {string} kind replaces an earlier notice of the same kind
 * @param {string} text
 * @param {string} [details]
 */
export function notice(kind, text, details) {
  dismiss(kind);
  const close = make('button', { type: 'button', class: 'quiet' }, 'Dismiss');
  const more = details ? make('details', {}, make('summary', {}, 'Details'), make('code', {}, details)) : null;
  const element = make('div', { class: 'notice', 'data-kind': kind }, make('p', {}, text), more, close);
  close.addEventListener('click', () => element.remove());
  byId('notices').append(element);
}

/** @param {string} kind */
export function dismiss(kind) {
  byId('notices').querySelector(`[data-kind="${kind}"]`)?.remove();
}
