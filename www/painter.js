// The painter: a worker that plays pictures on canvases that the page has handed over. Where no graphics processor helps, painting takes
// longer than making a step and drawing all pictures; here nobody waits for it.

import { player } from './tape.js';

/** By their numbers. */
const canvases = new Map();

addEventListener('message', ({ data: { number, canvas, picture, gone } }) => {
  if (canvas) canvases.set(number, player(canvas));
  if (gone) canvases.delete(number);
  if (!picture) return;
  try {
    canvases.get(number)?.(picture);
  } finally {
    postMessage(number);
  }
});
postMessage('ready');
