// Places on the page, watched for their size and for whether a reader sees them.

/**
 * What is known of a place. Pictures grow with the text: their pixel is a sixteenth of the page's letter size, `zoom` CSS pixels, and so is that of
 * the size.
 * @typedef {{ width: number, height: number, seen: boolean, zoom?: number }} Watched
 */

/** How much larger than usual the page's letters are. */
const zoomed = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** @param {() => void} changed called when a place has got another size, or comes into sight or leaves it */
export function watcher(changed) {
  /** @type {Map<Element, Watched>} */
  const places = new Map();
  /** @template {{ target: Element }} E @param {(entry: E) => Partial<Watched>} news @returns {(entries: E[]) => void} */
  const note = (news) => (entries) => {
    for (const entry of entries) Object.assign(places.get(entry.target) ?? {}, news(entry));
    changed();
  };
  const sizes = new ResizeObserver(note(({ contentRect: { width, height } }, zoom = zoomed()) => ({ width: width / zoom, height: height / zoom, zoom })));
  const sight = new IntersectionObserver(note(({ isIntersecting }) => ({ seen: isIntersecting })), { rootMargin: '100px' });
  return {
    /** Keeps what is known of a place up to date. @param {Element} element @param {Watched} place */
    watch(element, place) {
      places.set(element, place);
      sizes.observe(element);
      sight.observe(element);
    },
    stop() {
      sizes.disconnect();
      sight.disconnect();
    },
  };
}
