// Which rooms share a card of the pipeline strip, in the order of a training step. The first room gives the card its large menu.

/** @typedef {{ id: string, title: string, rooms: string[], figures?: string[], topic?: boolean }} Card */

/** @type {Card[]} */
export const CARDS = [
  { id: 'data', title: 'Data', rooms: ['data'] },
  { id: 'encoder', title: 'Encoder', rooms: ['encoder', 'head'] },
  { id: 'batch', title: 'Batch', rooms: ['sampler', 'scheme'] },
  { id: 'miner', title: 'Miner', rooms: ['miner'], figures: ['tuples', 'mined_active_fraction'], topic: true },
  { id: 'loss', title: 'Loss', rooms: ['loss', 'affinity', 'reduction'] },
  { id: 'optimizer', title: 'Optimizer', rooms: ['optimizer'] },
];
