// Draws strokes, the form in which Rust sends a picture (src/web/paint/strokes.rs), on a canvas: numbers, each a kind of call followed by its
// arguments, beside the texts and the pixels of images. Runs in a worker.
//
// A canvas keeps its properties from one picture to the next, so each is set only when it changes.

const [COVER, INK, MOVE, LINE, CLOSE, CIRCLE, RECT, IMAGE] = Array(8).keys();
const ALIGN = /** @type {const} */ (['left', 'center', 'right']);

/** The canvas's notation for a colour that is one number. @param {number} color */
const hex = (color) => `#${(color >>> 0).toString(16).padStart(8, '0')}`;

/** @typedef {import('../pkg/pushpull.js').Strokes} Strokes */

/**
 * @param {HTMLCanvasElement | OffscreenCanvas} canvas
 * @returns a function that paints a picture, unless it is shown already; or undefined, if the browser
 *   gives no context to draw on
 */
export function painter(canvas) {
  const found = /** @type {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null} */ (canvas.getContext('2d', { alpha: false }));
  if (!found) return undefined;
  const context = found;
  /** @type {OffscreenCanvas | undefined} */
  let stamp;
  /** @type {Strokes | undefined} */
  let last;
  let [fill, stroke, width, align] = /** @type {(number | undefined)[]} */ ([]);
  let [font, size] = /** @type {(string | undefined)[]} */ ([]);
  canvas.addEventListener('contextrestored', () => {
    size = undefined;
    if (last) draw(last);
  });

  /** A new size clears a canvas and resets all of its properties. @param {number} columns @param {number} rows @param {number} scale */
  function fit(columns, rows, scale) {
    if (size === `${columns} ${rows} ${scale}`) return;
    size = `${columns} ${rows} ${scale}`;
    canvas.width = columns;
    canvas.height = rows;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.lineJoin = 'round';
    fill = stroke = width = font = align = undefined;
  }

  /** @param {number} color */
  function fillWith(color) {
    if (fill !== color) context.fillStyle = hex(fill = color);
  }

  /** Fills or strokes the current path. @param {number | undefined} color @param {number} line */
  function paint(color, line) {
    if (color === undefined) return;
    if (line < 0) {
      fillWith(color);
      context.fill();
      return;
    }
    if (stroke !== color) context.strokeStyle = hex(stroke = color);
    if (width !== line) context.lineWidth = width = line;
    context.stroke();
  }

  /** @param {string} text @param {string} face @param {number} x @param {number} y @param {number} below @param {number} quarters @param {number} place @param {number} color */
  function write(text, face, x, y, below, quarters, place, color) {
    fillWith(color);
    if (font !== face) context.font = font = face;
    if (align !== place) context.textAlign = ALIGN[align = place];
    if (!quarters) {
      context.fillText(text, x, y + below);
      return;
    }
    context.save();
    context.translate(x, y);
    context.rotate(quarters * Math.PI / 2);
    context.fillText(text, 0, below);
    context.restore();
  }

  /** Puts an image on a small canvas, one pixel each, and stretches it from there. @param {Uint8ClampedArray<ArrayBuffer>} pixels @param {number} x @param {number} y @param {number} wide @param {number} high @param {number} columns @param {number} rows */
  function put(pixels, x, y, wide, high, columns, rows) {
    stamp ??= new OffscreenCanvas(1, 1);
    [stamp.width, stamp.height] = [columns, rows];
    stamp.getContext('2d')?.putImageData(new ImageData(pixels, columns), 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(stamp, x, y, wide, high);
  }

  /** @param {Strokes} picture */
  function draw(picture) {
    last = picture;
    const [, columns, rows, scale, n, texts, pixels] = picture;
    fit(columns, rows, scale);
    const lines = texts.split('\n');
    let [line, pixel] = [0, 0];
    /** @type {number | undefined} */
    let color;
    let path = -1;
    const end = () => {
      paint(color, path);
      color = undefined;
    };
    for (let i = 0; i < n.length;) {
      switch (n[i++]) {
        case COVER:
          fillWith(n[i++]);
          context.fillRect(0, 0, (columns + 1) / scale, (rows + 1) / scale);
          break;
        case INK:
          end();
          [color, path] = [n[i++], n[i++]];
          context.beginPath();
          break;
        case MOVE:
          context.moveTo(n[i++], n[i++]);
          break;
        case LINE:
          context.lineTo(n[i++], n[i++]);
          break;
        case CLOSE:
          context.closePath();
          break;
        case CIRCLE:
          context.moveTo(n[i] + n[i + 2], n[i + 1]);
          context.arc(n[i++], n[i++], n[i++], 0, 2 * Math.PI);
          break;
        case RECT:
          context.rect(n[i++], n[i++], n[i++], n[i++]);
          break;
        case IMAGE: {
          end();
          const bytes = 4 * n[i + 4] * n[i + 5];
          put(new Uint8ClampedArray(pixels.slice(pixel, pixel += bytes)), n[i++], n[i++], n[i++], n[i++], n[i++], n[i++]);
          break;
        }
        default: // TEXT
          end();
          write(lines[line++], lines[line++], n[i++], n[i++], n[i++], n[i++], n[i++], n[i++]);
      }
    }
    end();
  }
  return (/** @type {import('./trainer.js').Picture} */ picture) => {
    const strokes = picture.draw(last?.[0] ?? -1);
    if (strokes) draw(strokes);
  };
}
