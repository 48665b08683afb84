// The cards of the pipeline strip, in the order of a training step. Which of them a room is on, the room says. The room of the same name, or the
// first one, gives the card its large menu.

/** @typedef {{ id: string, title: string, figures?: string[] }} Card */

/** @type {Card[]} */
export const CARDS = [
  { id: 'data', title: 'Data' },
  { id: 'encoder', title: 'Encoder' },
  { id: 'batch', title: 'Batch' },
  { id: 'miner', title: 'Miner', figures: ['terms', 'mined_active_fraction'] },
  { id: 'loss', title: 'Loss' },
  { id: 'optimizer', title: 'Optimizer' },
];
