// The page's side of a trainer. Requests of one moment are sent as one message, and everything is answered in the order of requests. A
// refusal (a value that is not accepted) reaches the caller as an Error named "Refusal". Each engine has a trainer of its own, in its own
// worker, and shares nothing with others.

import { compile } from './compile.js';
import { home } from '../load/home.js';
import { isRefusal } from './refusal.js';
import { TRAINER, trusted } from '../load/trusted.js';

/** @typedef {import('./wasm.js').App} App */
/** @typedef {import('./wasm.js').Multiples} Multiples */
/** @typedef {import('./wasm.js').Opening} Opening */
/** @typedef {import('./wasm.js').Method} Method */
/** @typedef {import('./trainer.js').Kinds} Kinds */
/** @typedef {import('./trainer.js').Stepping} Stepping */
/** @typedef {import('../pkg/pushpull.js').Glance} Glance */
/** A slice of a moment. @typedef {keyof Glance} Slice */
/** The requested slices. @template {Slice} S @typedef {{ [K in S]: Required<Glance>[K] }} Seen */
/** @template T @template {keyof T} M @typedef {import('./wasm.js').Given<T, M>} Given */
/** @template T @template {keyof T} M @typedef {import('./wasm.js').Answer<T, M>} Answer */

const MODULE = `${home}pkg/pushpull_bg.wasm`;

/** A worker; undefined, if the browser has none that can paint or does not allow it. @returns {Promise<Worker | undefined>} */
const hire = () => new Promise((found) => {
  if (!window.Worker || !HTMLCanvasElement.prototype.transferControlToOffscreen) return found(undefined);
  const worker = new Worker(trusted(TRAINER), { type: 'module' });
  worker.addEventListener('error', () => found(undefined), { once: true });
  worker.addEventListener('message', () => found(worker), { once: true });
});

/**
 * Starts a trainer.
 * @param {object} on
 * @param {(details: string, kept: boolean) => void} on.recovered called after each recovery from a trap, with what had happened and whether
 *   the run is where it was
 * @param {(error: Error) => void} on.broken called where a trap could not be recovered from
 * @param {import('./compile.js').Loaded} on.loaded
 */
export async function start({ recovered, broken, loaded }) {
  const [module, worker] = await Promise.all([compile(MODULE, loaded), hire().catch(() => undefined)]);
  /** Requests without an answer yet, by number. @type {Map<number, { kind: keyof Kinds, resolve: (answer: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let count = 0;
  /** What is sent at the end of this moment, and what is transferred with it. @type {import('./trainer.js').Question[]} */
  let asked = [];
  /** @type {Transferable[]} */
  let handed = [];
  /** The text of the last good state. */
  let good = '';
  const { catalogue, send } = await (worker ? beside(worker) : here());

  /** A trainer in a worker. @param {Worker} worker */
  async function beside(worker) {
    worker.addEventListener('error', ({ message }) => broken(new Error(`The trainer has stopped: ${message}`)));
    const catalogue = await new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => {
        if (data.catalogue) resolve(data.catalogue);
        else if (data.failed) reject(new Error(data.failed));
        else hear(data);
      });
      worker.postMessage(module);
    });
    return { catalogue: /** @type {import('../pkg/pushpull.js').Catalogue} */ (catalogue), send: () => worker.postMessage(asked, handed) };
  }

  /** A trainer on the page. */
  async function here() {
    const [{ trainer }, { painter }] = await Promise.all([import('./trainer.js'), import('./own_canvas.js')]);
    const own = await trainer(module, painter, hear, `#${Math.random()}`);
    return { catalogue: own.catalogue, send: () => own.hear(asked) };
  }

  /**
   * @template {keyof Kinds} K
   * @param {K} kind
   * @param {Parameters<Kinds[K]>} given
   * @returns {Promise<Awaited<ReturnType<Kinds[K]>>>}
   */
  function call(kind, ...given) {
    count += 1;
    const id = count;
    if (!asked.length) queueMicrotask(post);
    asked.push({ id, kind, given });
    return new Promise((resolve, reject) => waiting.set(id, { kind, resolve, reject }));
  }

  /** The same, where what is given and answered follows from a method. @type {(kind: keyof Kinds, ...given: any[]) => Promise<any>} */
  const pass = /** @type {any} */ (call);

  function post() {
    send();
    [asked, handed] = [[], []];
  }

  /** @param {import('./trainer.js').Message} message */
  function hear(message) {
    if ('text' in message) good = message.text;
    if ('recovery' in message) recovered(...message.recovery);
    if ('answers' in message) message.answers.forEach(take);
  }

  /** @param {import('./trainer.js').Reply} reply */
  function take({ id, answer, error }) {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (!error) return asker?.resolve(answer);
    const known = Object.assign(new Error(error.message), error);
    if (!isRefusal(known)) broken(known);
    asker?.reject(known);
  }

  return {
    catalogue,

    /** Whether nothing waits for an answer except a run that continues by itself. */
    isIdle: () => [...waiting.values()].every(({ kind }) => kind === 'run'),

    /** The text of the current state. */
    text: () => good,

    /** Opens a session, and goes towards its step for so many milliseconds. Returns whether there is more to go. A text that is not understood is refused, and the session stays as it was. @param {string} text @param {Opening} [how] */
    open: (text, long = Infinity, how) => call('open', long, text, how),

    /** Goes on towards that step for so many milliseconds. Returns whether there is more to go. @param {number} long */
    approach: (long) => call('approach', long),

    /** Understands as much of a link as possible. @param {string} raw */
    mend: (raw) => call('mend', raw),

    /** Calls a method that changes the session. @template {Method} M @param {M} method @param {Given<App, M>} given @returns {Promise<Answer<App, M>>} */
    change: (method, ...given) => pass('change', method, ...given),

    /** Calls a method that only reads. @template {Method} M @param {M} method @param {Given<App, M>} given @returns {Promise<Answer<App, M>>} */
    ask: (method, ...given) => pass('ask', method, ...given),

    /** Calls a method whose effect is not part of the session's text: it is repeated after a recovery. @template {Method} M @param {M} method @param {Given<App, M>} given @returns {Promise<Answer<App, M>>} */
    tell: (method, ...given) => pass('tell', method, ...given),

    /** The requested slices of the current state. @template {Slice} S @param {readonly S[]} wanted @returns {Promise<Seen<S>>} */
    glance: (wanted) => pass('ask', 'glance', [...wanted]),

    /** Calls a method that makes steps, for `long` milliseconds, at least once. Returns whether there is more to come. @template {Stepping} M @param {number} long @param {M} method @param {Given<App, M>} given @returns {Promise<boolean>} */
    go: (long, method, ...given) => pass('go', long, method, ...given),

    /** Steps by itself, in each frame for `long` milliseconds and at least once, and paints. Resolves when the run ends (false) or is to rest. @param {number} long @param {number} count */
    run: (long, count) => call('run', long, count),

    /** Stops a run that continues by itself. */
    rest: () => call('rest'),

    /** Lets points glide to the step just made, for so many milliseconds. @param {number} long */
    glide: (long) => call('glide', long),

    /** Breaks on purpose, in builds made for it. @param {'panic' | 'stack' | 'memory'} kind */
    fault: (kind) => call('fault', kind),

    /**
     * Hands a canvas over for painting.
     * @param {HTMLCanvasElement} canvas
     * @param {boolean} fluent whether it is painted in every frame of a run that continues by itself; the others take turns
     * @returns its number, and whether the browser allows painting on it
     */
    hand(canvas, fluent) {
      count += 1;
      const number = count;
      const own = worker ? canvas.transferControlToOffscreen() : canvas;
      if (worker) handed.push(/** @type {OffscreenCanvas} */ (own));
      return { number, taken: call('take', number, own, fluent) };
    },

    /** Paints a picture of the session on a canvas. @param {number} canvas @param {import('./trainer.js').Place<string>} place a view, its size in CSS pixels, a pixel ratio */
    paint: (canvas, ...place) => call('paint', canvas, ...place),

    /** A canvas is no longer needed. @param {number} canvas */
    drop: (canvas) => call('drop', canvas),

    /**
     * Runs beside the session, for the figures of lessons.
     * @param {[text: string, view: string, steps: number][]} given
     */
    multiples(given) {
      count += 1;
      const number = count;
      call('gather', number, given);
      return {
        /** Calls a method of these runs. @template {import('./wasm.js').Methods<Multiples>} M @param {M} method @param {Given<Multiples, M>} asked @returns {Promise<Answer<Multiples, M>>} */
        ask: (method, ...asked) => pass('group', number, method, ...asked),
        /** Paints one of them on a canvas. @param {number} canvas @param {import('./trainer.js').Place<number>} place */
        paint: (canvas, ...place) => call('paintOf', canvas, number, ...place),
        /** The runs are no longer needed. */
        free: () => call('scatter', number),
      };
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof start>>} Engine */
