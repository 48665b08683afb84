// The pictures: one canvas per place, drawn by Rust at its size and pixel ratio; heads, legends and texts are ordinary elements beside
// them. The embedding and the input have fixed places; a place for charts shows the chosen one.

import { find, findAll, hide, make, makeSvg, reachable, renew, setSlider, setValue, write } from '../page/dom.js';
import { easel } from './easel.js';
import { watcher } from './places.js';
import { gistOf, hint } from '../page/texts.js';

/** The picture that shows every step of a fast run; the others take turns. */
const FLUENT = 'embedding';
const TIMELINE = 'timeline';

/** @typedef {import('../pkg/pushpull.js').Picture} Picture */
/** @typedef {import('../pkg/pushpull.js').ViewValue} Spec */

/**
 * A place for a picture: with a menu, any chart.
 * @typedef {object} View
 * @property {string} id what it shows; '' until that is known
 * @property {HTMLElement} figure
 * @property {ReturnType<typeof easel>} paper
 * @property {HTMLElement} box
 * @property {HTMLSelectElement | null} menu
 * @property {number} width
 * @property {number} height
 * @property {number} [zoom]
 * @property {boolean} seen whether it is on the screen
 * @property {boolean} refused whether nobody may paint there
 * @property {string[]} legend
 * @property {{ key: string, box: HTMLInputElement, element: HTMLElement }[]} switches
 * @property {HTMLInputElement | null} slider
 */

/**
 * @param {import('../page/page.js').Base} base
 * @param {() => void} resized called when a canvas has got another size
 * @param {((method: 'set_view', key: string, value: string) => unknown) & ((method: 'turn', view: string, position: number) => unknown)} turned changes what is looked at
 */
export function build({ root, engine }, resized, turned) {
  const { views: specs, figures } = engine.catalogue;
  const views = findAll(root, '[data-view]').map((figure) => {
    const box = find(figure, '.canvas');
    const menu = /** @type {HTMLSelectElement | null} */ (figure.querySelector('select[name^="view."]'));
    const paper = easel(engine, find(box, 'canvas', HTMLCanvasElement), figure.dataset.view === FLUENT, () => refuse(view));
    /** @type {View} */
    const view = { id: '', figure, paper, box, menu, width: 0, height: 0, seen: true, refused: false, legend: [], switches: [], slider: null };
    return view;
  });
  for (const view of views) {
    const { menu } = view;
    if (!menu) {
      arrange(view, view.figure.dataset.view ?? '');
      continue;
    }
    const { value } = menu;
    menu.replaceChildren(...specs.filter((spec) => spec.chart).map((spec) => make('option', { value: spec.id, ...hint(`picture.${spec.id}`) }, spec.name)));
    // As it arrived, until the view is known.
    menu.value = value;
    menu.addEventListener('change', () => turned('set_view', menu.name, menu.value));
  }

  // On a phone most pictures are below the fold: while the run plays, pictures out of sight are not drawn.
  const { watch } = watcher(resized);
  for (const view of views) watch(view.box, view);
  watchRatio(resized);

  /** Changes a place's picture: its name, figures and switches. @param {View} view @param {string} id */
  function arrange(view, id) {
    const spec = specs.find((s) => s.id === id);
    if (!spec) throw new Error(`There is no picture called ${id}.`);
    Object.assign(view, { id, legend: [], switches: [] });
    view.figure.dataset.view = id;
    const title = find(view.figure, 'h2');
    write(title, spec.name);
    const named = view.menu ?? title;
    named.dataset.gist = `picture.${id}`;
    named.title = gistOf(named.dataset.gist);
    const outputs = spec.figures.flatMap((id) => figures.filter((figure) => figure.id === id)).map((figure) =>
      make('span', { class: 'note', ...hint(`figure.${figure.id}`) }, figure.id === id ? null : `${figure.name} `, make('output', { name: `status.${figure.id}`, 'aria-live': 'off' })));
    view.switches = spec.switches.map(({ key, name }) => {
      const box = make('input', { type: 'checkbox', name: key });
      box.addEventListener('change', () => turned('set_view', key, box.checked ? 'on' : 'off'));
      return { key, box, element: make('label', { class: 'check', ...hint(key) }, box, name) };
    });
    view.slider = spec.slider ? makeSlider(spec.slider, (position) => turned('turn', view.id, position)) : null;
    find(view.figure, '.head').replaceChildren(...outputs, ...(spec.gathered ? gathered(view) : view.switches.map(({ element }) => element)));
    view.figure.querySelector('.slider')?.remove();
    if (view.slider?.parentElement) view.figure.querySelector('.guide')?.after(view.slider.parentElement);
    if (view.menu) makeWalkable(view, spec);
  }

  /** @param {View} view @param {boolean} playing */
  function paint(view, playing) {
    if (!view.id || view.refused || (playing && !view.seen) || view.width < 1 || view.height < 1) return;
    view.paper.show((canvas) => engine.paint(canvas, view.id, view.width, view.height, devicePixelRatio * (view.zoom ?? 1)));
  }

  /** @param {View} view */
  function refuse(view) {
    view.refused = true;
    view.box.append(make('p', { class: 'refused' },
      'This browser does not let the page draw here. The figures and sentences beside it still tell what happens.'));
  }

  return {
    /** The places: `{ id, box, width, height }`. */
    places: views.filter((view) => view.id !== TIMELINE),
    /** The one that is scrubbed. */
    timeline: /** @type {View} */ (views.find((view) => view.id === TIMELINE)),
    /** Whether any of them is on the screen, where the timeline always is. */
    isSeen: () => views.some((view) => view.id !== TIMELINE && view.seen),
    /** Updates menus and switches; returns whether a place shows another picture. @param {import('../pkg/pushpull.js').ViewState} state */
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
    /** Every frame. @param {boolean} playing */
    draw: (playing) => views.forEach((view) => paint(view, playing)),
    /** Now and then: updates everything beside the pictures, and their descriptions, if there are any. @param {Record<string, Picture>} pictures @param {Record<string, string>} [descriptions] */
    describe(pictures, descriptions) {
      for (const view of views.filter((v) => pictures[v.id])) {
        const { guide, legend, slider } = pictures[view.id];
        const says = view.figure.querySelector('.guide');
        if (says) write(says, guide);
        showLegend(view, legend);
        // Without a choice it is out of use.
        if (view.slider) view.slider.disabled = !slider;
        if (view.slider && slider) setSlider(view.slider, slider, slider.last);
        if (descriptions) write(find(view.figure, 'p.unseen'), descriptions[view.id]);
      }
    },
  };
}

/** Lets a chart that the arrow keys walk through take the focus. @param {View} view @param {Spec} spec */
function makeWalkable({ box, figure }, { name, walk }) {
  const attributes = { 'data-walk': '', tabindex: '0', role: 'application', 'aria-label': `${name}: ${walk}`, 'aria-describedby': find(figure, 'p.unseen').id };
  for (const [attribute, value] of Object.entries(attributes)) {
    if (walk) box.setAttribute(attribute, value);
    else box.removeAttribute(attribute);
  }
}

/** Switches that open from a button. @param {View} view */
function gathered(view) {
  const panel = make('div', { id: `show-${view.id}`, class: 'popover show', popover: 'auto' }, ...view.switches.map(({ element }) => element));
  return [make('button', { type: 'button', class: 'quiet small', popovertarget: panel.id }, 'Show'), panel];
}

/** A slider with its name. @param {import('../pkg/pushpull.js').SwitchValue} spec @param {(position: number) => void} turn */
function makeSlider({ key, name }, turn) {
  const slider = make('input', { type: 'range', name: key, min: '0', step: '1' });
  slider.addEventListener('input', () => turn(slider.valueAsNumber));
  make('label', { class: 'slider', ...hint(key) }, name, slider);
  return slider;
}

/** @param {View} view @param {Picture['legend']} legend */
function showLegend(view, legend) {
  const list = find(view.figure, '.legend');
  const now = legend.map((entry) => JSON.stringify(entry));
  if (now.join() === view.legend.join()) return;
  renew(list, legend.map((entry, place) => (now[place] === view.legend[place] ? list.children[place] : makeEntry(entry))));
  view.legend = now;
  reachable(list);
}

/** @param {import('../pkg/pushpull.js').LegendValue} entry */
function makeEntry({ label, color, path, fill, width, strength }) {
  if (!path) return make('li', { class: 'remark' }, label);
  const line = makeSvg('path', { d: path, 'stroke-width': width, class: fill, opacity: strength });
  const mark = makeSvg('svg', { viewBox: '0 0 20 14', width: 20, height: 14, 'aria-hidden': 'true' }, line);
  mark.style.color = `var(--${color})`;
  return make('li', {}, mark, label);
}

/** Calls back whenever the device's pixel ratio changes: another screen, another zoom. @param {() => void} changed */
function watchRatio(changed) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
    changed();
    watchRatio(changed);
  }, { once: true });
}
