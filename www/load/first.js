// The first script, which runs before anything is painted and is no module: what has to be known by then.

{
  const top = document.documentElement;
  // An address that names a run never shows the opening, which index.html holds: a skeleton stands there until the run itself does. Some programs
  // take the number sign for a question mark; and others append to an address what is none of a link.
  const words = document.currentScript?.dataset.words?.split(' ') ?? [];
  const named = new URLSearchParams(location.hash.slice(1) || location.search);
  if (location.hash.length > 1 || [...named.keys()].some((key) => words.includes(key.split('.')[0]))) {
    top.dataset.named = '';
    const title = named.get('title')?.slice(0, 80);
    const said = title ? `“${title}” is on its way.` : named.has('lesson') ? 'The lesson is on its way.' : named.has('step') ? `The run of this link is on its way to step ${named.get('step')}.` : 'The run of this link is on its way.';
    top.style.setProperty('--named', JSON.stringify(said));
    // The page has the shape of a lesson from the beginning.
    if (named.has('lesson')) document.addEventListener('readystatechange', () => document.body.toggleAttribute('data-lesson', true), { once: true });
  }
  // Others are invited to be shown what this is about, until they have been once (acts.js).
  else top.dataset.invites = '';
  try {
    if (localStorage.getItem('pushpull.shown')) delete top.dataset.invites;
    const theme = localStorage.getItem('pushpull.theme');
    if (theme === 'dark' || theme === 'light') top.dataset.theme = theme;
  } catch {
    // Storage is refused: the system's choice holds.
  }
  // A script that does not arrive cannot say so itself.
  addEventListener('error', ({ target }) => {
    const fault = document.getElementById('fault');
    if (!(target instanceof HTMLScriptElement) || !fault) return;
    document.body.dataset.state = 'fault';
    fault.hidden = false;
  }, { capture: true });
  // Play and Show me can be pressed before anybody is there to hear it: boot.js looks here.
  addEventListener('click', ({ target }) => {
    const button = !document.body.dataset.state && target instanceof Element && target.closest('[data-action="play"], [data-action="show-me"]');
    if (!(button instanceof HTMLElement)) return;
    const { asked } = top.dataset;
    delete top.dataset.asked;
    if (asked !== button.dataset.action) top.dataset.asked = button.dataset.action;
    const note = document.getElementById('loading');
    if (note) note.hidden = !top.dataset.asked;
  });
}
