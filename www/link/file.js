// The run as a file: JSON with a version, and the keys and values of the link. Rust reads them, and names a key that it does not
// understand; this file only checks the format.
//
//     { "pushpull": 1, "run": { "loss.margin": "0.5", "120@loss.margin": "0.3", "step": "200" } }

import { find, make } from '../page/dom.js';
import { notAllowed } from '../trainer/refusal.js';

const VERSION = 1;
/** Far more than the longest text of a run. */
const LARGEST = 100_000;

/** @param {string} text as in a link */
export function write(text) {
  const pairs = text.split('&').filter(Boolean).map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return `${JSON.stringify({ pushpull: VERSION, run: Object.fromEntries(pairs) }, null, 2)}\n`;
}

/** @param {string} field @param {unknown} given @param {string} allowed */
const refused = (field, given, allowed) => new Error(notAllowed(field, typeof given === 'string' ? given : JSON.stringify(given) ?? '', allowed));

/**
 * The text of a file.
 * @param {string} json
 * @throws {Error} with a sentence that names the field
 */
export function read(json) {
  let file;
  try {
    file = JSON.parse(json);
  } catch (error) {
    throw new Error(`The file cannot be read as JSON: ${/** @type {Error} */ (error).message}.`);
  }
  /** @param {unknown} value @returns {value is Record<string, unknown>} */
  const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(file) || !('pushpull' in file)) throw refused('pushpull', undefined, `the version ${VERSION}, which the file of a run has`);
  if (file.pushpull !== VERSION) throw refused('pushpull', file.pushpull, `the version ${VERSION}`);
  const other = Object.keys(file).find((key) => !['pushpull', 'run'].includes(key));
  if (other) throw refused(other, file[other], 'none but the fields pushpull and run');
  if (!isObject(file.run)) throw refused('run', file.run, 'an object of keys and values, as in {"loss.margin": "0.5"}');
  for (const [key, value] of Object.entries(file.run)) {
    if (/[&=]/.test(key)) throw refused('run', key, 'a key without “&” and “=”');
    if (typeof value !== 'string' || value.includes('&')) throw refused(`run.${key}`, value, 'a text without “&”, as in "0.5"');
  }
  return Object.entries(file.run).map(([key, value]) => `${key}=${value}`).join('&');
}

/**
 * @param {import('../page/page.js').Base} base
 * @param {() => string} text of the present state
 * @param {(text: string) => void} open
 */
export function start({ root, notice }, text, open) {
  find(root, '#save-file').addEventListener('click', () => {
    const href = URL.createObjectURL(new Blob([write(text())], { type: 'application/json' }));
    make('a', { href, download: 'pushpull-run.json' }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  });
  /** @param {FileList | null | undefined} files */
  const take = async (files) => {
    const [file] = files ?? [];
    if (!file) return;
    try {
      if (file.size > LARGEST) throw refused(file.name, file.size, `at most ${LARGEST} bytes`);
      open(read(await file.text()));
    } catch (error) {
      notice('address', /** @type {Error} */ (error).message);
    }
  };
  const field = find(root, '[name="page.file"]', HTMLInputElement);
  field.addEventListener('change', () => {
    take(field.files);
    field.value = '';
  });
  window.addEventListener('dragover', (event) => event.dataTransfer?.types.includes('Files') && event.preventDefault());
  window.addEventListener('drop', (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
}
