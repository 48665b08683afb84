// An open lesson: goes from step to step, sets each step's state, and knows whether the reader has left it.

import * as claims from './claims.js';
import * as figures from './figures.js';
import * as panels from './panel.js';
import * as questions from './question.js';
import * as reviews from './review.js';
import * as tasks from './task.js';
import * as glossary from './glossary.js';
import { DEFAULTS } from '../link/address.js';
import { find } from '../page/dom.js';
import { nodes } from '../page/nodes.js';
import { refusal } from '../trainer/refusal.js';
import * as rings from './rings.js';

/** The page for a part of a step: `begin()` sets the step's state, or another one of the step. @typedef {import('./course.js').Course & { begin: (text?: string) => Promise<boolean> }} StepPage */

/**
 * @param {import('./course.js').Course} page
 * @param {(id: string, at?: string | null) => unknown} open opens a lesson
 */
export function build(page, open) {
  const { root, body, engine, announce, files, progress } = page;
  const panel = panels.build(page, { go, close, again, turn });
  claims.start(root, panel.body, () => (data ? step(data).claims : []));
  glossary.build(page).start(panel.body);

  /** The open lesson with its texts. @type {import('./data.js').Lesson | null} */
  let data = null;
  /** @type {import('./data.js').Listed[]} */
  let others = [];
  /** The number of the step, from 1. */
  let at = 1;
  /** How many have been asked for: of two that are on their way, the one asked for last opens. */
  let asked = 0;
  /** The state that was set last, in the lesson's words. @type {string | null} */
  let begun = null;
  /** The same in the engine's. @type {string | null} */
  let own = null;
  /** The run beside which the lesson was opened, to which closing it returns. @type {string | null} */
  let kept = null;
  /** Whether a run of the lesson has taken its place. */
  let replaced = false;
  /** Whether the step's run has been played. */
  let played = false;
  /** The parts of the step that run. @type {ReturnType<typeof questions.build> | null} */
  let question = null;
  /** @type {ReturnType<typeof tasks.build> | null} */
  let task = null;
  /** @type {ReturnType<typeof figures.build> | null} */
  let multiples = null;

  /** The current step. @param {import('./data.js').Lesson} open */
  const step = (open) => open.steps[at - 1];

  /**
   * Goes to a step of a lesson.
   * @param {string} id
   * @param {string | null} [place] the step's place; null: the first one; by default the one where the reader left the lesson
   * @param {boolean} [keep] the run stays as it is
   * @returns {Promise<void>}
   */
  async function show(id, place, keep = false) {
    asked += 1;
    const mine = asked;
    const list = (await files.index()).lessons;
    const ids = list.map((one) => one.id);
    if (!ids.includes(id)) throw refusal(`lesson: “${id.slice(0, 60)}” is not allowed; allowed is one of ${ids.join(', ')}.`);
    const found = await files.lesson(id);
    if (mine !== asked) return;
    const places = found.steps.map((step) => step.place);
    const left = place === undefined && places.includes(progress.placeIn(id)) ? progress.placeIn(id) : places[0];
    const wanted = place ?? left;
    if (!places.includes(wanted)) throw refusal(`at: “${wanted.slice(0, 60)}” is not allowed; allowed is one of ${places.join(', ')}.`);
    const isNew = data !== found;
    if (!data) {
      kept = keep ? engine.text() : null;
      replaced = false;
    }
    others = list;
    data = found;
    body.toggleAttribute('data-lesson', true);
    if (isNew) {
      panel.open(found);
      engine.tell('mark_steps', found.steps.flatMap(({ title, home }) => [title, home]));
    }
    await enter(found, places.indexOf(wanted) + 1, keep);
    if (isNew) panel.focus();
  }

  /** @param {import('./data.js').Lesson} open @param {number} number @param {boolean} keep the run stays as it is */
  async function enter(open, number, keep = false) {
    leave();
    page.dismiss('lesson');
    played = false;
    at = number;
    const now = step(open);
    const following = others[open.number];
    const [before, after] = [open.steps[at - 2], open.steps[at]];
    multiples = now.figures.length ? figures.build(now.figures, { ...page, begin: (text, keepsView) => (replace(), retire(), page.begin(text, keepsView)) }, panel.reveal) : null;
    const finished = () => {
      progress.finish(open.id, now.place);
      panel.showDone(done(open));
    };
    question = now.predict ? questions.build(now.predict, { ...page, begin }, finished) : null;
    task = now.task ? tasks.build(now.task, { ...page, begin }, finished) : null;
    panel.show({
      at, step: now, review: at === 1 ? review(open) : null, text: nodes(now.text), parts: [question, task].flatMap((one) => one?.element ?? []),
      before: before?.title ?? '', after: after?.title ?? (following ? `Lesson ${following.number}: ${following.title}` : 'Back to free play'),
    });
    panel.showDone(done(open));
    multiples?.start();
    progress.note(open.id, now.place);
    // A task needs the sentence, and other steps the cards that they ring.
    body.toggleAttribute('data-asks', Boolean(task));
    rings.ring(root, now.ring);
    panel.settle();
    announce(`Step ${at} of ${open.steps.length}: ${now.title}`, 'lesson');
    if (keep) begun = own = null;
    else if (now.state !== null || begun !== now.home) await begin();
    page.moved();
    await tell();
    rings.show(root, now.ring);
  }

  /** Which steps are answered or done. @param {import('./data.js').Lesson} open */
  const done = (open) => open.steps.map(({ place }) => progress.done(open.id).includes(place));

  /** The questions on earlier lessons, until they are answered or skipped. @param {import('./data.js').Lesson} lesson */
  function review(lesson) {
    const known = progress.done(lesson.id).includes(reviews.PLACE);
    const read = lesson.reviews.every(({ step }) => progress.placeIn(step.lesson));
    return lesson.reviews.length ? reviews.build(lesson.reviews, read && !known, () => progress.finish(lesson.id, reviews.PLACE), (to, place) => open(to, place)) : null;
  }

  /** Sets the step's state, or another one of the step. @param {string} [text] @returns {Promise<boolean>} whether it was accepted */
  async function begin(text) {
    if (!data) return false;
    const { home } = step(data);
    replace();
    // An empty text would be the first example; this is the run with all settings at their defaults.
    const accepted = await page.begin((text ?? home) || DEFAULTS);
    if (text === undefined) {
      begun = home;
      own = accepted ? engine.text() : null;
    }
    return accepted;
  }

  /** Another run takes the place of the reader's, which is kept as it is by then. */
  function replace() {
    if (kept !== null && !replaced) kept = engine.text();
    replaced = true;
  }

  function leave() {
    page.pause();
    retire();
    question = task = null;
  }

  /** The figures leave the stage to the run. */
  function retire() {
    multiples?.stop();
    multiples = null;
  }

  /** Returns to the lesson's state. */
  async function again() {
    if (data) await enter(data, at);
    announce('The step is as it was.', 'lesson');
  }

  /** @param {number} number */
  function go(number) {
    if (!data) return undefined;
    if (number >= 1 && number <= data.steps.length) return enter(data, number);
    const following = others[data.number];
    if (number > data.steps.length) return following ? open(following.id, null) : close();
    return undefined;
  }

  /** @param {number} way */
  function turn(way) {
    go(way > 0 ? at + 1 : at - 1);
  }

  /** @param {boolean} [returns] the run that the lesson has replaced comes back */
  function close(returns = true) {
    asked += 1;
    if (!data) return;
    leave();
    data = null;
    if (returns && kept !== null && replaced) page.begin(kept || DEFAULTS);
    begun = own = kept = null;
    rings.clear(root);
    for (const name of ['data-lesson', 'data-asks']) body.removeAttribute(name);
    panel.close();
    engine.tell('mark_steps', []);
    page.moved();
    find(root, '[popovertarget="lessons"]').focus();
    announce('The lesson is closed.', 'lesson');
  }

  /** The run changed: updates buttons, question and task. */
  async function tell() {
    if (!data) return;
    panel.showChanged(engine.text() !== own);
    if (page.isPlaying()) played = true;
    else if (played) panel.reveal();
    await question?.tell();
    await task?.tell();
  }

  return {
    open: show,
    close,
    isOpen: () => data !== null,
    here: () => data?.id ?? '',
    where: () => ({ place: `lesson=${data?.id}&at=${data && step(data).place}`, own }),
    target: async () => question?.target() || await task?.target() || 0,
    stepped: async () => Boolean(await question?.stepped() || await task?.stepped()),
    watching: () => Boolean(task?.watching()),
    tell,
    redraw: () => multiples?.redraw(),
    takes: (/** @type {string} */ action) => Boolean(multiples?.takes(action)),
    turn,
  };
}
