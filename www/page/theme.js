// Light and dark: the system's choice until the reader makes another one.

import { byId } from './dom.js';
import { recall, remember } from './store.js';

const system = matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement;

/** Whether the page is dark now. */
export const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);

/** @param {() => void} changed */
export function start(changed) {
  const button = byId('theme');
  const show = () => {
    button.setAttribute('aria-pressed', String(isDark()));
    changed();
  };
  const kept = recall('theme');
  if (kept === 'dark' || kept === 'light') root.dataset.theme = kept;
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remember('theme', root.dataset.theme);
    show();
  });
  system.addEventListener('change', show);
  show();
}
