// What this browser remembers of the reader's taste: theme, speed, keys. Storage may be refused (it is in a cross-site frame);
// then the page forgets, and nothing else happens.

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
    // Forgotten, then.
  }
}
