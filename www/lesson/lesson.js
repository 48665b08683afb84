// An open lesson: goes from step to step, sets what each begins with, and knows whether the reader has left it.

import { announce } from '../page/announce.js';
import * as claims from './claims.js';
import { index, lesson } from './data.js';
import * as figures from './figures.js';
import * as panels from './panel.js';
import * as progress from './progress.js';
import * as questions from './question.js';
import * as tasks from './task.js';
import * as glossary from './glossary.js';
import { nodes } from '../page/nodes.js';
import * as rings from './rings.js';

/** Something that the address asked for and that is not there. */
const refusal = (text) => Object.assign(new Error(text), { name: 'Refusal' });

/**
 * @param {any} page what lessons may do with the page: see page.js
 * @param {(id: string, at?: string) => Promise<void>} open opens a lesson
 */
export function build(page, open) {
  const panel = panels.build({ go, close, again, turn });
  claims.start(panel.body, () => step()?.claims ?? []);
  glossary.start(panel.body);

  /** The lesson with its texts, while one is open. @type {any} */
  let data = null;
  let others = [];
  let at = 1;
  /** The state that was set last, as the lesson has it and as the engine says it. */
  let begun = null;
  let own = null;
  /** What of the step runs. @type {any} */
  let question = null;
  let task = null;
  let multiples = null;

  const step = () => data?.steps[at - 1];

  /** Goes to a step of a lesson, by default to where the reader left it. */
  async function show(id, place, keep = false) {
    const list = (await index()).lessons;
    const ids = list.map((one) => one.id);
    if (!ids.includes(id)) throw refusal(`lesson: “${id.slice(0, 60)}” is not allowed; allowed is one of ${ids.join(', ')}.`);
    const found = await lesson(id);
    const number = place === undefined ? progress.placeIn(id) : Number(place);
    if (!Number.isInteger(number) || number < 1 || number > found.steps.length) {
      if (place === undefined) return show(id, '1', keep);
      throw refusal(`at: “${String(place).slice(0, 60)}” is not allowed; allowed is a whole number from 1 to ${found.steps.length}.`);
    }
    const isNew = data !== found;
    others = list;
    data = found;
    document.body.toggleAttribute('data-lesson', true);
    if (isNew) {
      panel.open(found);
      page.mark(found.steps.flatMap(({ title, home }) => [title, home]));
    }
    await enter(number, keep);
    if (isNew) panel.focus();
  }

  /** @param {number} number @param {boolean} keep the run stays as it is */
  async function enter(number, keep = false) {
    leave();
    at = number;
    const now = step();
    const following = others[data.number];
    const [before, after] = [data.steps[at - 2], data.steps[at]];
    multiples = now.figures.length ? figures.build(now.figures, page) : null;
    question = now.predict ? questions.build(now.predict, { ...page, begin }) : null;
    task = now.task ? tasks.build(now.task, { ...page, begin }) : null;
    panel.show({
      at, step: now, text: nodes(now.text), parts: [multiples, question, task].filter(Boolean).map((one) => one.element),
      before: before?.title ?? '', after: after?.title ?? (following ? `Lesson ${following.number}: ${following.title}` : 'Back to free play'),
    });
    multiples?.start();
    progress.note(data.id, at);
    rings.ring(now.ring);
    announce(`Step ${at} of ${data.steps.length}: ${now.title}`, 'lesson');
    if (keep) begun = own = null;
    else if (now.state !== null || begun !== now.home) await begin();
    page.moved();
    await tell();
  }

  /** Sets the step's state, or another one that belongs to it. @param {string} [text] @returns {Promise<boolean>} whether it was accepted */
  async function begin(text) {
    const { home } = step();
    // An empty text would be the first example; this is the run in which everything is at its default.
    const accepted = await page.begin((text ?? home) || 'step=0');
    if (text === undefined) {
      begun = home;
      own = accepted ? page.text() : null;
    }
    return accepted;
  }

  function leave() {
    page.pause();
    multiples?.stop();
    question = task = multiples = null;
  }

  /** Back to the lesson. */
  async function again() {
    await enter(at);
    announce('The step is as it was.', 'lesson');
  }

  function go(number) {
    if (number >= 1 && number <= data.steps.length) return enter(number);
    const following = others[data.number];
    if (number > data.steps.length) return following ? open(following.id, '1') : close();
    return undefined;
  }

  function turn(way) {
    go(way > 0 ? at + 1 : at - 1);
  }

  function close() {
    leave();
    data = null;
    rings.clear();
    document.body.toggleAttribute('data-lesson', false);
    panel.close();
    page.mark([]);
    page.moved();
    /** @type {HTMLElement} */ (document.querySelector('[popovertarget="lessons"]')).focus();
    announce('The lesson is closed.', 'lesson');
  }

  /** What of the run has changed: for the buttons, the question, the task. */
  async function tell() {
    if (!data) return;
    panel.showChanged(page.text() !== own);
    await question?.tell();
    await task?.tell();
  }

  return {
    open: show,
    close,
    isOpen: () => data !== null,
    here: () => data?.id ?? '',
    where: () => ({ place: `lesson=${data.id}&at=${at}`, own }),
    target: async () => question?.target() || await task?.target() || 0,
    stepped: async () => Boolean(await question?.stepped() || await task?.stepped()),
    watching: () => Boolean(task?.watching()),
    tell,
    redraw: () => multiples?.redraw(),
    turn,
  };
}
