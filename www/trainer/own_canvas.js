// Has Rust paint pictures on a canvas of the page at once (src/web/paint/page_canvas.rs): where no worker can.

/** @type {import('./trainer.js').Painter} @param {HTMLCanvasElement} canvas */
export function painter(canvas) {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return undefined;
  let again = () => {};
  canvas.addEventListener('contextrestored', () => again());
  return (picture) => {
    again = () => picture.paint(context);
    again();
  };
}
