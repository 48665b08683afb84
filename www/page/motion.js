// Motion, as far as the reader wishes it.

/** Matches where the reader's system asks for less of it. */
export const still = matchMedia('(prefers-reduced-motion: reduce)');
