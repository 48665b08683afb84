// Tested statements: the mark behind one tells over how many runs it was tested and what was expected, and opens such a run.

import { around, make } from '../page/dom.js';
import { showAt } from '../page/showing.js';

/**
 * @param {import('../page/dom.js').Root} root
 * @param {HTMLElement} place where the marks are
 * @param {() => import('./data.js').Claim[]} claims of the current step
 */
export function start(root, place, claims) {
  place.addEventListener('click', (event) => {
    const mark = around(event, '[data-claim]');
    const claim = mark && claims()[Number(mark.dataset.claim)];
    if (!claim) return;
    showAt(root, mark,
      make('h3', {}, `Tested over ${claim.seeds} seeds`),
      make('p', { class: 'quoted' }, `“${claim.says}”`),
      make('p', {}, 'A tick means that a sentence was tested: in so many runs, which differ in nothing but the seed that all chance in a run comes from.'),
      make('p', {}, `Expected after ${claim.steps} steps, ${claim.expects}.${claim.rate ? ` Seen: ${claim.rate}.` : ''} A build in which this does not hold is not published.`),
      make('p', {}, make('a', { href: claim.run }, 'Open this run at its end'), claim.other ? ' or ' : null,
        claim.other ? make('a', { href: claim.other }, 'the run that it is compared with') : null, '.'));
  });
}
