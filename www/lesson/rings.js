// Rings around the parts of the page that are spoken of: the first is brought into view.

/** Where the page is one long column, a part is brought to its top. */
const column = matchMedia('(max-width: 700px)');
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** The element of a part, by its name. @param {string} name @returns {HTMLElement | null} */
export const part = (name) => document.querySelector(`[data-part~="${CSS.escape(name)}"]:not(#parts *)`);

/** Takes all rings away. */
export function clear() {
  for (const ringed of document.querySelectorAll('[data-ringed]')) ringed.removeAttribute('data-ringed');
}

/** @param {string[]} names */
export function ring(names) {
  clear();
  // What is not to be seen now may come to be: a ring waits there.
  const found = names.map(part).filter((element) => element !== null);
  for (const element of found) element.setAttribute('data-ringed', '');
  found.find((element) => element.checkVisibility())?.scrollIntoView({ block: column.matches ? 'start' : 'nearest', inline: 'nearest', behavior: still.matches ? 'auto' : 'smooth' });
}
