// The first script, which runs before anything is painted and is no module: what has to be known by then.

{
  const top = document.documentElement;
  // An address that names a run never shows the opening, which index.html holds: a skeleton stands there until the run itself does.
  if (location.hash.length > 1) top.dataset.named = '';
  try {
    const theme = localStorage.getItem('pushpull.theme');
    if (theme === 'dark' || theme === 'light') top.dataset.theme = theme;
  } catch {
    // Storage is refused: the system's choice holds.
  }
  // Play can be pressed before anybody is there to hear it: boot.js and page.js look here.
  addEventListener('click', ({ target }) => {
    if (document.body.dataset.state || !(target instanceof Element) || !target.closest('[data-action="play"]')) return;
    const asked = top.toggleAttribute('data-asked');
    const note = document.getElementById('arriving');
    if (note) note.hidden = !asked;
  });
}
