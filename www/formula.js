// Formulas: MathML elements from the nested arrays of pkg/formulas.js, ["mfrac", {attributes}, child, …].

import formulas from './pkg/formulas.js';

const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** The element of such an array. @param {any} node @returns {any} */
export function build(node) {
  if (typeof node === 'string') return node;
  const [tag, attributes, ...children] = node;
  const element = document.createElementNS(MATHML, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.map(build));
  return element;
}

/** Lets the keyboard scroll a formula that is wider than its place. @param {Element} place */
export function reachable(place) {
  if (place.scrollWidth > place.clientWidth) place.setAttribute('tabindex', '0');
  else place.removeAttribute('tabindex');
}

/** The formula of an entry, or `null` where it has none. @param {string} room @param {string} id */
export function formula(room, id) {
  const key = `${room}.${id}`;
  return Object.hasOwn(formulas, key) ? build(formulas[key]) : null;
}
