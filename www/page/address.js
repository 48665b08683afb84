// The address bar: the whole state as `#loss.margin=0.5&…`. Written a little after each change, read at the start and when it is edited.

const DELAY = 300;
/** Browsers refuse to rewrite the address too often, and load the page's icon anew each time: so it is written at most this often. */
const AT_MOST_EVERY = 1000;
/** While a run plays, which changes nothing but the step. */
const WHILE_PLAYING = 5000;
/** An empty address opens the first example, so the state in which everything is at its default is spelled out. */
const DEFAULTS = 'step=0';

/** The text in the address; some programs escape what they pass on. */
export function read() {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The example that this page said it was showing before it was loaded again, or ''. @returns {string} */
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
      // Too often, or forbidden here: the link in the Share panel is still right.
    }
  }

  addEventListener('hashchange', () => opened(read()));
  addEventListener('pagehide', () => timer && now());

  /**
   * Writes the state soon.
   * @param {() => string} text
   * @param {string} shown the example that is being shown, or ''
   * @param {boolean} playing
   */
  return (text, shown, playing) => {
    latest = text;
    example = shown;
    clearTimeout(timer);
    timer = window.setTimeout(now, Math.max(DELAY, written + (playing ? WHILE_PLAYING : AT_MOST_EVERY) - Date.now()));
  };
}
