// Where the reader is in each lesson: kept by the browser if allowed, else as long as the page is open.

import { recall, remember } from '../page/store.js';

export function progress() {
  /** By lesson: the place of the step read last, and the number of the farthest. @type {Record<string, {at: string, far: number}>} */
  let places = {};
  let last = '';

  try {
    const kept = JSON.parse(recall('lessons') ?? '{}');
    last = String(kept.last ?? '');
    for (const [id, { at, far }] of Object.entries(kept.places ?? {})) if (far >= 1) places[id] = { at: String(at), far };
  } catch {
    // Not our format: start anew.
    places = {};
  }

  /** The farthest step read, or 0. @param {string} id */
  const farthest = (id) => (Object.hasOwn(places, id) ? places[id].far : 0);

  return {
    farthest,
    /** The place to continue at, or ''. @param {string} id */
    placeIn: (id) => (Object.hasOwn(places, id) ? places[id].at : ''),
    /** The lesson read last, or ''. */
    lastLesson: () => last,
    /** @param {string} id @param {string} at its place @param {number} number */
    note(id, at, number) {
      last = id;
      places[id] = { at, far: Math.max(number, farthest(id)) };
      remember('lessons', JSON.stringify({ last, places }));
    },
  };
}

/** @typedef {ReturnType<typeof progress>} Progress */
