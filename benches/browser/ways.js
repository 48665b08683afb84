// What runs in the page of the bench: each way to the loss and gradient over all triplets.

import init, { Bench, allTriplets, benchEntries } from '../../target/site-bench/pkg/pushpull.js';
import * as plain from './plain.js';
import * as tensors from './tensors.js';

const MARGIN = 1;
await init();

const norm = (gradient) => Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));

/** Makes the ways by name: points → () => { loss, gradient }. */
const WAYS = {
  ours: async (bench) => ({ run: () => bench.run(), say: () => ({ loss: bench.run(), norm: norm(bench.gradient()) }) }),
  plain: async (bench) => over(plain, bench),
  'tfjs-wasm': async (bench) => (await tensors.start('wasm'), over(tensors, bench)),
  'tfjs-cpu': async (bench) => (await tensors.start('cpu'), over(tensors, bench)),
};

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

/** Milliseconds that one run takes, on the average of as many as go into so many milliseconds, one at least. */
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

let run = () => {};

/** Makes one way at one size ready, and returns its loss and the norm of its gradient. */
window.prepare = async (name, n) => {
  const way = await WAYS[name](new Bench(n, allTriplets()));
  run = way.run;
  return way.say();
};

/** The same for one of the entries. */
window.prepareEntry = (n, config) => {
  const bench = new Bench(n, config);
  run = () => bench.run();
  run();
};

/** Runs what is ready, in rounds of so many milliseconds, as many as go into a budget and one at least: what each took. */
window.rounds = (length, budget) => {
  const took = [];
  for (const start = performance.now(); took.length === 0 || performance.now() - start < budget; ) took.push(round(run, length));
  return took;
};

/** The points and classes of a size, for those who are not in the browser. */
window.points = (n) => {
  const bench = new Bench(n, allTriplets());
  return { points: [...bench.points()], labels: [...bench.labels()] };
};

/** Everything that is measured besides, as "room=id configuration". */
window.entries = () => benchEntries();

document.body.dataset.state = 'ready';
