// Where the reader is in each lesson, and what is done: kept by the browser if allowed, else as long as the page is open.

import { recall, remember } from '../page/store.js';

export function progress() {
  /** By lesson: the place of the step read last, and those that are answered or done. @type {Record<string, {at: string, done: string[]}>} */
  let places = {};
  let last = '';

  try {
    const kept = JSON.parse(recall('lessons') ?? '{}');
    last = String(kept.last ?? '');
    for (const [id, { at, done }] of Object.entries(kept.places ?? {})) places[id] = { at: String(at), done: [...done ?? []].map(String) };
  } catch {
    // Not our format: start anew.
    places = {};
  }

  /** @param {string} id @param {string} at @param {string[]} done */
  function keep(id, at, done) {
    last = id;
    places[id] = { at, done };
    remember('lessons', JSON.stringify({ last, places }));
  }

  /** The places of a lesson whose question is answered or whose task is done. @param {string} id */
  const done = (id) => (Object.hasOwn(places, id) ? places[id].done : []);

  return {
    done,
    /** The place to continue at, or ''. @param {string} id */
    placeIn: (id) => (Object.hasOwn(places, id) ? places[id].at : ''),
    /** The lesson read last, or ''. */
    lastLesson: () => last,
    /** The reader is at a step. @param {string} id @param {string} at its place */
    note: (id, at) => keep(id, at, done(id)),
    /** A question is answered, or a task done. @param {string} id @param {string} at its place */
    finish: (id, at) => done(id).includes(at) || keep(id, at, [...done(id), at]),
  };
}

/** @typedef {ReturnType<typeof progress>} Progress */
