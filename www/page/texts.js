// What the lists tell readers and the trainer does not need (pkg/texts.json): gists, other names, sources, and what parameters do. It is loaded
// when somebody first touches the page.

import { home } from '../load/home.js';

/** @typedef {{ also_known_as: string[], citation: { text: string, link: string }, help: Record<string, string> }} Texts */

/** By the keys of entries and of everything that has a gist. @type {{ entries: Record<string, Texts>, gists: Record<string, string> } | undefined} */
let all;
/** @type {Promise<boolean> | undefined} */
let coming;

/** Loads the texts, and says whether they are there. What did not arrive is asked for again the next time. */
export function load() {
  coming ??= fetch(`${home}pkg/texts.json`).then(async (response) => {
    if (!response.ok) throw new Error(`texts: ${response.status}`);
    all = await response.json();
    return true;
  }).catch(() => {
    coming = undefined;
    return false;
  });
  return coming;
}

/** What is told of an entry, once it has arrived. @param {string} room @param {string} entry @returns {Texts | undefined} */
export const textsOf = (room, entry) => all?.entries[`${room}.${entry}`];

/** The gist of a room, an entry, a picture, a switch, a figure or an example; '' until it has arrived. @param {string} key */
export const gistOf = (key) => all?.gists[key] ?? '';

/** The attributes of an element in the page whose hint is a gist. @param {string} key */
export const hint = (key) => ({ 'data-gist': key, title: gistOf(key) || null });
