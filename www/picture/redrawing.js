// The button that draws other views of the point that is looked at. Rust draws them, and says what they are.

import { find, hide } from '../page/dom.js';

/**
 * @param {import('../page/page.js').Base} base
 * @param {(changing: Promise<unknown>) => void} see looks at what is being changed
 */
export function build({ root, engine, announce }, see) {
  const button = find(root, '[data-action="draw-views"]');
  button.addEventListener('click', () => see(engine.change('draw_views').then((said) => announce(said, 'views'))));

  return {
    /** Shows the button where views are shown. @param {{ views: boolean }} view */
    update: ({ views }) => hide(button, !views),
  };
}
