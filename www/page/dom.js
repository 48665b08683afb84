// Making and finding elements. Text stays text: no markup is parsed anywhere on this page.

/** The root of a page: a document, or a shadow tree with names of its own. @typedef {Document | ShadowRoot} Root */
/**
 * The arguments with which every part of a page is built.
 * @typedef {object} Base
 * @property {Root} root the page's root
 * @property {HTMLElement} body the element around it, which carries the page's state
 * @property {import('../trainer/engine.js').Engine} engine
 * @property {(text: string, about?: string) => void} announce speaks to screen readers
 * @property {(kind: string, text: string, details?: string) => void} notice
 * @property {(kind: string) => void} dismiss
 */

/**
 * An element with attributes and children; absent children and attributes are left out, `true` attributes are bare.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined>} attributes
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An SVG element. @template {keyof SVGElementTagNameMap} T @param {T} tag @param {Record<string, string | number>} attributes @param {...Node} children */
export function makeSvg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * The first element of a kind at a selector. The page relies on it, so a missing one is an error.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function find(root, selector, kind) {
  const found = root.querySelector(selector);
  if (!(found instanceof (kind ?? HTMLElement))) throw new Error(`There is no ${(kind ?? HTMLElement).name} at ${selector}.`);
  return /** @type {T} */ (found);
}

/**
 * All elements of a kind at a selector.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} [kind]
 * @returns {T[]}
 */
export const findAll = (root, selector, kind) => /** @type {T[]} */ ([...root.querySelectorAll(selector)].filter((found) => found instanceof (kind ?? HTMLElement)));

/** The element at a selector around the target of an event. @param {Event} event @param {string} selector @returns {HTMLElement | null} */
export const around = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null);

/** The focused element. @param {Node} within @returns {HTMLElement | null} */
export const focused = (within) => /** @type {HTMLElement | null} */ (/** @type {Root} */ (within.getRootNode()).activeElement);

/** Writes text if it differs, to avoid a new layout. @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent === text) return;
  // An existing text node is changed, not replaced: less to lay out.
  const [only, more] = element.childNodes;
  if (only instanceof Text && !more) only.data = text;
  else element.textContent = text;
}

/** Hides or shows an element, if necessary. @param {HTMLElement} element @param {boolean} hidden */
export function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/**
 * Gives an element these children, some of which may be its own, keeping its own children if they are alike: focus and layout stay. None
 * may have listeners.
 * @param {Element} element
 * @param {readonly Node[]} children
 */
export function renew(element, children) {
  const own = [...element.childNodes];
  children.forEach((child, place) => {
    const was = own[place];
    if (was === child) return;
    if (!was) element.append(child);
    else if (was.nodeName !== child.nodeName) was.replaceWith(child);
    else if (was instanceof Text && child instanceof Text) was.data === child.data || (was.data = child.data);
    else alike(/** @type {HTMLElement} */ (was), /** @type {HTMLElement} */ (child));
  });
  for (const rest of own.slice(children.length)) rest.remove();
}

/** Makes an element like another one with the same tag. @param {HTMLElement} was @param {HTMLElement} child */
function alike(was, child) {
  for (const { name } of [...was.attributes]) if (!child.hasAttribute(name)) was.removeAttribute(name);
  // The page's policy forbids the style attribute.
  for (const { name, value } of child.attributes) if (name !== 'style') setAttribute(was, name, value);
  for (const property of child.style) setStyle(was, property, child.style.getPropertyValue(property));
  renew(was, [...child.childNodes]);
}

/** Lets the keyboard scroll an element that is larger than its place. Checked after the next layout, to avoid forcing one. @param {Element} place */
export function reachable(place) {
  setTimeout(() => {
    const high = getComputedStyle(place).overflowY === 'auto' && place.scrollHeight > place.clientHeight + 1;
    if (high || place.scrollWidth > place.clientWidth) setAttribute(place, 'tabindex', 0);
    else place.removeAttribute('tabindex');
  });
}

/** Sets an attribute if it differs. @param {Element} element @param {string} name @param {string | number | boolean} value */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/** Sets a style property if it differs. @param {HTMLElement} element @param {string} name @param {string | number} value */
export function setStyle(element, name, value) {
  if (element.style.getPropertyValue(name) !== String(value)) element.style.setProperty(name, String(value));
}

/**
 * Moves a slider to one of its stops, as its fill shows, and says its value. The thumb is hollow where the value lies beyond the slider's ends.
 * @param {HTMLInputElement} slider
 * @param {{ position: number, text: string, beyond: boolean }} now
 * @param {number} last
 */
export function setSlider(slider, { position, text, beyond }, last) {
  setAttribute(slider, 'max', last);
  setStyle(slider, '--of', last);
  setStyle(slider, '--at', position);
  setValue(slider, position);
  slider.toggleAttribute('data-beyond', beyond);
  setAttribute(slider, 'aria-valuetext', beyond ? `${text}, beyond the slider` : text);
}

/** Sets a value if it differs: writing an equal one would still move the caret. @param {HTMLInputElement | HTMLSelectElement} control @param {string | number} value */
export function setValue(control, value) {
  if (control.value !== String(value)) control.value = String(value);
}
