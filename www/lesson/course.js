// The lessons, as far as they are needed before one is opened: the place in the address, the menu's button, and what the run must know
// of them. The rest (lesson.js and what it needs, the texts) is loaded when the reader asks for it.

import { byId } from '../page/dom.js';
import { dismiss, notice } from '../page/notice.js';

/** What the address says of a run in which everything is at its default. */
const DEFAULTS = 'step=0';

/** @param {any} page what lessons may do with the page: see page.js */
export function build(page) {
  /** The lessons, once they are loaded. @type {any} */
  let lessons = null;
  /** The place that the address asks for. @type {{id: string, at: string, keep: boolean} | null} */
  let asked = null;

  const loaded = () => lessons?.isOpen();

  /** Loads what lessons need, and goes to a step. @param {string} id @param {string} [at] @param {boolean} [keep] the run stays as it is */
  async function open(id, at, keep = false) {
    dismiss('lesson');
    try {
      if (!lessons) {
        const module = await import('./lesson.js');
        lessons ??= module.build(page, open);
      }
      await lessons.open(id, at, keep);
    } catch (error) {
      notice('lesson', error.name === 'Refusal' ? error.message : 'The lesson could not be loaded. The page goes on without it; loading it again may help.', String(error));
    }
  }

  /** Takes the place out of a text of the address, and remembers it. @param {string} text @returns {string} what is left: the run */
  function take(text) {
    const own = (part) => /^(lesson|at)=/.test(part);
    const parts = text.split('&');
    const value = (key) => parts.filter((part) => part.startsWith(`${key}=`)).map((part) => part.slice(key.length + 1));
    const [ids, places] = [value('lesson'), value('at')];
    asked = null;
    if (!ids.length) return text;
    const rest = parts.filter((part) => !own(part)).join('&');
    const twice = [['lesson', ids], ['at', places]].find(([, values]) => values.length > 1);
    if (twice) notice('lesson', `${twice[0]}: “${twice[1][1].slice(0, 60)}” is not allowed; allowed is one value for each key, and this key is given twice.`);
    else asked = { id: ids[0], at: places[0] ?? '1', keep: rest !== '' };
    return rest;
  }

  byId('lessons').addEventListener('beforetoggle', async (event) => {
    if (event.newState !== 'open') return;
    try {
      (await import('./menu.js')).fill(byId('lessons'), lessons?.here() ?? '', open);
    } catch (error) {
      notice('lesson', 'The list of lessons could not be loaded.', String(error));
    }
  });
  byId('begin-lessons').addEventListener('click', async () => {
    const { lastLesson } = await import('./progress.js');
    const { index } = await import('./data.js');
    open(lastLesson() || (await index()).lessons[0].id);
  });

  return {
    take,
    open,
    /** Goes to the place that the address asks for. */
    async start() {
      if (asked) await open(asked.id, asked.at, asked.keep);
      // Question marks need the list of what is explained; nothing waits for them.
      import('./help.js').then(({ start }) => start(open)).catch(() => {});
    },
    /** The address was changed while the page is open. @param {string} text @param {(text: string) => void} load */
    async navigate(text, load) {
      const rest = take(text);
      if (rest || !asked) await load(rest);
      if (asked) await open(asked.id, asked.at, asked.keep);
      else if (loaded()) lessons.close();
    },
    /** The address of a run: with the place in the lesson, and without the run where it is the step's own. @param {string} text */
    address(text) {
      if (!loaded()) return text;
      const { place, own } = lessons.where();
      return text === own ? place : `${place}&${text || DEFAULTS}`;
    },
    isOpen: () => Boolean(loaded()),
    /** The step at which a question is read while it is being run, or 0. */
    target: async () => (loaded() ? lessons.target() : 0),
    /** After a step: says whether the run has to rest, as a question is answered or a task is done. */
    stepped: async () => Boolean(loaded() && await lessons.stepped()),
    /** Whether every single step is to be looked at. */
    watching: () => Boolean(loaded() && lessons.watching()),
    /** Now and then. */
    tell: () => loaded() && lessons.tell(),
    /** Another scheme of colours, another size. */
    redraw: () => loaded() && lessons.redraw(),
    /** By key: 1 is the next step, -1 the one before. */
    turn: (way) => loaded() && lessons.turn(way),
  };
}
