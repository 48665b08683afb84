// The page's side of the trainer: what is asked at one moment is one message to it, and everything is answered in the order of asking. A
// refusal (a value that is not accepted) reaches the caller as an Error named "Refusal".

import { compile } from './compile.js';
import { trusted } from '../page/trusted.js';

const MODULE = 'pkg/pushpull_bg.wasm';

/** What waits for an answer, by number. @type {Map<number, { kind: string, resolve: (answer: any) => void, reject: (error: Error) => void }>} */
const waiting = new Map();
let count = 0;
/** What is sent at the end of this moment, and what is handed over with it. */
let asked = [];
let handed = [];
/** @type {(asked: object[], handed: Transferable[]) => void} */
let send;
/** Whether the trainer is a worker, to which canvases are handed over. */
let away = false;
/** The text of the last state that is known to be good. */
let good = '';
/** @type {(details: string, kept: boolean) => void} */
let onRecovery = () => {};
/** @type {(error: Error) => void} */
let onFault = () => {};

/** A value that is not accepted: named by the Rust side. */
export const isRefusal = (error) => error instanceof Error && error.name === 'Refusal';

/** Whether nothing waits for an answer but a run that goes on by itself. */
export const isIdle = () => [...waiting.values()].every(({ kind }) => kind === 'run');

/** The text of the present state. */
export const text = () => good;

function call(kind, ...given) {
  count += 1;
  const id = count;
  if (!asked.length) queueMicrotask(post);
  asked.push({ id, kind, given });
  return new Promise((resolve, reject) => waiting.set(id, { kind, resolve, reject }));
}

function post() {
  send(asked, handed);
  [asked, handed] = [[], []];
}

function hear({ text, recovery, answers }) {
  good = text;
  if (recovery) return onRecovery(...recovery);
  answers.forEach(take);
}

function take({ id, answer, error }) {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (!error) return resolve(answer);
  const known = Object.assign(new Error(error.message), error);
  if (!isRefusal(known)) onFault(known);
  reject(known);
}

/** A worker, or nothing where the browser has none that can paint, or does not let it come. @returns {Promise<Worker | undefined>} */
const hire = () => new Promise((found) => {
  if (!window.Worker || !HTMLCanvasElement.prototype.transferControlToOffscreen) return found(undefined);
  const worker = new Worker(trusted('trainer/worker.js'), { type: 'module' });
  worker.addEventListener('error', ({ message }) => (away ? onFault(new Error(`The trainer has stopped: ${message}`)) : found(undefined)));
  worker.addEventListener('message', ({ data }) => (data === 'ready' ? found(worker) : hear(data)));
});

/**
 * Loads the module, and gives the lists: rooms, presets, views, metrics. They never change.
 * @param {(details: string, kept: boolean) => void} recovered called after each recovery from a trap, with what had happened and whether
 *   the run is where it was
 * @param {(error: Error) => void} broken called where a trap could not be recovered from
 */
export async function load(recovered, broken) {
  [onRecovery, onFault] = [recovered, broken];
  const [module, worker] = await Promise.all([compile(MODULE), hire().catch(() => undefined)]);
  away = Boolean(worker);
  if (worker) {
    send = (...message) => worker.postMessage(...message);
  } else {
    const [{ trainer }, { painter }] = await Promise.all([import('./trainer.js'), import('./own_canvas.js')]);
    send = trainer(hear, painter);
  }
  return call('load', module);
}

/** Opens a session. A text that is not understood is a refusal, and the session is as it was. @param {string} text */
export const open = (text) => call('open', text);

/** Calls a method that changes the session. @param {string} method @param {...unknown} given */
export const change = (method, ...given) => call('change', method, ...given);

/** Calls a method that only reads. @param {string} method @param {...unknown} given */
export const ask = (method, ...given) => call('ask', method, ...given);

/** Calls a method whose effect is not part of the session's text: repeated after a recovery. */
export const tell = (method, ...given) => call('tell', method, ...given);

/** Calls a method that makes steps, for so many milliseconds, once at least. Says whether there is more to come. */
export const go = (long, method, ...given) => call('go', long, method, ...given);

/** Steps by itself, in each frame for so many milliseconds, once at least, and paints. Comes when there is no more to come (false) or it is to rest. */
export const run = (long, method, ...given) => call('run', long, method, ...given);

/** A run that goes on by itself is to rest. */
export const rest = () => call('rest');

/** Breaks on purpose, in builds made for it. @param {string} kind */
export const fault = (kind) => call('fault', kind);

/**
 * Hands a canvas over to be painted on.
 * @param {HTMLCanvasElement} canvas
 * @param {boolean} fluent whether it is painted in every frame of a run that goes on by itself; the others take turns
 * @returns its number, and whether the browser lets anybody paint on it
 */
export function hand(canvas, fluent) {
  count += 1;
  const number = count;
  const own = away ? canvas.transferControlToOffscreen() : canvas;
  if (away) handed.push(own);
  return { number, taken: call('take', number, own, fluent) };
}

/** Paints a picture on a canvas: a view at a size in CSS pixels and a pixel ratio. */
export const paint = (canvas, ...given) => call('paint', canvas, 0, ...given);

/** A canvas is not needed any more. */
export const drop = (canvas) => call('drop', canvas);

/**
 * Runs beside the session, for the figures of lessons: `ask` calls their methods, `paint` paints one of them on a canvas.
 * @param {[text: string, view: string, steps: number][]} given
 */
export function multiples(given) {
  count += 1;
  const number = count;
  call('gather', number, given);
  return {
    ask: (...asked) => call('group', number, ...asked),
    paint: (canvas, ...asked) => call('paint', canvas, number, ...asked),
  };
}
