// The pictures: one canvas per place, for which Rust draws at the size and the pixel ratio that it has on this screen; their heads, legends and
// texts are ordinary elements beside them. The embedding and the input have places of their own; a chart's place shows what was chosen.

import { hide, make, makeSvg, reachable, renew, setAttribute, setValue, write } from '../page/dom.js';
import { easel } from './easel.js';
import * as engine from '../trainer/engine.js';

/** The picture that shows every step of a hasty run; the others take turns. */
const FLUENT = 'embedding';

/**
 * @param {any} catalogue
 * @param {() => void} resized called when a canvas has got another size
 * @param {(key: string, value: string) => void} set hands on what a control of the pictures is set to
 * @param {(view: string, position: number) => void} turn hands on where a slider of a picture is set to
 */
export function build({ views: specs, figures }, resized, set, turn) {
  const views = [...document.querySelectorAll('[data-view]')].map((figure) => {
    const canvas = figure.querySelector('canvas');
    const box = canvas.parentElement;
    const menu = figure.querySelector('.bar .menu select');
    const paper = easel(canvas, figure.dataset.view === FLUENT, () => refuse(view));
    const view = { id: '', figure, paper, box, menu, width: 0, height: 0, seen: true, refused: false, legend: [], switches: [], slider: null };
    return view;
  });
  for (const view of views) {
    if (!view.menu) {
      arrange(view, view.figure.dataset.view);
      continue;
    }
    view.menu.append(...specs.filter((spec) => spec.chart).map((spec) => make('option', { value: spec.id, title: spec.gist }, spec.name)));
    view.menu.addEventListener('change', () => set(view.menu.name, view.menu.value));
  }

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
  }
  watchRatio(resized);

  /** Gives a place another picture: its name, its figures, its switches. */
  function arrange(view, id) {
    const spec = specs.find((s) => s.id === id);
    Object.assign(view, { id, legend: [], switches: [] });
    view.figure.dataset.view = id;
    const title = view.figure.querySelector('h2');
    write(title, spec.name);
    (view.menu ?? title).title = spec.gist;
    write(view.figure.querySelector('.guide'), spec.guide);
    const outputs = spec.figures.map((figure) => {
      const { name, gist } = figures.find((f) => f.id === figure);
      return make('span', { class: 'note', title: gist }, figure === id ? null : `${name} `, make('output', { name: `status.${figure}`, 'aria-live': 'off' }));
    });
    view.switches = spec.switches.map(({ key, name, gist }) => {
      const box = make('input', { type: 'checkbox', name: key });
      box.addEventListener('change', () => set(key, box.checked ? 'on' : 'off'));
      return { key, box, element: make('label', { class: 'check', title: gist }, box, name) };
    });
    view.slider = spec.knob && makeSlider(spec.knob, (position) => turn(view.id, position));
    view.figure.querySelector('.head').replaceChildren(...outputs, ...gathered(view));
    view.figure.querySelector('.knob')?.remove();
    if (view.slider) view.figure.querySelector('.guide').after(view.slider.parentElement);
    if (view.menu) makeWalkable(view, spec);
  }

  function paint(view, playing) {
    if (view.refused || (playing && !view.seen) || view.width < 1 || view.height < 1) return;
    view.paper.show((canvas) => engine.paint(canvas, view.id, view.width, view.height, devicePixelRatio));
  }

  function refuse(view) {
    view.refused = true;
    view.box.append(make('p', { class: 'refused' },
      'This browser does not let the page draw here. The figures and sentences beside it still tell what happens.'));
  }

  return {
    /** The places: `{ id, box, width, height }`. */
    places: views,
    /** Whether any of them is on the screen. */
    isSeen: () => views.some((view) => view.seen),
    /** Brings menus and switches up to date with `App.view()`; says whether a place shows another picture. */
    update({ charts, switches, idle }) {
      let changed = false;
      for (const view of views) {
        const id = view.menu ? charts[view.menu.name] : view.id;
        if (id !== view.id) {
          arrange(view, id);
          changed = true;
        }
        if (view.menu) setValue(view.menu, id);
        for (const { key, box, element } of view.switches) {
          box.checked = switches[key];
          hide(element, idle.includes(key));
        }
      }
      return changed;
    },
    /** Every frame. */
    draw: (playing) => views.forEach((view) => paint(view, playing)),
    /** Now and then: what stands beside the pictures and, unless the run is too hasty to be read about, what describes them. */
    describe(pictures, hasty) {
      for (const view of views.filter((v) => pictures[v.id])) {
        const { legend, description, knob } = pictures[view.id];
        showLegend(view, legend);
        if (view.slider) setSlider(view.slider, knob);
        if (!hasty) write(view.figure.querySelector('p.unseen'), description);
      }
    },
  };
}

/** A chart that the arrow keys walk through takes the focus; the others do not. */
function makeWalkable({ box, figure }, { name, walk }) {
  const attributes = { 'data-walk': '', tabindex: '0', role: 'application', 'aria-label': `${name}: ${walk}`, 'aria-describedby': figure.querySelector('p.unseen').id };
  for (const [attribute, value] of Object.entries(attributes)) {
    if (walk) box.setAttribute(attribute, value);
    else box.removeAttribute(attribute);
  }
}

/** One or two switches stand in the head; more of them open from a button. */
function gathered(view) {
  const elements = view.switches.map((s) => s.element);
  if (elements.length < 3) return elements;
  const panel = make('div', { id: `show-${view.id}`, class: 'popover show', popover: 'auto' }, ...elements);
  return [make('button', { type: 'button', class: 'quiet small', popovertarget: panel.id }, 'Show'), panel];
}

/** A slider with its name. @param {{key: string, name: string, gist: string}} spec @param {(position: number) => void} turn */
function makeSlider({ key, name, gist }, turn) {
  const slider = make('input', { type: 'range', name: key, min: '0', step: '1' });
  slider.addEventListener('input', () => turn(slider.valueAsNumber));
  make('label', { class: 'knob', title: gist }, name, slider);
  return slider;
}

/** Where Rust says that it stands; nothing to choose: it is out of use. */
function setSlider(slider, knob) {
  slider.disabled = !knob;
  if (!knob) return;
  setAttribute(slider, 'max', knob.last);
  setValue(slider, String(knob.position));
  setAttribute(slider, 'aria-valuetext', knob.text);
}

/** The legend of a view. */
function showLegend(view, legend) {
  const list = view.figure.querySelector('.legend');
  const now = legend.map((entry) => JSON.stringify(entry));
  if (now.join() === view.legend.join()) return;
  renew(list, legend.map((entry, place) => (now[place] === view.legend[place] ? list.children[place] : makeEntry(entry))));
  view.legend = now;
  reachable(list);
}

function makeEntry({ label, color, path, fill, width, strength }) {
  if (!path) return make('li', { class: 'remark' }, label);
  const line = makeSvg('path', { d: path, 'stroke-width': width, class: fill, opacity: strength });
  const mark = makeSvg('svg', { viewBox: '0 0 20 14', width: 20, height: 14, 'aria-hidden': 'true' }, line);
  mark.style.color = `var(--${color})`;
  return make('li', {}, mark, label);
}

/** Calls back whenever the device's pixel ratio changes: another screen, another zoom. */
function watchRatio(changed) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
    changed();
    watchRatio(changed);
  }, { once: true });
}
