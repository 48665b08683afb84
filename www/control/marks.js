// The marks of the timeline: a button over each, which leads to its step. The arrow keys go from one to the next.

import { around, find, make, renew, setStyle, write } from '../page/dom.js';

/** @type {Record<string, number>} */
const WAYS = { ArrowLeft: -1, ArrowRight: 1 };

/** @param {import('../page/dom.js').Root} root @param {(step: string) => unknown} goTo */
export function build(root, goTo) {
  const box = find(root, '#marks');
  let shown = '';
  /** @param {HTMLElement | undefined} chosen the one that the Tab key reaches */
  const reach = (chosen) => [...box.children].forEach((mark) => mark.setAttribute('tabindex', mark === chosen ? '0' : '-1'));

  box.addEventListener('click', (event) => {
    const mark = around(event, '[data-step]');
    if (mark) goTo(mark.dataset.step ?? '');
  });
  box.addEventListener('keydown', (event) => {
    const all = /** @type {HTMLElement[]} */ ([...box.children]);
    const next = all[all.findIndex((mark) => mark === event.target) + (WAYS[event.key] ?? NaN)];
    if (!(event.key in WAYS)) return;
    event.preventDefault();
    next?.focus();
    if (next) reach(next);
  });

  return {
    /** @param {import('../pkg/pushpull.js').DeskValue} desk */
    show({ marks, horizon, edges: [left, right] }) {
      const now = JSON.stringify([marks, horizon, left, right]);
      if (now === shown) return;
      shown = now;
      // A step's place follows from the end of the timeline alone.
      for (const [name, value] of Object.entries({ '--of': horizon, '--left': `${left / 16}rem`, '--right': `${right / 16}rem` })) setStyle(box, name, value);
      const inOrder = [...marks].sort((a, b) => a.step - b.step);
      write(find(root, '#edits'), inOrder.map((mark) => mark.text).join('. '));
      renew(box, inOrder.map(({ step, kind, text }) => {
        const mark = make('button', { type: 'button', title: text, 'aria-label': text, 'data-kind': kind, 'data-step': step });
        mark.style.setProperty('--mark', String(step));
        return mark;
      }));
      reach(/** @type {HTMLElement | undefined} */ (box.children[0]));
    },
  };
}
