// The lessons' files, each loaded on first use. xtask/src/lessons.rs writes them.

import { home } from '../load/home.js';

/** @typedef {import('../page/nodes.js').Tree} Tree */
/** A lesson's head, with the places of its steps, and of those with a question or a task. @typedef {{ id: string, number: number, title: string, gist: string, steps: string[], asks: string[] }} Listed */
/** @typedef {{ lesson: string, number: number, at: string, title: string }} Explains */
/** `verdicts`: which of the page's verdicts the word explains. @typedef {{ id: string, name: string, text: Tree[], verdicts: string[] }} Term */
/** @typedef {{ says: string, rate: string | null, seeds: number, steps: number, expects: string, run: string, other: string | null }} Claim */
/** @typedef {{ text: Tree[], when: string, why: Tree[] }} Choice */
/** @typedef {{ quantity: string, says: string, from: number, to: number, grain: number, within: number, why: Tree[] }} Drag */
/** @typedef {{ question: Tree[], steps: number, choices: Choice[], drag: Drag | null }} Predict */
/** `hold`: for how many steps the last goal has to hold. @typedef {{ text: Tree[], goals: { says: string, when: string }[], hold: number, cost: string | null, hint: Tree[], solution: string, steps: number }} Task */
/** @typedef {{ caption: Tree[], state: string, view: string, steps: number }} Figure */
/** @typedef {{ place: string, title: string, text: Tree[], ring: string[], state: string | null, home: string, figures: Figure[], predict: Predict | null, task: Task | null, claims: Claim[] }} Step */
/** A question on an earlier lesson, and the step that teaches its answer. @typedef {{ question: Tree[], choices: { text: Tree[], right: boolean }[], why: Tree[], step: { lesson: string, number: number, at: string, title: string } }} Review */
/** An act of the opening: what it says, opens, changes as it begins, and to which step it plays. @typedef {{ id: string, text: Tree[], state: string, changes: [string, string][], play: number | null }} Act */
/** @typedef {{ id: string, number: number, title: string, reviews: Review[], steps: Step[] }} Lesson */

/** @param {string} name */
async function load(name) {
  const response = await fetch(`${home}pkg/lessons/${name}.json`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

export function files() {
  /** The requested files. @type {Map<string, Promise<any>>} */
  const asked = new Map();

  /** A file; if it did not arrive it is requested again the next time. @param {string} name @returns {Promise<any>} */
  function file(name) {
    const known = asked.get(name);
    if (known) return known;
    const answer = load(name);
    asked.set(name, answer);
    answer.catch(() => asked.delete(name));
    return answer;
  }

  return {
    /** Titles and gists. @returns {Promise<{ lessons: Listed[] }>} */
    index: () => file('index'),
    /** Which steps explain which parts of the page. @returns {Promise<Record<string, Explains[]>>} */
    explains: () => file('explains'),
    /** The acts of the opening. @returns {Promise<{ acts: Act[] }>} */
    opening: () => file('opening'),
    /** The glossary. @returns {Promise<Term[]>} */
    glossary: () => file('glossary'),
    /** A lesson with all its texts. @param {string} id @returns {Promise<Lesson>} */
    lesson: (id) => file(id),
  };
}

/** @typedef {ReturnType<typeof files>} Files */
