// Where the files of this build are: in a folder named after them, so that no page gets a file of another build.

/** Modules and their bundles lie one folder deep. */
export const home = new URL('..', import.meta.url).href;
