// Light and dark: the system's choice until the reader makes another, which first.js recalls.

import { remember } from './store.js';

const system = matchMedia('(prefers-color-scheme: dark)');
const top = document.documentElement;

/** Whether the page is dark now. */
export const isDark = () => (top.dataset.theme ? top.dataset.theme === 'dark' : system.matches);

/** @param {HTMLElement} button @param {() => void} changed */
export function start(button, changed) {
  const show = () => {
    button.setAttribute('aria-pressed', String(isDark()));
    changed();
  };
  button.addEventListener('click', () => {
    top.dataset.theme = isDark() ? 'light' : 'dark';
    remember('theme', top.dataset.theme);
    show();
  });
  system.addEventListener('change', show);
  show();
}
