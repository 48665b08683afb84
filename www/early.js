// Whoever moves, presses or types is about to want something: at the first such move, and not before, the rest of the trainer is fetched.

import { fetchRest } from './engine.js';

const MOVES = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'keydown'];

const over = new AbortController();

function first() {
  over.abort();
  fetchRest();
}

for (const kind of MOVES) addEventListener(kind, first, { capture: true, passive: true, signal: over.signal });
