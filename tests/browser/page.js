// What the browser tests share: opening the page, working its controls, reading its figures, and the watch that no test may forget:
// no console error, no content-security violation, no request to another host, no failed request.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const { CHROMIUM, SITE, SITE_FAULTS } = process.env;
if (!SITE) throw new Error('these tests are run by `cargo xtask test --only browser`');

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Without a network: the browser itself loads the icon anew when the address changes. What else is not found has an address of its own among the complaints. */
export const UNKEPT_ICON = [/^failed: .*icon\.svg$/, /^console: Failed to load resource: net::ERR_INTERNET_DISCONNECTED$/];

const browser = await chromium.launch({ executablePath: CHROMIUM });
after(() => browser.close());

/**
 * A test on a fresh page.
 * @param {string} name a sentence
 * @param {object} options
 * @param {string} [options.hash] the state in the address
 * @param {object} [options.context] what the browser pretends to be
 * @param {boolean} [options.faults] the build that can break on purpose
 * @param {RegExp[]} [options.expected] complaints that belong to the test
 * @param {(page: import('playwright-core').Page) => Promise<unknown>} [options.before] runs before the page is opened
 * @param {(page: import('playwright-core').Page, t: import('node:test').TestContext) => Promise<void>} body
 */
export function onPage(name, options, body) {
  test(name, { timeout: 120_000 }, async (t) => {
    // The network is tested, not what was kept of it; offline.test.js is about that.
    const context = await browser.newContext({ viewport: DESKTOP, serviceWorkers: 'block', ...options.context });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const complaints = watch(page);
      await options.before?.(page);
      await open(page, options.hash, options.faults);
      await body(page, t);
      const unexpected = complaints.filter((text) => !options.expected?.some((pattern) => pattern.test(text)));
      assert.deepEqual(unexpected, [], 'complaints');
    } finally {
      await context.close();
    }
  });
}

/** Opens the page and waits until it can be used, or says why it cannot. */
export async function open(page, hash = '', faults = false) {
  await page.goto(`${faults ? SITE_FAULTS : SITE}${hash && `#${hash}`}`);
  await page.waitForSelector('body[data-state]');
}

/** Collects everything that must not happen. */
function watch(page) {
  const complaints = [];
  const home = new URL(SITE).origin;
  const away = SITE_FAULTS ? new URL(SITE_FAULTS).origin : home;
  page.on('console', (message) => {
    if (/playwright/i.test(message.text())) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => {
    // What was still on its way when the page was left is no failure.
    if (request.failure().errorText !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const own = [home, away].includes(url.origin) || ['data:', 'blob:'].includes(url.protocol);
    if (!own) complaints.push(`off origin: ${url}`);
  });
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.exposeFunction('complain', (text) => complaints.push(text));
  page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (e) => window.complain(`policy: ${e.effectiveDirective} ${e.blockedURI}`));
  });
  return complaints;
}

/** Presses the button of an action. */
export const press = (page, action) => page.click(`[data-action="${action}"]`);

/** Where the run stands, as shown once everything has been answered. */
export async function shownStep(page) {
  await drawn(page);
  return Number(await page.textContent('output[name="status.step"]'));
}

/** Waits until the page shows this step, drawn and all. */
export async function atStep(page, step) {
  await page.waitForFunction((n) => document.querySelector('output[name="status.step"]').textContent === n, String(step));
}

/** Presses Step so often. */
export async function steps(page, count) {
  const from = await shownStep(page);
  for (let i = 1; i <= count; i += 1) {
    await press(page, 'step');
    await atStep(page, from + i);
  }
}

/** Every live figure by name, the loss and the diagnosis among them, and the hash of the state behind them. */
export async function figures(page) {
  await drawn(page);
  const shown = await page.$$eval('output[name^="status."]', (all) => all.map((o) => [o.name, o.textContent]));
  return { ...Object.fromEntries(shown), digest: await digest(page) };
}

/** The hash of every bit of the state. */
export const digest = (page) => engine(page, 'ask', 'digest');

/** Calls a function of the page's engine module. */
export function engine(page, name, ...given) {
  return page.evaluate(async ([name, given]) => {
    const module = await import(new URL('trainer/engine.js', document.baseURI).href);
    return module[name](...given);
  }, [name, given]);
}

/** What every control is set to. */
export async function settings(page) {
  await drawn(page);
  return page.$$eval('#strip select, #strip input[type="number"], [name="seed"]',
    (all) => Object.fromEntries(all.map((control) => [control.name, control.value])));
}

/** Moves a slider as a reader does: to a position, with the events of a reader. */
export async function slide(page, selector, position) {
  await page.$eval(selector, (slider, to) => {
    slider.value = to;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    slider.dispatchEvent(new Event('change', { bubbles: true }));
  }, String(position));
}

/** Waits until what was asked for is drawn: for three frames nothing has waited for the trainer. */
export const drawn = (page) => page.evaluate(async () => {
  const { isIdle } = await import(new URL('trainer/engine.js', document.baseURI).href);
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  // While it plays, something is always on its way.
  const plays = () => document.querySelector('[data-action="pause"]');
  for (let still = 0; still < 3; still = plays() || isIdle() ? still + 1 : 0) await frame();
});

/**
 * What is painted on a canvas: a text that differs where a pixel does, how many colours there are, how many of them are grey, and how many
 * pixels are not the ground.
 * @param {string} canvas a selector
 */
export async function painted(page, canvas) {
  await drawn(page);
  return page.$eval(canvas, (canvas) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const pixels = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    const colours = new Set(pixels);
    const grey = [...colours].filter((c) => Math.abs((c & 255) - (c >> 16 & 255)) < 8);
    let text = 0;
    for (const pixel of pixels) text = (Math.imul(text, 31) + pixel) | 0;
    return { text: `${canvas.width}×${canvas.height} ${text}`, colours: colours.size, greys: grey.length, inked: pixels.filter((c) => c !== pixels[0]).length };
  });
}

/**
 * All violations that axe-core finds in a part of the page, each in one line: in light of every rule, in dark of those about contrast, as
 * nothing but colours differs.
 * @param {string} [part] a selector
 */
export async function violations(page, part = 'html') {
  await page.evaluate(axe.source);
  const found = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await drawn(page);
    const { violations, passes } = await page.evaluate(([part, only]) => window.axe.run(part, { resultTypes: ['violations'], ...only }),
      [part, colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {}]);
    assert.ok(passes.length > 0, 'axe-core looked at something');
    found.push(...violations.flatMap((v) => v.nodes.map((node) => `${colorScheme}: ${v.id}: ${v.help} – ${node.html.slice(0, 120)}`)));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Waits until the address says this. */
export const addressHas = (page, text) => page.waitForFunction((t) => location.hash.includes(t), text);
