// The pictures: one canvas per view, drawn by Rust at the size and the pixel ratio that it has on this screen; their legends and texts
// are ordinary elements beside them.

import { make, makeSvg, write } from './dom.js';

/**
 * @param {any[]} specs the catalogue's views
 * @param {(view: string, canvas: HTMLCanvasElement, width: number, height: number, ratio: number) => void} draw
 * @param {() => void} resized called when a canvas has got another size
 */
export function build(specs, draw, resized) {
  const views = [...document.querySelectorAll('[data-view]')].map((figure) => {
    const id = figure.dataset.view;
    const spec = specs.find((s) => s.id === id);
    const canvas = figure.querySelector('canvas');
    const box = canvas.parentElement;
    if (spec) {
      write(figure.querySelector('h2'), spec.name);
      figure.querySelector('h2').title = spec.gist;
    }
    return { id, figure, canvas, box, width: 0, height: 0, seen: true, refused: false, legend: '', known: Boolean(spec) };
  });

  const sizes = new ResizeObserver((entries) => {
    for (const entry of entries) {
      const view = views.find((v) => v.box === entry.target);
      view.width = entry.contentRect.width;
      view.height = entry.contentRect.height;
    }
    resized();
  });
  // On a phone most pictures are below the fold: while the run is playing, what nobody sees is not drawn.
  const sight = new IntersectionObserver((entries) => {
    for (const entry of entries) views.find((v) => v.box === entry.target).seen = entry.isIntersecting;
    resized();
  }, { rootMargin: '100px' });
  for (const view of views) {
    sizes.observe(view.box);
    sight.observe(view.box);
    view.canvas.addEventListener('contextrestored', resized);
  }
  watchRatio(resized);

  function paint(view, playing) {
    if (!view.known || view.refused || (playing && !view.seen) || view.width < 1 || view.height < 1) return;
    try {
      draw(view.id, view.canvas, view.width, view.height, devicePixelRatio);
    } catch (error) {
      view.refused = true;
      view.box.append(make('p', { class: 'refused' },
        `This browser does not let the page draw here (${error.message}). The figures and sentences beside it still tell what happens.`));
    }
  }

  return {
    /** Draws these views. @param {string[]} ids @param {boolean} playing */
    draw: (ids, playing) => views.filter((view) => ids.includes(view.id)).forEach((view) => paint(view, playing)),
    /** Now and then: what stands beside the pictures. */
    describe(pictures) {
      for (const view of views.filter((v) => v.known)) {
        const { legend, description } = pictures[view.id];
        showLegend(view, legend);
        write(view.figure.querySelector(`#${view.id}-text`), description);
      }
    },
  };
}

/** The legend of a view, rebuilt only when it says something else. */
function showLegend(view, legend) {
  const list = view.figure.querySelector('[data-legend]');
  if (!list) return;
  const now = JSON.stringify(legend);
  if (now === view.legend) return;
  view.legend = now;
  list.replaceChildren(...legend.map(({ label, color, path, filled, width }) => {
    if (!path) return make('li', { class: 'remark' }, label);
    const line = makeSvg('path', { d: path, 'stroke-width': width, class: filled ? 'filled' : '' });
    const mark = makeSvg('svg', { viewBox: '0 0 20 14', width: 20, height: 14, 'aria-hidden': 'true' }, line);
    mark.style.color = `var(--${color})`;
    return make('li', {}, mark, label);
  }));
}

/** Calls back whenever the device's pixel ratio changes: another screen, another zoom. */
function watchRatio(changed) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
    changed();
    watchRatio(changed);
  }, { once: true });
}
