// Formulas: MathML elements from the nested arrays of pkg/formulas.js, ["mfrac", {attributes}, child, …].

import { node } from './nodes.js';
import formulas from '../pkg/formulas.js';

/** The element for such an array. @param {import('./nodes.js').Tree} spec */
export const build = (spec) => node(spec, true);

/** The formula of an entry; `null`, if it has none. @param {string} room @param {string} id */
export function formula(room, id) {
  const key = `${room}.${id}`;
  return Object.hasOwn(formulas, key) ? build(formulas[key]) : null;
}
