// The worker in which a trainer runs. The first message is the module; every other one is a list of requests.

import { painter } from './strokes.js';
import { trainer } from './trainer.js';

/** @param {import('./trainer.js').Message} message */
const say = (message) => postMessage(message);

addEventListener('message', async ({ data: module }) => {
  try {
    const { hear, catalogue } = await trainer(module, painter, say);
    addEventListener('message', ({ data }) => hear(data));
    say({ catalogue });
  } catch (error) {
    say({ failed: String(error) });
  }
}, { once: true });
postMessage('ready');
