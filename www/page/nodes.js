// Elements from nested arrays, ["p", {attributes}, child, …], as `cargo xtask build` makes them from formulas and lessons. A child is
// another such array or a text; everything within "math" is MathML.

const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** An element as an array, or a text. @typedef {import('../pkg/pushpull.js').Tree} Tree */

/** @param {Tree} spec @param {boolean} [math] whether it is in a formula @returns {Node | string} */
export function node(spec, math = false) {
  if (typeof spec === 'string') return spec;
  const [tag, attributes, ...children] = spec;
  const within = math || tag === 'math';
  const element = within ? document.createElementNS(MATHML, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.map((child) => node(child, within)));
  return element;
}

/** @param {readonly Tree[]} specs */
export const nodes = (specs) => specs.map((spec) => node(spec));
