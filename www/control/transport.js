// The transport: its buttons, the speed, the scrubber over the timeline with its marks, the step, the seed.

import { find, findAll, make, setAttribute, setValue, write } from '../page/dom.js';
import { build as marksOf } from './marks.js';
import { SPEEDS, speedOf } from './player.js';
import { recall, remember } from '../page/store.js';

/** The meaning of a button, in its `data-action`. @typedef {'play' | 'pause' | 'step' | 'back' | 'reset' | 'reroll' | 'undo' | 'redo' | 'watch-step' | 'present' | 'show-me'} Action */
/** @param {HTMLElement} button */
const actionOf = (button) => /** @type {Action} */ (button.dataset.action);

/**
 * @param {import('../page/page.js').Base} base
 * @param {Record<Action, () => unknown> & { seek: (step: number) => unknown, goTo: (step: string) => Promise<unknown>, lead: (step: string) => unknown, setSpeed: (id: string) => void }} actions
 * @param {import('./number.js').Make} number
 */
export function build({ root }, actions, number) {
  const { seek, setSpeed } = actions;
  const buttons = findAll(root, '[data-action]', HTMLButtonElement).filter((button) => actionOf(button) in actions);

  const speed = find(root, '[name="speed"]', HTMLSelectElement);
  speed.append(...SPEEDS.map(({ id, name }) => make('option', { value: id }, name)));
  setValue(speed, speedOf(recall('speed')).id);
  setSpeed(speed.value);
  speed.addEventListener('change', () => {
    setSpeed(speed.value);
    remember('speed', speed.value);
  });

  const scrubber = find(root, '[name="step"]', HTMLInputElement);
  const marks = marksOf(root, actions.lead);
  const watch = find(root, '[data-action="watch-step"]');
  scrubber.addEventListener('input', () => seek(scrubber.valueAsNumber));

  const to = find(root, '[name="timeline.step"]', HTMLInputElement);
  const seed = find(root, '[name="seed"]', HTMLInputElement);
  /** The next whole number after the one that stands there, or after the present one. @param {HTMLInputElement} field */
  const next = (field) => (/** @type {number} */ by) => String(Math.max(0, Number(/^\d+$/.test(field.value) ? field.value : field.getAttribute('aria-valuenow')) + by));
  const typedStep = number(to, actions.goTo, next(to));
  const typedSeed = number(seed, 'seed', next(seed));
  to.after(typedStep.said);
  seed.after(typedSeed.said);

  const controls = [...buttons, speed, scrubber, to, seed];

  return {
    /** Hears the reader from now on. Until then Play is heard by the first script, which remembers it. */
    enable() {
      for (const button of buttons) button.addEventListener('click', () => actions[actionOf(button)]());
      for (const control of controls) control.disabled = false;
    },
    /** Turns Play into Pause and back. @param {boolean} playing */
    showPlaying(playing) {
      const button = find(root, '#play');
      button.dataset.action = playing ? 'pause' : 'play';
      write(find(root, '#play-text'), playing ? 'Pause' : 'Play');
    },
    /** Whether a step is watched in its parts. @param {boolean} watched */
    showWatched(watched) {
      setAttribute(watch, 'aria-pressed', watched);
    },
    /** Settings that belong to the timeline. @param {import('../pkg/pushpull.js').Controls} controls */
    showSettings(controls) {
      typedSeed.show(controls.seed);
    },
    /** @param {import('../pkg/pushpull.js').Moment} moment @param {import('../pkg/pushpull.js').DeskValue} desk */
    showTime(moment, desk) {
      setAttribute(scrubber, 'max', desk.horizon);
      setValue(scrubber, desk.step);
      setAttribute(scrubber, 'aria-valuetext', moment.time);
      typedStep.show(desk.step);
      /** @type {Partial<Record<Action, boolean>>} */
      const none = { back: desk.step === 0, step: moment.halted, undo: !desk.undo, redo: !desk.redo };
      for (const button of buttons) {
        // Not `disabled`: the button just pressed would lose the focus.
        setAttribute(button, 'aria-disabled', Boolean(none[actionOf(button)]));
      }
      marks.show(desk);
    },
  };
}
