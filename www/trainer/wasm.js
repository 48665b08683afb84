// The one place where WebAssembly is called, and the way back when a call traps. Runs where trainer.js does.
//
// A refusal (a value that is not accepted) is an answer: it reaches the caller as an Error named "Refusal". Anything else that is
// thrown means that the instance can no longer be trusted: it is thrown away, a new one is made from the same module, and the session is
// rebuilt from its last good text, which is its whole state. A snapshot that was taken on the way spares it most of the replay.

/** @type {any} The module that wasm-bindgen made. */
let wasm;
/** @type {any} The one session. */
let app;
/** The text of the last state that is known to be good. */
let good = '';
/** @type {Uint8Array | undefined} The latest snapshot: the trainer's own bytes, and only a shortcut. */
let snapshot;
/** What the new instance has to be told again: [method, arguments]. */
const settings = new Map();
/** @type {(details: string, kept: boolean) => void} */
let onRecovery = () => {};

/** How often a new instance was made. */
let generation = 0;

/** A value that is not accepted: named by the Rust side. */
export const isRefusal = (error) => error instanceof Error && error.name === 'Refusal';

/**
 * Makes an instance, and gives the lists: rooms, presets, views, metrics. They never change.
 * @param {WebAssembly.Module} module
 * @param {(details: string, kept: boolean) => void} recovered called after each recovery, with what had happened and whether the run is
 *   where it was
 */
export async function load(module, recovered) {
  onRecovery = recovered;
  wasm = await import('../pkg/pushpull.js');
  await wasm.default({ module_or_path: module });
  return wasm.catalogue();
}

/** Opens a session. A text that is not understood is a refusal, and the session is as it was. @param {string} text */
export function open(text) {
  if (app) return change('load', text);
  app = new wasm.App(text);
  keep();
}

/** Remembers the state, which is good. */
function keep() {
  good = app.text();
  snapshot = app.snapshot() ?? snapshot;
}

/** Calls a method that changes the session. @param {string} method @param {...unknown} given */
export function change(method, ...given) {
  try {
    const answer = app[method](...given);
    keep();
    return answer;
  } catch (error) {
    if (isRefusal(error)) throw error;
    recover(error);
  }
}

/** Calls a method that only reads; after a recovery it is asked once more. @param {string} method @param {...unknown} given */
export function ask(method, ...given) {
  try {
    return app[method](...given);
  } catch (error) {
    if (isRefusal(error)) throw error;
    recover(error);
    return app[method](...given);
  }
}

/** Calls a method whose effect is not part of the session's text: repeated after a recovery. */
export function tell(method, ...given) {
  settings.set([method, given.length > 1 ? given[0] : ''].join(), [method, given]);
  return ask(method, ...given);
}

/** The text of the present state. */
export const text = () => good;

/**
 * Runs beside the session, for the figures of lessons: a function that calls their methods. After a trap they are made anew.
 * @param {[text: string, view: string, steps: number][]} given
 */
export function multiples(given) {
  let all;
  let born = -1;
  function made() {
    if (born === generation) return all;
    born = generation;
    all = new wasm.Multiples();
    for (const run of given) all.add(...run);
    return all;
  }
  return (method, ...arguments_) => {
    try {
      return made()[method](...arguments_);
    } catch (error) {
      if (isRefusal(error)) throw error;
      recover(error);
      return made()[method](...arguments_);
    }
  };
}

/** Breaks on purpose, in builds made for it. @param {string} kind */
export function fault(kind) {
  try {
    wasm.fault(kind);
  } catch (error) {
    recover(error);
  }
}

/** A new instance, the last good session in it. @param {unknown} error */
function recover(error) {
  let details = String(error);
  try {
    details = wasm.last_panic() || details;
  } catch {
    // After a stack overflow even this call may trap.
  }
  console.error(error);
  generation += 1;
  // Should even the last good text break the trainer, the defaults will not.
  const wanted = good;
  const ways = [[wanted, snapshot ?? new Uint8Array()], [wanted, new Uint8Array()], ['', new Uint8Array()]];
  for (const [text, bytes] of ways) {
    wasm.__wbg_reset_state();
    try {
      app = wasm.App.resume(text, bytes);
      good = text;
      break;
    } catch (again) {
      if (text === '') throw again;
    }
  }
  for (const [method, given] of settings.values()) app[method](...given);
  onRecovery(details, good === wanted);
}
