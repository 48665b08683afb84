// The timeline: its buttons, the speed, the scrubber with a mark for every edit, the seed.

import { byId, make, setValue, write } from './dom.js';
import { DEFAULT_SPEED, SPEEDS } from './player.js';
import { recall, remember } from './store.js';

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

  const seed = document.querySelector('[name="seed"]');
  seed.addEventListener('change', () => setSeed(seed.value.trim()));

  const controls = [...buttons, speed, scrubber, seed];
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
    showTime(moment) {
      scrubber.max = String(moment.horizon);
      setValue(scrubber, moment.step);
      scrubber.setAttribute('aria-valuetext', moment.time);
      time.style.setProperty('--at', String(moment.step));
      time.style.setProperty('--known', String(moment.last));
      time.style.setProperty('--of', String(moment.horizon));
      for (const button of buttons) {
        // Not `disabled`: the button that was just pressed would lose the focus.
        const idle = { back: moment.step === 0, step: moment.halted }[button.dataset.action];
        button.setAttribute('aria-disabled', String(Boolean(idle)));
      }
      const edits = moment.edits.map((edit) => edit.text).join('. ');
      if (edits === marked) return;
      marked = edits;
      write(byId('edits'), edits);
      byId('marks').replaceChildren(...moment.edits.map((edit) => {
        const mark = make('i', { title: edit.text });
        mark.style.setProperty('--mark', String(edit.step));
        return mark;
      }));
    },
  };
}
