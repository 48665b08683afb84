// What one step and one frame cost the main thread of a slow machine, and how much a first visit loads. Prints; asserts nothing.

import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const { CHROMIUM, SITE } = process.env;
const FRAMES = 240;
const SLOWER = 4;
const STATE = 'data.label_noise=0.2&data.per_class=75';

const browser = await chromium.launch({ executablePath: CHROMIUM });
console.log(`Chromium ${browser.version()}, headless; ${STATE} (300 points), device pixel ratio 2, CPU throttled ×${SLOWER}`);
await frames();
await parts();
await load();
await browser.close();


function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

function print(what, values) {
  const ms = (value) => `${value.toFixed(1)} ms`;
  console.log(`${what}: median ${ms(quantile(values, 0.5))}, p95 ${ms(quantile(values, 0.95))}, of ${values.length} frames`);
}

/** Plays at one step per frame, and reads a trace of all that the main thread did from one frame to the next. */
async function frames() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 });
  // The time in the page's own callbacks: the step, all pictures, all texts.
  await context.addInitScript(() => {
    const times = new Map();
    window.callbacks = () => [...times.values()];
    const plain = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => plain((now) => {
      const start = performance.now();
      callback(now);
      times.set(now, (times.get(now) ?? 0) + performance.now() - start);
    });
  });
  const page = await context.newPage();
  await page.goto(`${SITE}#${STATE}`);
  await page.waitForSelector('body[data-state="ready"]');
  await page.selectOption('[name="speed"]', 'fast');
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const at = (step) => page.waitForFunction((n) => Number(document.querySelector('output[name="status.step"]').textContent) >= n, step,
    { timeout: 120_000, polling: 200 });
  await page.click('[data-action="play"]');
  await at(30);
  await page.evaluate(() => window.callbacks().length).then((n) => (page.skipped = n));
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'] });
  await at(30 + FRAMES);
  const trace = JSON.parse(await browser.stopTracing()).traceEvents;
  const callbacks = (await page.evaluate(() => window.callbacks())).slice(page.skipped, page.skipped + FRAMES);
  print('step + frame, the page\'s own callbacks', callbacks);
  print('step + frame, everything on the main thread', tasksPerFrame(trace));
  await context.close();
}

/** One step, then every picture and every text at once, in turn: more than a frame of the page, which spreads some of it over frames. */
async function parts() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.goto(`${SITE}#${STATE}`);
  await page.waitForSelector('body[data-state="ready"]');
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const times = await page.evaluate(async (frames) => {
    const engine = await import(new URL('engine.js', document.baseURI).href);
    const pictures = [...document.querySelectorAll('[data-view]')].map((figure) => [figure.dataset.view, figure.querySelector('canvas')]);
    const rounds = [];
    for (let i = 0; i < frames; i += 1) {
      const round = {};
      const time = (name, work) => {
        const start = performance.now();
        work();
        round[name] = performance.now() - start;
      };
      time('step', () => engine.change('step', 1));
      for (const [view, canvas] of pictures) {
        time(`picture: ${view}`, () => engine.ask('draw', view, canvas, canvas.width / 2, canvas.height / 2, 2));
      }
      time('figures and sentence', () => engine.ask('status'));
      rounds.push(round);
      await new Promise(requestAnimationFrame);
    }
    return rounds;
  }, FRAMES);
  print('one step + all pictures + all figures, at once', times.map((round) => Object.values(round).reduce((a, b) => a + b)));
  for (const name of Object.keys(times[0])) print(`  ${name}`, times.map((round) => round[name]));
  await context.close();
}

/** The main thread's busy time between the starts of consecutive frames. */
function tasksPerFrame(trace) {
  const main = trace.find((e) => e.name === 'FireAnimationFrame');
  const mine = (e) => e.pid === main.pid && e.tid === main.tid;
  const starts = [...new Set(trace.filter((e) => e.name === 'FireAnimationFrame' && mine(e)).map((e) => e.ts))].sort((a, b) => a - b);
  const tasks = trace.filter((e) => e.name.endsWith('RunTask') && e.ph === 'X' && mine(e));
  // A task belongs to the frame in which it ends; the task that holds a frame's callbacks begins just before them.
  const heads = starts.filter((ts, i) => i === 0 || !tasks.some((t) => t.ts <= starts[i - 1] && t.ts + t.dur >= ts));
  const busy = heads.map(() => 0);
  for (const task of tasks) {
    const frame = heads.findLastIndex((ts) => ts < task.ts + task.dur);
    if (frame >= 0) busy[frame] += task.dur / 1000;
  }
  return busy.slice(0, -1);
}

/** Everything that a first visit loads, as a server with brotli would send it. */
async function load() {
  const page = await browser.newPage();
  const bodies = [];
  page.on('response', (response) => bodies.push(response.body().then((body) => [new URL(response.url()).pathname, body])));
  await page.goto(SITE);
  await page.waitForSelector('body[data-state="ready"]');
  await page.waitForLoadState('networkidle');
  const files = (await Promise.all(bodies)).map(([path, body]) => [path, body.length, brotliCompressSync(body).length]);
  for (const [path, raw, packed] of files.sort((a, b) => b[2] - a[2])) console.log(`${String(raw).padStart(9)} B ${String(packed).padStart(8)} B brotli  ${path}`);
  const sum = (i) => files.reduce((total, file) => total + file[i], 0);
  console.log(`first load: ${files.length} files, ${(sum(1) / 1000).toFixed(1)} kB, ${(sum(2) / 1000).toFixed(1)} kB brotli`);
}
