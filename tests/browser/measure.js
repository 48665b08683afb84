// Measures the cost of a step and a frame on the main thread of a slow machine, and the size of a first visit. Prints; asserts nothing.

import { cpus, loadavg } from 'node:os';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const { CHROMIUM = '', SITE = '' } = process.env;
const FRAMES = 240;
const SLOWER = 4;
const STATE = 'data.label_noise=0.2&data.per_class=75';

const browser = await chromium.launch({ executablePath: CHROMIUM });
console.log(`Chromium ${browser.version()}, headless; ${STATE} (300 points), device pixel ratio 2, CPU throttled ×${SLOWER}`);
console.log(`${cpus()[0].model}, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}: above 0.5 the figures say more about the others`);
await frames();
await overlays();
await parts();
await load();
await browser.close();


/** @param {number[]} values @param {number} q */
function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

/** @param {string} what @param {number[]} values */
function print(what, values) {
  /** @param {number} value */
  const ms = (value) => `${value.toFixed(1)} ms`;
  console.log(`${what}: median ${ms(quantile(values, 0.5))}, p95 ${ms(quantile(values, 0.95))}, of ${values.length} frames`);
}

/** Plays at one step per frame, and returns a trace of the main thread and the trainer from one frame to the next. @param {string} state @param {number} slower */
async function play(state, slower, deviceScaleFactor = 2) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(`${SITE}#${state}`);
  await page.waitForSelector('body[data-state="ready"]');
  await page.selectOption('[name="speed"]', 'fast');
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
  /** @param {number} step */
  const at = (step) => page.waitForFunction((n) => Number(document.querySelector('output[name="status.step"]')?.textContent) >= n, step,
    { timeout: 120_000, polling: 200 });
  await page.click('[data-action="play"]');
  await at(30);
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'] });
  await at(30 + FRAMES);
  const trace = JSON.parse(String(await browser.stopTracing())).traceEvents;
  await context.close();
  return trace;
}

/** The parts of a frame of the page as it opens. */
async function frames() {
  const trace = await play(STATE, SLOWER);
  print('step + frame, everything on the main thread', perFrame(trace, isTask));
  print('  scripts', perFrame(trace, (e) => ['FireAnimationFrame', 'TimerFire', 'EventDispatch', 'HandlePostMessage'].includes(e.name)));
  print('  style, layout, paint', perFrame(trace, (e) => ['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize'].includes(e.name)));
  print('  commit', perFrame(trace, (e) => e.name === 'Commit'));
  print('the trainer, a worker beside it, not throttled', perFrame(trace, isTask, true));
}

/** The cost of overlays per frame, on a common screen and on a fine one: all switches of the pictures, an anchor, and the matrix. */
async function overlays() {
  const page = await browser.newPage();
  await page.goto(SITE);
  await page.waitForSelector('body[data-state="ready"]');
  const switches = await page.$$eval('.view input[type="checkbox"]', (/** @type {HTMLInputElement[]} */ all) => all.map(({ name }) => `${name}=on`));
  await page.close();
  const everything = [...new Set(switches), 'view.anchor=0', 'view.chart1=matrix'].join('&');
  /** @type {Record<string, Record<string, string>>} */
  const rows = {};
  for (const [name, shown] of [
    ['as it opens', ''], ['forces', 'view.forces=on'], ['forces and moves', 'view.forces=on&view.moves=on'], ['matrix', 'view.chart1=matrix'],
    ['everything', everything], ['as it opens, all 300 points in the batch', 'sampler=full'], ['everything, all 300 points in the batch', `sampler=full&${everything}`],
  ]) {
    /** @type {Record<string, string>} */
    const row = (rows[name] = {});
    for (const ratio of [1, 2]) {
      const trace = await play([STATE, shown].filter(Boolean).join('&'), 1, ratio);
      for (const [thread, times] of Object.entries({ page: perFrame(trace, isTask), trainer: perFrame(trace, isTask, true) })) {
        row[`${thread}, ratio ${ratio}`] = [0.5, 0.95].map((q) => quantile(times, q).toFixed(1)).join(' / ');
      }
    }
  }
  console.log('step + frame with overlays, not throttled, median / 95th percentile in ms, by device pixel ratio:');
  console.table(rows);
}

/** Each request to the trainer alone, with the round trip: more than a frame of the page, which spreads some of it over frames. */
async function parts() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(`${SITE}#${STATE}`);
  await page.waitForSelector('body[data-state="ready"]');
  const times = await page.evaluate(async (frames) => {
    const { engine } = window.pushpull;
    const pictures = [...document.querySelectorAll('[data-view]')].map((figure) => ({ view: figure.getAttribute('data-view') ?? '', canvas: figure.querySelector('canvas') }));
    const rounds = [];
    for (let i = 0; i < frames; i += 1) {
      /** @type {Record<string, number>} */
      const round = {};
      /** @param {string} name @param {() => Promise<unknown>} work */
      const time = async (name, work) => {
        const start = performance.now();
        await work();
        round[name] = performance.now() - start;
      };
      await time('step', () => engine.change('step', 1));
      for (const { view, canvas } of pictures) {
        if (canvas) await time(`picture: ${view}`, () => engine.ask('draw', view, canvas.clientWidth, canvas.clientHeight, 2, -1));
      }
      await time('figures and sentence', () => engine.glance(['status']));
      rounds.push(round);
      await new Promise((done) => requestAnimationFrame(done));
    }
    return rounds;
  }, FRAMES);
  print('one step + all pictures + all figures, at once', times.map((round) => Object.values(round).reduce((a, b) => a + b)));
  for (const name of Object.keys(times[0])) print(`  ${name}`, times.map((round) => round[name]));
  await context.close();
}

/** An event of a trace. @typedef {{ name: string, pid: number, tid: number, ph: string, ts: number, dur: number, tdur: number, args: { name: string } }} Traced */

/** Whether an event of a trace is a whole task of a thread. @param {Traced} event */
function isTask(event) {
  return event.name.endsWith('RunTask');
}

/** The milliseconds that a thread spent on certain events in each frame of the trainer, which makes one step per frame. @param {Traced[]} trace @param {(event: Traced) => boolean} wanted */
function perFrame(trace, wanted, ofTrainer = false) {
  /** @param {string} name */
  const named = (name) => trace.filter((e) => e.name === 'thread_name' && e.args.name.startsWith(name));
  const [trainer] = named('DedicatedWorker');
  const [main] = named('CrRendererMain').filter(({ pid }) => pid === trainer.pid);
  /** @param {Traced} thread */
  const of = ({ pid, tid }) => trace.filter((e) => e.pid === pid && e.tid === tid && e.ph === 'X').sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const starts = of(trainer).filter((e) => e.name === 'FireAnimationFrame').map((e) => e.ts);
  const busy = starts.map(() => 0);
  let end = -Infinity;
  for (const event of of(ofTrainer ? trainer : main).filter(wanted)) {
    // An event inside a counted one is counted already.
    if (event.ts < end) continue;
    end = event.ts + event.dur;
    const frame = starts.findLastIndex((ts) => ts <= event.ts);
    // Time during which other programs used the processor is excluded.
    if (frame >= 0) busy[frame] += event.tdur / 1000;
  }
  return busy.slice(0, -1);
}

/** Everything that a first visit loads, as a server with brotli would send it. */
async function load() {
  const page = await browser.newPage({ serviceWorkers: 'block' });
  /** @type {Promise<[path: string, body: Buffer]>[]} */
  const bodies = [];
  page.on('response', (response) => bodies.push(response.body().then((body) => /** @type {[string, Buffer]} */ ([new URL(response.url()).pathname, body]))));
  await page.goto(SITE);
  await page.waitForSelector('body[data-state="ready"]');
  await page.waitForLoadState('networkidle');
  await add('first load', bodies);
}

/** The files and what they come to. @param {string} what @param {Promise<[path: string, body: Buffer]>[]} bodies */
async function add(what, bodies) {
  const files = (await Promise.all(bodies)).map(([path, body]) => ({ path, raw: body.length, packed: brotliCompressSync(body).length }));
  for (const { path, raw, packed } of files.sort((a, b) => b.packed - a.packed)) console.log(`${String(raw).padStart(9)} B ${String(packed).padStart(8)} B brotli  ${path}`);
  /** @param {'raw' | 'packed'} size */
  const total = (size) => (files.reduce((total, file) => total + file[size], 0) / 1000).toFixed(1);
  console.log(`${what}: ${files.length} files, ${total('raw')} kB, ${total('packed')} kB brotli`);
}
