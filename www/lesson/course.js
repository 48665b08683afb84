// The lessons, as far as needed before one is opened: the place in the address, the menu's button, and what the run must know about them.
// The rest (lesson.js and its imports, the texts) is loaded when the reader asks for it.

import { DEFAULTS } from '../link/address.js';
import { find } from '../page/dom.js';
import { files } from './data.js';
import { progress } from './progress.js';
import { isRefusal, notAllowed, refusal } from '../trainer/refusal.js';

/**
 * What lessons may do with the page.
 * @typedef {import('../page/page.js').Base & {
 *   isDark: () => boolean,
 *   isPlaying: () => boolean,
 *   pause: () => void,
 *   showPlaying: (playing: boolean) => void,
 *   play: (pace: { wait: number, count: number }) => void,
 *   reroll: () => Promise<boolean>,
 *   begin: (text: string, keepsView?: boolean) => Promise<boolean>,
 *   moved: () => void,
 *   looked: () => Promise<unknown>,
 * }} LessonPage
 */
/** The same, with what all lessons share; `trying` does something with their files, or says that they are not there. @typedef {LessonPage & { files: import('./data.js').Files, progress: import('./progress.js').Progress, trying: (run: () => Promise<unknown>) => Promise<boolean> }} Course */

/**
 * Actions of the timeline, which the figures of a lesson take first while they are on the stage.
 * @template {Record<string, (...given: any[]) => unknown>} A
 * @param {() => { takes: (action: string) => boolean }} course
 * @param {A} actions
 * @returns {A}
 */
export const first = (course, actions) => /** @type {A} */ (Object.fromEntries(Object.entries(actions).map(
  ([name, act]) => [name, (/** @type {any[]} */ ...given) => course().takes(name) || act(...given)])));

/** @param {LessonPage} page */
export function build(page) {
  const { root, notice, dismiss } = page;
  const course = { ...page, files: files(), progress: progress(), trying };
  const list = find(root, '#lessons');
  /** The lessons, once loaded. @type {ReturnType<typeof import('./lesson.js').build> | null} */
  let lessons = null;
  /** The same on their way. @type {Promise<ReturnType<typeof import('./lesson.js').build>> | null} */
  let building = null;
  /** What the address says of a lesson and a step, and whether it names a run, too. @type {{ ids: string[], places: string[], keep: boolean } | null} */
  let asked = null;

  const loaded = () => (lessons?.isOpen() ? lessons : null);

  /** @param {() => Promise<unknown>} run @returns {Promise<boolean>} whether nothing was wrong */
  async function trying(run) {
    dismiss('lesson');
    try {
      await run();
      return true;
    } catch (error) {
      notice('lesson', isRefusal(error) ? error.message : 'The lessons could not be loaded. The page goes on without them; trying again may help.', String(error));
      return false;
    }
  }

  /** Loads the lessons, and goes to a step. @param {string} id or '' for the first lesson @param {string | null} [at] as in lesson.js @param {boolean} [keep] the run stays as it is */
  const open = (id, at, keep = false) => trying(async () => {
    await (await ready()).open(id, at, keep);
  });

  /** Loads what lessons need, once. */
  function ready() {
    building ??= import('./lesson.js').then((module) => (lessons = module.build(course, open)));
    building.catch(() => { building = null; });
    return building;
  }

  /** Takes the place out of a text of the address, and remembers it. @param {string} text @returns {string} the rest: the run */
  function take(text) {
    const own = (/** @type {string} */ part) => /^(lesson|at)=/.test(part);
    const parts = text.split('&');
    const value = (/** @type {string} */ key) => parts.filter((part) => part.startsWith(`${key}=`)).map((part) => part.slice(key.length + 1));
    const rest = parts.filter((part) => !own(part)).join('&');
    const [ids, places] = [value('lesson'), value('at')];
    asked = ids.length ? { ids, places, keep: rest !== '' } : null;
    dismiss('lesson');
    return asked ? rest : text;
  }

  /** Goes to the place that the address names. Says whether there is such a place. @param {NonNullable<typeof asked>} named */
  const visit = ({ ids, places, keep }) => trying(async () => {
    const twice = /** @type {[string, string[]][]} */ ([['lesson', ids], ['at', places]]).find(([, values]) => values.length > 1);
    if (twice) throw refusal(notAllowed(twice[0], twice[1][1], 'one value for each key, and this key is given twice'));
    await (await ready()).open(ids[0], places[0] ?? null, keep);
  });

  /** Something else was chosen: no lesson that is on its way takes its place, not even the first, for which their script is still to come. */
  function overtake() {
    if (lessons) lessons.overtake();
    else building?.then((late) => late.overtake(), () => {});
  }

  list.addEventListener('beforetoggle', (event) => {
    if (event.newState === 'open') trying(async () => (await import('./menu.js')).fill(course, list, lessons?.here() ?? '', open));
  });
  for (const button of ['#begin-lessons', '#take-lessons']) {
    find(root, button).addEventListener('click', () => open(course.progress.lastLesson()));
  }

  return {
    take,
    open,
    overtake,
    files: course.files,
    /** Goes to the place that the address names. Says whether there is such a place. */
    async start() {
      const found = !asked || await visit(asked);
      // Question marks need the list of explained parts; nothing waits for them.
      import('./help.js').then(({ start }) => start(course, open)).catch(() => {});
      return found;
    },
    /** The address was changed while the page was open. Says whether the place that it names is there. @param {string} text @param {(text: string) => unknown} load */
    async navigate(text, load) {
      overtake();
      const rest = take(text);
      const named = asked;
      if (rest || !named) await load(rest);
      if (named) return visit(named);
      // Also one that is on its way. What the address names is shown, and no run from before.
      await building?.then((lessons) => lessons.close(false), () => {});
      return true;
    },
    /** The address of a run, with the place in the lesson, and without the run if it is the step's own. @param {string} text */
    address(text) {
      const where = loaded()?.where();
      if (!where) return text;
      const { place, own } = where;
      return text === own ? place : `${place}&${text || DEFAULTS}`;
    },
    isOpen: () => Boolean(loaded()),
    /** The step at which a running question is answered, or 0. */
    target: async () => await loaded()?.target() ?? 0,
    /** After a step: whether the run must pause, because a question is answered or a task is done. */
    stepped: async () => Boolean(await loaded()?.stepped()),
    /** Whether every single step must be looked at. */
    watching: () => Boolean(loaded()?.watching()),
    /** Called now and then. */
    tell: () => loaded()?.tell(),
    /** The colours or the size changed. */
    redraw: () => loaded()?.redraw(),
    /** Whether figures on the stage do what a button or key of the timeline asks for. @param {string} action */
    takes: (action) => Boolean(loaded()?.takes(action)),
    /** By key: 1 is the next step, -1 the one before. */
    turn: (/** @type {number} */ way) => loaded()?.turn(way),
  };
}
