// The branches: runs put aside when the past was changed, each with the way back to it.

import { around, find, make, write } from '../page/dom.js';

/**
 * @param {import('../page/page.js').Base} base
 * @param {(method: 'return_to' | 'drop_branch', place: number) => unknown} change
 */
export function build({ root }, change) {
  const button = find(root, '#open-branches');
  const panel = find(root, '#branches');
  let shown = '';

  /** The index of the branch that a button in the list belongs to, and whether the button deletes it. */
  panel.addEventListener('click', (event) => {
    const pressed = around(event, '[data-branch]');
    if (!pressed) return;
    const dropped = pressed.matches('.drop');
    change(dropped ? 'drop_branch' : 'return_to', Number(pressed.dataset.branch));
    if (!dropped) panel.hidePopover();
  });

  return {
    /** @param {import('../pkg/pushpull.js').BranchValue[]} branches */
    show(branches) {
      const now = JSON.stringify(branches);
      if (now === shown) return;
      shown = now;
      button.hidden = !branches.length;
      write(find(root, '#branch-count'), String(branches.length));
      if (!branches.length && panel.matches(':popover-open')) panel.hidePopover();
      find(panel, 'ul').replaceChildren(...branches.map(({ name, last }, place) => make('li', {},
        make('button', { type: 'button', 'data-branch': place }, make('b', {}, name), make('span', {}, `to step ${last}`)),
        make('button', { type: 'button', class: 'quiet drop', 'data-branch': place, 'aria-label': `Drop the branch ${name}`, title: 'Drop this branch' }, '×'))));
    },
  };
}
