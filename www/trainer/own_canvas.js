// Has Rust paint pictures on a canvas of the page at once (src/web/page_canvas.rs): where no worker can.

/**
 * @param {HTMLCanvasElement} canvas
 * @returns a function that paints what `ask` gives for the arguments `given`; or undefined, if the browser gives no context to draw on
 */
export function painter(canvas) {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return undefined;
  let again = () => {};
  canvas.addEventListener('contextrestored', () => again());
  return (ask, given) => {
    again = () => ask('paint', ...given, context);
    again();
  };
}
