// Question marks that explain in place with the words of the lessons: a small one on each pane, a line in the panel behind a card's question
// mark. The lesson itself opens beside the present run, which stays as it is.

import { find, findAll, make, setAttribute } from '../page/dom.js';
import { nodes } from '../page/nodes.js';
import { showAt } from '../page/showing.js';

/** @param {import('./course.js').Course} course @param {(id: string, at: string, keep: boolean) => void} open */
export async function start({ root, files, trying }, open) {
  const explains = await files.explains();
  /** @param {import('./data.js').Explains} step @param {() => void} close */
  const lead = ({ lesson, number, at, title }, close) => {
    const link = make('a', { href: `#lesson=${lesson}&at=${at}` }, `${number}, “${title}”`);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      close();
      open(lesson, at, true);
    });
    return link;
  };

  /**
   * The first words of a step that explains something, where they are asked for; of a verdict that has a word of its own, the word's meaning.
   * @param {HTMLElement} asker
   * @param {import('./data.js').Explains} step
   * @param {string} verdict
   */
  const explain = async (asker, step, verdict) => {
    const term = verdict && (await files.glossary()).find(({ verdicts }) => verdicts.includes(verdict));
    const found = (await files.lesson(step.lesson)).steps.find(({ place }) => place === step.at);
    const text = make('div', { class: 'prose' }, ...(term ? [make('p', {}, ...nodes(term.text))] : nodes(found?.text.slice(0, 2) ?? [])));
    for (const term of findAll(text, '[data-term]')) term.replaceWith(term.textContent ?? '');
    for (const mark of findAll(text, '[data-claim]')) mark.remove();
    showAt(root, asker, make('h3', {}, verdict ? find(root, '#diagnosis-title').textContent ?? '' : step.title), text, make('p', { class: 'in-lessons' }, 'Go on reading, beside this run: lesson ', lead(step, () => find(root, '#meaning').hidePopover()), '.'));
  };

  for (const question of findAll(root, '[data-explains]', HTMLButtonElement)) {
    const name = question.dataset.explains ?? '';
    const element = find(root, `[data-part~="${name}"]`);
    // A pane of charts leads to the explanation of its current chart, and the verdict to that of what it says.
    const verdict = () => element.dataset.diagnosis ?? '';
    const first = () => (explains[`chart:${element.dataset.view}`] ?? explains[`verdict:${verdict()}`] ?? explains[name])[0];
    const label = element.getAttribute('aria-label') ?? root.getElementById(element.getAttribute('aria-labelledby') ?? '')?.textContent ?? name;
    setAttribute(question, 'aria-label', `In the lessons: ${label}`);
    const entitle = () => { question.title = `In the lessons: ${first().title}`; };
    entitle();
    question.addEventListener('pointerenter', entitle);
    question.addEventListener('click', () => trying(() => explain(question, first(), verdict())));
    question.disabled = false;
  }

  // The panel behind a card's question mark is made anew each time.
  for (const card of findAll(root, '.card')) {
    const steps = (card.dataset.part ?? '').split(' ').flatMap((name) => explains[name] ?? []);
    const popover = find(card, '.help');
    if (!steps.length) continue;
    popover.addEventListener('beforetoggle', (event) => {
      if (event.newState !== 'open') return;
      const links = steps.flatMap((step, i) => [i ? ', ' : '', lead(step, () => popover.hidePopover())]);
      popover.append(make('p', { class: 'in-lessons' }, make('b', {}, 'In the lessons: '), ...links, '.'));
    });
  }
  find(root, '#begin-lessons', HTMLButtonElement).disabled = false;
}
