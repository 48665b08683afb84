// Pointing at the pictures: hovering, choosing an anchor with mouse, finger or keys. Rust says what lies there.

const WAYS = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', PageUp: 'previous', PageDown: 'next' };

/**
 * @param {{id: string, box: HTMLElement, width: number, height: number}[]} places
 * @param {object} on
 * @param {(view: string, width: number, height: number, x: number, y: number) => void} on.hover
 * @param {() => void} on.leave
 * @param {(view: string, width: number, height: number, x: number, y: number) => void} on.choose
 * @param {(view: string, way: string) => void} on.walk
 * @param {(view: string) => void} on.enter chooses what was walked to
 * @param {() => void} on.lookAway
 */
export function start(places, on) {
  for (const place of places) {
    const { box } = place;
    const at = (event) => {
      const { left, top } = box.getBoundingClientRect();
      return [place.id, place.width, place.height, event.clientX - left, event.clientY - top];
    };
    box.addEventListener('pointermove', (event) => on.hover(...at(event)));
    box.addEventListener('pointerleave', () => on.leave());
    box.addEventListener('click', (event) => on.choose(...at(event)));
    box.addEventListener('blur', () => on.leave());
    box.addEventListener('keydown', (event) => {
      if (!box.matches('[data-walk]') || event.ctrlKey || event.metaKey || event.altKey) return;
      if (WAYS[event.key]) on.walk(place.id, WAYS[event.key]);
      else if (event.key === 'Enter') on.enter(place.id);
      else if (event.key === 'Escape') on.lookAway();
      else return;
      event.preventDefault();
    });
  }
}
