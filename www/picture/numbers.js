// The formula with its numbers: what Rust says of one term of the loss, each number of a pair linked with the pictures.

import { byId, hide, make, reachable, renew, setAttribute, setStyle, setValue, write } from '../page/dom.js';
import { build as mathematics } from '../page/formula.js';

/**
 * @param {object} on
 * @param {(pair: string) => void} on.point points at a pair
 * @param {() => void} on.leave
 * @param {(key: string, value: string) => void} on.set
 */
export function build(on) {
  const block = byId('numbers');
  const formulas = byId('numbers-math');
  const knob = byId('knob');
  const softmax = /** @type {HTMLDetailsElement} */ (byId('softmax'));
  const slider = knob.querySelector('input');
  let shown = '';
  let lit = '';
  let stops = [];
  let key = '';
  /** While a run plays and nobody sees the numbers, they are not written. */
  let seen = false;
  new IntersectionObserver(([{ isIntersecting }]) => {
    seen = isIntersecting;
  }, { threshold: 0.25 }).observe(formulas);

  const pair = (event) => /** @type {HTMLElement | null} */ (event.target.closest('[data-pair]'))?.dataset.pair;
  for (const [come, go] of [['pointerover', 'pointerleave'], ['focusin', 'focusout']]) {
    block.addEventListener(come, (event) => (pair(event) ? on.point(pair(event)) : on.leave()));
    block.addEventListener(go, () => on.leave());
  }
  slider.addEventListener('input', () => on.set(key, stops[slider.valueAsNumber]));

  /** Marks the numbers of the pair that is pointed at, here or in a picture. */
  function mark(pairs) {
    for (const element of block.querySelectorAll('[data-pair]')) element.classList.toggle('lit', pairs.includes(element.dataset.pair));
  }

  /** @param {any} numbers */
  function fill(numbers) {
    const put = hold();
    write(byId('numbers-counted'), numbers.counted);
    renew(formulas, numbers.formulas.map((sides) => make('div', { class: 'equation' }, ...sides.map((side) => make('span', {}, mathematics(side))))));
    reachable(formulas);
    hide(softmax, !numbers.bars.length);
    renew(byId('bars'), numbers.bars.map((bar) => {
      const line = make('span', { class: 'bar-line', 'aria-hidden': 'true' });
      line.style.setProperty('--length', String(bar.length));
      line.style.setProperty('--color', `var(--${bar.color})`);
      return make('li', linked(bar.pair), make('span', { class: 'name' }, bar.name), line, make('b', {}, bar.text));
    }));
    renew(byId('gradients'), numbers.gradients.map(({ name, text, pair }) => make('div', linked(pair), make('dt', {}, name), make('dd', {}, text))));
    hide(knob, !numbers.knob);
    if (numbers.knob) turn(numbers.knob);
    put();
  }

  function turn({ key: of, name, stops: texts, position, text }) {
    [key, stops] = [of, texts];
    write(byId('knob-name'), name);
    write(byId('knob-value'), text);
    setAttribute(slider, 'max', stops.length - 1);
    setStyle(slider, '--of', slider.max);
    setStyle(slider, '--at', position);
    setValue(slider, position);
    setAttribute(slider, 'aria-valuetext', text);
  }

  const ofPair = (pair) => [...block.querySelectorAll(`[data-pair="${CSS.escape(pair)}"]`)];

  /** What gives the focus back to the number that has it, where that is made anew. */
  function hold() {
    const element = /** @type {HTMLElement | null} */ (document.activeElement);
    const pair = block.contains(element) && element.dataset.pair;
    const place = pair ? ofPair(pair).indexOf(element) : 0;
    return () => pair && ofPair(pair)[place]?.focus();
  }

  return {
    /** @param {any} numbers the answer of `App.numbers()` @param {string[]} pairs the answer of `App.lit()` @param {boolean} playing */
    show(numbers, pairs, playing) {
      // The formula stands in the panel that is open.
      const chosen = !byId('lens').hidden;
      const [panel, formula] = [byId(chosen ? 'lens' : 'about'), byId('formula')];
      if (formula.parentElement !== panel) panel.insertBefore(formula, chosen ? byId('picks-title') : null);
      hide(block, !numbers);
      if (numbers) write(byId('numbers-said'), numbers.said);
      if (playing && !seen) return;
      const [now, marked] = [JSON.stringify(numbers), pairs.join()];
      if (now !== shown && numbers) fill(numbers);
      if (now !== shown || marked !== lit) mark(pairs);
      [shown, lit] = [now, marked];
    },
  };
}

/** What makes an element one that can be pointed at, where it is of a pair. @param {string | null} pair */
const linked = (pair) => (pair ? { 'data-pair': pair, tabindex: 0 } : {});
