// Refusals: errors that say what is not accepted and what is. They are answers: nothing is broken. Rust gives its own the same name.

const NAME = 'Refusal';

/** @param {string} text a sentence for the reader */
export const refusal = (text) => Object.assign(new Error(text), { name: NAME });

/** The sentence, in the form that Rust's have. @param {string} field @param {string} given @param {string} allowed */
export const notAllowed = (field, given, allowed) => `${field}: “${given.slice(0, 60)}” is not allowed; allowed is ${allowed}.`;

/** Whether something that was thrown is a refusal. @param {unknown} error @returns {error is Error} */
export const isRefusal = (error) => error instanceof Error && error.name === NAME;
