// The worker in which the trainer runs.

import { trainer } from './trainer.js';

const answer = trainer((answers) => postMessage(answers));
addEventListener('message', ({ data }) => answer(data));
postMessage('ready');
