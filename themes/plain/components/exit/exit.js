// The way out, quicker than the link alone: the page is gone at once, before the next one answers;
// its entry in the history is replaced, so that “back” does not lead here; and Shift, pressed three
// times, does the same. Nothing is stored, and the next site is not told where the reader was.
(() => {
  const presses = 3;
  const within = 5000;

  let count = 0;
  let alone = false;
  let timer;

  const bar = () => document.querySelector('.exit');
  const say = (words) => {
    const status = bar()?.querySelector('.exit-status');
    if (status) status.textContent = words;
  };

  function leave(link) {
    const { leaving } = bar().dataset;
    const cover = document.createElement('p');
    cover.className = 'unseen';
    cover.setAttribute('role', 'alert');
    // The page is taken away, not covered: nothing can show it again. Its name leaves the tab too.
    document.body.replaceChildren(cover);
    document.title = link.hostname;
    cover.textContent = leaving;
    location.replace(link.href);
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('.exit-link');
    if (!link) return;
    event.preventDefault();
    leave(link);
  });

  // Shift counts when it is pressed by itself. With another key or the mouse it is a capital letter,
  // the way back through links, or a selection; and in a field somebody writes.
  const noText = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'];
  const isWriting = ({ target }) =>
    target.isContentEditable || target.matches?.('textarea, select') || (target.matches?.('input') && !noText.includes(target.type));

  function forget() {
    clearTimeout(timer);
    alone = false;
    if (count > 0) say('');
    count = 0;
  }

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Shift' || event.ctrlKey || event.altKey || event.metaKey || isWriting(event)) forget();
    else if (!event.repeat) alone = true;
  });
  document.addEventListener('pointerdown', forget);

  document.addEventListener('keyup', (event) => {
    const link = bar()?.querySelector('.exit-link');
    if (event.key !== 'Shift' || !alone || !link) return;
    alone = false;
    count += 1;
    if (count === presses) {
      leave(link);
      return;
    }
    say(count === 1 ? bar().dataset.second : bar().dataset.first);
    clearTimeout(timer);
    timer = setTimeout(() => {
      count = 0;
      say(bar()?.dataset.over ?? '');
      timer = setTimeout(() => say(''), within);
    }, within);
  });

  const hint = bar()?.querySelector('.exit-hint');
  if (hint) hint.hidden = false;
})();
