// The sentence: what is happening now, the button that tries the best remedy, and the list of all that are known, folk advice included.

import { byId, make, setAttribute, write } from '../page/dom.js';

/** @param {(place: number) => void} apply does what a remedy says, by its place in the list */
export function build(apply) {
  const box = byId('sentence');
  const button = byId('remedy');
  const list = byId('remedies');
  const more = document.querySelector('[popovertarget="remedies"]');
  let shown = '';
  button.addEventListener('click', () => apply(0));

  function row(remedy, place) {
    const tryIt = make('button', { type: 'button', class: 'wide', 'data-remedy': place },
      make('b', {}, remedy.label), make('span', {}, remedy.why),
      make('em', { class: remedy.helps ? 'good' : 'warn' }, remedy.helps ? `Helps. Try it ${remedy.from}.` : `Does not help here. See for yourself, ${remedy.from}.`));
    tryIt.addEventListener('click', () => {
      list.hidePopover();
      apply(place);
    });
    return make('li', {}, tryIt);
  }

  return {
    /** The words themselves are an `<output>`. */
    show({ id, title, remedies }) {
      setAttribute(box, 'data-diagnosis', id);
      write(byId('diagnosis-title'), `${title}.`);
      const now = JSON.stringify(remedies);
      if (now === shown) return;
      shown = now;
      const [first] = remedies;
      button.hidden = !first;
      more.hidden = remedies.length < 2;
      write(button, first ? `${first.label}, ${first.from}` : '');
      list.querySelector('ul').replaceChildren(...remedies.map(row));
    },
  };
}
