// The formula with its numbers, for one term of the loss. Each number of a pair is linked with the pictures.

import { around, find, findAll, focused, hide, make, reachable, renew, setSlider, write } from '../page/dom.js';
import { build as mathematics } from '../page/formula.js';

/** @typedef {import('../pkg/pushpull.js').Numbers} Numbers */

/**
 * @param {import('../page/page.js').Base} base
 * @param {object} page
 * @param {import('./handling.js').Hand} page.hand
 * @param {(method: 'set', key: string, value: string) => unknown} page.change
 * @param {() => void} page.look
 */
export function build({ root, engine }, { hand, change, look }) {
  const block = find(root, '#numbers');
  const formulas = find(root, '#numbers-math');
  const holder = find(root, '#formula-slider');
  const slider = find(holder, 'input', HTMLInputElement);
  let shown = '';
  let lit = '';
  /** @type {string[]} */
  let stops = [];
  let key = '';
  /** While a run plays and the numbers are out of sight, they are not written. */
  let seen = false;
  new IntersectionObserver(([{ isIntersecting }]) => {
    seen = isIntersecting;
  }, { threshold: 0.25 }).observe(formulas);

  /** Points at a number's pair. @param {Event} event */
  async function point(event) {
    const pair = around(event, '[data-pair]')?.dataset.pair;
    if (!pair) hand.leave();
    else if (await engine.ask('point_at', pair)) look();
  }
  for (const [come, go] of [['pointerover', 'pointerleave'], ['focusin', 'focusout']]) {
    block.addEventListener(come, point);
    block.addEventListener(go, hand.leave);
  }
  slider.addEventListener('input', () => change('set', key, stops[slider.valueAsNumber]));

  /** Marks the numbers of the pair that is pointed at, here or in a picture. @param {string[]} pairs */
  function mark(pairs) {
    for (const element of findAll(block, '[data-pair]', Element)) element.classList.toggle('lit', pairs.includes(element.getAttribute('data-pair') ?? ''));
  }

  /** @param {Numbers} numbers */
  function fill(numbers) {
    const put = hold();
    write(find(root, '#numbers-counted'), numbers.counted);
    renew(formulas, numbers.formulas.map((sides) => make('div', { class: 'equation' }, ...sides.map((side) => make('span', {}, ...side.map(mathematics))))));
    reachable(formulas);
    hide(find(root, '#softmax'), !numbers.bars.length);
    renew(find(root, '#bars'), numbers.bars.map((bar) => {
      const line = make('span', { class: 'bar-line', 'aria-hidden': 'true' });
      line.style.setProperty('--length', String(bar.length));
      line.style.setProperty('--color', `var(--${bar.color})`);
      return make('li', linked(bar.pair), make('span', { class: 'name' }, bar.name), line, make('b', {}, bar.text));
    }));
    renew(find(root, '#gradients'), numbers.gradients.map(({ name, text, pair }) => make('div', linked(pair), make('dt', {}, name), make('dd', {}, text))));
    hide(find(root, 'details:has(> #gradients)'), !numbers.gradients.length);
    hide(holder, !numbers.slider);
    if (numbers.slider) turn(numbers.slider);
    put();
  }

  /** @param {import('../pkg/pushpull.js').ParamSliderValue} slider */
  function turn({ key: of, name, stops: texts, ...now }) {
    [key, stops] = [of, texts];
    write(find(root, '#formula-slider-name'), name);
    write(find(root, '#formula-slider-value'), now.text);
    setSlider(slider, now, stops.length - 1);
  }

  /** @param {string} pair @returns {(HTMLElement | MathMLElement)[]} */
  const ofPair = (pair) => [...block.querySelectorAll(`[data-pair="${CSS.escape(pair)}"]`)].map((element) => /** @type {HTMLElement} */ (element));

  /** Returns a function that gives the focus back to the current number, when that is made anew. */
  function hold() {
    const element = focused(block);
    const pair = element && block.contains(element) && element.dataset.pair;
    const place = pair ? ofPair(pair).indexOf(element) : 0;
    return () => pair && ofPair(pair)[place]?.focus();
  }

  return {
    /** @param {Numbers | undefined} numbers @param {string[]} pairs the pairs pointed at @param {boolean} playing */
    show(numbers, pairs, playing) {
      // The formula is in the open panel.
      const chosen = !find(root, '#lens').hidden;
      const [panel, formula] = [find(root, chosen ? '#lens' : '#formula-card'), find(root, '#formula')];
      if (formula.parentElement !== panel) panel.insertBefore(formula, chosen ? find(root, '#picks-title') : null);
      hide(block, !numbers);
      if (numbers) write(find(root, '#numbers-said'), numbers.said);
      if (playing && !seen) return;
      const [now, marked] = [JSON.stringify(numbers ?? null), pairs.join()];
      if (now !== shown && numbers) fill(numbers);
      if (now !== shown || marked !== lit) mark(pairs);
      [shown, lit] = [now, marked];
    },
  };
}

/** Attributes that make the element of a pair one that can be pointed at. @param {string | undefined} pair */
const linked = (pair) => (pair ? { 'data-pair': pair, tabindex: 0 } : {});
