// The trainer: the session and its pictures, for a page that sends requests as messages. It runs in a worker (worker.js), so that neither a
// step nor a picture ever blocks the page; if the browser has no worker that can paint, it runs on the page.

import { instance } from './wasm.js';

/** @typedef {import('./wasm.js').App} App */
/** @typedef {import('./wasm.js').Multiples} Multiples */
/** @typedef {import('./wasm.js').Opening} Opening */
/** @typedef {import('../pkg/pushpull.js').Catalogue} Catalogue */
/** @typedef {import('../pkg/pushpull.js').Strokes} Strokes */

/** A request: a kind of {@link Kinds} with its arguments. @typedef {{ id: number, kind: keyof Kinds, given: any[] }} Question */
/** @typedef {{ id: number, answer?: unknown, error?: { name: string, message: string, stack?: string | undefined } }} Reply */
/** What the trainer sends: that it is ready, or could not be; answers, or a recovery, with the text of the current state. @typedef {{ catalogue: Catalogue } | { failed: string } | { text: string, answers: Reply[] } | { text: string, recovery: [details: string, kept: boolean] }} Message */
/** All requests, by kind. @typedef {Awaited<ReturnType<typeof trainer>>['kinds']} Kinds */

/** A picture: sent as strokes, unless those with this mark are shown, or painted on a canvas of the page. @typedef {{ draw: (shown: number) => Strokes | undefined, paint: (context: CanvasRenderingContext2D) => void }} Picture */
/** What paints pictures on a canvas: strokes.js or own_canvas.js; nothing where the browser gives no context. @typedef {(canvas: any) => undefined | ((picture: Picture) => void)} Painter */
/** A canvas: what paints on it, and which picture of the session was wanted when. @typedef {{ paint: (picture: Picture) => void, fluent: boolean, wanted?: Place<string>, asked: number }} Canvas */
/** A picture and its place. @template V @typedef {[view: V, width: number, height: number, ratio: number]} Place */
/** A method that makes steps and returns whether there is more to come. @typedef {'step' | 'step_towards' | 'go_to' | 'part'} Stepping */

/** A run that continues by itself paints a picture for this many milliseconds after the last request for it. */
const WANTED = 2000;

/** On the way to a text's step, as many steps are made at a time as take about this many milliseconds. */
const AT_ONCE = 8;

const frame = () => new Promise(requestAnimationFrame);

/**
 * @param {WebAssembly.Module} module
 * @param {Painter} painter
 * @param {(message: Message) => void} say tells the page
 * @param {string} [fragment] see wasm.js
 */
export async function trainer(module, painter, say, fragment = '') {
  const wasm = await instance(module, fragment, (...recovery) => say({ recovery, text: wasm.text() }));
  /** By number. @type {Map<number, Canvas>} */
  const canvases = new Map();
  /** The runs of lesson figures, by number. @type {Map<number, ReturnType<typeof wasm.multiples>>} */
  const groups = new Map();
  /** Whether a run that continues by itself is to rest. */
  let resting = false;
  let turn = 0;
  /** A glide from the last step: its beginning, its length in milliseconds, and the frame that it waits for. */
  let [begun, length, awaited] = [0, 0, 0];
  /** Whether the last steps that were asked for were made. */
  let moved = false;

  const { ask, tell, mend, fault } = wasm;
  /** What changes the session finds it at rest. @type {typeof wasm.change} */
  const change = (method, ...given) => (endGlide(), wasm.change(method, ...given));
  const kinds = {
    /** Opens a session, and goes towards its step. Returns whether there is more to go. @param {number} long @param {string} text @param {Opening} [how] */
    open(long, text, how) {
      endGlide();
      wasm.open(text, how);
      return kinds.approach(long);
    },
    /** Goes towards the step of the text that was opened, for `long` milliseconds. Returns whether there is more to go. @param {number} long */
    approach(long) {
      const end = performance.now() + long;
      for (let [count, now, more] = [1, performance.now(), true]; more; now = performance.now()) {
        more = change('approach', count);
        count = performance.now() - now < AT_ONCE ? 2 * count : Math.max(1, count >> 1);
        if (performance.now() >= end) return more;
      }
      return false;
    },
    mend,
    change,
    ask,
    tell,
    fault,
    /** Continues for `long` milliseconds, at least once. Returns whether there is more to come. @template {Stepping} M @param {number} long @param {M} method @param {import('./wasm.js').Given<App, M>} given */
    go(long, method, ...given) {
      const end = performance.now() + long;
      let more;
      moved = false;
      do {
        const made = Boolean(change(method, ...given));
        moved ||= made;
        more = made && !ask('halted');
      } while (more && performance.now() < end);
      return more;
    },
    /** Continues in every frame and paints, until the run ends (false) or is to rest. @param {number} long @param {number} count */
    async run(long, count) {
      resting = false;
      for (;;) {
        await frame();
        if (resting) return true;
        if (!kinds.go(long, 'step', count)) return false;
        paintWanted();
      }
    },
    rest() {
      resting = true;
      if (endGlide()) paintWanted();
    },
    /** Lets points glide from the step before to the one just made, for `long` milliseconds. @param {number} long */
    glide(long) {
      if (!moved) return;
      [begun, length] = [performance.now(), long];
      ask('glide', 0);
      awaited ||= requestAnimationFrame(glide);
    },
    /** Takes a canvas to paint on. Returns whether the browser allows it. @param {number} number @param {HTMLCanvasElement | OffscreenCanvas} canvas @param {boolean} fluent */
    take(number, canvas, fluent) {
      const paint = painter(canvas);
      if (paint) canvases.set(number, { paint, fluent, asked: -Infinity });
      return Boolean(paint);
    },
    /** Paints a picture of the session. @param {number} number @param {Place<string>} place */
    paint(number, ...place) {
      const canvas = canvases.get(number);
      if (!canvas) return;
      Object.assign(canvas, { wanted: place, asked: performance.now() });
      canvas.paint(picture(place));
    },
    /** Paints a picture of one of the runs of a group. @param {number} number @param {number} group @param {Place<number>} place */
    paintOf(number, group, ...place) {
      const runs = groups.get(group);
      if (runs) canvases.get(number)?.paint({ draw: (shown) => runs('draw', ...place, shown), paint: (context) => runs('paint', ...place, context) });
    },
    /** @param {number} number */
    drop: (number) => void canvases.delete(number),
    /** Runs beside the session. @param {number} number @param {Parameters<typeof wasm.multiples>[0]} runs */
    gather: (number, runs) => void groups.set(number, wasm.multiples(runs)),
    /** Calls a method of such runs, if they exist. @template {import('./wasm.js').Methods<Multiples>} M @param {number} number @param {M} method @param {import('./wasm.js').Given<Multiples, M>} given */
    group: (number, method, ...given) => groups.get(number)?.(method, ...given),
    /** @param {number} number */
    scatter(number) {
      groups.get(number)?.('free');
      groups.delete(number);
    },
  };

  /** A picture of the session. @param {Place<string>} place @returns {Picture} */
  const picture = (place) => ({ draw: (shown) => ask('draw', ...place, shown), paint: (context) => ask('paint', ...place, context) });

  /** A frame of a glide. */
  function glide() {
    const share = Math.min(1, (performance.now() - begun) / length);
    ask('glide', share);
    awaited = share < 1 ? requestAnimationFrame(glide) : 0;
    paintWanted(true);
  }

  /** Ends a glide at once; returns whether there was one. */
  function endGlide() {
    if (!awaited) return false;
    cancelAnimationFrame(awaited);
    awaited = 0;
    ask('glide', 1);
    return true;
  }

  /** The pictures requested recently: the fluent ones, and one of the others in turn, unless none of those is to be painted. */
  function paintWanted(fluentOnly = false) {
    const since = performance.now() - WANTED;
    const all = [...canvases.values()].filter(({ asked }) => asked > since);
    const others = all.filter(({ fluent }) => !fluent);
    turn += 1;
    for (const canvas of all) if (canvas.wanted && (canvas.fluent || (!fluentOnly && canvas === others[turn % others.length]))) canvas.paint(picture(canvas.wanted));
  }

  /** @param {number} id @param {unknown} error @returns {Reply} */
  function failed(id, error) {
    const { name, message, stack } = /** @type {Error} */ (error);
    return { id, error: { name, message, stack } };
  }

  /** An answer, or a promise of it, for which nothing else waits. @param {Question} question @returns {Reply | Promise<Reply>} */
  function answer({ id, kind, given }) {
    try {
      const answer = /** @type {(...given: any[]) => unknown} */ (kinds[kind])(...given);
      return answer instanceof Promise ? answer.then((answer) => ({ id, answer }), (error) => failed(id, error)) : { id, answer };
    } catch (error) {
      return failed(id, error);
    }
  }

  /** @param {Reply[]} answers */
  const send = (answers) => say({ answers, text: wasm.text() });

  /** Takes the page's requests, a list at a time. @param {Question[]} asked */
  function hear(asked) {
    const now = [];
    for (const one of asked.map(answer)) {
      if (one instanceof Promise) one.then((later) => send([later]));
      else now.push(one);
    }
    send(now);
  }

  return { kinds, hear, catalogue: wasm.catalogue };
}
