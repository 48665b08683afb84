// Scrubbing: the run follows a pointer that is dragged sideways along the timeline. A press without a drag goes to the step or mark that is
// there. A finger that goes up or down scrolls the page, as the style's `touch-action` says.

import { around } from '../page/dom.js';
import { latest } from '../page/latest.js';
import { within } from '../picture/pointing.js';

/** A pointer that has moved less than this many CSS pixels has not dragged anything. */
const STILL = 4;

/**
 * @param {import('../picture/pointing.js').Place} place
 * @param {import('../picture/handling.js').Hand} hand
 * @param {(width: number, height: number, x: number) => unknown} scrub
 */
export function start(place, { hover, leave, choose }, scrub) {
  const { box } = place;
  /** Where a pointer went down. @type {PointerEvent | null} */
  let from = null;
  let moved = false;
  /** @param {PointerEvent} event @returns {import('../picture/handling.js').Spot} */
  const at = (event) => [place.id, place.width, place.height, ...within(place, event)];
  const over = latest(async (/** @type {import('../picture/handling.js').Spot | null} */ spot) => void await (spot ? hover(...spot) : leave()));
  box.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    [from, moved] = [event, false];
  });
  box.addEventListener('pointermove', (event) => {
    // A button that was let go elsewhere.
    if (!event.buttons) from = null;
    if (!from) return void over(at(event));
    if (event.pointerId !== from.pointerId || (!moved && Math.abs(event.clientX - from.clientX) < STILL)) return;
    if (!moved) box.setPointerCapture(event.pointerId);
    moved = true;
    const [, width, height, x] = at(event);
    scrub(width, height, x);
  });
  box.addEventListener('pointerup', (event) => {
    // A mark goes to its step by itself.
    if (from && !moved && !around(event, '#marks button')) choose(...at(event));
    from = null;
  });
  box.addEventListener('pointercancel', () => { from = null; });
  box.addEventListener('pointerleave', () => from || over(null));
}
