// The timeline: its buttons, the speed, the scrubber with its marks, the step, the seed.

import { find, findAll, make, renew, setAttribute, setStyle, setValue, write } from '../page/dom.js';
import { DEFAULT_SPEED, SPEEDS, speedOf } from './player.js';
import { recall, remember } from '../page/store.js';

/** The meaning of a button, in its `data-action`. @typedef {'play' | 'pause' | 'step' | 'back' | 'reset' | 'reroll' | 'undo' | 'redo'} Action */
/** @param {HTMLElement} button */
const actionOf = (button) => /** @type {Action} */ (button.dataset.action);

/**
 * @param {import('../page/page.js').Base} base
 * @param {Record<Action, () => unknown> & { seek: (step: number) => unknown, goTo: (step: string) => Promise<unknown>, setSpeed: (id: string) => void }} actions
 * @param {import('./number.js').Make} number
 */
export function build({ root }, actions, number) {
  const { seek, setSpeed } = actions;
  const buttons = findAll(root, '[data-action]', HTMLButtonElement);
  for (const button of buttons) button.addEventListener('click', () => actions[actionOf(button)]());

  const speed = find(root, '[name="speed"]', HTMLSelectElement);
  speed.append(...SPEEDS.map(({ id, name }) => make('option', { value: id }, name)));
  setValue(speed, speedOf(recall('speed')).id);
  setSpeed(speed.value);
  const isSlow = (/** @type {string} */ id) => Boolean(speedOf(id).slow);
  let usual = isSlow(speed.value) ? DEFAULT_SPEED : speed.value;
  speed.addEventListener('change', () => {
    setSpeed(speed.value);
    // A page that opens in slow motion would confuse.
    if (isSlow(speed.value)) return;
    usual = speed.value;
    remember('speed', usual);
  });

  const scrubber = find(root, '[name="step"]', HTMLInputElement);
  const time = find(root, '.scrub');
  scrubber.addEventListener('input', () => seek(scrubber.valueAsNumber));

  const to = find(root, '[name="timeline.step"]', HTMLInputElement);
  const seed = find(root, '[name="seed"]', HTMLInputElement);
  /** The next whole number. @param {HTMLInputElement} field */
  const next = (field) => (/** @type {number} */ by) => String(Math.max(0, Number(field.getAttribute('aria-valuenow')) + by));
  const typedStep = number(to, actions.goTo, next(to));
  const typedSeed = number(seed, 'seed', next(seed));
  to.after(typedStep.said);
  seed.after(typedSeed.said);

  const controls = [...buttons, speed, scrubber, to, seed];
  let marked = '';

  return {
    enable() {
      for (const control of controls) control.disabled = false;
    },
    /** Turns Play into Pause and back. @param {boolean} playing */
    showPlaying(playing) {
      const button = find(root, '#play');
      button.dataset.action = playing ? 'pause' : 'play';
      write(find(root, '#play-text'), playing ? 'Pause' : 'Play');
    },
    /** Slow motion began or ended without the menu: by a link or an example. @param {boolean} slow */
    showSlow(slow) {
      if (slow === isSlow(speed.value)) return;
      setValue(speed, slow ? SPEEDS.find((s) => s.slow)?.id ?? usual : usual);
      setSpeed(speed.value);
    },
    /** Settings that belong to the timeline. @param {import('../pkg/pushpull.js').Controls} controls */
    showSettings(controls) {
      typedSeed.show(controls.seed);
    },
    /** @param {import('../pkg/pushpull.js').Moment} moment @param {import('../pkg/pushpull.js').DeskValue} desk */
    showTime(moment, desk) {
      setAttribute(scrubber, 'max', moment.horizon);
      setValue(scrubber, desk.step);
      setAttribute(scrubber, 'aria-valuetext', moment.time);
      typedStep.show(desk.step);
      // The marks depend on the end alone.
      setStyle(time, '--of', moment.horizon);
      const share = (/** @type {number} */ step) => `calc(100% * ${step} / ${moment.horizon}) 4px`;
      setStyle(scrubber, 'background-size', `${share(desk.step)}, ${share(desk.last)}, 100% 4px`);
      /** @type {Partial<Record<Action, boolean>>} */
      const none = { back: desk.step === 0, step: moment.halted, undo: !desk.undo, redo: !desk.redo };
      for (const button of buttons) {
        // Not `disabled`: the button just pressed would lose the focus.
        setAttribute(button, 'aria-disabled', Boolean(none[actionOf(button)]));
      }
      const now = JSON.stringify(desk.marks);
      if (now === marked) return;
      marked = now;
      write(find(root, '#edits'), desk.marks.map((mark) => mark.text).filter(Boolean).join('. '));
      renew(find(root, '#marks'), desk.marks.map(({ step, kind, text }) => {
        const mark = make('i', { title: text, 'data-kind': kind });
        mark.style.setProperty('--mark', String(step));
        return mark;
      }));
    },
  };
}
