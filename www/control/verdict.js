// The verdict: what is happening, the button for the best remedy, and the list of all remedies, including folk advice.

import { find, make, setAttribute, write } from '../page/dom.js';

/**
 * @param {import('../page/page.js').Base} base
 * @param {(method: 'rescue', place: number) => unknown} change
 */
export function build({ root }, change) {
  const box = find(root, '#verdict');
  const button = find(root, '#remedy');
  const list = find(root, '#remedies');
  const more = find(root, '[popovertarget="remedies"]');
  let shown = '';
  button.addEventListener('click', () => change('rescue', 0));

  /** @param {import('../pkg/pushpull.js').RemedyValue} remedy @param {number} place */
  function row(remedy, place) {
    const tryIt = make('button', { type: 'button', class: 'wide', 'data-remedy': place },
      make('b', {}, remedy.label), make('span', {}, remedy.why),
      make('em', { class: remedy.helps ? 'good' : 'warn' }, remedy.helps ? `Helps. Try it ${remedy.from}.` : `Does not help here. See for yourself, ${remedy.from}.`));
    tryIt.addEventListener('click', () => {
      list.hidePopover();
      change('rescue', place);
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
      const [first] = remedies;
      button.hidden = !first;
      more.hidden = remedies.length < 2;
      write(button, first ? `${first.label}, ${first.from}` : '');
      find(list, 'ul').replaceChildren(...remedies.map(row));
    },
  };
}
