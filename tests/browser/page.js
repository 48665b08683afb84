// Shared by the browser tests: opening the page, using its controls, reading its figures, and the checks of every test: no console error,
// no content-security violation, no request to another host, no failed request.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const { CHROMIUM = '', SITE = '', SITE_FAULTS = '' } = process.env;
if (!SITE) throw new Error('these tests are run by `cargo xtask test --only browser`');

/** @typedef {import('playwright-core').Page} Page */

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/**
 * Without a network: the browser itself reloads the icon when the address changes. Other missing files have addresses of their own among
 * the complaints.
 */
export const UNKEPT_ICON = [/^failed: .*icon\.svg$/, /^console: Failed to load resource: net::ERR_INTERNET_DISCONNECTED$/];

/** The folder with the files of the build. */
export const HOME = new URL(/src="([0-9a-f]{16}\/)/.exec(await (await fetch(SITE)).text())?.[1] ?? '', SITE).href;

// A browser without windows turns a fault in a module's memory into an exception only beside its crash reporter. One process for all pages
// knows their scripts already.
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--enable-crash-reporter', '--renderer-process-limit=1'] });
after(() => browser.close());

/**
 * A test on a fresh page.
 * @param {string} name a sentence
 * @param {object} options
 * @param {string} [options.hash] the state in the address
 * @param {import('playwright-core').BrowserContextOptions} [options.context] what the browser pretends to be
 * @param {boolean} [options.faults] the build that can break on purpose
 * @param {boolean} [options.pinned] whether all controls are pinned, as for most tests: `false` leaves the page as a visitor finds it
 * @param {boolean} [options.invited] whether it is a first visit, which is invited to the opening
 * @param {RegExp[]} [options.expected] complaints that belong to the test
 * @param {(page: Page) => Promise<unknown>} [options.before] runs before the page is opened
 * @param {(page: Page, t: import('node:test').TestContext) => Promise<void>} body
 */
export function onPage(name, options, body) {
  test(name, { timeout: 120_000 }, async (t) => {
    const known = { shown: options.invited ? '' : 'yes', controls: options.pinned ?? true ? 'pinned' : '' };
    const { viewport = DESKTOP, colorScheme = 'light', reducedMotion = 'no-preference', forcedColors = 'none', ...kind } = options.context ?? {};
    const { context, close } = await contextFor(kind);
    try {
      const page = await context.newPage();
      await page.setViewportSize(viewport ?? DESKTOP);
      await page.emulateMedia({ colorScheme, reducedMotion, forcedColors });
      await page.addInitScript(remember, known);
      page.setDefaultTimeout(10_000);
      const complaints = watch(page);
      await options.before?.(page);
      await open(page, options.hash, options.faults);
      await body(page, t);
      const unexpected = complaints.filter((text) => !options.expected?.some((pattern) => pattern.test(text)));
      assert.deepEqual(unexpected, [], 'complaints');
    } finally {
      await close();
    }
  });
}

/** The contexts that are kept for further tests of this file, by what they pretend to be. @type {Map<string, Awaited<ReturnType<typeof newContext>>>} */
const kept = new Map();

/**
 * A context in which nothing is open or stored. Tests that ask for the same get the same one: its browser process knows the page's scripts and its
 * module already, which halves what it costs to open the page.
 * @param {import('playwright-core').BrowserContextOptions} options
 */
async function contextFor(options) {
  // What a service worker keeps stays: such a context serves one test.
  if (options.serviceWorkers) {
    const context = await newContext(options);
    return { context, close: () => context.close() };
  }
  const key = JSON.stringify(options);
  const context = kept.get(key) ?? await newContext(options);
  kept.set(key, context);
  // A page that stays keeps the process, and empties what all pages of the context share.
  const [keeper = await context.newPage()] = context.pages();
  if (!keeper.url().startsWith(HOME)) await keeper.goto(`${HOME}page.css`);
  return {
    context,
    async close() {
      for (const page of context.pages()) if (page !== keeper) await page.close();
      await keeper.evaluate(() => localStorage.clear());
    },
  };
}

/**
 * The network is tested, not what was kept of it; offline.test.js is about that.
 * @param {import('playwright-core').BrowserContextOptions} options
 */
const newContext = (options) => browser.newContext({ viewport: DESKTOP, serviceWorkers: 'block', ...options });

/** Has the page know what it remembers of other visits, unless it is nothing. @param {Record<string, string>} known */
function remember(known) {
  try {
    for (const [name, value] of Object.entries(known)) if (value) localStorage.setItem(`pushpull.${name}`, value);
  } catch {
    // Frames of other origins have no storage.
  }
}

/** Opens the page and waits until it can be used, or says why it cannot. @param {Page} page */
export async function open(page, hash = '', faults = false) {
  await page.goto(`${faults ? SITE_FAULTS : SITE}${hash && `#${hash}`}`);
  await page.waitForSelector('body[data-state]');
}

/** Collects everything that must not happen. @param {Page} page */
function watch(page) {
  /** @type {string[]} */
  const complaints = [];
  const home = new URL(SITE).origin;
  const away = SITE_FAULTS ? new URL(SITE_FAULTS).origin : home;
  page.on('console', (message) => {
    if (/playwright/i.test(message.text())) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => {
    // Requests cut off by leaving the page are not failures.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()}`);
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
  page.exposeFunction('complain', (/** @type {string} */ text) => complaints.push(text));
  page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (e) => window.complain(`policy: ${e.effectiveDirective} ${e.blockedURI}`));
  });
  return complaints;
}

/** The text at a selector. @param {Page} page @param {string} selector */
export const textAt = async (page, selector) => await page.textContent(selector) ?? '';

/** An attribute at a selector, or ''. @param {Page} page @param {string} selector @param {string} name */
export const attributeAt = async (page, selector, name) => await page.getAttribute(selector, name) ?? '';

/** Where something is in the window. @param {import('playwright-core').Locator} locator */
export async function boxOf(locator) {
  const box = await locator.boundingBox();
  assert.ok(box, 'it is on the screen');
  return box;
}

/** Presses the button of an action. @param {Page} page @param {string} action */
export const press = (page, action) => page.click(`[data-action="${action}"]`);

/** The step shown, once everything has been answered. @param {Page} page */
export async function shownStep(page) {
  await drawn(page);
  return Number(await page.textContent('output[name="status.step"]'));
}

/** Waits until the page shows this step, with its pictures. @param {Page} page @param {number} step */
export async function atStep(page, step) {
  await page.waitForFunction((n) => document.querySelector('output[name="status.step"]')?.textContent === n, String(step));
}

/** Presses Step so often. @param {Page} page @param {number} count */
export async function steps(page, count) {
  const from = await shownStep(page);
  for (let i = 1; i <= count; i += 1) {
    await press(page, 'step');
    await atStep(page, from + i);
  }
}

/** Every live figure by name, the loss and the diagnosis among them, and the hash of the state behind them. @param {Page} page @returns {Promise<Record<string, string>>} */
export async function figures(page) {
  await drawn(page);
  const shown = await page.$$eval('output[name^="status."]', (all) => all.map((o) => [o.getAttribute('name') ?? '', o.textContent ?? '']));
  return { ...Object.fromEntries(shown), digest: await digest(page) };
}

/** The hash of every bit of the state. @param {Page} page */
export const digest = (page) => ask(page, 'digest');

/** @typedef {import('../../www/trainer/engine.js').App} App */
/** @typedef {import('../../www/trainer/engine.js').Method} Method */
/** @typedef {import('../../www/trainer/engine.js').Slice} Slice */
/** @template {Method} M @typedef {import('../../www/trainer/engine.js').Given<App, M>} Given */
/** @template {Method} M @typedef {Promise<import('../../www/trainer/engine.js').Answer<App, M>>} Answer */

/** Asks the page's engine by a method that only reads. @template {Method} M @param {Page} page @param {M} method @param {Given<M>} given @returns {Answer<M>} */
export const ask = (page, method, ...given) => /** @type {any} */ (page.evaluate(([method, given]) => /** @type {any} */ (window.pushpull.engine.ask)(method, ...given), /** @type {[Method, unknown[]]} */ ([method, given])));

/** A slice of the state of this moment. @template {Slice} S @param {Page} page @param {S} slice @returns {Promise<import('../../www/trainer/engine.js').Seen<S>[S]>} */
export const glance = (page, slice) => /** @type {any} */ (page.evaluate(async (slice) => (await window.pushpull.engine.glance([slice]))[slice], /** @type {Slice} */ (slice)));

/** The text of the present state. @param {Page} page */
export const textOf = (page) => page.evaluate(() => window.pushpull.engine.text());

/** Breaks the trainer on purpose; says how many milliseconds it took to come back. @param {Page} page @param {'panic' | 'stack' | 'memory'} kind */
export const fault = (page, kind) => page.evaluate(async (kind) => {
  const start = performance.now();
  await window.pushpull.engine.fault(kind);
  return performance.now() - start;
}, kind);

/** The value of every control. @param {Page} page @returns {Promise<Record<string, string>>} */
export async function settings(page) {
  await drawn(page);
  return page.$$eval('#strip select, #strip input[role="spinbutton"], [name="seed"]',
    (all) => Object.fromEntries(all.map((control) => /** @type {HTMLInputElement} */ (control)).map(({ name, value }) => [name, value])));
}

/** Moves a slider to a position, with the events that a reader causes. @param {Page} page @param {string} selector @param {number | string} position */
export async function slide(page, selector, position) {
  await page.$eval(selector, (slider, to) => {
    /** @type {HTMLInputElement} */ (slider).value = to;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    slider.dispatchEvent(new Event('change', { bubbles: true }));
  }, String(position));
}

/**
 * The address, with all that is still to be written of it: a page that is left writes it at once.
 * @param {Page} page
 */
export async function addressOf(page) {
  await drawn(page);
  return page.evaluate(() => {
    dispatchEvent(new Event('pagehide'));
    return location.href;
  });
}

/** Waits until everything is drawn: nothing has waited for the trainer for three frames. @param {Page} page */
export const drawn = (page) => page.evaluate(async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  // While it plays, something is always waiting.
  const plays = () => document.querySelector('[data-action="pause"]');
  for (let still = 0; still < 3; still = plays() || window.pushpull?.engine.isIdle() ? still + 1 : 0) await frame();
});

/**
 * What is painted on a canvas: a text that differs where a pixel does, how many colours there are, how many of them are grey, and how many
 * pixels are not the ground.
 * @param {Page} page
 * @param {string} canvas a selector
 */
export async function painted(page, canvas) {
  await drawn(page);
  return page.$eval(canvas, (element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    if (!copy) throw new Error('this browser has no canvas');
    copy.drawImage(canvas, 0, 0);
    const pixels = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    const colours = new Set(pixels);
    const grey = [...colours].filter((c) => Math.abs((c & 255) - (c >> 16 & 255)) < 8);
    let text = 0;
    for (const pixel of pixels) text = (Math.imul(text, 31) + pixel) | 0;
    return { text: `${canvas.width}×${canvas.height} ${text}`, colours: colours.size, greys: grey.length, inked: pixels.filter((c) => c !== pixels[0]).length };
  });
}

/** What lies over a page: beneath it nothing has changed. */
export const OVER = ':popover-open, dialog[open]';

/**
 * All violations that axe-core finds in a part of the page, each in one line: in light of every rule, in dark of those about contrast, as
 * nothing but colours differs. The page has no skip link: axe takes the first link to a lesson for one where it has to be scrolled to.
 * @param {Page} page
 * @param {string} [part] a selector
 */
export async function violations(page, part = 'html') {
  // What a button opens may come a moment later.
  await page.waitForSelector(part);
  await page.evaluate(axe.source);
  // It does not know that a modal dialog lies above whatever has an index.
  await page.$$eval('dialog:modal', (all) => all.forEach((dialog) => { /** @type {HTMLElement} */ (dialog).style.zIndex = '999'; }));
  const found = [];
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme });
    await drawn(page);
    const { violations, passes, incomplete } = await page.evaluate(({ part, only }) => /** @type {any} */ (window).axe.run(part, { resultTypes: ['violations'], ...only }),
      { part, only: colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : { rules: { 'skip-link': { enabled: false } } } });
    assert.ok(passes.length + incomplete.length > 0, `axe-core looked at something in ${colorScheme}`);
    found.push(...violations.flatMap((/** @type {import('axe-core').Result} */ v) => v.nodes.map((node) => `${colorScheme}: ${v.id}: ${v.help} – ${node.html.slice(0, 120)}`)));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Waits until the address contains this text. @param {Page} page @param {string} text */
export const addressHas = (page, text) => page.waitForFunction((t) => location.hash.includes(t), text);
