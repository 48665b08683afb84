// The first module. It imports nothing, so that anything missing (WebAssembly, a module, the right MIME type) ends in a message and never
// in a blank page. When the page is ready, `window.pushpull` is its handle, for tests and the console: `pushpull.engine`.

/** Why there is no page, and what to do about it. @typedef {[cause: string, text: string]} Cause */

/** What an error says by itself. @type {[(error: string) => boolean, ...Cause][]} */
const SAID = [
  [() => typeof WebAssembly !== 'object', 'wasm', 'This browser has no WebAssembly, or it is switched off. Pushpull trains in it. Every current browser has it; where a strict mode switches it off, it can be allowed for this page.'],
  [(error) => /Content Security Policy|unsafe-eval/i.test(error), 'policy', 'The page is served with rules that forbid WebAssembly. Whoever runs the server can allow it: the Content-Security-Policy needs ‘wasm-unsafe-eval’.'],
  [() => !navigator.onLine, 'offline', 'There is no network, and this browser has not kept the whole page. Load it again as soon as there is one; after a first whole visit it works without.'],
];
/** @type {Cause} */
const OTHERWISE = ['other', 'A part of the page could not be loaded. Loading it again may help.'];

/** What became of the files that an error names, or else of those that the page needs first. @param {string} error @returns {Promise<Cause>} */
async function fetched(error) {
  const named = /https?:[^\s"']+\.(js|wasm)/.exec(error)?.[0];
  const needed = [...document.querySelectorAll('link[rel="modulepreload"], link[rel="preload"]')].map((link) => /** @type {HTMLLinkElement} */ (link).href);
  for (const address of named ? [named] : needed) {
    const name = address.split('/').pop() ?? '';
    const wanted = name.endsWith('wasm') ? 'application/wasm' : 'text/javascript';
    const answer = await fetch(address).catch(() => undefined);
    const type = answer?.headers.get('Content-Type')?.split(';')[0] ?? '';
    if (!answer) return ['blocked', `${name} did not arrive: something between this browser and the server stops it, such as a content blocker, a firewall or a proxy. Allow it for this page or use another network, and load the page again.`];
    if (!answer.ok) return ['missing', `The server answers ${answer.status} for ${name}. If the page has just been renewed, loading it again helps; if not, its server lacks this file.`];
    if (/html/.test(type)) return ['type', `In place of ${name} another page arrived (${type} instead of ${wanted}). If this network asks for a login, log in and load the page again; if not, its server gives the wrong file.`];
    if (!type.endsWith(wanted.slice(-4))) return ['type', `${name} arrived as ${type || 'something without a type'}, which browsers refuse. Whoever runs the server has to send it as ${wanted}.`];
  }
  return /magic|compile|expected/i.test(error) ? ['damaged', 'The trainer arrived damaged. Load the page again; if that does not help, empty this browser’s cache for it first.'] : OTHERWISE;
}

/** Shows why there is no page: at once what is known, and then what becomes of the files, which may take long. @param {unknown} error */
async function fail(error) {
  console.error(error);
  // What stopped the page first is its cause.
  if (document.body.dataset.state === 'fault') return;
  const started = document.body.dataset.state === 'ready';
  const details = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  /** @param {string} tag @param {string} text */
  const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const again = Object.assign(document.createElement('button'), { type: 'button', className: 'solid', textContent: 'Load again' });
  again.addEventListener('click', () => location.reload());
  const more = element('details', '');
  more.append(element('summary', 'Details'), element('code', details));
  const reason = element('p', '');
  const fault = /** @type {HTMLElement} */ (document.getElementById('fault'));
  fault.replaceChildren(element('h2', started ? 'Pushpull has stopped' : 'Pushpull could not start'), reason, more, again);
  /** @param {Cause} cause */
  const say = ([cause, text]) => {
    reason.textContent = text;
    fault.dataset.cause = cause;
  };
  const [, ...known] = SAID.find(([test]) => test(details)) ?? [null, ...OTHERWISE];
  say(known);
  fault.hidden = false;
  document.body.dataset.state = 'fault';
  if (known[0] === OTHERWISE[0] && !started) say(await fetched(details));
}

/** Hides what stood in for the page, and begins what was pressed. */
function ready() {
  const top = document.documentElement;
  delete top.dataset.named;
  // One that could not be opened has left its shape.
  document.body.toggleAttribute('data-lesson', document.getElementById('lesson')?.hidden === false);
  // Pictures are painted over the opening's, which is needed until they are on the screen.
  setTimeout(() => document.querySelector('.drawn')?.remove(), 1000);
  const note = document.getElementById('loading');
  if (note) note.hidden = true;
  const asked = document.querySelector(`[data-action="${top.dataset.asked}"]`);
  if (asked instanceof HTMLElement) asked.click();
  delete top.dataset.asked;
}

try {
  if (typeof WebAssembly !== 'object') throw new Error('WebAssembly is not defined');
  const [{ open }, { bar }] = await Promise.all([import('../page/page.js'), import('../link/address.js')]);
  window.pushpull = await open({ root: document, body: document.body, address: bar(), fail });
  document.body.dataset.state = 'ready';
  ready();
  // Not needed yet, so a failure does not matter.
  import('./offline.js').then(({ start }) => start()).catch(() => {});
} catch (error) {
  fail(error);
}
