// The timeline: its buttons, the speed, the scrubber with its marks, the number of the step, the seed.

import { byId, make, renew, setAttribute, setStyle, setValue, write } from '../page/dom.js';
import { DEFAULT_SPEED, SPEEDS } from './player.js';
import { recall, remember } from '../page/store.js';

/**
 * @param {Record<string, () => void>} actions by the word of `data-action`
 * @param {(step: number) => void} seek
 * @param {(id: string) => void} setSpeed
 * @param {(text: string) => boolean} setSeed
 */
export function build(actions, seek, setSpeed, setSeed) {
  const buttons = [...document.querySelectorAll('[data-action]')];
  for (const button of buttons) button.addEventListener('click', () => actions[button.dataset.action]());

  const speed = document.querySelector('[name="speed"]');
  speed.append(...SPEEDS.map(({ id, name }) => make('option', { value: id }, name)));
  const kept = recall('speed');
  setValue(speed, SPEEDS.some((s) => s.id === kept) ? kept : DEFAULT_SPEED);
  setSpeed(speed.value);
  const isSlow = (id) => Boolean(SPEEDS.find((s) => s.id === id).slow);
  let usual = isSlow(speed.value) ? DEFAULT_SPEED : speed.value;
  speed.addEventListener('change', () => {
    setSpeed(speed.value);
    // A page that opens in slow motion would puzzle more than it helps.
    if (isSlow(speed.value)) return;
    usual = speed.value;
    remember('speed', usual);
  });

  const scrubber = document.querySelector('[name="step"]');
  const time = scrubber.closest('.scrub');
  scrubber.addEventListener('input', () => seek(scrubber.valueAsNumber));

  const to = document.querySelector('[name="timeline.step"]');
  /** Whether a number is being typed, which must stay until it is meant. */
  let typing = false;
  to.addEventListener('input', () => { typing = true; });
  to.addEventListener('blur', () => { typing = false; });
  to.addEventListener('change', () => {
    typing = false;
    seek(Math.max(0, Math.round(to.valueAsNumber || 0)));
  });

  const seed = document.querySelector('[name="seed"]');
  seed.addEventListener('change', () => setSeed(seed.value.trim()));

  const controls = [...buttons, speed, scrubber, to, seed];
  let marked = '';

  return {
    enable() {
      for (const control of controls) control.disabled = false;
    },
    /** Play becomes Pause and back. */
    showPlaying(playing) {
      const button = byId('play');
      button.dataset.action = playing ? 'pause' : 'play';
      write(byId('play-text'), playing ? 'Pause' : 'Play');
    },
    /** Slow motion begins or ends without the menu: by a link, by an example. */
    showSlow(slow) {
      if (slow === isSlow(speed.value)) return;
      setValue(speed, slow ? SPEEDS.find((s) => s.slow).id : usual);
      setSpeed(speed.value);
    },
    /** Settings that belong to the timeline. */
    showSettings(controls) {
      setValue(seed, controls.seed);
    },
    /** Every frame. */
    showTime(moment, desk) {
      setAttribute(scrubber, 'max', moment.horizon);
      setValue(scrubber, desk.step);
      setAttribute(scrubber, 'aria-valuetext', moment.time);
      if (!typing) setValue(to, desk.step);
      // The marks depend on the end only.
      setStyle(time, '--of', moment.horizon);
      const share = (step) => `calc(100% * ${step} / ${moment.horizon}) 4px`;
      setStyle(scrubber, 'background-size', `${share(desk.step)}, ${share(desk.last)}, 100% 4px`);
      const none = { back: desk.step === 0, step: moment.halted, undo: !desk.undo, redo: !desk.redo };
      for (const button of buttons) {
        // Not `disabled`: the button that was just pressed would lose the focus.
        setAttribute(button, 'aria-disabled', Boolean(none[button.dataset.action]));
      }
      const now = JSON.stringify(desk.marks);
      if (now === marked) return;
      marked = now;
      write(byId('edits'), desk.marks.map((mark) => mark.text).filter(Boolean).join('. '));
      renew(byId('marks'), desk.marks.map(({ step, kind, text }) => {
        const mark = make('i', { title: text, 'data-kind': kind });
        mark.style.setProperty('--mark', String(step));
        return mark;
      }));
    },
  };
}
