// The branches: runs that were put aside when something was changed in the past, each with the way back to it.

import { byId, make, write } from '../page/dom.js';

/**
 * @param {(place: number) => void} returnTo
 * @param {(place: number) => void} drop
 */
export function build(returnTo, drop) {
  const button = byId('open-branches');
  const panel = byId('branches');
  let shown = '';

  /** The place of the branch that a button in the list belongs to, and whether it is the button that drops it. */
  panel.addEventListener('click', (event) => {
    const pressed = /** @type {Element} */ (event.target).closest('[data-branch]');
    if (!pressed) return;
    const dropped = pressed.matches('.drop');
    (dropped ? drop : returnTo)(Number(pressed.dataset.branch));
    if (!dropped) panel.hidePopover();
  });

  return {
    /** @param {{name: string, last: number}[]} branches */
    show(branches) {
      const now = JSON.stringify(branches);
      if (now === shown) return;
      shown = now;
      button.hidden = !branches.length;
      write(byId('branch-count'), String(branches.length));
      if (!branches.length && panel.matches(':popover-open')) panel.hidePopover();
      panel.querySelector('ul').replaceChildren(...branches.map(({ name, last }, place) => make('li', {},
        make('button', { type: 'button', 'data-branch': place }, make('b', {}, name), make('span', {}, `to step ${last}`)),
        make('button', { type: 'button', class: 'quiet drop', 'data-branch': place, 'aria-label': `Drop the branch ${name}`, title: 'Drop this branch' }, '×'))));
    },
  };
}
