// On the way to the step of a link. A run that takes long to get there is drawn and can be used as far as it has come: it goes on by itself until
// it is there, is stopped, or something else is done with it.

import { find, hide, setAttribute, write } from '../page/dom.js';

/** So many milliseconds a page waits for a run before it shows how far it has come. */
export const PATIENCE = 300;
/** So many milliseconds are between two looks at it. */
const SLICE = 60;

/** A time in words. @param {number} seconds */
const spoken = (seconds) => (seconds < 90 ? `${Math.ceil(seconds)} s` : seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`);

/**
 * @param {import('../page/page.js').Base} base
 * @param {() => void} look shows how far the run has come
 * @param {(arrived: boolean) => void} ended
 */
export function build({ root, engine }, look, ended) {
  const panel = find(root, '#arrival');
  const progress = find(panel, 'progress', HTMLProgressElement);
  /** Whether the run is on its way, and the number of ways so far. */
  let on = false;
  let ways = 0;

  find(panel, 'button').addEventListener('click', leave);

  /** Stays where the run is. */
  function leave() {
    if (!on) return;
    end();
    ended(false);
  }

  function end() {
    on = false;
    hide(panel, true);
    look();
  }

  /** @param {number} way */
  async function travel(way) {
    const [wanted, began, from] = [await engine.ask('wanted'), performance.now(), await step()];
    setAttribute(progress, 'max', wanted);
    for (let more = true; more && on && way === ways;) {
      more = await engine.approach(SLICE);
      const now = await step();
      if (!on || way !== ways) return;
      const left = (performance.now() - began) / 1000 * (wanted - now) / Math.max(1, now - from);
      progress.value = now;
      write(find(panel, 'p'), `On the way to the step of this link: ${now} of ${wanted}, about ${spoken(left)} left. What is here can be used.`);
      hide(panel, false);
      look();
      if (!more) {
        end();
        ended(true);
      }
    }
  }

  const step = async () => (await engine.glance(['desk'])).desk.step;

  return {
    isOn: () => on,
    leave,
    /** Goes on from where the run is, if there is more to go. @param {boolean} more */
    go(more) {
      ways += 1;
      on = more;
      hide(panel, !more);
      if (more) travel(ways);
    },
  };
}
