// The chosen point's label, and the button that undoes changes to it.

import { find, hide, make, makeSvg, setAttribute, setValue, write } from '../page/dom.js';

/**
 * @param {import('../page/page.js').Base} base
 * @param {(run: () => unknown) => unknown} said changes the chosen point and announces it
 */
export function build({ root, engine }, said) {
  const box = find(root, '#edit');
  const name = make('span', {});
  const select = make('select', { name: 'point.label', 'aria-label': 'Label of the chosen point', title: 'What training is told. The measures keep using the true class.' });
  const arrow = makeSvg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, makeSvg('path', { d: 'M6.5 3 3 6.5 6.5 10M3.5 6.5H10a3.2 3.2 0 0 1 0 6.4H7' }));
  const back = make('button', { type: 'button', class: 'quiet small', 'data-edit': 'back', 'aria-label': 'Put the point back', title: 'Put the point and its label back as they were' }, arrow);
  box.append(name, make('span', {}, 'label'), make('div', { class: 'menu' }, select), back);
  select.addEventListener('change', () => said(() => engine.change('label', select.selectedIndex)));
  back.addEventListener('click', () => said(() => engine.change('put_back')));
  let known = '';

  return {
    /** @param {import('../pkg/pushpull.js').Chosen | undefined} chosen */
    show(chosen) {
      hide(box, !chosen);
      if (!chosen) return;
      write(name, `point ${chosen.point}`);
      const classes = chosen.classes.join('\n');
      if (classes !== known) {
        known = classes;
        select.replaceChildren(...chosen.classes.map((text, value) => make('option', { value }, text)));
      }
      setValue(select, chosen.label);
      // Not `disabled`: the button just pressed would lose the focus.
      setAttribute(back, 'aria-disabled', !chosen.changed);
    },
  };
}
