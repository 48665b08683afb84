// Tested sentences: the mark behind one says over how many runs it was tested, what was expected, and opens such a run.

import { make } from '../page/dom.js';
import { showAt } from '../page/showing.js';

/**
 * @param {HTMLElement} place where the marks are
 * @param {() => any[]} claims of the present step
 */
export function start(place, claims) {
  place.addEventListener('click', (event) => {
    const mark = /** @type {HTMLElement | null} */ (event.target.closest('[data-claim]'));
    const claim = mark && claims()[Number(mark.dataset.claim)];
    if (!claim) return;
    showAt(mark,
      make('h3', {}, `Tested over ${claim.seeds} seeds`),
      make('p', { class: 'quoted' }, `“${claim.says}”`),
      make('p', {}, `After ${claim.steps} steps, ${claim.expects}. A build in which this does not hold is not published.`),
      make('p', {}, make('a', { href: claim.run }, 'Open this run at its end'), claim.other ? ' or ' : null,
        claim.other ? make('a', { href: claim.other }, 'the run that it is compared with') : null, '.'));
  });
}
