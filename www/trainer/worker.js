// The worker in which the trainer runs.

import { painter } from './strokes.js';
import { trainer } from './trainer.js';

const answer = trainer((message) => postMessage(message), painter);
addEventListener('message', ({ data }) => answer(data));
postMessage('ready');
