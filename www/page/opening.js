// What a page opens: the link in its address, an example, a file, the state of a lesson. And how the address follows: it stays as it came until
// something changes, so that an error never overwrites it.

import * as arrivals from '../control/arrival.js';
import { exampleOf } from './examples.js';

/**
 * @param {import('./page.js').Base} base
 * @param {object} page
 * @param {import('../link/address.js').Address} page.address
 * @param {ReturnType<typeof import('../lesson/course.js').build>} page.course
 * @param {() => void} page.pause
 * @param {(run: () => unknown, kind?: string) => Promise<boolean>} page.changed changes the run; a refusal becomes a notice of this kind
 * @param {() => Promise<unknown>} page.present shows the state now
 * @param {() => void} page.look shows it soon
 * @param {() => void} page.left something else is opened than the opening's next act
 */
export function build(base, { address, course, pause, changed, present, look, left }) {
  const { engine, notice, dismiss } = base;
  const { presets } = engine.catalogue;
  /** The example shown, or ''. */
  let example = '';
  /** What the link in the address says, and whether all of it is understood. */
  let [said, sound] = ['', true];
  /** Whether the page has opened something, how often the address was read, and whether it is being read: only the last reading counts. */
  let [opened, readings, reading] = [false, 0, true];
  /** The state for which the address stands as it is. @type {string | null} */
  let kept = null;
  /** Whether the run on its way is that of the address. */
  let named = true;
  /** @type {import('../link/address.js').Keeper | undefined} */
  let place;
  const arrival = arrivals.build(base, look, (arrived) => {
    kept = arrived && named && !(sound && course.isOpen()) ? state() : null;
  });

  const state = () => course.address(engine.text());

  /** Keeps the address as it is, as long as the state is. */
  function keep() {
    kept = state();
  }

  /** Understands a link, and names what is not understood. @param {string} raw @returns {Promise<string>} the rest */
  async function understand(raw) {
    const { text, faults, whole } = await engine.mend(raw);
    [said, sound] = [text, whole && !faults.length];
    const damage = whole ? faults : ['This link is not as it was shared: its end is missing, or something in it was changed.', ...faults];
    dismiss('address');
    // A query may also be none of a state.
    if (damage.length && (text || !raw.startsWith('?'))) notice('address', [...damage, text ? 'The rest of it is shown.' : 'The first example is shown instead.'].join('\n'));
    return text;
  }

  /** Opens a text. @param {string} text @param {import('../trainer/engine.js').Opening} [how] @returns {Promise<boolean>} whether it was accepted */
  async function open(text, id = '', how = 'begin', kind = 'refusal') {
    pause();
    dismiss('anew');
    const ofAddress = reading;
    const [first] = presets;
    const loaded = await changed(async () => {
      const more = await engine.open(text || first.text, arrivals.PATIENCE, how);
      named = ofAddress;
      arrival.go(more);
    }, kind);
    if (loaded) example = id || exampleOf(presets, engine.text());
    await present();
    return loaded;
  }

  /** Opens another address. @param {string} raw */
  async function navigate(raw) {
    reading = true;
    await follow(async () => course.navigate(await understand(raw), open));
  }

  /** Reads the address. That of a lesson names the step, if there is nothing wrong with it. @param {() => Promise<boolean>} read whether the lessons accept it */
  async function follow(read) {
    readings += 1;
    const mine = readings;
    const accepted = await read();
    if (mine !== readings) return;
    reading = false;
    kept = accepted && sound && course.isOpen() ? null : state();
    look();
  }

  return {
    open,
    /** Opens what a reader has chosen. @param {string} text @param {string} [id] of an example */
    choose(text, id) {
      left();
      course.overtake();
      // An address that is still being read has lost its turn.
      readings += 1;
      reading = false;
      return open(text, id, 'exchange', 'address');
    },
    /** Opens a run as a place of its own, from which `back` leads to what was there before. @param {string} text */
    async visit(text) {
      place?.visit(text);
      await navigate(text);
    },
    back: () => place?.back(),
    keep,
    stay: arrival.leave,
    isOpen: () => opened,
    /** Whether the address is being read: what pauses a run meanwhile is the page. */
    isReading: () => reading,
    example: () => example,
    /** Opens the link in the address, or the first example. */
    async begin() {
      const [first] = presets;
      const text = course.take(await understand(address.read()));
      arrival.go(await engine.open(text || first.text, arrivals.PATIENCE));
      example = text ? address.shownExample() || exampleOf(presets, engine.text()) : first.id;
      opened = true;
    },
    /** Opens the lesson in the address, and follows it from now on. */
    async start() {
      const going = follow(course.start);
      place = address.start((raw) => {
        left();
        navigate(raw);
      });
      await going;
    },
    /** The state may have changed. @param {boolean} hides whether its settings are hidden, which the address then must not tell @param {boolean} playing */
    note(hides, playing) {
      const now = state();
      if (reading || arrival.isOn() || (now === kept && !(hides && now !== said))) return;
      kept = null;
      place?.write(now, example, playing);
    },
  };
}
