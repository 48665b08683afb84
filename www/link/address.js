// Where a page reads its first state and writes its present one: the address bar, `#loss.margin=0.5&…`, written shortly after each change
// and read again when someone edits it; or, for a second page in the document, a text in memory.

const DELAY = 300;
/** Browsers limit how often the address can be rewritten, and reload the page's icon each time: so this is the least interval. */
const AT_MOST_EVERY = 1000;
/** The interval while a run plays, which changes only the step. */
const WHILE_PLAYING = 5000;
/** Where a page keeps for its own reload what its address lacks. */
const LACKED = 'pushpull.lacked';
/** The place in a lesson that a text names. @param {string} text */
const placeIn = (text) => /^lesson=[^&]*(&at=[^&]*)?/.exec(text)?.[0] ?? '';
/** An empty address opens the first example, so the state with all defaults is spelled out. */
export const DEFAULTS = 'step=0';

/**
 * Where the state of a page is kept.
 * @typedef {object} Address
 * @property {() => string} read its text, as it stands there, and with its question mark if it stands in the query
 * @property {() => string} shownExample the example that this page showed before it was reloaded, or ''
 * @property {(opened: (text: string) => void) => Keeper} start lets a page write it, and hear when someone edits it
 */
/**
 * What a page does with its address.
 * @typedef {object} Keeper
 * @property {Write} write
 * @property {(text: string) => void} visit writes a text as a place of its own
 * @property {() => void} back goes back to the place before
 */
/**
 * Writes the state soon: its text, the example shown or '', and whether it plays.
 * @typedef {(text: string, shown: string, playing: boolean) => void} Write
 */

/** The full link to a state. @param {string} text */
export const link = (text) => `${location.href.split('#')[0]}#${text || DEFAULTS}`;

/** What the bar says. Some programs take the number sign for a question mark. */
const standing = () => location.hash.slice(1) || location.search;

/** @param {string} text @param {string} example @param {'pushState' | 'replaceState'} [how] */
function put(text, example, how = 'replaceState') {
  try {
    history[how]({ example }, '', `${location.hash ? '' : location.pathname}#${text || DEFAULTS}`);
  } catch {
    // Too often, or not allowed here: the link in the Share panel is still right.
  }
}

/** What the bar lacked when this page was left: a browser reloads the address from before, whatever is written while the page goes. */
function regain() {
  try {
    const lacked = JSON.parse(sessionStorage.getItem(LACKED) ?? 'null');
    sessionStorage.removeItem(LACKED);
    const [visit] = performance.getEntriesByType('navigation');
    if (lacked?.from === location.href && visit instanceof PerformanceNavigationTiming && visit.type === 'reload') put(lacked.text, lacked.example);
  } catch {
    // Storage is refused: what was written last is opened.
  }
}

/** The address bar. @returns {Address} */
export function bar() {
  /** The address as this page read or wrote it last. Any other one was typed, or is another place of the history: it is read, and never overwritten. */
  let held = '';
  let [timer, written] = [0, 0];

  function read() {
    clearTimeout(timer);
    timer = 0;
    held = location.href;
    return standing();
  }

  regain();
  return {
    read,
    shownExample: () => history.state?.example ?? '',
    start(opened) {
      let [latest, example] = ['', ''];

      /** Reads what stands in the bar, if it is not what this page left there. Says so. */
      function isTyped() {
        const typed = location.href !== held;
        if (typed) opened(read());
        return typed;
      }

      /** Whether the state is at another place in a lesson than the address; without its step, a lesson is no place. */
      const moves = () => ![placeIn(latest), placeIn(latest).replace(/&.*/, '')].includes(placeIn(standing()));

      /** Writes the state. Each step of a lesson is a place of its own, to which the browser's Back returns. */
      function now() {
        if (isTyped()) return;
        put(latest, example, moves() ? 'pushState' : 'replaceState');
        read();
        written = Date.now();
      }

      addEventListener('hashchange', isTyped);
      document.addEventListener('visibilitychange', () => document.hidden && timer && now());
      addEventListener('pagehide', () => {
        const lacked = timer && held === location.href ? { from: held, text: latest, example } : null;
        try {
          sessionStorage.setItem(LACKED, JSON.stringify(lacked));
        } catch {
          // Storage is refused.
        }
        if (lacked) now();
      });
      isTyped();

      return {
        write(text, shown, playing) {
          if (isTyped()) return;
          // What is due of one place is written before the next one is.
          if (timer && placeIn(text) !== placeIn(latest)) now();
          [latest, example] = [text, shown];
          if (moves()) return now();
          // A run that plays would put it off for ever.
          if (timer && playing) return;
          clearTimeout(timer);
          timer = window.setTimeout(now, Math.max(DELAY, written + (playing ? WHILE_PLAYING : AT_MOST_EVERY) - Date.now()));
        },
        visit(text) {
          if (timer) now();
          put(text, '', 'pushState');
          read();
        },
        back: () => history.back(),
      };
    },
  };
}

/** A text in memory. @param {string} text @returns {Address} */
export const memory = (text) => ({
  read: () => text,
  shownExample: () => '',
  start(opened) {
    let before = text;
    return {
      write: (latest) => { text = latest; },
      visit: (to) => { [before, text] = [text, to]; },
      back: () => opened(before),
    };
  },
});
