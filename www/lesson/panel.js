// The lesson's pane: its title, a dot per step, the text, and the buttons to go on.

import { find, findAll, focused, make, reachable, setAttribute, write } from '../page/dom.js';

/** Where the lesson, the picture and the evidence stand beside each other (lesson.css). */
const wide = matchMedia('(min-width: 66.3125em) and (min-height: 37.5em)');

/**
 * @param {import('./course.js').Course} course
 * @param {object} on
 * @param {(number: number) => void} on.go to a step
 * @param {(way: number) => void} on.turn 1: on, -1: back
 * @param {() => void} on.again the step as it was
 * @param {() => void} on.close
 */
export function build({ root, body: around }, on) {
  const pane = find(root, '#lesson');
  const title = make('h2', { id: 'lesson-title', tabindex: -1 });
  const more = make('button', { type: 'button', class: 'quiet small', id: 'lesson-more', 'aria-pressed': 'false', title: 'Every control and every pane beside the lesson' }, 'Show everything');
  const shut = make('button', { type: 'button', class: 'quiet small', id: 'close-lesson', 'aria-label': 'Close the lesson: back to free play' }, 'Close');
  const dots = make('ol', { class: 'dots', 'aria-label': 'Steps of this lesson' });
  const heading = make('h3', { id: 'lesson-step' });
  const place = make('span', { class: 'place soft' });
  const before = make('div', {});
  const text = make('div', { class: 'prose' });
  const parts = make('div', { class: 'parts' });
  const beside = make('div', { class: 'beside' });
  const evidence = find(root, '.evidence');
  const body = make('div', { class: 'reading', id: 'lesson-body', role: 'region', tabindex: 0, 'aria-labelledby': 'lesson-step' },
    before, place, heading, text, beside, parts);
  const back = make('button', { type: 'button', id: 'lesson-back', 'aria-label': 'Previous step' }, '‹');
  const again = make('button', { type: 'button', class: 'quiet', id: 'lesson-again' }, 'Back to the lesson');
  const next = make('button', { type: 'button', class: 'solid', id: 'lesson-next' });
  pane.append(
    make('div', { class: 'bar' }, title, make('span', { class: 'head' }, more)),
    dots, body, make('div', { class: 'onward' }, back, shut, again, next));
  let now = 1;

  more.addEventListener('click', () => {
    const all = more.getAttribute('aria-pressed') !== 'true';
    more.setAttribute('aria-pressed', String(all));
    around.toggleAttribute('data-all', all);
    arrange();
  });
  wide.addEventListener('change', arrange);
  shut.addEventListener('click', on.close);
  again.addEventListener('click', on.again);
  back.addEventListener('click', () => now > 1 && on.turn(-1));
  next.addEventListener('click', () => on.turn(1));

  /** In one column, what the text speaks of stands below the text, and not below the lesson. */
  function arrange() {
    const within = !pane.hidden && !wide.matches && !around.hasAttribute('data-all');
    const home = within ? beside : find(root, 'main');
    if (evidence.parentElement !== home) home.append(evidence);
  }

  return {
    body,
    /** Where the page scrolls: the step's beginning comes below the picture. */
    settle() {
      if (!wide.matches) (now === 1 ? pane : body).scrollIntoView({ block: 'start' });
    },
    /** What the text tells of the run is unfolded. */
    reveal() {
      for (const told of findAll(text, 'details.told', HTMLDetailsElement)) told.open = true;
    },
    /** Another lesson. @param {import('./data.js').Lesson} lesson */
    open(lesson) {
      pane.hidden = false;
      arrange();
      title.replaceChildren(make('span', { class: 'soft' }, `${lesson.number}. `), lesson.title);
      dots.replaceChildren(...lesson.steps.map((step, i) => {
        const dot = make('button', { type: 'button', 'aria-label': `Step ${i + 1}: ${step.title}`, title: step.title });
        dot.addEventListener('click', () => on.go(i + 1));
        return make('li', {}, dot);
      }));
    },
    /** Another step. @param {{ at: number, step: import('./data.js').Step, review: HTMLElement | null, text: (Node | string)[], parts: HTMLElement[], before: string, after: string }} now */
    show({ at, step, review, text: nodes, parts: elements, before: previous, after }) {
      now = at;
      for (const [i, dot] of [...dots.querySelectorAll('button')].entries()) {
        dot.setAttribute('aria-current', i + 1 === at ? 'step' : 'false');
      }
      write(place, `${at} of ${dots.children.length}`);
      write(heading, step.title);
      // The focus follows the step.
      const leaves = [before, text, parts].some((place) => place.contains(focused(pane)));
      before.replaceChildren(...(review ? [review] : []));
      text.replaceChildren(...nodes);
      parts.replaceChildren(...elements);
      if (leaves) title.focus({ preventScroll: true });
      body.scrollTop = 0;
      findAll(text, '.display', Element).forEach(reachable);
      back.setAttribute('aria-disabled', String(at === 1));
      back.title = previous;
      write(next, at < dots.children.length ? 'Next' : after === 'Back to free play' ? 'Finish' : 'Next lesson');
      next.title = after;
    },
    /** Which steps are done. @param {boolean[]} done */
    showDone(done) {
      for (const [i, dot] of [...dots.querySelectorAll('button')].entries()) {
        dot.toggleAttribute('data-done', done[i]);
        setAttribute(dot, 'aria-description', done[i] ? 'done' : '');
      }
    },
    /** Whether the run differs from the step's state. @param {boolean} changed */
    showChanged(changed) {
      // The button goes; what is read now is the step.
      if (!changed && focused(pane) === again) title.focus({ preventScroll: true });
      again.toggleAttribute('data-idle', !changed);
      again.setAttribute('aria-disabled', String(!changed));
    },
    focus: () => title.focus({ preventScroll: true }),
    close() {
      pane.hidden = true;
      arrange();
    },
  };
}
