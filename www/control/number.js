// Fields for numbers. They are text fields, as the browser's own kind discards what it does not understand before anybody can say why.
//
// What is typed stays until it is accepted: while the page is renewed, and where it is refused, with a sentence beside it. Escape brings the
// value back; arrow keys go on by one stop, page keys by ten.

import { focused, make, setAttribute, setValue, write } from '../page/dom.js';
import { isRefusal } from '../trainer/refusal.js';

/** Makes a field take numbers. @typedef {ReturnType<typeof build>} Make */

/** @type {Record<string, number>} */
const KEYS = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/**
 * @param {(run: () => unknown) => Promise<unknown>} changed changes the run and shows the result
 * @param {(key: string, text: string) => Promise<unknown>} set
 */
export function build(changed, set) {
  /**
   * @param {HTMLInputElement} field
   * @param {string | ((text: string) => Promise<unknown>)} enter takes what was typed, or is the key of the setting
   * @param {(by: number) => string} next the value so many stops further
   */
  return (field, enter, next) => {
    const said = make('p', { id: `${field.id}-refused`, class: 'popover refusal', popover: 'manual', role: 'alert' });
    field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${said.id}`.trim());
    let shown = field.value;
    /** Whether there is a text that is neither accepted nor refused yet, and whether it is on its way. */
    let [typing, sent] = [false, false];
    /** Whether somebody is about to type, so that what is selected must stay. */
    let held = false;
    const isRefused = () => field.hasAttribute('aria-invalid');

    /** @param {boolean} open */
    function tell(open) {
      if (!said.isConnected || open === said.matches(':popover-open')) return;
      if (open) said.showPopover({ source: field });
      else said.hidePopover();
    }

    /** @param {string} why or '' where nothing is wrong */
    function judge(why) {
      typing = held = false;
      if (why) field.setAttribute('aria-invalid', 'true');
      else field.removeAttribute('aria-invalid');
      tell(Boolean(why));
      write(said, why);
    }

    async function commit() {
      typing = sent = true;
      const text = field.value;
      let why = '';
      await changed(() => (typeof enter === 'string' ? set(enter, text) : enter(text)).catch((error) => {
        if (!isRefusal(error)) throw error;
        why = error.message;
      }));
      // What was typed meanwhile has its own turn.
      if (field.value === text) judge(why);
    }

    field.addEventListener('input', () => { [typing, sent] = [true, false]; });
    // A browser speaks of a change only where the text is another than before somebody typed; on its way it is sent once.
    const enterTyped = () => { if (typing && !sent) commit(); };
    field.addEventListener('change', enterTyped);
    field.addEventListener('focus', () => {
      held = true;
      tell(isRefused());
    });
    field.addEventListener('blur', () => {
      held = false;
      tell(false);
      // A text that is what it was before somebody typed is not sent.
      typing &&= sent;
      if (!typing && !isRefused()) setValue(field, shown);
    });
    field.addEventListener('keydown', (event) => {
      held = true;
      const by = KEYS[event.key];
      if (by) {
        setValue(field, next(by));
        commit();
      } else if (event.key === 'Escape' && (typing || isRefused())) {
        setValue(field, shown);
        judge('');
        event.stopPropagation();
      } else if (event.key === 'Enter') enterTyped();
      else return;
      event.preventDefault();
    });

    return {
      /** The sentence, which belongs beside the field. */
      said,
      /** Shows the present value. @param {string | number} now */
      show(now) {
        const same = shown === String(now);
        shown = String(now);
        // This attribute knows no exponents; the value itself is read out anyway.
        if (shown.includes('e')) field.removeAttribute('aria-valuenow');
        else setAttribute(field, 'aria-valuenow', shown);
        if (typing || held || (isRefused() && (same || focused(field) === field))) return;
        if (isRefused()) judge('');
        setValue(field, shown);
      },
    };
  };
}
