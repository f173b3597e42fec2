// Stands before ReplayWeb.page's service worker: every answer made from a capture leaves with our
// policy, and with no header that could make a browser connect, prefetch, report or navigate.
"use strict";

// Response headers of a capture that may pass. Custom ones (X-…) may too: scripts read them.
const HARMLESS = new Set([
  "accept-ranges", "age", "cache-control", "content-language", "content-length", "content-range",
  "content-type", "date", "etag", "expires", "last-modified", "memento-datetime",
  "server", "vary",
]);
const NOT_HARMLESS = new Set(["x-dns-prefetch-control", "x-sourcemap", "x-frame-options"]);

function mayPass(name, value) {
  if (name === "location") return isReplay(new URL(value, SETTINGS.scope).href);
  return HARMLESS.has(name) || (name.startsWith("x-") && !NOT_HARMLESS.has(name));
}

function guarded(response) {
  if (response.type === "error") return response;
  const headers = new Headers();
  for (const [name, value] of response.headers) {
    if (mayPass(name, value)) headers.append(name, value);
  }
  for (const [name, value] of Object.entries(SETTINGS.headers)) headers.set(name, value);
  const { status, statusText } = response;
  const empty = [204, 205, 304].includes(status);
  return new Response(empty ? null : response.body, { status, statusText, headers });
}

function refused() {
  return new Response("", { status: 404, headers: SETTINGS.headers });
}

// What the archived pages are under, below the scope of this worker.
function isReplay(url) {
  return SETTINGS.replay.some((prefix) => url.startsWith(prefix));
}

// ReplayWeb.page registers one listener for "fetch": it gets only requests for archived pages, and
// its answers come through `guarded`. All other requests go to our server, or nowhere.
const listen = self.addEventListener;
self.addEventListener = function (type, handler, options) {
  if (type !== "fetch") return listen.call(self, type, handler, options);
  return listen.call(self, type, (event) => {
    const url = event.request.url;
    if (isReplay(url)) {
      const respondWith = event.respondWith.bind(event);
      Object.defineProperty(event, "respondWith", {
        value: (answer) => respondWith(Promise.resolve(answer).then(guarded)),
      });
      handler.call(self, event);
    } else if (!url.startsWith(SETTINGS.scope)) {
      event.respondWith(refused());
    }
  }, options);
};

importScripts(SETTINGS.worker);
