// Building and finding elements. Text only ever becomes text: no markup is parsed anywhere on this page.

/**
 * An element with attributes and children; `null` children and attributes are left out, `true` attributes are bare.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined>} attributes
 * @param {...(Node | string | null | undefined)} children
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

/** An SVG element. @param {string} tag @param {Record<string, string | number>} attributes @param {...Node} children */
export function makeSvg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** The element with this id. @param {string} id */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Writes text where it differs, so that nothing is laid out in vain. */
export function write(element, text) {
  if (!element || element.textContent === text) return;
  // A text that is there already is changed, not made anew: less to lay out.
  const [only, more] = element.childNodes;
  if (only instanceof Text && !more) only.data = text;
  else element.textContent = text;
}

/** Hides or shows where that is not so already. @param {HTMLElement} element @param {boolean} hidden */
export function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Gives an element these children, some of which may be its own, and keeps its own where they are alike: focus and layout stay. None may have listeners. */
export function renew(element, children) {
  const own = [...element.childNodes];
  children.forEach((child, place) => {
    const was = own[place];
    if (was === child) return;
    if (!was) element.append(child);
    else if (was.nodeName !== child.nodeName) was.replaceWith(child);
    else if (child instanceof Text) write(was, child.data);
    else {
      for (const { name } of [...was.attributes]) if (!child.hasAttribute(name)) was.removeAttribute(name);
      // The page's policy lets no attribute say what the style is.
      for (const { name, value } of child.attributes) if (name !== 'style') setAttribute(was, name, value);
      for (const property of child.style) setStyle(was, property, child.style.getPropertyValue(property));
      renew(was, [...child.childNodes]);
    }
  });
  for (const rest of own.slice(children.length)) rest.remove();
}

/** Lets the keyboard scroll what is larger than its place. Asked after the next layout, which it would force otherwise. @param {Element} place */
export function reachable(place) {
  setTimeout(() => {
    const high = getComputedStyle(place).overflowY === 'auto' && place.scrollHeight > place.clientHeight + 1;
    if (high || place.scrollWidth > place.clientWidth) setAttribute(place, 'tabindex', 0);
    else place.removeAttribute('tabindex');
  });
}

/** Sets an attribute where it differs. */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/** Sets a property of the style where it differs. */
export function setStyle(element, name, value) {
  if (element.style.getPropertyValue(name) !== String(value)) element.style.setProperty(name, String(value));
}

/** Sets a value where it differs: writing an equal one would still move the caret. */
export function setValue(control, value) {
  if (control.value !== String(value)) control.value = String(value);
}
