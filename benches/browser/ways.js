// Runs in the bench's page: each way to compute loss and gradient over all triplets.

import init, { Bench, BenchTraining, allTriplets, benchBatches, benchEntries, benchExamples } from 'pushpull';
import * as plain from './plain.js';
import * as tensors from './tensors.js';

const MARGIN = 1;
await init();

/** @param {Float64Array | Float32Array} gradient */
const norm = (gradient) => Math.hypot(...gradient);

/** What a way says of its loss. @typedef {{ loss: number, norm: number }} Said */
/** A way, ready to run. @typedef {{ run: () => unknown, say: () => Said }} Ready */

/** Makes the ways by name. @type {Record<string, (bench: Bench) => Promise<Ready>>} */
const WAYS = {
  ours: async (bench) => ({ run: () => bench.run(), say: () => ({ loss: bench.run(), norm: norm(bench.gradient()) }) }),
  plain: async (bench) => over(plain, bench),
  'tfjs-wasm': async (bench) => (await tensors.start('wasm'), over(tensors, bench)),
  'tfjs-cpu': async (bench) => (await tensors.start('cpu'), over(tensors, bench)),
};

/** @param {{ allTriplets: (points: Float64Array, labels: Uint32Array, margin: number) => { loss: number, gradient: Float64Array | Float32Array } }} way @param {Bench} bench @returns {Ready} */
function over({ allTriplets: evaluate }, bench) {
  const points = bench.points();
  const labels = bench.labels();
  const run = () => evaluate(points, labels, MARGIN);
  const say = () => {
    const { loss, gradient } = run();
    return { loss, norm: norm(gradient) };
  };
  return { run, say };
}

/** Milliseconds per run, averaged over as many runs as fit into `length`, at least one. @param {() => unknown} run @param {number} length */
function round(run, length) {
  const start = performance.now();
  let [runs, spent] = [0, 0];
  while (runs === 0 || spent < length) {
    run();
    runs += 1;
    spent = performance.now() - start;
  }
  return spent / runs;
}

/** @type {() => unknown} */
let run = () => {};

/** Prepares one way at one size, and returns its loss and the norm of its gradient. */
window.prepare = async (name, n) => {
  const way = await WAYS[name](new Bench(n, allTriplets()));
  run = way.run;
  return way.say();
};

/** The same for an entry. */
window.prepareEntry = (n, config) => {
  const bench = new Bench(n, config);
  run = () => bench.run();
  run();
};

/** The same for training: single steps of n points, their loss alone, or an epoch of digits. */
window.prepareTraining = (name, n) => {
  const training = name === 'epoch' ? BenchTraining.epoch() : BenchTraining.step(n);
  const work = name === 'alone' ? training.lossAlone() : training;
  run = () => work.run();
  run();
};

/** The same for single steps of an example. */
window.prepareExample = (id) => {
  const training = BenchTraining.example(id);
  run = () => training.run();
  run();
};

/** Runs what is prepared, in rounds of `length` milliseconds, as many as fit into the budget and at least one. Returns the time of each. */
window.rounds = (length, budget) => {
  const took = [];
  for (const start = performance.now(); took.length === 0 || performance.now() - start < budget; ) took.push(round(run, length));
  return took;
};

/** The points and classes of a size, for ways outside the browser. */
window.points = (n) => {
  const bench = new Bench(n, allTriplets());
  return { points: [...bench.points()], labels: [...bench.labels()] };
};

/** Everything else that is measured, as "room=id configuration". */
window.entries = () => benchEntries();

/** The batches of the measured training steps. */
window.batches = () => [...benchBatches()];

/** The examples of which a step is measured. */
window.examples = () => benchExamples();

document.body.dataset.state = 'ready';
