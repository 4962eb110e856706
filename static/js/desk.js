/* Comforts on top of pages that work without any script. */
(() => {
  'use strict';

  // A second click while the first is on its way changes nothing.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'true';
    form.querySelectorAll('button[type=submit]').forEach((button) => button.setAttribute('aria-disabled', 'true'));
    setTimeout(() => forget(form), 10000); // an answer that is a download leaves the page as it is
  });

  const forget = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll('button[aria-disabled]').forEach((button) => button.removeAttribute('aria-disabled'));
  };
  window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(forget));

  // <form data-guard>: ask before leaving what was typed.
  const guarded = new Set();
  document.addEventListener('input', (event) => {
    const form = event.target.closest('form[data-guard]');
    if (form) guarded.add(form);
  });
  document.addEventListener('submit', (event) => guarded.delete(event.target));
  // <p data-keeps>: what is typed was kept by the server meanwhile.
  document.addEventListener('htmx:afterRequest', (event) => {
    if (event.target.dataset?.keeps !== undefined && event.detail.successful) guarded.delete(event.target.closest('form'));
  });
  window.addEventListener('beforeunload', (event) => {
    if ([...guarded].some((form) => form.isConnected)) event.preventDefault();
  });

  // htmx: what an element with data-background asks for by itself happens only while somebody looks, and fails in silence.
  const isBackground = (event) => Boolean(event.target.closest?.('[data-background]'));
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (isBackground(event) && document.hidden) event.preventDefault();
  });

  // htmx: say when a request failed, and let the form be sent again.
  const failed = (event) => {
    if (isBackground(event)) return;
    const place = document.getElementById('request-failed');
    const text = document.getElementById('request-failed-text');
    if (place && text) place.replaceChildren(text.content.cloneNode(true));
  };
  document.addEventListener('htmx:responseError', failed);
  document.addEventListener('htmx:sendError', failed);
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (!isBackground(event)) document.getElementById('request-failed')?.replaceChildren();
  });
  document.addEventListener('htmx:afterRequest', (event) => {
    const form = event.target.closest('form');
    if (form) forget(form);
  });

  // Shortcuts: an element with data-shortcut="n" is pressed (or, a field, entered) by its key, one with
  // data-row-shortcut="o" in the row that has the focus. They exist only on pages with <dialog id="shortcuts">, which
  // "?" opens and where they can be turned off (WCAG 2.1.4).
  const dialog = document.getElementById('shortcuts');
  if (!dialog) return;
  const choice = dialog.querySelector('input[data-shortcuts-on]');
  const stored = () => {
    try {
      return localStorage.getItem('shortcuts') !== 'off';
    } catch {
      return true;
    }
  };
  if (choice) {
    choice.checked = stored();
    choice.addEventListener('change', () => {
      try {
        localStorage.setItem('shortcuts', choice.checked ? 'on' : 'off');
      } catch { /* a browser that keeps nothing: the choice lasts for this page */ }
    });
  }
  document.querySelectorAll('[data-opens-shortcuts]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => dialog.showModal());
  });

  const isTyping = (element) => element.matches('input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]');
  const step = (by) => {
    const rows = [...document.querySelectorAll('[data-rows] tbody tr')];
    const at = rows.indexOf(document.activeElement.closest('tr'));
    rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.querySelector('a[href]')?.focus();
  };
  const inThisRow = (key) => {
    const found = document.activeElement.closest('[data-rows] tr')?.querySelector(`[data-row-shortcut="${key}"]`);
    return found?.checkVisibility() ? found : null;
  };
  const isEntered = (element) => element.matches('input:not([type=checkbox]), select, textarea');
  const press = (element) => (isEntered(element) ? element.focus() : element.click());

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (dialog.open || isTyping(event.target) || (choice && !choice.checked)) return;
    const key = CSS.escape(event.key);
    const target = inThisRow(key) ?? document.querySelector(`[data-shortcut="${key}"]`);
    if (event.key === '?') dialog.showModal();
    else if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
    else if (target) press(target);
    else return;
    event.preventDefault();
  });
})();
