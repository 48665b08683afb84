// Where the reader is in each lesson: kept by the browser where it may be, else for as long as the page is open.

import { recall, remember } from '../page/store.js';

/** By lesson: the step that was read last, and the farthest. @type {Record<string, {at: number, far: number}>} */
let places = {};
let last = '';

try {
  const kept = JSON.parse(recall('lessons') ?? '{}');
  last = String(kept.last ?? '');
  for (const [id, { at, far }] of Object.entries(kept.places ?? {})) if (at >= 1 && far >= at) places[id] = { at, far };
} catch {
  // Written by something else: begin anew.
  places = {};
}

/** @param {string} id @returns {number} the step to go on with */
export const placeIn = (id) => (Object.hasOwn(places, id) ? places[id].at : 1);

/** @param {string} id @returns {number} the farthest step that was read, or 0 */
export const farthest = (id) => (Object.hasOwn(places, id) ? places[id].far : 0);

/** The lesson that was read last, or ''. */
export const lastLesson = () => last;

/** @param {string} id @param {number} at */
export function note(id, at) {
  last = id;
  places[id] = { at, far: Math.max(at, farthest(id)) };
  remember('lessons', JSON.stringify({ last, places }));
}
