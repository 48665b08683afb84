// The trainer: the session and all that is drawn of it, for a page that asks by messages. It runs in a worker (worker.js), so that
// neither a step nor a picture ever holds up the page; where the browser has no worker that can paint, it runs on the page.

import * as wasm from './wasm.js';

/** So many milliseconds after a picture was asked for last, a run that goes on by itself still paints it. */
const WANTED = 2000;

const frame = () => new Promise(requestAnimationFrame);

/**
 * @param {(message: { text: string, answers?: object[], recovery?: unknown[] }) => void} reply hears what the page is to know
 * @param {(canvas: any) => undefined | ((ask: Function, given: unknown[]) => void)} painter paints on canvases that the page gives: strokes.js
 *   or own_canvas.js
 * @returns a function that takes what the page asks, a list at a time
 */
export function trainer(reply, painter) {
  /** By their numbers: what paints a picture on a canvas, and which picture of the session was wanted when. */
  const canvases = new Map();
  /** The runs of figures of lessons, by their numbers. */
  const groups = new Map();
  /** Whether a run that goes on by itself is to rest. */
  let resting = false;
  let turn = 0;

  const answers = {
    load: (module) => wasm.load(module, (...recovery) => reply({ recovery, text: wasm.text() })),
    open: wasm.open,
    change: wasm.change,
    ask: wasm.ask,
    tell: wasm.tell,
    fault: wasm.fault,
    /** Goes on for so many milliseconds, once at least, by a method that makes steps. Says whether there is more to come. */
    go(long, ...given) {
      const end = performance.now() + long;
      let more;
      do more = wasm.change(...given) && !wasm.ask('halted'); while (more && performance.now() < end);
      return more;
    },
    /** Goes on in every frame, and paints what is wanted, until there is no more to come (false) or until it is to rest. */
    async run(...given) {
      resting = false;
      for (;;) {
        await frame();
        if (resting) return true;
        if (!answers.go(...given)) return false;
        paintWanted();
      }
    },
    rest() {
      resting = true;
    },
    /** A canvas to paint on from now on. Says whether the browser allows it. */
    take(number, canvas, fluent) {
      const paint = painter(canvas);
      if (paint) canvases.set(number, { paint, fluent, wanted: [], asked: -Infinity });
      return Boolean(paint);
    },
    /** Paints a picture of the session or, with the number of a group, of one of its runs. */
    paint(number, group, ...given) {
      const canvas = canvases.get(number);
      if (!canvas) return;
      if (!group) Object.assign(canvas, { wanted: given, asked: performance.now() });
      const ask = group ? groups.get(group) : wasm.ask;
      if (ask) canvas.paint(ask, given);
    },
    drop: (number) => void canvases.delete(number),
    /** Runs beside the session. */
    gather: (number, runs) => void groups.set(number, wasm.multiples(runs)),
    /** Calls a method of such runs, while they are there. */
    group(number, method, ...given) {
      const answer = groups.get(number)?.(method, ...given);
      if (method === 'free') groups.delete(number);
      return answer;
    },
  };

  /** The pictures that were wanted lately: the fluent ones, and one of the others in turn. */
  function paintWanted() {
    const since = performance.now() - WANTED;
    const all = [...canvases.values()].filter(({ asked }) => asked > since);
    const others = all.filter(({ fluent }) => !fluent);
    turn += 1;
    for (const canvas of all) if (canvas.fluent || canvas === others[turn % others.length]) canvas.paint(wasm.ask, canvas.wanted);
  }

  const failed = (id, { name, message, stack }) => ({ id, error: { name, message, stack } });

  /** An answer, or a promise of it, for which nothing else waits. */
  function answer({ id, kind, given }) {
    try {
      const answer = answers[kind](...given);
      return answer instanceof Promise ? answer.then((answer) => ({ id, answer }), (error) => failed(id, error)) : { id, answer };
    } catch (error) {
      return failed(id, error);
    }
  }

  const send = (answers) => reply({ answers, text: wasm.text() });

  return (asked) => {
    const now = [];
    for (const one of asked.map(answer)) {
      if (one instanceof Promise) one.then((later) => send([later]));
      else now.push(one);
    }
    send(now);
  };
}
