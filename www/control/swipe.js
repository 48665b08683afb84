// Fingers on sliders. The browser scrolls by a finger that goes up or down, but it has moved the slider by then: so nothing changes until the
// finger goes along the slider, or leaves it.

/** So many pixels along a slider are meant. */
const MEANT = 8;

/** @param {import('../page/dom.js').Root} root */
export function start(root) {
  /** The slider under a finger that is not clear yet. @type {{ slider: HTMLInputElement, before: string, x: number, y: number } | null} */
  let held = null;

  /** @template {keyof GlobalEventHandlersEventMap} K @param {K} kind @param {(event: GlobalEventHandlersEventMap[K]) => unknown} act before anybody else */
  const on = (kind, act) => root.addEventListener(kind, /** @type {EventListener} */ (act), { capture: true });

  /** Moves the slider after all. */
  function release() {
    const slider = held?.slider;
    held = null;
    slider?.dispatchEvent(new Event('input', { bubbles: true }));
  }

  on('pointerdown', ({ pointerType, target, clientX, clientY }) => {
    if (pointerType !== 'touch' || !(target instanceof HTMLInputElement) || target.type !== 'range') return;
    held = { slider: target, before: target.value, x: clientX, y: clientY };
  });
  on('input', (event) => event.target === held?.slider && event.stopImmediatePropagation());
  on('pointermove', ({ clientX, clientY }) => {
    if (held && Math.abs(clientX - held.x) > Math.max(MEANT, Math.abs(clientY - held.y))) release();
  });
  on('pointerup', release);
  on('pointercancel', () => {
    if (held) held.slider.value = held.before;
    held = null;
  });
}
