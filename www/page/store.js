// The reader's preferences in this browser: theme, speed, keys. Storage may be refused (as in a cross-site frame); then the page forgets
// them, and nothing else happens.

const PREFIX = 'pushpull.';

/** @param {string} name @returns {string | null} */
export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // The preference is forgotten.
  }
}
