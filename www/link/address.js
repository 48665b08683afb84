// Where a page reads its first state and writes its present one: the address bar, `#loss.margin=0.5&…`, written shortly after each change
// and read again when someone edits it; or, for a second page in the document, a text in memory.

const DELAY = 300;
/** Browsers limit how often the address can be rewritten, and reload the page's icon each time: so this is the least interval. */
const AT_MOST_EVERY = 1000;
/** The interval while a run plays, which changes only the step. */
const WHILE_PLAYING = 5000;
/** The place in a lesson that a text names. @param {string} text */
const placeIn = (text) => /^lesson=[^&]*(&at=[^&]*)?/.exec(text)?.[0] ?? '';
/** Whether a text names another place in a lesson than the address does; without its step, a lesson is no place. @param {string} text */
const moves = (text) => placeIn(text) !== placeIn(bar.read()) && !/^lesson=[^&]*$/.test(placeIn(bar.read()));
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
 * @typedef {(text: () => string, shown: string, playing: boolean) => void} Write
 */

/** The full link to a state. @param {string} text */
export const link = (text) => `${location.href.split('#')[0]}#${text || DEFAULTS}`;

/** The address bar. @type {Address} */
export const bar = {
  // Some programs take the number sign for a question mark.
  read: () => location.hash.slice(1) || location.search,
  shownExample: () => history.state?.example ?? '',
  start(opened) {
    let timer = 0;
    let written = 0;
    let latest = () => '';
    let example = '';

    function now() {
      clearTimeout(timer);
      timer = 0;
      written = Date.now();
      try {
        // Each step of a lesson is a place of its own, to which the browser's Back returns.
        const text = latest() || DEFAULTS;
        history[moves(text) ? 'pushState' : 'replaceState']({ example }, '', `${location.hash ? '' : location.pathname}#${text}`);
      } catch {
        // Too often, or not allowed here: the link in the Share panel is still right.
      }
    }

    addEventListener('hashchange', () => {
      // What was about to be written belongs to the place before.
      clearTimeout(timer);
      timer = 0;
      opened(bar.read());
    });
    addEventListener('pagehide', () => timer && now());

    return {
      write(text, shown, playing) {
        latest = text;
        example = shown;
        if (moves(text())) return now();
        // A run that plays would put it off for ever.
        if (timer && playing) return;
        clearTimeout(timer);
        timer = window.setTimeout(now, Math.max(DELAY, written + (playing ? WHILE_PLAYING : AT_MOST_EVERY) - Date.now()));
      },
      visit(text) {
        if (timer) now();
        history.pushState({}, '', `#${text}`);
      },
      back: () => history.back(),
    };
  },
};

/** A text in memory. @param {string} text @returns {Address} */
export const memory = (text) => ({
  read: () => text,
  shownExample: () => '',
  start(opened) {
    let before = text;
    return {
      write: (latest) => { text = latest(); },
      visit: (to) => { [before, text] = [text, to]; },
      back: () => opened(before),
    };
  },
});
