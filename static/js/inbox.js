/* The list of cases: ticking many rows, and the preview beside them. */
(() => {
  'use strict';

  const boxes = () => [...document.querySelectorAll('[data-rows] input[type=checkbox]')];
  const count = () => {
    const shown = document.querySelector('[data-counts-ticks]');
    if (!shown) return;
    const number = boxes().filter((box) => box.checked).length;
    shown.hidden = number === 0;
    shown.textContent = shown.dataset.countsTicks.replace('NUMBER', number);
  };

  // With shift the rows between the last tick and this one follow it.
  let last = null;
  document.addEventListener('click', (event) => {
    const box = event.target.closest('[data-rows] input[type=checkbox]');
    if (!box) return;
    const all = boxes();
    if (event.shiftKey && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      all.slice(from, to + 1).forEach((one) => { one.checked = box.checked; });
    }
    last = box;
    count();
  });

  // All on this page: without a script it is a link to the page with every row ticked.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-ticks]');
    if (!link) return;
    event.preventDefault();
    const all = boxes();
    const tick = !all.every((box) => box.checked);
    all.forEach((box) => { box.checked = tick; });
    count();
  });
  document.addEventListener('htmx:afterSwap', count);
  window.addEventListener('pageshow', count);

  const place = document.getElementById('preview');
  const told = document.getElementById('preview-told');
  const mark = (row) => {
    document.querySelectorAll('tr[data-previewed]').forEach((one) => delete one.dataset.previewed);
    if (row) row.dataset.previewed = '';
  };
  const close = () => {
    place.replaceChildren();
    mark(null);
  };
  document.addEventListener('htmx:afterSwap', (event) => {
    if (event.target !== place) return;
    place.querySelector('[data-closes-preview]').hidden = false;
    told.textContent = `${place.getAttribute('aria-label')}: ${place.querySelector('h2').textContent}`;
    mark(event.detail.requestConfig.elt.closest('tr'));
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-closes-preview]')) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) close();
  });
})();
