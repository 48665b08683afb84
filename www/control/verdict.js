// The verdict: what is happening, the button for the best remedy, and the list of all remedies, including folk advice.

import { find, make, setAttribute, write } from '../page/dom.js';

/**
 * @param {import('../page/page.js').Base} base
 * @param {(method: 'rescue', remedy: string) => unknown} change follows the remedy of this label, if the run still has it
 */
export function build({ root }, change) {
  const box = find(root, '#verdict');
  const button = find(root, '#remedy');
  const list = find(root, '#remedies');
  const more = find(root, '[popovertarget="remedies"]');
  let shown = '';
  let first = '';
  button.addEventListener('click', () => change('rescue', first));

  /** @param {import('../pkg/pushpull.js').RemedyValue} remedy */
  function row(remedy) {
    const tryIt = make('button', { type: 'button', class: 'wide' },
      make('b', {}, remedy.label), make('span', {}, remedy.why),
      make('em', { class: remedy.helps ? 'good' : 'warn' }, remedy.helps ? `Helps. Try it ${remedy.from}.` : `Does not help here. See for yourself, ${remedy.from}.`));
    tryIt.addEventListener('click', () => {
      list.hidePopover();
      change('rescue', remedy.label);
    });
    return make('li', {}, tryIt);
  }

  return {
    /** The words are in an `<output>` of their own. @param {import('../pkg/pushpull.js').DiagnosisValue} diagnosis */
    show({ id, title, remedies }) {
      setAttribute(box, 'data-diagnosis', id);
      write(find(root, '#diagnosis-title'), `${title}.`);
      const now = JSON.stringify(remedies);
      if (now === shown) return;
      shown = now;
      const [best] = remedies;
      first = best?.label ?? '';
      button.hidden = !best;
      more.hidden = remedies.length < 2;
      write(button, best ? `${best.label}, ${best.from}` : '');
      find(list, 'ul').replaceChildren(...remedies.map(row));
    },
  };
}
