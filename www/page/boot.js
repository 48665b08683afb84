// The first module. It imports nothing, so that anything missing (WebAssembly, a module, the right MIME type) ends in a message and never
// in a blank page. When the page is ready, `window.pushpull` is its handle, for tests and the console: `pushpull.engine`.

/** @type {[(error: string) => boolean, string][]} */
const REASONS = [
  [() => typeof WebAssembly !== 'object', 'This browser has no WebAssembly, or it is switched off. Pushpull trains in it, so nothing can run here.'],
  [(error) => /Content Security Policy|unsafe-eval/i.test(error), 'The page is served with rules that forbid WebAssembly (the Content-Security-Policy needs ‘wasm-unsafe-eval’).'],
  [(error) => /MIME|magic|expected|compile/i.test(error), 'The trainer arrived as something else than WebAssembly. The server may answer with the wrong file or type.'],
  [() => !navigator.onLine, 'There is no network, and this browser has not kept the trainer.'],
];
const OTHERWISE = 'A part of the page could not be loaded. Loading it again may help.';

/** Shows why there is no page. @param {unknown} error */
function fail(error) {
  const details = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const reason = REASONS.find(([test]) => test(details))?.[1] ?? OTHERWISE;
  /** @param {string} tag @param {string} text */
  const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const again = Object.assign(document.createElement('button'), { type: 'button', className: 'solid', textContent: 'Load again' });
  again.addEventListener('click', () => location.reload());
  const more = element('details', '');
  more.append(element('summary', 'Details'), element('code', details));
  const fault = /** @type {HTMLElement} */ (document.getElementById('fault'));
  fault.replaceChildren(element('h2', document.body.dataset.state ? 'Pushpull has stopped' : 'Pushpull could not start'), element('p', reason), more, again);
  fault.hidden = false;
  document.body.dataset.state = 'fault';
  console.error(error);
}

/** Everything is there: what the page showed until then goes, and what was pressed, begins. */
function arrived() {
  const top = document.documentElement;
  delete top.dataset.named;
  // Pictures are painted over the opening's, which is needed until they are on the screen.
  setTimeout(() => document.querySelector('.drawn')?.remove(), 1000);
  const note = document.getElementById('arriving');
  if (note) note.hidden = true;
  const asked = document.querySelector(`[data-action="${top.dataset.asked}"]`);
  if (asked instanceof HTMLElement) asked.click();
  delete top.dataset.asked;
}

try {
  if (typeof WebAssembly !== 'object') throw new Error('WebAssembly is not defined');
  const [{ open }, { bar }] = await Promise.all([import('./page.js'), import('../link/address.js')]);
  window.pushpull = await open({ root: document, body: document.body, address: bar, fail });
  document.body.dataset.state = 'ready';
  arrived();
  // Not needed yet, so a failure does not matter.
  import('./offline.js').then(({ start }) => start()).catch(() => {});
} catch (error) {
  fail(error);
}
