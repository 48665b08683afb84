// The opening of forty seconds: one run in acts (www/lessons/00-opening.toml), each with a sentence over the stage. A first visit is invited to it;
// later a small button begins it again. Skipping leads back to the run that was there before, and whoever does anything else takes the run over as
// it is. Where less motion is wished for, each act is a still picture, and the reader goes on.

import { DEFAULT_SPEED, speedOf } from '../control/player.js';
import { find, focused, hide, make } from '../page/dom.js';
import { still } from '../page/motion.js';
import { nodes } from '../page/nodes.js';
import { remember } from '../page/store.js';

/** Milliseconds to read a sentence before its act is played. */
const READ = 2200;

/**
 * @param {import('../page/page.js').Base} base
 * @param {object} page
 * @param {ReturnType<typeof import('../control/player.js').player>} page.clock
 * @param {() => ReturnType<typeof import('../page/opening.js').build>} page.opening
 * @param {import('./data.js').Files} page.files
 * @param {(run: () => unknown) => Promise<boolean>} page.changed changes the run
 */
export function build({ root, body, engine, announce, notice }, { clock, opening, files, changed }) {
  const top = document.documentElement;
  const section = find(root, '#acts');
  const [showMe, next, takeOver, lessons, skip] = ['[data-action="show-me"]', '#next-act', '#take-over', '#take-lessons', '#skip-acts'].map((at) => find(section, at));
  const says = find(section, '#act-says');
  const dots = find(section, '.dots');
  /** @type {import('./data.js').Act[]} */
  let acts = [];
  /** The act on the stage, if one is. @type {import('./data.js').Act | undefined} */
  let now;
  /** The opening that was asked for and is on its way, if one is. @type {object | undefined} */
  let coming;
  let timer = 0;
  /** Whether the clock is being started for an act. */
  let starting = false;
  /** Whether the run of the first act is being opened. */
  let visiting = false;

  next.addEventListener('click', () => enter(after()));
  takeOver.addEventListener('click', leave);
  skip.addEventListener('click', quit);
  find(root, '#show-again').addEventListener('click', () => {
    find(root, '#help', HTMLDialogElement).close();
    start();
  });
  root.addEventListener('keydown', (event) => {
    if (/** @type {KeyboardEvent} */ (event).key === 'Escape' && !event.defaultPrevented && !root.querySelector(':popover-open, dialog[open]')) quit();
  });

  const after = () => (now && acts[acts.indexOf(now) + 1]);

  async function start() {
    if (coming) return;
    const mine = {};
    coming = mine;
    try {
      ({ acts } = await files.opening());
    } catch (error) {
      coming = undefined;
      return notice('opening', 'The opening could not be loaded. The page goes on without it; pressing the button again may help.', String(error));
    }
    // Whoever has done something else meanwhile wants that.
    if (coming !== mine) return;
    const [first] = acts;
    leave();
    coming = mine;
    visiting = true;
    await opening().visit(first.state);
    visiting = false;
    if (coming !== mine) return;
    coming = undefined;
    section.scrollIntoView({ block: 'nearest' });
    await enter(first);
  }

  /** @param {import('./data.js').Act | undefined} act */
  async function enter(act) {
    now = act;
    if (!act) return;
    const { play, text, changes } = act;
    // It goes on from where the one before has stopped. All at once: whoever goes on quickly changes the next act with none of them.
    await Promise.all(changes.map(([key, value]) => changed(() => engine.change('set', key, value))));
    if (now !== act) return;
    const within = act === acts[0] || section.contains(focused(root));
    says.replaceChildren(...nodes(text));
    dots.replaceChildren(...acts.map((one) => make('li', { 'data-on': one === act })));
    announce(says.textContent ?? '', 'act');
    body.dataset.acts = act.id;
    hide(find(section, '.act'), false);
    hide(next, play === null || !still.matches);
    for (const part of [takeOver, lessons]) hide(part, play !== null);
    hide(skip, play === null);
    if (within) [next, takeOver, skip].find((button) => !button.hidden)?.focus({ preventScroll: true });
    if (play === null) return;
    if (still.matches) await changed(() => engine.change('go_to', String(play), play));
    else timer = window.setTimeout(go, READ);
  }

  /** Plays the act to its end. */
  function go() {
    clearTimeout(timer);
    starting = true;
    if (now?.play) clock.playAt({ wait: speedOf(DEFAULT_SPEED).wait, count: 1, to: String(now.play) });
    starting = false;
  }

  /** The run stays as it is. */
  function leave() {
    if (starting) return;
    coming = undefined;
    if (!('invites' in top.dataset || now)) return;
    const within = section.contains(focused(root));
    delete top.dataset.invites;
    remember('shown', 'yes');
    clearTimeout(timer);
    now = undefined;
    delete body.dataset.acts;
    for (const part of [find(section, '.act'), next, takeOver, lessons]) hide(part, true);
    hide(skip, false);
    // In low windows, and beside a lesson, the button is not there.
    if (within) [showMe, find(root, '#play')].find((button) => button.checkVisibility())?.focus({ preventScroll: true });
  }

  /** The run before comes back, unless the opening has come to its end. */
  function quit() {
    const back = now ? now.play !== null : coming && visiting;
    leave();
    if (!back) return;
    clock.pause();
    opening().back();
  }

  return {
    start,
    leave,
    /** The clock rests: at the end of an act the next one begins. */
    async rest() {
      const act = now;
      if (act?.play && (await engine.glance(['desk'])).desk.step >= act.play && now === act) await enter(after());
    },
    /** Whether an action of the timeline goes on with an act; any other one takes the run over. @param {string} action */
    takes(action) {
      const pauses = action === 'pause' || (action === 'toggle' && clock.isPlaying());
      const goesOn = ['play', 'toggle'].includes(action) && !pauses && !still.matches && Boolean(now?.play);
      if (goesOn) go();
      else if (!pauses) leave();
      return goesOn;
    },
  };
}
