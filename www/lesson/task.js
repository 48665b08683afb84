// A task: goals that are checked after every step, one after another, what it costs, a hint, and a solution that runs.

import { announce } from '../page/announce.js';
import { make, write } from '../page/dom.js';
import { pace } from './run.js';
import { nodes } from '../page/nodes.js';

/**
 * @param {any} given `step.task` of the lesson's file
 * @param {any} page see page.js; `begin(text)` sets a state
 */
export function build(given, page) {
  const rows = given.goals.map(({ says }) => make('li', {}, make('span', { class: 'mark', 'aria-hidden': 'true' }), make('span', {}, says), make('span', { class: 'unseen' })));
  const cost = given.cost ? make('p', { class: 'cost' }, make('span', { class: 'soft' }), ' ', make('b', {}, '–')) : null;
  const hint = make('p', { class: 'soft', hidden: true }, ...nodes(given.hint));
  const show = make('button', { type: 'button', 'aria-expanded': 'false' }, 'Hint');
  const solve = make('button', { type: 'button', class: 'quiet' }, 'Show a solution');
  const done = make('p', { class: 'good', hidden: true }, make('b', {}, 'Done. '), 'All goals are reached.');
  const element = make('section', { class: 'task', 'aria-label': 'Task' },
    make('p', {}, make('b', {}, 'Your turn. '), ...nodes(given.text)),
    make('ol', { class: 'goals' }, ...rows), cost, make('div', { class: 'acts' }, show, solve), hint, done);
  let reached = 0;
  let solving = '';

  show.addEventListener('click', () => {
    hint.hidden = !hint.hidden;
    show.setAttribute('aria-expanded', String(!hint.hidden));
  });
  solve.addEventListener('click', async () => {
    page.pause();
    if (!await page.begin(given.solution)) return;
    solving = await page.ask('run');
    reset();
    await stepped();
    page.play(pace(given.steps));
  });

  function reset() {
    reached = 0;
    for (const row of rows) mark(row, false);
    done.hidden = true;
  }

  function mark(row, is) {
    row.toggleAttribute('data-reached', is);
    write(row.lastElementChild, is ? ' (reached)' : '');
  }

  /** Checks what is to be reached next. Says whether it was the last. */
  async function stepped() {
    if (reached === given.goals.length) return false;
    while (reached < given.goals.length) {
      const goal = reached;
      const holds = await page.ask('holds', given.goals[goal].when);
      // Meanwhile it may have been answered for another, or begun again.
      if (goal !== reached || !holds) break;
      mark(rows[goal], true);
      announce(`Reached: ${given.goals[goal].says}.`, 'lesson');
      reached += 1;
    }
    if (reached < given.goals.length) return false;
    solving = '';
    done.hidden = false;
    announce('Done: all goals are reached.', 'lesson');
    done.scrollIntoView({ block: 'nearest' });
    return true;
  }

  return {
    element,
    target: async () => (solving && await page.ask('run') === solving && !await page.ask('arrived', given.steps) ? given.steps : 0),
    stepped,
    watching: () => reached < given.goals.length,
    async tell() {
      // Whoever begins a run again begins the task again.
      if (reached && await page.ask('holds', 'step <= 0')) reset();
      if (!page.isPlaying()) await stepped();
      if (!cost) return;
      const { name, text } = await page.ask('quantity', given.cost);
      write(cost.firstElementChild, `Cost, ${name}:`);
      write(cost.lastElementChild, text);
    },
  };
}
