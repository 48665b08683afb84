// Figures of a lesson: real runs beside each other on the stage under the one clock, each on a canvas of its own; a click opens one in the page.

import { find, make, write } from '../page/dom.js';
import { easel } from '../picture/easel.js';
import { watcher } from '../picture/places.js';
import { pace } from './run.js';
import { nodes } from '../page/nodes.js';

/**
 * @param {import('./data.js').Figure[]} given
 * @param {import('./course.js').Course} page
 * @param {() => void} played called where they stop after they have been played
 */
export function build(given, page, played) {
  const clock = make('output', { 'aria-live': 'off' }, '0');
  const cells = given.map(({ caption }, i) => {
    const canvas = make('canvas', { 'aria-hidden': 'true' });
    const says = make('span', { class: 'says' });
    const described = make('span', { class: 'unseen' });
    const open = make('button', { type: 'button', class: 'multiple', title: 'Open this run in the page' }, canvas, described, make('span', { class: 'unseen' }, ' Open this run in the page.'));
    open.addEventListener('click', async () => {
      halt();
      page.begin(await runs.ask('share', i), true);
    });
    return { canvas, paper: easel(page.engine, canvas), width: 0, height: 0, zoom: 1, seen: false, says, described, element: make('figure', {}, open, make('figcaption', {}, ...nodes(caption), ' ', says)) };
  });
  const element = make('section', { class: 'multiples', 'aria-label': 'Runs beside each other' },
    make('p', { class: 'soft' }, 'step ', clock),
    make('div', { class: 'grid', 'data-count': given.length }, ...cells.map((cell) => cell.element)));
  const farthest = Math.max(...given.map(({ steps }) => steps));
  const runs = page.engine.multiples(given.map(({ state, view, steps }) => [state, view, steps]));
  let frame = 0;
  /** Whether steps are being made. */
  let busy = false;
  let due = 0;
  /** When the numbers were last written. */
  let said = 0;

  /** What the buttons of the timeline and their keys do here. @type {Record<string, () => unknown>} */
  const actions = { play: run, pause: halt, toggle: () => (frame ? halt() : run()), step: () => go(1), reset: rewind, first: rewind, back: halt, last: () => go(farthest) };

  function rewind() {
    runs.ask('rewind');
    halt();
  }

  /** @param {number} count */
  function go(count) {
    runs.ask('step', count);
    halt();
  }

  const { watch, stop } = watcher(() => {
    // Figures that nobody sees do not run.
    if (cells.some(({ seen }) => seen)) draw();
    else halt();
  });

  async function run() {
    page.pause();
    page.showPlaying(true);
    due = performance.now();
    frame = requestAnimationFrame(tick);
    if (await runs.ask('over')) runs.ask('rewind');
  }

  function halt() {
    page.pause();
    if (frame) played();
    cancelAnimationFrame(frame);
    frame = 0;
    page.showPlaying(false);
    draw();
    describe();
  }

  /** @param {number} now */
  async function tick(now) {
    frame = requestAnimationFrame(tick);
    if (busy || now < due) return;
    busy = true;
    const { wait, count } = pace(farthest);
    due = Math.max(due + wait, now);
    runs.ask('step', count);
    const over = await runs.ask('over');
    busy = false;
    draw();
    if (over && frame) halt();
  }

  async function draw() {
    // Numbers take longer than pictures, and nobody reads them in every frame.
    const now = performance.now();
    const speaks = !frame || now - said > 250;
    if (speaks) said = now;
    for (const [i, { paper, width, height, zoom, seen, says }] of cells.entries()) {
      if (!seen || !width) continue;
      paper.show((number) => runs.paint(number, i, width, height, devicePixelRatio * zoom));
      if (speaks) runs.ask('text', i).then((text) => write(says, text));
    }
    write(clock, String(await runs.ask('now')));
  }

  /** For screen readers: where the runs are when they pause. */
  function describe() {
    for (const [i, cell] of cells.entries()) {
      // Before they are seen: text that arrives later would move what is under a finger.
      runs.ask('text', i).then((text) => write(cell.says, text));
      runs.ask('description', i).then((text) => write(cell.described, text));
    }
  }

  return {
    /** Does what a button or key of the timeline asks for; says whether it does. @param {string} action */
    takes(action) {
      actions[action]?.();
      return action in actions;
    },
    start() {
      page.body.toggleAttribute('data-multiples', true);
      find(page.root, '.embedding').append(element);
      for (const cell of cells) watch(cell.canvas, cell);
      runs.ask('set_dark', page.isDark());
      describe();
    },
    stop() {
      halt();
      stop();
      element.remove();
      page.body.toggleAttribute('data-multiples', false);
      cells.forEach(({ paper }) => paper.free());
      runs.free();
    },
    redraw() {
      runs.ask('set_dark', page.isDark());
      draw();
    },
  };
}
