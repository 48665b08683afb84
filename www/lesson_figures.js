// Figures of a lesson: small multiples of the real engine under one clock, each on a canvas of its own; a click opens one in the page.

import { make, write } from './dom.js';
import { easel } from './easel.js';
import { pace } from './lesson_run.js';
import { nodes } from './nodes.js';

/**
 * @param {any[]} given `step.figures` of the lesson's file
 * @param {any} page see page.js
 */
export function build(given, page) {
  const play = make('button', { type: 'button', class: 'small' }, 'Play');
  const rewind = make('button', { type: 'button', class: 'small quiet' }, 'Restart');
  const clock = make('output', { 'aria-live': 'off' }, '0');
  const cells = given.map(({ caption }, i) => {
    const canvas = make('canvas', { 'aria-hidden': 'true' });
    const says = make('span', { class: 'says' });
    const described = make('span', { class: 'unseen' });
    const open = make('button', { type: 'button', class: 'multiple', title: 'Open this run in the page' }, canvas, described, make('span', { class: 'unseen' }, ' Open this run in the page.'));
    open.addEventListener('click', () => {
      halt();
      page.begin(runs('share', i), true);
    });
    return { canvas, paper: easel(canvas), says, described, element: make('figure', {}, open, make('figcaption', {}, ...nodes(caption), ' ', says)) };
  });
  const element = make('section', { class: 'multiples', 'aria-label': 'Runs beside each other' },
    make('div', { class: 'grid' }, ...cells.map((cell) => cell.element)),
    make('div', { class: 'acts' }, play, rewind, make('span', { class: 'soft' }, 'step ', clock)));
  const farthest = Math.max(...given.map(({ steps }) => steps));
  const runs = page.multiples(given.map(({ state, view, steps }) => [state, view, steps]));
  let frame = 0;
  let due = 0;
  /** When the numbers were last said. */
  let said = 0;
  /** The cells that can be seen. */
  const seen = new Set();

  play.addEventListener('click', () => (frame ? halt() : run()));
  rewind.addEventListener('click', () => {
    runs('rewind');
    halt();
  });

  const sizes = new ResizeObserver(() => draw());
  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
    // What nobody sees does not run.
    if (!seen.size) halt();
    draw();
  });

  function run() {
    if (runs('over')) runs('rewind');
    page.pause();
    write(play, 'Pause');
    due = performance.now();
    frame = requestAnimationFrame(tick);
  }

  function halt() {
    cancelAnimationFrame(frame);
    frame = 0;
    write(play, 'Play');
    draw();
    describe();
  }

  function tick(now) {
    frame = requestAnimationFrame(tick);
    if (now < due) return;
    const { wait, count } = pace(farthest);
    due = Math.max(due + wait, now);
    runs('step', count);
    draw();
    if (runs('over')) halt();
  }

  function draw() {
    // Numbers take longer than pictures, and nobody reads them in every frame.
    const now = performance.now();
    const speaks = !frame || now - said > 250;
    if (speaks) said = now;
    for (const [i, { canvas, paper, says }] of cells.entries()) {
      if (!seen.has(canvas)) continue;
      const { clientWidth, clientHeight } = canvas;
      paper.show((shown) => runs('draw', i, clientWidth, clientHeight, devicePixelRatio, shown));
      if (speaks) write(says, runs('text', i));
    }
    write(clock, String(runs('now')));
  }

  /** For those who do not see: where the runs stand when they rest. */
  function describe() {
    for (const [i, cell] of cells.entries()) write(cell.described, runs('description', i));
  }

  return {
    element,
    start() {
      for (const { canvas } of cells) {
        sizes.observe(canvas);
        sight.observe(canvas);
      }
      runs('set_dark', page.isDark());
      describe();
    },
    stop() {
      halt();
      sizes.disconnect();
      sight.disconnect();
      cells.forEach(({ paper }) => paper.free());
      runs('free');
    },
    redraw() {
      runs('set_dark', page.isDark());
      draw();
    },
  };
}
