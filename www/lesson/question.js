// A question that a run answers: the reader predicts, the run is made, and the answer is read from that very run.

import { focused, make, write } from '../page/dom.js';
import { radios } from './radios.js';
import { pace } from './run.js';
import { nodes } from '../page/nodes.js';

/** @typedef {import('../trainer/engine.js').Engine} Engine */
/** The run's answer: whether the reader is right, and paragraphs that say why. @typedef {{ right: boolean, says: string, why: (Node | string)[][] }} Verdict */
/**
 * What the reader answers with.
 * @typedef {object} Answer
 * @property {HTMLElement} element
 * @property {() => boolean} given
 * @property {() => void} focus
 * @property {(locked: boolean) => void} lock
 * @property {() => void} clear
 * @property {(engine: Engine) => Promise<Verdict>} judge
 */

/**
 * @param {import('./data.js').Predict} asked
 * @param {import('./lesson.js').StepPage} page
 * @param {() => void} finished
 */
export function build(asked, page, finished) {
  const { engine, announce } = page;
  const answer = asked.drag ? scale(asked.drag) : choices(asked.choices);
  const go = make('button', { type: 'button', class: 'solid', 'aria-disabled': 'true' }, 'Run it and see');
  const anew = make('button', { type: 'button', hidden: true }, 'Again with another seed');
  const other = make('button', { type: 'button', class: 'quiet', hidden: true }, 'Another answer');
  const hint = make('p', { class: 'soft hint' }, 'Answer first; then the run shows.');
  const verdict = make('div', { class: 'verdict', hidden: true });
  const element = make('section', { class: 'asked', 'aria-label': 'Predict, then run' },
    make('fieldset', {}, make('legend', {}, make('b', {}, 'What do you think? '), ...nodes(asked.question)), answer.element),
    verdict, make('div', { class: 'acts' }, go, anew, other), hint);
  /** @type {'asking' | 'running' | 'answered'} */
  let state = 'asking';
  let run = '';

  answer.element.addEventListener('input', () => {
    go.setAttribute('aria-disabled', 'false');
    hint.hidden = true;
  });
  go.addEventListener('click', async () => {
    if (!answer.given()) return write(hint, 'Answer first: what do you think will happen?');
    if (state === 'running' && await engine.ask('run') === run) return page.play(pace(asked.steps));
    return start(() => page.begin());
  });
  anew.addEventListener('click', () => start(page.reroll));
  other.addEventListener('click', () => {
    become('asking');
    page.begin();
    answer.focus();
  });

  /** @param {'asking' | 'running' | 'answered'} next */
  function become(next) {
    state = next;
    element.dataset.state = next;
    answer.lock(next !== 'asking');
    go.hidden = next === 'answered';
    verdict.hidden = next !== 'answered';
    for (const button of [anew, other]) button.hidden = next !== 'answered';
  }

  /** @param {() => Promise<boolean>} prepare */
  async function start(prepare) {
    answer.clear();
    if (!await prepare()) return;
    run = await engine.ask('run');
    become('running');
    page.play(pace(asked.steps));
  }

  /** Reads the answer from the run. */
  async function reveal() {
    const { right, says, why } = await answer.judge(engine);
    if (state !== 'running') return;
    become('answered');
    finished();
    verdict.dataset.right = String(right);
    verdict.replaceChildren(make('p', {}, make('b', {}, right ? 'Right. ' : 'Not this time. '), says), ...why.map((reason) => make('p', {}, ...reason)));
    announce(verdict.textContent ?? '', 'lesson');
    verdict.scrollIntoView({ block: 'nearest' });
    if ([go, document.body, null].includes(focused(go))) anew.focus({ preventScroll: true });
  }

  return {
    element,
    target: () => (state === 'running' ? asked.steps : 0),
    async stepped() {
      if (state !== 'running' || !await engine.ask('has_reached', asked.steps)) return false;
      await reveal();
      return true;
    },
    async tell() {
      if (state !== 'running') return;
      const [now, there] = await Promise.all([engine.ask('run'), engine.ask('has_reached', asked.steps)]);
      // If the reader changes the run meanwhile, the question is asked again.
      if (now !== run) become('asking');
      else if (there) await reveal();
      write(go, page.isPlaying() ? 'It is running …' : state === 'running' ? 'Go on' : 'Run it and see');
    },
  };
}

/** Radio buttons. @param {import('./data.js').Choice[]} all @returns {Answer} */
function choices(all) {
  const rows = radios('prediction', all);
  const chosen = () => rows.find(({ input }) => input.checked);
  return {
    element: make('div', { class: 'choices' }, ...rows.map(({ row }) => row)),
    given: () => Boolean(chosen()),
    focus: () => (chosen() ?? rows[0]).input.focus(),
    lock: (locked) => rows.forEach(({ input }) => { input.disabled = locked; }),
    clear: () => rows.forEach(({ row }) => row.removeAttribute('data-verdict')),
    async judge(engine) {
      const mine = chosen();
      const hold = await Promise.all(rows.map(({ choice }) => engine.ask('holds', choice.when)));
      const right = rows.find((_, i) => hold[i]);
      if (mine && mine !== right) mine.row.dataset.verdict = 'wrong';
      if (right) right.row.dataset.verdict = 'right';
      const told = right ?? mine ?? rows[0];
      const read = await engine.ask('evidence', told.choice.when);
      const says = `${right ? '' : 'None of these holds in this run. '}The run says: ${read || right?.row.textContent}.`;
      // Whoever is right is told what speaks against the other answers.
      const others = rows.filter((row) => row !== right).map(({ choice }) => [make('i', {}, ...nodes(choice.text)), '? ', ...nodes(choice.why)]);
      return { right: mine === right, says, why: mine && mine !== right ? [nodes(mine.choice.why)] : others };
    },
  };
}

/** A scale to mark a number on. @param {import('./data.js').Drag} drag @returns {Answer} */
function scale({ quantity, says, from, to, grain, within, why }) {
  const id = 'guess';
  // The type comes last: a slider that learns its ends later begins at one of them.
  const input = make('input', { id, min: from, max: to, step: grain, type: 'range' });
  const read = make('output', { for: id }, '–');
  const truth = make('i', { class: 'truth', hidden: true });
  const track = make('div', { class: 'guess' }, input, truth);
  const element = make('div', { class: 'scale' }, make('label', { for: id }, says), read, track,
    make('span', { class: 'soft' }, String(from)), make('span', { class: 'soft' }, String(to)));
  let touched = false;
  for (const [name, value] of /** @type {[string, string | number][]} */ ([['--from', from], ['--to', to], ['--at', input.value]])) track.style.setProperty(name, String(value));
  input.addEventListener('input', () => {
    touched = true;
    track.style.setProperty('--at', input.value);
    write(read, input.value);
  });
  // A tap on the thumb is an answer, too.
  input.addEventListener('pointerup', () => touched || input.dispatchEvent(new Event('input', { bubbles: true })));
  return {
    element,
    given: () => touched,
    focus: () => input.focus(),
    lock: (locked) => { input.disabled = locked; },
    clear: () => { truth.hidden = true; },
    async judge(engine) {
      const { text, value } = await engine.ask('quantity', quantity);
      const right = await engine.ask('holds', `${quantity} >= ${input.value} - ${within} and ${quantity} <= ${input.value} + ${within}`);
      truth.hidden = value === undefined;
      truth.title = text;
      track.style.setProperty('--truth', String(value));
      return { right, says: `You said ${input.value}; the run says ${text}.`, why: [nodes(why)] };
    },
  };
}
