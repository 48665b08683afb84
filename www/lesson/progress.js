// Where the reader is in each lesson: kept by the browser if allowed, else as long as the page is open.

import { recall, remember } from '../page/store.js';

export function progress() {
  /** By lesson: the step read last, and the farthest. @type {Record<string, {at: number, far: number}>} */
  let places = {};
  let last = '';

  try {
    const kept = JSON.parse(recall('lessons') ?? '{}');
    last = String(kept.last ?? '');
    for (const [id, { at, far }] of Object.entries(kept.places ?? {})) if (at >= 1 && far >= at) places[id] = { at, far };
  } catch {
    // Not our format: start anew.
    places = {};
  }

  /** The farthest step read, or 0. @param {string} id */
  const farthest = (id) => (Object.hasOwn(places, id) ? places[id].far : 0);

  return {
    farthest,
    /** The step to continue with. @param {string} id */
    placeIn: (id) => (Object.hasOwn(places, id) ? places[id].at : 1),
    /** The lesson read last, or ''. */
    lastLesson: () => last,
    /** @param {string} id @param {number} at */
    note(id, at) {
      last = id;
      places[id] = { at, far: Math.max(at, farthest(id)) };
      remember('lessons', JSON.stringify({ last, places }));
    },
  };
}

/** @typedef {ReturnType<typeof progress>} Progress */
