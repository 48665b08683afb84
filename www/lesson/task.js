// A task: goals checked after every step, one after another, the last of which has to hold for a while; with their cost, a hint, and a
// solution that runs.

import { make, write } from '../page/dom.js';
import { pace } from './run.js';
import { nodes } from '../page/nodes.js';

/**
 * @param {import('./data.js').Task} given
 * @param {import('./lesson.js').StepPage} page
 * @param {() => void} finished
 */
export function build(given, page, finished) {
  const { engine, announce } = page;
  const rows = given.goals.map(({ says }) => make('li', {}, make('span', { class: 'mark', 'aria-hidden': 'true' }), make('span', {}, says), make('span', { class: 'unseen' })));
  const last = given.goals.length - 1;
  const held = make('output', { class: 'soft', 'aria-live': 'off' });
  rows[last].children[1].append(given.hold > 1 ? `, throughout ${given.hold} steps` : '', ' ', held);
  const [name, amount] = [make('span', { class: 'soft' }), make('b', {}, '–')];
  const cost = given.cost ? make('p', { class: 'cost' }, name, ' ', amount) : null;
  const hint = make('p', { class: 'soft', hidden: true }, ...nodes(given.hint));
  const show = make('button', { type: 'button', 'aria-expanded': 'false' }, 'Hint');
  const solve = make('button', { type: 'button', class: 'quiet' }, 'Show a solution');
  const done = make('p', { class: 'good', hidden: true }, make('b', {}, 'Done. '), 'All goals are reached.');
  const element = make('section', { class: 'task', 'aria-label': 'Task' },
    make('p', {}, make('b', {}, 'Your turn. '), ...nodes(given.text)),
    make('ol', { class: 'goals' }, ...rows), cost, make('div', { class: 'acts' }, show, solve), hint, done);
  /** The steps at which goals were reached, in their order. @type {number[]} */
  let reached = [];
  let solving = '';

  show.addEventListener('click', () => {
    hint.hidden = !hint.hidden;
    show.setAttribute('aria-expanded', String(!hint.hidden));
  });
  solve.addEventListener('click', async () => {
    page.pause();
    if (!await page.begin(given.solution)) return;
    solving = await engine.ask('run');
    keep(0);
    await stepped();
    page.play(pace(given.steps));
  });

  const moment = async () => (await engine.glance(['moment'])).moment;

  /** Keeps as many of the goals that were reached. @param {number} count */
  function keep(count) {
    reached = reached.slice(0, count);
    rows.forEach((row, i) => mark(row, i < count));
    done.hidden = count < rows.length;
    if (done.hidden) write(held, '');
  }

  /** @param {HTMLElement} row @param {boolean} is */
  function mark(row, is) {
    row.toggleAttribute('data-reached', is);
    if (row.lastElementChild) write(row.lastElementChild, is ? ' (reached)' : '');
  }

  /** Checks the next goal. Returns whether it was the last. */
  async function stepped() {
    if (reached.length === rows.length) return false;
    while (reached.length < rows.length) {
      const goal = reached.length;
      const wanted = goal < last ? 1 : given.hold;
      const [steps, now] = await Promise.all([engine.ask('held', given.goals[goal].when, wanted), moment()]);
      // Meanwhile another goal may have been checked, or the task restarted.
      if (goal !== reached.length) break;
      if (goal === last) write(held, steps && steps < wanted ? `(so far ${steps})` : '');
      if (steps < wanted) break;
      mark(rows[goal], true);
      announce(`Reached: ${given.goals[goal].says}.`, 'lesson');
      reached.push(now.step);
    }
    if (reached.length < rows.length) return false;
    solving = '';
    done.hidden = false;
    finished();
    announce('Done: all goals are reached.', 'lesson');
    done.scrollIntoView({ block: 'nearest' });
    return true;
  }

  return {
    element,
    target: async () => (solving && await engine.ask('run') === solving && !await engine.ask('has_reached', given.steps) ? given.steps : 0),
    stepped,
    watching: () => reached.length < rows.length,
    async tell() {
      // Goals in a future that the run no longer has, as after a restart, are to be reached again.
      if (reached.length) {
        const { last } = await moment();
        const count = reached.filter((step) => step <= last).length;
        if (count < reached.length) keep(count);
      }
      if (!page.isPlaying()) await stepped();
      if (!given.cost) return;
      const read = await engine.ask('quantity', given.cost);
      write(name, `Cost, ${read.name}:`);
      write(amount, read.text);
    },
  };
}
