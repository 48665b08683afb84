// The lessons' files, each loaded when it is first asked for.

/** What was asked for. @type {Map<string, Promise<any>>} */
const files = new Map();

async function load(name) {
  const response = await fetch(`pkg/lessons/${name}.json`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

/** A file; one that did not arrive is asked for again the next time. @param {string} name */
function file(name) {
  if (!files.has(name)) {
    const answer = load(name);
    files.set(name, answer);
    answer.catch(() => files.delete(name));
  }
  return files.get(name);
}

/** Titles and gists. */
export const index = () => file('index');

/** Which steps explain which parts of the page. */
export const explains = () => file('explains');

/** The terms of the field. */
export const glossary = () => file('glossary');

/** A lesson with all its texts. @param {string} id */
export const lesson = (id) => file(id);
