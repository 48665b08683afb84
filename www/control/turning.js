// Turning and zooming the embedding, and drawing the views of its anchor anew. Buttons turn it, as an alternative to dragging; Rust decides whether
// it can turn, and by how much.

import { find, make, makeSvg } from '../page/dom.js';
import * as redrawing from '../picture/redrawing.js';
import * as zooming from '../picture/zooming.js';

const WAYS = { left: 'M10 3 5 8l5 5', right: 'M6 3l5 5-5 5', up: 'M3 10l5-5 5 5', down: 'M3 6l5 5 5-5' };

/**
 * @param {import('../page/page.js').Base} base
 * @param {(changing: Promise<unknown>) => void} see looks at what is being changed
 */
export function build(base, see) {
  const { root, engine } = base;
  const zoom = zooming.build(base, see);
  const redrawn = redrawing.build(base, see);
  const box = find(root, '#turn');
  for (const [way, d] of Object.entries(WAYS)) {
    const arrow = makeSvg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, makeSvg('path', { d }));
    const button = make('button', { type: 'button', class: 'quiet small', 'data-turn': way, 'aria-label': `Turn the embedding ${way}`, title: `Turn ${way} (Shift and an arrow key)` }, arrow);
    button.addEventListener('click', () => see(engine.change('nudge', 'embedding', way)));
    box.append(button);
  }

  return {
    zoomable: zoom.add,
    /** Shows the buttons if they have an effect. @param {{ turns: boolean, zoomed: boolean, views: boolean }} view */
    update(view) {
      box.hidden = !view.turns;
      zoom.update(view);
      redrawn.update(view);
    },
  };
}
