// The page: hands what the reader does to the engine, and what the engine says to the parts of the page. It decides nothing about runs.

import * as address from './address.js';
import { announce } from './announce.js';
import * as branches from '../control/branches.js';
import * as controls from '../control/controls.js';
import * as lessons from '../lesson/course.js';
import { byId } from './dom.js';
import * as editPoint from '../control/edit_point.js';
import * as engine from '../trainer/engine.js';
import * as examples from './examples.js';
import * as file from './file.js';
import * as figures from '../picture/figures.js';
import * as handling from '../picture/handling.js';
import * as describe from './describe.js';
import * as keys from './keys.js';
import { latest } from './latest.js';
import * as lens from '../picture/lens.js';
import * as moves from '../control/moves.js';
import { dismiss, notice } from './notice.js';
import { player } from '../control/player.js';
import * as panels from '../picture/panels.js';
import * as parts from '../control/parts.js';
import * as pointing from '../picture/pointing.js';
import * as sentence from '../control/sentence.js';
import * as share from './share.js';
import * as stop from '../control/stop.js';
import * as theme from './theme.js';
import { together } from './together.js';
import * as transport from '../control/transport.js';
import * as turning from '../control/turning.js';
import * as views from '../picture/views.js';

/** The least number of milliseconds between two looks at a run that is playing. */
const PAUSE = 180;

/** @param {(error: unknown) => void} fail called where nothing can help any more */
export async function open(fail) {
  const catalogue = await engine.load(recovered, fail);
  let example = '';
  /** The text of the state that the page opened with: an empty address stays empty until something happens. */
  let opened = null;
  let frame = 0;
  let stale = true;
  /** How often the reader has changed something: what the engine has answered before is not shown any more. */
  let touched = 0;
  /** Whether something else is looked at than what the pictures show. */
  let looked = true;
  /** Whether the chosen point is to be heard of. */
  let saying = false;
  /** Whether the step is shown in its parts. */
  let part = false;
  /** Whether the last sentence said that nothing is left to do, and whether the run has come to rest on it by itself. */
  let done = false;
  let rested = false;
  /** The latest answer of `App.status()`. */
  let status;
  /** How many edits the controls show. */
  let inForce = 0;
  const showLatest = latest(async () => {
    try {
      await show();
    } catch (error) {
      clock.pause();
      fail(error);
    }
  });

  const run = moves.build({
    clock: () => clock, attempt, act, present, changed, look, part: (id) => setView('view.part', id), inParts: () => part, first: catalogue.parts[0].id, course: () => course,
  });
  const clock = player(run.goOn, engine.rest, (playing) => {
    time.showPlaying(playing);
    assess();
    refresh();
  });
  const hand = handling.build({ clock: () => clock, changed, look, see, said, seek: run.seek });
  const time = transport.build({ play: clock.play, pause: clock.pause, ...run }, run.seek, run.setSpeed, (text) => set('seed', text));
  const strip = controls.build(byId('strip'), catalogue, set);
  const measures = figures.build(catalogue.figures);
  const pictures = views.build(catalogue, refresh, setView, (...to) => turned('turn', ...to));
  const words = sentence.build((place) => changed(() => engine.change('rescue', place)));
  const glass = lens.build({
    positive: () => see(engine.change('next_positive')),
    lookAway: hand.lookAway,
    glimpse: (id) => engine.ask('glimpse', id).then(refresh),
    preview: (id) => setView('view.preview', id),
    use: mineWith,
    pairs: () => engine.ask('pairs'),
    point: async (pair) => await engine.ask('point_at', pair) && look(),
    leave: hand.leave,
    set,
  });
  const aside = branches.build((place) => run.rewrite('return_to', place), (place) => run.rewrite('drop_branch', place));
  const until = stop.build(() => engine.ask('stops'), (text) => act(() => engine.change('set_stop', text)));
  const slow = parts.build(catalogue.parts, (id) => setView('view.part', id));
  const texts = together([
    tellMoment,
    tellTime,
    measure,
    () => answered(['lens', 'numbers', 'lit'], (...all) => glass.show(...all, clock.isPlaying())),
    () => answered(['pictures'], (all) => pictures.describe(all, clock.isHasty())),
    async () => side.isAlone() || answered(['table'], side.tell),
    async () => !clock.isPlaying() && await engine.ask('replay', 100) && refresh(),
  ], () => (clock.isHasty() ? moves.BEAT / 2 : clock.isPlaying() ? PAUSE : 0));
  const edit = editPoint.build(byId('edit'), (index) => said(() => engine.change('label', index)), hand.putBack);
  const turner = turning.build(byId('turn'), (way) => see(engine.change('nudge', 'embedding', way)));
  const course = lessons.build({
    ask: engine.ask, text: engine.text, multiples: engine.multiples, isDark: theme.isDark, isPlaying: clock.isPlaying, pause: clock.pause, play: clock.playAt, reroll: run.reroll,
    begin: (text, keepsView) => load(text, '', keepsView ? 'load' : 'begin'),
    moved: tellTime, mark: (steps) => engine.tell('mark_steps', steps),
  });
  const menu = examples.build(catalogue, (preset) => load(preset.text, preset.id));

  await start();
  theme.start(() => {
    engine.tell('set_dark', theme.isDark());
    course.redraw();
    refresh();
  });
  pointing.start(pictures.places, hand);
  const side = panels.build({ resized: refresh, change: run.rewrite, point: (cells) => pointing.start(cells, hand) });
  file.start(() => engine.text(), (text) => load(text, ''), (message) => notice('address', message));
  keys.start({
    ...run, toggle: clock.toggle, describe: describe.start(() => engine.ask('description')), next: () => course.turn(1), previous: () => course.turn(-1),
  });
  // A slider says `input` while it is drawn and `change` at the end: then the gesture is over.
  document.addEventListener('change', () => engine.ask('settle'));
  share.start(() => address.link(engine.text()));
  byId('open-help').addEventListener('click', () => byId('help').showModal());
  address.start((text) => course.navigate(text, (run) => load(run, '')));
  time.enable();
  measures.arrange();
  await present();
  await course.start();

  /** Opens what the address asks for, or the first example. */
  async function start() {
    const [first] = catalogue.presets;
    const asked = course.take(address.read());
    const text = asked || first.text;
    try {
      await engine.open(text);
      example = address.shownExample() || examples.exampleOf(catalogue.presets, engine.text());
    } catch (error) {
      if (!engine.isRefusal(error)) throw error;
      example = first.id;
      await engine.open(first.text);
      refused(error, 'address', ' The first example is shown instead.');
    }
    opened = engine.text();
  }

  /** Runs something on the engine; a refusal becomes a notice. @returns {Promise<boolean>} whether it was accepted */
  async function attempt(run, kind = 'refusal') {
    try {
      await run();
      dismiss(kind);
      return true;
    } catch (error) {
      if (!engine.isRefusal(error)) throw error;
      refused(error, kind);
      return false;
    }
  }

  /** The same, and shows what has become of it. */
  function act(...given) {
    return attempt(...given).finally(refresh);
  }

  function refused(error, kind, more = '') {
    notice(kind, `${error.message}${more}`);
  }

  /** One setting. @returns {Promise<boolean>} whether it was accepted */
  function set(key, value) {
    return changed(() => engine.change('set', key, value));
  }

  /** What the pictures show. */
  function setView(key, value) {
    return turned('set_view', key, value);
  }

  /** Something that changes what is looked at. */
  function turned(...change) {
    touched += 1;
    return see(act(() => engine.change(...change)));
  }

  /** Looks at what is being changed. */
  async function see(changing) {
    await changing;
    look();
  }

  /** Something else is looked at: the pictures change, and what stands beside them. */
  function look() {
    looked = true;
    refresh();
  }

  /** Something about the chosen point. */
  async function said(run) {
    saying = await changed(run);
    look();
  }

  /** Mines with the miner that was looked at. */
  function mineWith(id) {
    return see(changed(() => engine.change('mine_with', id)));
  }

  /** Opens a text. @returns {Promise<boolean>} whether it was accepted */
  async function load(text, id, how = 'load') {
    clock.pause();
    const loaded = await changed(() => engine.change(how, text || catalogue.presets[0].text), 'address');
    looked = true;
    if (loaded) example = id || examples.exampleOf(catalogue.presets, engine.text());
    await present();
    return loaded;
  }

  /** Changes the run; the controls are to show it. @returns {Promise<boolean>} whether it was accepted */
  async function changed(run, kind) {
    touched += 1;
    const accepted = await act(run, kind);
    stale = true;
    return accepted;
  }

  /** After a trap: the engine is back where it was. */
  function recovered(details, kept) {
    clock.pause();
    stale = true;
    notice('recovery', kept ? 'Something in the trainer broke. It was started afresh and is back at the same step; nothing is lost.'
      : 'Something in the trainer broke, and this run breaks it again. The defaults are shown instead.', details);
    refresh();
  }

  /** Shows the state in the next frame, once there is one. */
  function refresh() {
    if (opened !== null) frame ||= requestAnimationFrame(present);
  }

  /** Shows the state now. */
  function present() {
    cancelAnimationFrame(frame);
    frame = 0;
    return showLatest();
  }

  /** What the whole data set says: the figures and the sentence. */
  function measure() {
    return answered(['status'], tellStatus);
  }

  async function tellStatus(now) {
    status = now;
    const before = done;
    done = status.diagnosis.done;
    // Once: who presses Play again wants to go on.
    if (done && !before && !rested && clock.isPlaying() && !await course.target()) {
      rested = true;
      clock.pause();
    }
    assess();
    const chosen = saying && await engine.ask('chosen');
    saying = false;
    if (chosen) announce(chosen.text, 'chosen');
    else if (!part) announce(status.summary);
  }

  /** Shows the latest diagnosis. */
  function assess() {
    if (!status) return;
    const more = done && rested && !clock.isPlaying() ? ' The run rests here; Play goes on.' : '';
    measures.show({ ...status.figures, diagnosis: `${status.figures.diagnosis}${more}` });
    words.show(status.diagnosis);
  }

  /** Shows what the engine says, unless the reader changes something meanwhile: a control that is being moved stays where it is. */
  async function answered(methods, show) {
    const before = touched;
    const answers = await Promise.all(methods.map((method) => engine.ask(method)));
    // While a run plays, all that is written in a frame is written at its beginning, and laid out once.
    if (clock.isPlaying()) await new Promise(requestAnimationFrame);
    if (before !== touched) return refresh();
    return show(...answers);
  }

  /** What the present batch says, and the settings that hold. */
  function tellMoment() {
    return answered(['moment'], (moment) => {
      measures.show(moment.figures);
      slow.show(moment.part ?? null);
      return (stale || moment.in_force !== inForce) && answered(['controls', 'view'], (...now) => tellSettings(moment, ...now));
    });
  }

  function tellSettings(moment, settings, view) {
    stale = rested = false;
    inForce = moment.in_force;
    strip.update(settings);
    for (const place of [turner, pictures]) place.update(view);
    time.showSettings(settings);
    menu.showExample(example);
    menu.showFormula(settings);
  }

  /** Where the run stands: the timeline, the panels, the lesson, the address. */
  function tellTime() {
    return answered(['moment', 'desk', 'chosen'], async (moment, desk, chosen) => {
      measures.show({ step: moment.figures.step });
      time.showTime(moment, desk);
      aside.show(desk.branches);
      side.show(desk);
      until.show(desk);
      edit.show(chosen);
      await course.tell();
      if (location.hash || course.isOpen() || engine.text() !== opened) address.write(() => course.address(engine.text()), example, clock.isPlaying());
    });
  }

  async function show() {
    if (looked) {
      looked = false;
      const before = touched;
      const view = await engine.ask('view');
      if (before !== touched) return look();
      part = Boolean(view.part);
      time.showSlow(part);
      if (pictures.update(view)) measures.arrange();
      texts.hurry();
    }
    pictures.draw(clock.isPlaying());
    side.draw();
    // A run that nobody sees waits, as it does in a tab that is hidden.
    if (!pictures.isSeen() && !side.isSeen()) clock.pause();
    await texts.run();
  }
}
