// What runs in the page of the bench: each way to the loss and gradient over all triplets, and the clock.

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

/** The least milliseconds of as many runs as go into so many, three at least unless one alone takes longer: what others do on the machine only ever adds. */
function least(run, budget) {
  let best = Infinity;
  const start = performance.now();
  for (let runs = 0; runs === 0 || performance.now() - start < budget || (runs < 3 && best < budget); runs += 1) {
    const before = performance.now();
    run();
    best = Math.min(best, performance.now() - before);
  }
  return best;
}

/** One way at one size: its loss, the norm of its gradient, and then what it takes. */
window.compare = async (name, n, budget) => {
  const way = await WAYS[name](new Bench(n, allTriplets()));
  const said = way.say();
  return { ...said, ms: least(way.run, budget) };
};

/** The points and classes of a size, for those who are not in the browser. */
window.points = (n) => {
  const bench = new Bench(n, allTriplets());
  return { points: [...bench.points()], labels: [...bench.labels()] };
};

/** Everything that is measured besides, as "room=id configuration". */
window.entries = () => benchEntries();

/** One of these at one size. */
window.step = (n, config, budget) => {
  const bench = new Bench(n, config);
  return least(() => bench.run(), budget);
};

document.body.dataset.state = 'ready';
