/* A draft that is left or put aside is saved on the way; at each pause of the keys htmx does it (cases/intake/step.html). */
(() => {
  'use strict';

  const form = document.querySelector('form[data-draft]');
  const status = document.getElementById('draft-status');
  if (!form || !status) return;

  let unsaved = false; // typed and not sent
  let sentAt = 0; // when the save was sent whose answer is still to come
  let troubled = false; // the last save did not arrive

  form.addEventListener('input', () => { unsaved = true; });
  form.addEventListener('submit', () => {
    unsaved = false;
    renewToken();
  });

  // Signing in again in another window gives a new token.
  const renewToken = () => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (token) form.elements.csrfmiddlewaretoken.value = token;
  };
  const underway = () => (sentAt ? Math.min(60, Math.ceil((Date.now() - sentAt) / 1000)) : '');

  status.addEventListener('htmx:configRequest', (event) => {
    renewToken();
    event.detail.headers['X-CSRFToken'] = form.elements.csrfmiddlewaretoken.value;
    event.detail.parameters.csrfmiddlewaretoken = form.elements.csrfmiddlewaretoken.value;
    event.detail.parameters.underway = underway();
  });
  status.addEventListener('htmx:beforeRequest', () => {
    unsaved = false;
    sentAt = Date.now();
  });
  status.addEventListener('htmx:beforeSwap', (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname === location.pathname) return;
    event.detail.shouldSwap = false; // the answer is the page to sign in
    troubled = unsaved = true;
    const text = document.getElementById('signed-out-text');
    status.replaceChildren(text.content.cloneNode(true));
  });
  status.addEventListener('htmx:afterRequest', (event) => {
    sentAt = 0;
    troubled = !event.detail.successful;
    if (troubled) unsaved = true;
  });

  // Leaving: what is not sent yet goes with a request that outlives the page.
  const send = async () => {
    if (!unsaved) return;
    unsaved = false;
    renewToken();
    const body = new FormData(form); // UTF-8 in parts: a whole text fits into the 64 kB that may outlive a page
    body.set('then', 'autosave');
    body.set('underway', underway());
    sentAt = Date.now();
    const answer = await fetch(location.pathname, { method: 'POST', body, keepalive: true });
    sentAt = 0;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('id_seen');
    const seen = document.getElementById('id_seen');
    if (fresh && seen) seen.value = fresh.value;
  };
  const sendQuietly = () => send().catch(() => { unsaved = true; });

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') sendQuietly();
  });
  window.addEventListener('pagehide', sendQuietly);
  window.addEventListener('beforeunload', (event) => {
    if (troubled && unsaved) event.preventDefault();
  });

  // A link away waits for it, so that the next page knows what was typed.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || !unsaved || link.target || link.origin !== location.origin || link.hash) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    sendQuietly().finally(() => { location.href = link.href; });
  });
})();
