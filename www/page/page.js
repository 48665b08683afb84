// A page: passes the reader's actions to its engine, and the engine's answers to the parts of the page. It decides nothing about runs.

import { link } from '../link/address.js';
import { announcer } from './announce.js';
import * as actsOf from '../lesson/acts.js';
import * as branches from '../control/branches.js';
import * as controls from '../control/controls.js';
import * as lessons from '../lesson/course.js';
import { find } from './dom.js';
import * as editPoint from '../control/edit_point.js';
import { start as startEngine } from '../trainer/engine.js';
import * as examples from './examples.js';
import * as file from '../link/file.js';
import * as figures from '../picture/figures.js';
import * as handling from '../picture/handling.js';
import * as describe from './describe.js';
import * as keys from './keys.js';
import { latest } from './latest.js';
import * as lens from '../picture/lens.js';
import * as moves from '../control/moves.js';
import { notices } from './notice.js';
import * as openings from './opening.js';
import * as fields from '../control/number.js';
import { player } from '../control/player.js';
import * as panels from '../picture/panels.js';
import { pacer } from './pace.js';
import * as presenting from './present.js';
import * as naming from '../control/naming.js';
import * as parts from '../control/parts.js';
import * as pointing from '../picture/pointing.js';
import { isRefusal } from '../trainer/refusal.js';
import * as scrubbing from '../control/scrubbing.js';
import * as share from '../link/share.js';
import * as stop from '../control/stop.js';
import * as swipe from '../control/swipe.js';
import * as theme from './theme.js';
import * as transport from '../control/transport.js';
import * as turning from '../control/turning.js';
import * as verdict from '../control/verdict.js';
import * as views from '../picture/views.js';
import * as waiting from '../load/waiting.js';

/** @typedef {import('../trainer/engine.js').Engine} Engine */
/** @typedef {import('../trainer/engine.js').App} App */
/** @typedef {import('../trainer/engine.js').Method} Method */
/** @template T @template {keyof T} M @typedef {import('../trainer/engine.js').Given<T, M>} Given */
/** @template {import('../trainer/engine.js').Slice} S @typedef {import('../trainer/engine.js').Seen<S>} Seen */

/** @typedef {import('./dom.js').Base} Base */
/** A page, as seen from outside. @typedef {Awaited<ReturnType<typeof open>>} Page */

/** The least number of milliseconds between two looks at a run that is playing. */
const PAUSE = 180;

/** What is written at every look. The controls are added when they may have changed, and the descriptions of the pictures unless the run is too fast to read along. */
const SLICES = /** @type {const} */ (['moment', 'desk', 'view', 'status', 'pictures', 'table', 'chosen', 'lens', 'numbers', 'lit']);

/**
 * Opens a page. There can be several in one document, each with a root of its own.
 * @param {object} place
 * @param {import('./dom.js').Root} place.root
 * @param {HTMLElement} place.body
 * @param {import('../link/address.js').Address} place.address
 * @param {(error: unknown) => void} place.fail called if nothing else helps
 */
export async function open({ root, body, address, fail }) {
  const announce = announcer(find(root, '#announcer'));
  const { notice, dismiss } = notices(find(root, '#notices'));
  const engine = await startEngine({ recovered, broken: fail, loaded: (bytes) => waiting.say(root, bytes) });
  const { catalogue } = engine;
  const base = { root, body, engine, announce, notice, dismiss };
  /** Whether the controls may need an update. */
  let stale = true;
  /** Whether to announce the chosen point, and whether the step is shown in parts. */
  let [saying, part] = [false, false];
  /** Whether the last verdict reported that nothing is left to do, and whether the run paused by itself for that. */
  let [done, rested] = [false, false];
  /** The last figures of the whole data set. @type {import('../pkg/pushpull.js').Status | undefined} */
  let status;
  /** The frame asked for, the number of changes by the reader (earlier answers of the engine are no longer shown), that of edits which the controls show. */
  let [frame, touched, inForce] = [0, 0, 0];
  const showLatest = latest(async () => {
    try {
      await show();
    } catch (error) {
      clock.pause();
      fail(error);
    }
  });

  const run = moves.build(base, {
    clock: () => clock, attempt, act, present, changed, stay, look, part: (id) => setView('view.part', id), inParts: () => part, first: catalogue.parts[0].id, course: () => course,
  });
  const clock = player(run.goOn, engine.rest, (playing) => {
    if (playing) stay();
    else story.rest();
    time.showPlaying(playing);
    assess();
    refresh();
  }, () => part);
  const field = fields.build(changed, (key, text) => call('set', key, text));
  const hand = handling.build(base, { clock: () => clock, changed, look, see, said, seek: run.seek });
  const { step, back, reset, first, last } = run;
  const taking = { takes: (/** @type {string} */ action) => story.takes(action) || course.takes(action) };
  const acts = { ...run, ...lessons.first(() => taking, { play: clock.play, pause: clock.pause, toggle: clock.toggle, step, back, reset, first, last }), present: presenting.build(base), 'show-me': () => story.start() };
  const time = transport.build(base, acts, field);
  const strip = controls.build(base, change, field, setView, renew);
  const measures = figures.build(base);
  const pictures = views.build(base, refresh, turned);
  const verdicts = verdict.build(base, async (method, remedy) => {
    if (await change(method, remedy)) clock.play();
  });
  const namings = naming.build(base, async (run) => {
    clock.pause();
    await changed(run);
  });
  const lenses = lens.build(base, { hand, change, look, refresh, see, setView });
  const branching = branches.build(base, run.rewrite);
  const stops = stop.build(base, act);
  const slowMotion = parts.build(base, (id) => setView('view.part', id));
  const pace = pacer(() => (clock.isHasty() ? moves.BEAT / 2 : clock.isPlaying() ? PAUSE : 0));
  const edit = editPoint.build(base, said);
  const turner = turning.build(base, see);
  const course = lessons.build({
    ...base, isDark: theme.isDark, isPlaying: clock.isPlaying, pause: () => { if (!opening.isReading()) story.leave(); clock.pause(); }, play: clock.playAt, showPlaying: time.showPlaying, reroll: run.reroll, moved: look, looked,
    begin: (text, keepsView = false) => opening.open(text, '', keepsView ? 'load' : 'begin'),
  });
  const opening = openings.build(base, { address, course, pause: clock.pause, changed, present: presentNow, look, left: () => story.leave() });
  const story = actsOf.build(base, { clock, opening: () => opening, files: course.files, changed });
  const menu = examples.build(base, (preset) => opening.choose(preset.text, preset.id));

  await opening.begin();
  theme.start(find(root, '#theme'), () => {
    engine.tell('set_dark', theme.isDark());
    course.redraw();
    refresh();
  });
  pointing.start(pictures.places, hand, turner.zoomable);
  scrubbing.start(pictures.timeline, hand, run.scrub);
  const side = panels.build(base, { resized: refresh, change: run.rewrite, point: (cells) => pointing.start(cells, hand, turner.zoomable) });
  file.start(base, engine.text, opening.choose);
  keys.start(base, { ...acts, describe: describe.start(base), compare: side.compare, next: () => course.turn(1), previous: () => course.turn(-1) });
  // A slider fires `input` while it moves and `change` at the end of the gesture.
  root.addEventListener('change', () => engine.ask('settle'));
  swipe.start(root);
  share.start(base, link, changed);
  find(root, '#open-help').addEventListener('click', () => find(root, '#help', HTMLDialogElement).showModal());
  await present();
  await opening.start();
  time.enable();
  return { engine };

  /** Runs something on the engine; a refusal becomes a notice. @param {() => unknown} run @returns {Promise<boolean>} whether it was accepted */
  async function attempt(run, kind = 'refusal') {
    try {
      await run();
      dismiss(kind);
      return true;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      notice(kind, error.message);
      return false;
    }
  }

  /** The same, and shows the result. @param {() => unknown} run @param {string} [kind] */
  function act(run, kind) {
    return attempt(run, kind).finally(refresh);
  }

  /** Changes the run and then the controls. @param {() => unknown} run @param {string} [kind] @returns {Promise<boolean>} whether it was accepted */
  async function changed(run, kind) {
    touched += 1;
    const accepted = await act(run, kind);
    stale = true;
    return accepted;
  }

  /** The same with a method. @template {Method} M @param {M} method @param {Given<App, M>} given */
  function change(method, ...given) {
    return changed(() => call(method, ...given));
  }

  /** @template {Method} M @param {M} method @param {Given<App, M>} given */
  async function call(method, ...given) {
    stay();
    if (await engine.change(method, ...given) && method === 'set') notice('anew', 'The run has begun anew: a point that was trained on cannot be held out any more. The run before is among the branches.');
  }

  /** The reader takes the run over as far as it is. */
  function stay() {
    opening.stay();
    story.leave();
  }

  /** Changes what the pictures show. @param {string} key @param {string} value */
  function setView(key, value) {
    if (key === 'view.part') part = Boolean(value);
    return turned('set_view', key, value);
  }

  /** Calls a method that changes what is looked at. @template {Method} M @param {M} method @param {Given<App, M>} given */
  function turned(method, ...given) {
    touched += 1;
    return see(act(() => engine.change(method, ...given)));
  }

  /** Looks at what is being changed. @param {Promise<unknown>} changing */
  async function see(changing) {
    await changing;
    look();
  }

  /** Something else is looked at: updates the pictures and everything beside them. */
  function look() {
    pace.hurry();
    refresh();
  }

  /** Changes the chosen point and announces it. @param {() => unknown} run */
  async function said(run) {
    saying = await changed(run);
    look();
  }

  /** Shows the present settings again. */
  function renew() {
    stale = true;
    refresh();
  }

  /** After a trap, with the engine restored. @param {string} details @param {boolean} kept */
  function recovered(details, kept) {
    clock.pause();
    stale = true;
    if (!kept) opening.keep();
    notice('recovery', kept ? 'Something in the trainer broke. It was started afresh and is back at the same step; nothing is lost.'
      : 'Something in the trainer broke, and this run breaks it again. The defaults are shown instead.', details);
    refresh();
  }

  /** Shows the state in the next frame. */
  function refresh() {
    if (opening.isOpen()) frame ||= requestAnimationFrame(present);
  }

  /** Shows the state now. */
  function present() {
    cancelAnimationFrame(frame);
    frame = 0;
    return showLatest();
  }

  /** The same, whatever the pace. */
  function presentNow() {
    pace.hurry();
    return present();
  }

  /** Once all that was changed is on the page, and in its address. */
  async function looked() {
    if (frame || !engine.isIdle()) await presentNow();
  }

  async function show() {
    pictures.draw(clock.isPlaying());
    side.draw();
    // A run that nobody sees pauses, as in a hidden tab.
    if (!pictures.isSeen() && !side.isSeen()) clock.pause();
    if (!pace.due()) return;
    const before = touched;
    /** @type {(typeof SLICES[number] | 'controls' | 'descriptions')[]} */
    const wanted = [...SLICES];
    if (stale) wanted.push('controls');
    if (!clock.isHasty()) wanted.push('descriptions');
    const seen = await engine.glance(wanted);
    // While a run plays, everything written in a frame is written at its beginning, and laid out once.
    if (clock.isPlaying()) await new Promise(requestAnimationFrame);
    // The reader has changed something meanwhile: a control that is being moved stays where it is.
    if (before !== touched) return refresh();
    await write(seen);
    if (!clock.isPlaying() && await engine.ask('replay', 100)) refresh();
  }

  /** Each part writes its slices. @param {Seen<typeof SLICES[number]> & Partial<Seen<'controls' | 'descriptions'>>} seen */
  async function write({ moment, desk, view, status, pictures: beside, table, chosen, lens, numbers, lit, controls, descriptions }) {
    if (controls) settle(controls, moment.in_force, desk, view.title);
    else if (moment.in_force !== inForce) {
      stale = true;
      look();
    }
    part = Boolean(view.part);
    time.showWatched(part);
    if (pictures.update(view)) {
      measures.arrange();
      refresh();
    }
    turner.update(view);
    namings.show(view.hides, status.diagnosis.id);
    measures.show(moment.figures);
    slowMotion.show(moment.part);
    time.showTime(moment, desk);
    branching.show(desk.branches);
    side.show(desk, table);
    stops.show(desk);
    edit.show(chosen);
    lenses.show(lens, numbers, lit, clock.isPlaying());
    pictures.describe(beside, descriptions);
    await judge(status, chosen);
    await course.tell();
    opening.note(view.hides, clock.isPlaying());
  }

  /** The current settings. @param {import('../pkg/pushpull.js').Controls} settings @param {number} edits the number of edits among them @param {import('../pkg/pushpull.js').DeskValue} desk @param {string} title */
  function settle(settings, edits, desk, title) {
    stale = rested = false;
    inForce = edits;
    strip.update(settings, desk);
    time.showSettings(settings);
    menu.showExample(opening.example(), title);
    menu.showFormula(settings);
  }

  /** The whole data set: figures and verdict. @param {import('../pkg/pushpull.js').Status} now @param {import('../pkg/pushpull.js').Chosen | undefined} chosen */
  async function judge(now, chosen) {
    const before = done;
    status = now;
    done = now.diagnosis.done;
    // Once only: a reader who presses Play again wants to continue. Neither a question nor a task is interrupted.
    if (done && !before && !rested && clock.isPlaying() && !clock.isBound() && !course.watching() && !await course.target()) {
      rested = true;
      clock.pause();
    }
    assess();
    if (saying && chosen) announce(chosen.text, 'chosen');
    else if (!part) announce(now.summary);
    saying = false;
  }

  /** Shows the latest diagnosis. */
  function assess() {
    if (!status) return;
    const more = done && rested && !clock.isPlaying() ? ' The run rests here; Play goes on.' : '';
    measures.show({ ...status.figures, diagnosis: `${status.figures.diagnosis}${more}` });
    measures.compare(status.based);
    verdicts.show(status.diagnosis);
  }
}
