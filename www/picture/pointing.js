// Pointing at the pictures: hovering, choosing an anchor, dragging a point, with mouse, finger or keys. Rust knows what lies where.

import { latest } from '../page/latest.js';

/** @type {Record<string, string>} */
const WAYS = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', PageUp: 'previous', PageDown: 'next' };

/** A picture's place. @typedef {{ id: string, box: HTMLElement, width: number, height: number, zoom?: number }} Place */
/** @typedef {import('./handling.js').Spot} Spot */

/** Where a pointer is in a picture, in the picture's pixels. @param {Place} place @param {{ clientX: number, clientY: number }} pointer @returns {[x: number, y: number]} */
export function within({ box, zoom = 1 }, { clientX, clientY }) {
  const { left, top } = box.getBoundingClientRect();
  return [(clientX - left) / zoom, (clientY - top) / zoom];
}

/**
 * @param {Place[]} places
 * @param {import('./handling.js').Hand} on
 * @param {(place: Place) => void} zoomable lets a picture be zoomed, if it can be
 */
export function start(places, on, zoomable) {
  for (const place of places) {
    zoomable(place);
    const { box } = place;
    /**
     * The press of a pointer: whether it holds a point, whether a place was refused, and the way to its latest place.
     * @typedef {{ id: number, holds: Promise<boolean>, refused: boolean, way: Promise<void>, follow: (...place: [width: number, height: number, x: number, y: number]) => Promise<void> }} Press
     */
    /** The pointer that is down, if it may hold a point. @type {Press | null} */
    let press = null;
    /** Whether it does, once known. */
    let held = false;
    /** What the last press held. */
    let holds = Promise.resolve(false);
    /** The last release: a point is taken after the one before was let go. @type {Promise<unknown>} */
    let released = Promise.resolve();
    /** @param {MouseEvent} event @returns {Spot} */
    const at = (event) => [place.id, place.width, place.height, ...within(place, event)];
    /** Releases the point. @param {Spot | null} spot chosen if nothing was dragged */
    const release = async (spot) => {
      held = false;
      box.classList.remove('held');
      if (!await on.release() && spot) on.choose(...spot);
    };
    /** The point follows a press one place at a time, until a place is refused: what was asked for after that is not. @param {Press} of */
    const follower = (of) => latest(async (/** @type {[width: number, height: number, x: number, y: number]} */ ...place) => {
      if (of.refused || !await of.holds) return;
      box.classList.toggle('held', of === press);
      of.refused = !await on.drag(...place);
      if (!of.refused) return;
      if (press === of) press = null;
      await release(null);
    });
    /** The pointer is over a spot, or over nothing. If answers take long, only the latest place counts. */
    const over = latest(async (/** @type {Spot | null} */ spot) => (spot ? box.classList.toggle('movable', await on.hover(...spot)) : on.leave()));
    box.addEventListener('pointerdown', async (event) => {
      if (press) return;
      holds = Promise.resolve(false);
      if (event.button !== 0) return;
      const spot = at(event);
      holds = released.then(() => on.grab(...spot));
      const own = /** @type {Press} */ ({ id: event.pointerId, holds, refused: false, way: Promise.resolve() });
      own.follow = follower(own);
      press = own;
      const found = await holds;
      if (press !== own) return;
      held = found;
      if (held) box.setPointerCapture(own.id);
      else press = null;
    });
    box.addEventListener('pointermove', (event) => {
      const spot = at(event);
      const [, ...place] = spot;
      if (event.pointerId === press?.id) press.way = press.follow(...place);
      else if (!press) over(spot);
    });
    const end = (/** @type {boolean} */ chooses) => (/** @type {PointerEvent} */ event) => {
      const own = press;
      if (event.pointerId !== own?.id) return;
      const spot = at(event);
      press = null;
      released = own.way.then(async () => {
        if (!own.refused && await own.holds) await release(chooses ? spot : null);
      });
    };
    box.addEventListener('pointerup', end(true));
    box.addEventListener('pointercancel', end(false));
    // A finger on a point drags it; elsewhere it scrolls the page.
    for (const type of /** @type {const} */ (['touchstart', 'touchmove'])) {
      box.addEventListener(type, (event) => {
        if (held && event.cancelable) event.preventDefault();
      }, { passive: false });
    }
    box.addEventListener('pointerleave', () => over(null));
    box.addEventListener('click', async (event) => {
      const [spot, held] = [at(event), holds];
      holds = Promise.resolve(false);
      // Whether something was held is known when it is released.
      if (!await held) on.choose(...spot);
    });
    box.addEventListener('blur', () => over(null));
    box.addEventListener('keydown', (event) => {
      if (!box.matches('[data-walk]') || event.ctrlKey || event.metaKey || event.altKey) return;
      const way = WAYS[event.key];
      if (way && event.shiftKey) on.nudge(place.id, way);
      else if (way) on.walk(place.id, way);
      else if (event.key === 'Enter') on.enter(place.id);
      else if (event.key.toLowerCase() === 'l') on.relabel();
      else if (event.key === 'Delete' || event.key === 'Backspace') on.putBack();
      else if (event.key === 'Escape') on.lookAway();
      else return;
      event.preventDefault();
    });
  }
}
