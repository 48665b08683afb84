// Pointing at the pictures: hovering, choosing an anchor, dragging a point, with mouse, finger or keys. Rust says what lies there.

const WAYS = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', PageUp: 'previous', PageDown: 'next' };

/**
 * @param {{id: string, box: HTMLElement, width: number, height: number}[]} places
 * @param {object} on
 * @param {(view: string, width: number, height: number, x: number, y: number) => boolean} on.hover says whether what lies there can be dragged
 * @param {() => void} on.leave
 * @param {(view: string, width: number, height: number, x: number, y: number) => void} on.choose
 * @param {(view: string, width: number, height: number, x: number, y: number) => boolean} on.grab says whether there is something to drag
 * @param {(width: number, height: number, x: number, y: number) => boolean} on.drag says whether it could
 * @param {() => boolean} on.release says whether it was dragged
 * @param {(view: string, way: string) => void} on.walk
 * @param {(view: string, way: string) => void} on.nudge
 * @param {(view: string) => void} on.enter chooses what was walked to
 * @param {() => void} on.relabel
 * @param {() => void} on.putBack
 * @param {() => void} on.lookAway
 */
export function start(places, on) {
  for (const place of places) {
    const { box } = place;
    /** The pointer that holds a point. */
    let holder = null;
    /** Whether the click that ends this touch has been answered already. */
    let answered = false;
    const at = (event) => {
      const { left, top } = box.getBoundingClientRect();
      return [place.id, place.width, place.height, event.clientX - left, event.clientY - top];
    };
    const release = (event, chosen) => {
      if (event.pointerId !== holder) return;
      holder = null;
      box.classList.remove('held');
      answered = true;
      if (!on.release() && chosen) on.choose(...at(event));
    };
    box.addEventListener('pointerdown', (event) => {
      answered = false;
      if (event.button !== 0 || holder !== null || !on.grab(...at(event))) return;
      holder = event.pointerId;
      box.setPointerCapture(holder);
    });
    box.addEventListener('pointermove', (event) => {
      if (event.pointerId === holder) {
        box.classList.add('held');
        if (!on.drag(...at(event).slice(1))) release(event, false);
      } else if (holder === null) {
        box.classList.toggle('movable', on.hover(...at(event)));
      }
    });
    box.addEventListener('pointerup', (event) => release(event, true));
    box.addEventListener('pointercancel', (event) => release(event, false));
    // A finger on a point drags it; beside the points it scrolls the page.
    box.addEventListener('touchstart', (event) => {
      if (holder !== null) event.preventDefault();
    }, { passive: false });
    box.addEventListener('pointerleave', () => on.leave());
    box.addEventListener('click', (event) => {
      if (!answered) on.choose(...at(event));
    });
    box.addEventListener('blur', () => on.leave());
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
