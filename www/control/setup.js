// The run in a sentence that is its control: each choice in it opens the card of its room in place. The cards are those of the strip, which is
// shown whole instead where a reader has pinned it, a link asks for it, or a lesson speaks of its cards.

import { CARDS } from './cards.js';
import { around, find, findAll, focused, make, setAttribute, write } from '../page/dom.js';
import { recall, remember } from '../page/store.js';

/** What is remembered of a reader who has pinned all controls. */
const PINNED = 'pinned';

/** The screens on which the sentence is one line that opens (setup.css). */
const tight = matchMedia('(max-width: 43.75em) and (max-height: 35em)');
/** Those on which a card is a sheet at the bottom. */
const phone = matchMedia('(max-width: 43.75em)');

/**
 * @param {import('../page/page.js').Base} base
 * @param {(key: string, value: string) => unknown} setView
 */
export function build({ root, body, engine }, setView) {
  const words = find(root, '#setup-words');
  const line = find(root, '#setup-line', HTMLButtonElement);
  const pin = find(root, '#all-controls');
  /** The choices, by key: the page arrives with those of the opening. @type {Map<string, HTMLButtonElement>} */
  const choices = new Map(findAll(words, 'button', HTMLButtonElement).map((choice) => [choice.dataset.key ?? '', choice]));
  const cards = new Map(CARDS.map(({ id }) => [id, find(root, `.card[data-card="${id}"]`)]));
  const cardOf = new Map(engine.catalogue.rooms.map((room) => [room.key, room.card]));
  /** Whether the link asks for all controls, and whether the reader has. */
  let asked = false;
  let pinned = recall('controls') === PINNED;
  /** The choice whose card is open. @type {HTMLButtonElement | undefined} */
  let opener;

  const isPinned = () => asked || pinned;

  pin.addEventListener('click', () => {
    pinned = !isPinned();
    remember('controls', pinned ? PINNED : '');
    if (asked) setView('view.controls', '');
    asked = false;
    arrange();
    pin.focus();
  });
  tight.addEventListener('change', arrange);
  new MutationObserver(arrange).observe(body, { attributeFilter: ['data-lesson', 'data-asks', 'data-all'] });
  line.popoverTargetElement = words;
  words.addEventListener('toggle', () => {
    const open = words.matches(':popover-open');
    setAttribute(line, 'aria-expanded', open);
    if (!open) refocus(line, words);
  });

  for (const card of cards.values()) {
    card.addEventListener('toggle', () => {
      const open = card.matches(':popover-open');
      for (const choice of choices.values()) {
        if (choice.popoverTargetElement === card) setAttribute(choice, 'aria-expanded', open && choice === opener);
      }
      if (!open) return refocus(opener?.isConnected ? opener : find(words, 'button'), card);
      focus(card);
      // The sheet leaves the picture visible.
      if (phone.matches) find(root, '.embedding .canvas').scrollIntoView({ block: 'start' });
    });
  }

  words.addEventListener('click', (event) => {
    const choice = /** @type {HTMLButtonElement | null} */ (around(event, '[data-key]'));
    if (!choice) return;
    const card = cards.get(choice.dataset.card ?? '');
    // The same card was opened from another choice: it moves here.
    if (card?.matches(':popover-open') && opener !== choice) card.hidePopover();
    opener = choice;
    if (card && !choice.popoverTargetElement) focus(card);
  });

  /** Puts the focus on the control of the choice, and where it has a slider, on that: a field would call up a phone's keyboard. @param {HTMLElement} card */
  function focus(card) {
    const control = find(card, `[name="${opener?.dataset.key}"]`);
    const slider = control.closest('.row')?.querySelector('input[type="range"]');
    /** @type {HTMLElement} */ (slider ?? control).focus();
    control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** Takes the focus back from what was closed: the browser does so by itself only where no other popover was open. @param {HTMLElement} element @param {HTMLElement} closed */
  function refocus(element, closed) {
    const at = focused(root) ?? document.body;
    if (at === document.body || closed.contains(at)) element.focus({ preventScroll: true });
  }

  /** Makes the cards a strip, or what each choice opens. */
  function arrange() {
    const spoken = body.hasAttribute('data-lesson') && (!body.hasAttribute('data-asks') || body.hasAttribute('data-all'));
    const whole = isPinned() || spoken;
    body.toggleAttribute('data-pinned', whole);
    setAttribute(pin, 'aria-pressed', isPinned());
    for (const card of cards.values()) become(card, whole);
    for (const choice of choices.values()) lead(choice);
    const folds = tight.matches && !whole;
    line.hidden = !folds;
    if (folds) words.popover = 'auto';
    else words.removeAttribute('popover');
  }

  /** @param {HTMLElement} card @param {boolean} whole whether the strip is shown whole */
  function become(card, whole) {
    if (whole) {
      card.removeAttribute('popover');
      card.removeAttribute('role');
    } else {
      card.popover = 'auto';
      card.setAttribute('role', 'dialog');
    }
  }

  /** Lets a choice open its card. @param {HTMLButtonElement} choice */
  function lead(choice) {
    const card = cards.get(choice.dataset.card ?? '');
    const opens = card?.popover === 'auto';
    choice.popoverTargetElement = opens && card ? card : null;
    if (opens) {
      setAttribute(choice, 'aria-haspopup', 'dialog');
      if (!choice.hasAttribute('aria-expanded')) choice.setAttribute('aria-expanded', 'false');
    } else for (const name of ['aria-haspopup', 'aria-expanded']) choice.removeAttribute(name);
  }

  /** The button of a choice, as it was made before. @param {string} key @param {string} room */
  function choiceOf(key, room) {
    const known = choices.get(key);
    if (known) return known;
    const choice = make('button', { type: 'button', class: 'setting', 'data-key': key, 'data-card': cardOf.get(room) ?? '' });
    choices.set(key, choice);
    lead(choice);
    return choice;
  }

  arrange();
  return {
    /** The sentence; and which run it is of, where there are several. @param {import('../pkg/pushpull.js').Controls} controls @param {import('../pkg/pushpull.js').DeskValue} desk */
    show({ sentence: pieces, pinned: wanted }, { panels, active }) {
      if (wanted !== asked) {
        asked = wanted;
        arrange();
      }
      const which = panels.length > 1 ? `Panel ${active + 1}: ` : '';
      write(line, which + pieces.map(({ text }) => text).join(''));
      const nodes = pieces.map(({ text, room, key, differs }) => {
        if (!room || !key) return text;
        const choice = choiceOf(key, room);
        write(choice, text);
        choice.toggleAttribute('data-differs', differs);
        return choice;
      });
      place(words, [...(which ? [make('b', {}, which)] : []), ...nodes]);
    },
  };
}

/** Gives an element these children. Those that it has stay where they are, with their focus. @param {HTMLElement} parent @param {(Node | string)[]} children */
function place(parent, children) {
  const kept = new Set(children);
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  let at = parent.firstChild;
  for (const child of children) {
    if (child === at) at = at?.nextSibling ?? null;
    else parent.insertBefore(typeof child === 'string' ? document.createTextNode(child) : child, at);
  }
}
