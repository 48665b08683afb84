// Refusals: errors that say what is not accepted and what is. They are answers: nothing is broken. Rust gives its own the same name.

const NAME = 'Refusal';

/** @param {string} text a sentence for the reader */
export const refusal = (text) => Object.assign(new Error(text), { name: NAME });

/** Whether something that was thrown is a refusal. @param {unknown} error @returns {error is Error} */
export const isRefusal = (error) => error instanceof Error && error.name === NAME;
