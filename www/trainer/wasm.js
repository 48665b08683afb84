// The only place where WebAssembly is called, and the recovery when a call traps. Runs where trainer.js does.
//
// A refusal (a value that is not accepted) is an answer: it reaches the caller as an Error named "Refusal". Anything else thrown means that
// the instance can no longer be trusted: it is discarded, a new one is made from the same module, and the session is rebuilt from its last
// good text, which is its whole state. A snapshot taken on the way avoids most of the replay.
//
// wasm-bindgen's output holds one instance per address that it is imported from. A worker has its own; trainers that share a thread import
// it from addresses with different fragments, which are the same file to server and caches.

import { isRefusal } from './refusal.js';

/** @typedef {import('../pkg/pushpull.js').App} App */
/** @typedef {import('../pkg/pushpull.js').Multiples} Multiples */
/** What the pictures of an opened text keep of what they showed: all that it does not mention, what the reader has set, or nothing. @typedef {'load' | 'exchange' | 'begin'} Opening */

/**
 * The names of an object's methods.
 * @template T
 * @typedef {{ [M in keyof T]: T[M] extends (...given: any[]) => unknown ? M : never }[keyof T] & string} Methods
 */
/** @typedef {Methods<App>} Method */
/**
 * The arguments of a method.
 * @template T
 * @template {keyof T} M
 * @typedef {T[M] extends (...given: infer P) => unknown ? P : never} Given
 */
/**
 * The answer of a method.
 * @template T
 * @template {keyof T} M
 * @typedef {T[M] extends (...given: any[]) => infer R ? R : never} Answer
 */

/**
 * Calls a method by its name, from which its arguments and answer follow.
 * @template T
 * @template {Methods<T>} M
 * @param {T} object
 * @param {M} method
 * @param {Given<T, M>} given
 * @returns {Answer<T, M>}
 */
const call = (object, method, given) => /** @type {any} */ (object)[method](...given);

/**
 * Makes an instance.
 * @param {WebAssembly.Module} module
 * @param {string} fragment distinguishes its instance from others in the same thread: '', or `#` and a word
 * @param {(details: string, kept: boolean) => void} recovered called after each recovery, with what happened and whether the run is where
 *   it was
 */
export async function instance(module, fragment, recovered) {
  /** @type {typeof import('../pkg/pushpull.js')} */
  const wasm = await (fragment ? import(`../pkg/pushpull.js${fragment}`) : import('../pkg/pushpull.js'));
  await wasm.default({ module_or_path: module });
  /** The one session: opened before anything else is asked. @type {App} */
  let app;
  /** The text of the last good state. */
  let good = '';
  /** The latest snapshot: bytes of the trainer itself, and only a shortcut. @type {Uint8Array} */
  let snapshot = new Uint8Array();
  /** Settings to repeat for a new instance. @type {Map<string, () => unknown>} */
  const settings = new Map();
  /** The number of instances made after the first. */
  let generation = 0;

  /** Remembers the state, which is good. */
  function keep() {
    good = app.text();
    snapshot = app.snapshot() ?? snapshot;
  }

  /** Does something; after a trap once more with the new instance, if it only reads. @template T @param {() => T} act @param {boolean} again @returns {T} */
  function guard(act, again) {
    try {
      return act();
    } catch (error) {
      if (isRefusal(error)) throw error;
      recover(error);
      return again ? act() : /** @type {any} */ (undefined);
    }
  }

  /** Makes a new instance with the last good session. @param {unknown} error */
  function recover(error) {
    let details = String(error);
    try {
      details = wasm.last_panic() || details;
    } catch {
      // After a stack overflow even this call may trap.
    }
    console.error(error);
    generation += 1;
    // If even the last good text breaks the trainer, the defaults will not.
    const wanted = good;
    const none = new Uint8Array();
    for (const [text, bytes] of /** @type {[string, Uint8Array][]} */ ([[wanted, snapshot], [wanted, none], ['', none]])) {
      wasm.__wbg_reset_state();
      try {
        app = wasm.App.resume(text, bytes);
        good = text;
        break;
      } catch (again) {
        if (text === '') throw again;
      }
    }
    for (const again of settings.values()) again();
    recovered(details, good === wanted);
  }

  return {
    /** The lists: rooms, presets, views, figures. They never change. */
    catalogue: wasm.catalogue(),

    /** The text of the current state. */
    text: () => good,

    /** Opens a session at step 0; `approach` leads to the text's step. A text that is not understood is refused, and the session stays as it was. @param {string} text @param {Opening} [how] */
    open(text, how = 'begin') {
      if (app) return guard(() => (app[how](text), keep()), false);
      app = wasm.App.at_start(text);
      return keep();
    },

    /** Understands as much of a link as possible. @param {string} raw */
    mend: (raw) => guard(() => wasm.mended(raw), true),

    /** Calls a method that changes the session. @template {Method} M @param {M} method @param {Given<App, M>} given @returns {Answer<App, M>} */
    change: (method, ...given) => guard(() => {
      const answer = call(app, method, given);
      keep();
      return answer;
    }, false),

    /** Calls a method that only reads. @template {Method} M @param {M} method @param {Given<App, M>} given @returns {Answer<App, M>} */
    ask: (method, ...given) => guard(() => call(app, method, given), true),

    /** Calls a method whose effect is not part of the session's text: it is repeated after a recovery. @template {Method} M @param {M} method @param {Given<App, M>} given @returns {Answer<App, M>} */
    tell(method, ...given) {
      settings.set(method, () => call(app, method, given));
      return guard(() => call(app, method, given), true);
    },

    /**
     * Runs beside the session, for lesson figures: a function that calls their methods. After a trap they are made anew.
     * @param {[text: string, view: string, steps: number][]} given
     */
    multiples(given) {
      /** @type {Multiples} */
      let all;
      let born = -1;
      function made() {
        if (born === generation) return all;
        born = generation;
        all = new wasm.Multiples();
        for (const run of given) all.add(...run);
        return all;
      }
      /** @template {Methods<Multiples>} M @param {M} method @param {Given<Multiples, M>} asked @returns {Answer<Multiples, M>} */
      return (method, ...asked) => guard(() => call(made(), method, asked), true);
    },

    /** Breaks on purpose, in builds made for it. @param {string} kind */
    fault: (kind) => guard(() => wasm.fault(kind), false),
  };
}

/** @typedef {Awaited<ReturnType<typeof instance>>} Instance */
