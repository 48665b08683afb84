// The address bar: the whole state as `#loss.margin=0.5&…`. Written shortly after each change, read at the start and when it is edited.

const DELAY = 300;
/** Browsers limit how often the address can be rewritten, and reload the page's icon each time: so this is the least interval. */
const AT_MOST_EVERY = 1000;
/** The interval while a run plays, which changes only the step. */
const WHILE_PLAYING = 5000;
/** An empty address opens the first example, so the state with all defaults is spelled out. */
const DEFAULTS = 'step=0';

/** The text in the address; some programs escape it. */
export function read() {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The example that this page showed before it was reloaded, or ''. @returns {string} */
export const shownExample = () => history.state?.example ?? '';

/** The full link to a state. @param {string} text */
export const link = (text) => `${location.href.split('#')[0]}#${text || DEFAULTS}`;

/** Lets a page write the address, and hear when someone edits it. @param {(text: string) => void} opened */
export function start(opened) {
  let timer = 0;
  let written = 0;
  let latest = () => '';
  let example = '';

  function now() {
    clearTimeout(timer);
    timer = 0;
    written = Date.now();
    try {
      history.replaceState({ example }, '', `#${latest() || DEFAULTS}`);
    } catch {
      // Too often, or not allowed here: the link in the Share panel is still right.
    }
  }

  addEventListener('hashchange', () => opened(read()));
  addEventListener('pagehide', () => timer && now());

  /**
   * Writes the state soon.
   * @param {() => string} text
   * @param {string} shown the example shown, or ''
   * @param {boolean} playing
   */
  return (text, shown, playing) => {
    latest = text;
    example = shown;
    clearTimeout(timer);
    timer = window.setTimeout(now, Math.max(DELAY, written + (playing ? WHILE_PLAYING : AT_MOST_EVERY) - Date.now()));
  };
}
