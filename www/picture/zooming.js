// Zooming the embedding on purpose: the wheel with Ctrl (alone where the page does not scroll), two fingers, the keys +, − and 0, and the
// button "Fit". Rust knows what is shown.

import { find, setAttribute } from '../page/dom.js';
import { within } from './pointing.js';

/** A key's zoom, and a wheel's per pixel. */
const KEYS = { '+': 1.25, '=': 1.25, '-': 0.8, '−': 0.8 };
const WHEEL = 0.003;

/** @typedef {import('./pointing.js').Place} Place */

/**
 * @param {import('../page/page.js').Base} base
 * @param {(changing: Promise<unknown>) => void} see looks at what is being changed
 */
export function build({ root, engine, announce }, see) {
  const fits = find(root, '[data-action="fit"]');
  const say = (/** @type {string} */ text) => announce(text, 'zoom');
  const fit = () => see(engine.change('fit').then(say));
  fits.addEventListener('click', fit);

  /** Zooms around a place of the picture. @param {Place} place @param {number} x @param {number} y @param {number} factor */
  const zoom = (place, x, y, factor) => see(engine.change('zoom', place.width, place.height, x, y, factor).then(say));

  /** Lets a picture of the embedding be zoomed. @param {Place} place */
  function add(place) {
    const { box } = place;
    if (!box.closest('.embedding')) return;
    /** The distance of two fingers, while they are down. */
    let apart = 0;
    box.addEventListener('wheel', (event) => {
      const { scrollHeight, clientHeight } = document.documentElement;
      if (!event.ctrlKey && scrollHeight > clientHeight) return;
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 16;
      zoom(place, ...within(place, event), Math.exp(-WHEEL * lines * event.deltaY));
    }, { passive: false });
    for (const type of /** @type {const} */ (['touchstart', 'touchmove'])) {
      box.addEventListener(type, (event) => {
        if (event.touches.length !== 2) return;
        if (event.cancelable) event.preventDefault();
        const [a, b] = event.touches;
        const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
        if (type === 'touchmove' && apart > 0 && now > 0) zoom(place, ...within(place, { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 }), now / apart);
        apart = now;
      }, { passive: false });
    }
    box.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const factor = KEYS[/** @type {keyof typeof KEYS} */ (event.key)];
      if (factor) zoom(place, place.width / 2, place.height / 2, factor);
      else if (event.key === '0') fit();
      else return;
      event.preventDefault();
    });
  }

  return {
    add,
    /** Shows whether a reader has zoomed. @param {{ zoomed: boolean }} view */
    update: ({ zoomed }) => setAttribute(fits, 'aria-pressed', zoomed),
  };
}
