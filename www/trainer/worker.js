// The worker in which the trainer runs.

import { trainer } from './trainer.js';

const answer = trainer((message) => postMessage(message));
addEventListener('message', ({ data }) => answer(data));
postMessage('ready');
