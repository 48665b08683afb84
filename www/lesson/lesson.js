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
import { notAllowed, refusal } from '../trainer/refusal.js';
import * as rings from './rings.js';

/** The page for a part of a step: `begin()` sets the step's state, or another one of the step. @typedef {import('./course.js').Course & { begin: (text?: string) => Promise<boolean> }} StepPage */

/**
 * @param {import('./course.js').Course} page
 * @param {(id: string, at?: string | null) => unknown} open opens a lesson
 */
export function build(page, open) {
  const { root, body, engine, announce, files, progress } = page;
  const panel = panels.build(page, { go: (number) => go(() => number), turn, again, close: leaves });
  claims.start(root, panel.body, () => here?.step.claims ?? []);
  glossary.build(page).start(panel.body);

  /**
   * A step on the page: its number from 1, the parts of it that run, whether its run has been played, and the run that was set last.
   * @typedef {object} Here
   * @property {import('./data.js').Lesson} lesson
   * @property {number} at
   * @property {import('./data.js').Step} step
   * @property {ReturnType<typeof questions.build> | null} [question]
   * @property {ReturnType<typeof tasks.build> | null} [task]
   * @property {ReturnType<typeof figures.build> | null} [multiples]
   * @property {boolean} [played]
   * @property {Run} [run]
   */
  /** A run that a step has set: in the lesson's words, and in the engine's once it is there. @typedef {{ home: string, own?: string | undefined }} Run */

  /** The step that is open. @type {Here | null} */
  let here = null;
  /** @type {import('./data.js').Listed[]} */
  let others = [];
  /** How many have been asked for: of two that are on their way, the one asked for last opens. */
  let asked = 0;
  /** Whether the reader's run is still there beside the lesson; and once it is not, that run, to which closing the lesson returns. */
  let beside = false;
  /** @type {string | null} */
  let kept = null;

  /**
   * Goes to a step of a lesson.
   * @param {string} named the lesson, or '' for the first one
   * @param {string | null} [place] the step's place; null: the first one; by default the one where the reader left the lesson
   * @param {boolean} [keep] the run stays as it is
   * @returns {Promise<void>}
   */
  async function show(named, place, keep = false) {
    asked += 1;
    const mine = asked;
    const list = (await files.index()).lessons;
    const ids = list.map((one) => one.id);
    const id = named || ids[0];
    if (!ids.includes(id)) throw refusal(notAllowed('lesson', id, `one of ${ids.join(', ')}`));
    const found = await files.lesson(id);
    await page.looked();
    if (mine !== asked) return;
    const places = found.steps.map((step) => step.place);
    const left = place === undefined && places.includes(progress.placeIn(id)) ? progress.placeIn(id) : places[0];
    const wanted = place ?? left;
    if (!places.includes(wanted)) throw refusal(notAllowed('at', wanted, `one of ${places.join(', ')}`));
    const isNew = here?.lesson !== found;
    if (!here) beside = keep;
    others = list;
    body.toggleAttribute('data-lesson', true);
    if (isNew) {
      panel.open(found);
      engine.tell('mark_steps', found.steps.flatMap(({ title, home }) => [title, home]));
    }
    await enter(found, places.indexOf(wanted) + 1, keep);
    if (isNew) panel.focus();
  }

  /** @param {import('./data.js').Lesson} lesson @param {number} at @param {boolean} keep the run stays as it is */
  async function enter(lesson, at, keep = false) {
    const run = here?.run;
    leave();
    page.dismiss('lesson');
    const step = lesson.steps[at - 1];
    /** @type {Here} */
    const mine = { lesson, at, step, ...(!keep && run && { run }) };
    here = mine;
    const following = others[lesson.number];
    const [before, after] = [lesson.steps[at - 2], lesson.steps[at]];
    const finished = () => {
      progress.finish(lesson.id, step.place);
      panel.showDone(done(lesson));
    };
    // A part that the reader has left meanwhile plays nothing any more.
    const part = { ...page, begin, play: (/** @type {import('../control/player.js').Pace} */ pace) => { if (here === mine) page.play(pace); } };
    mine.multiples = step.figures.length ? figures.build(step.figures, { ...page, begin: (text, keepsView) => (replace(), retire(), page.begin(text, keepsView)) }, panel.reveal) : null;
    mine.question = step.predict ? questions.build(step.predict, part, finished) : null;
    mine.task = step.task ? tasks.build(step.task, part, finished) : null;
    panel.show({
      at, step, review: at === 1 ? review(lesson) : null, text: nodes(step.text), parts: [mine.question, mine.task].flatMap((one) => one?.element ?? []),
      before: before?.title ?? '', after: after?.title ?? (following ? `Lesson ${following.number}: ${following.title}` : 'Back to free play'),
    });
    panel.showDone(done(lesson));
    mine.multiples?.start();
    progress.note(lesson.id, step.place);
    // A task needs the sentence, and other steps the cards that they ring.
    body.toggleAttribute('data-asks', Boolean(mine.task));
    rings.ring(root, step.ring);
    panel.settle();
    announce(`Step ${at} of ${lesson.steps.length}: ${step.title}`, 'lesson');
    if (!keep && (step.state !== null || run?.home !== step.home)) await begin();
    page.moved();
    await tell();
    if (here === mine) rings.show(root, step.ring);
  }

  /** Which steps are answered or done. @param {import('./data.js').Lesson} open */
  const done = (open) => open.steps.map(({ place }) => progress.done(open.id).includes(place));

  /** The questions on earlier lessons, until they are answered or skipped. @param {import('./data.js').Lesson} lesson */
  function review(lesson) {
    const known = progress.done(lesson.id).includes(reviews.PLACE);
    const read = lesson.reviews.every(({ step }) => progress.placeIn(step.lesson));
    return lesson.reviews.length ? reviews.build(lesson.reviews, read && !known, () => progress.finish(lesson.id, reviews.PLACE), (to, place) => open(to, place)) : null;
  }

  /** Sets the step's state, or another one of the step. @param {string} [text] @returns {Promise<boolean>} whether it was accepted, and nothing else was asked for meanwhile */
  async function begin(text) {
    if (!here) return false;
    const mine = asked;
    replace();
    /** @type {Run} */
    const run = { home: here.step.home };
    if (text === undefined) here.run = run;
    // An empty text would be the first example; this is the run with all settings at their defaults.
    const accepted = await page.begin((text ?? run.home) || DEFAULTS);
    if (accepted) run.own = engine.text();
    return accepted && mine === asked;
  }

  /** Another run takes the place of the reader's, which is kept as it is by then. */
  function replace() {
    if (beside) kept = engine.text();
    beside = false;
  }

  function leave() {
    page.pause();
    retire();
  }

  /** The figures leave the stage to the run. */
  function retire() {
    here?.multiples?.stop();
    if (here) here.multiples = null;
  }

  /** Returns to the lesson's state. */
  async function again() {
    if (!here) return;
    delete here.run;
    await enter(here.lesson, here.at);
    announce('The step is as it was.', 'lesson');
  }

  /** Pauses, and waits until the address has what the reader has changed. Says whether nothing else was asked for meanwhile. */
  async function looked() {
    const mine = asked;
    page.pause();
    await page.looked();
    return mine === asked;
  }

  /** Goes to another step, once the address of this one has what the reader has changed here. @param {(at: number) => number} which */
  async function go(which) {
    if (!await looked() || !here) return undefined;
    const { lesson, at } = here;
    const number = which(at);
    if (number >= 1 && number <= lesson.steps.length) return enter(lesson, number);
    const following = others[lesson.number];
    if (number > lesson.steps.length) return following ? open(following.id, null) : close();
    return undefined;
  }

  /** @param {number} way */
  function turn(way) {
    if (here) go((at) => at + Math.sign(way));
  }

  /** Something else was chosen: it stays, and neither a lesson nor the run of a step that is on its way takes its place. */
  function overtake() {
    asked += 1;
    if (here?.run?.own === undefined) delete here?.run;
  }

  /** Closes the lesson once the address has what the reader has changed, unless something else is asked for meanwhile. */
  async function leaves() {
    if (await looked()) close();
  }

  /** @param {boolean} [returns] the run that the lesson has replaced comes back */
  function close(returns = true) {
    asked += 1;
    if (!here) return;
    leave();
    here = null;
    if (returns && kept !== null) page.begin(kept || DEFAULTS);
    kept = null;
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
    if (!here) return;
    panel.showChanged(engine.text() !== here.run?.own);
    if (page.isPlaying()) here.played = true;
    else if (here.played) panel.reveal();
    const { question, task } = here;
    await question?.tell();
    await task?.tell();
  }

  return {
    open: show,
    close,
    overtake,
    isOpen: () => here !== null,
    here: () => here?.lesson.id ?? '',
    where: () => ({ place: `lesson=${here?.lesson.id}&at=${here?.step.place}`, own: here?.run?.own }),
    target: async () => here?.question?.target() || await here?.task?.target() || 0,
    stepped: async () => Boolean(await here?.question?.stepped() || await here?.task?.stepped()),
    watching: () => Boolean(here?.task?.watching()),
    tell,
    redraw: () => here?.multiples?.redraw(),
    takes: (/** @type {string} */ action) => Boolean(here?.multiples?.takes(action)),
    turn,
  };
}
