// The sentence: what is happening now, and the button that tries the remedy.

import { byId, write } from './dom.js';

/** @param {() => void} apply does what the sentence proposes */
export function build(apply) {
  const box = byId('sentence');
  const button = byId('remedy');
  button.addEventListener('click', apply);
  return {
    /** The words themselves are an `<output>`. */
    show(diagnosis) {
      box.dataset.diagnosis = diagnosis.id;
      write(byId('diagnosis-title'), `${diagnosis.title}.`);
      button.hidden = !diagnosis.remedy;
      write(button, diagnosis.remedy ?? '');
    },
  };
}
