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
  if ([204, 205, 304].includes(status)) return new Response(null, { status, statusText, headers });
  let body = response.body;
  if (body && (headers.get("content-type") || "").startsWith("text/html")) {
    headers.delete("content-length");
    body = body.pipeThrough(new TransformStream(begun()));
  }
  return new Response(body, { status, statusText, headers });
}

// The first thing that an archived page runs, for the sake of ordinary ones; nothing that keeps a
// hostile one depends on it. Chromium 156 ends a page that uses WebRTC where connections are
// limited, instead of telling it no: so there is none to use. And the sandbox opens no windows: so
// a link that asks for one is followed where it is.
const FIRST = `<script>
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) delete self[name];
addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[target], area[target]");
  if (link && link.target.toLowerCase() === "_blank") link.target = "_self";
}, true);
</${"script"}>`;
const MARK = "<!-- WB Insert -->"; // where ReplayWeb.page begins what it puts into every page
const MOST = 1 << 20; // bytes in which it is looked for

function begun() {
  let seen = ""; // as Latin-1: a byte a character, whatever the encoding
  const bytes = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  return {
    transform(chunk, controller) {
      if (seen === null) return controller.enqueue(chunk);
      for (let at = 0; at < chunk.length; at += 4096) {
        seen += String.fromCharCode(...chunk.subarray(at, at + 4096));
      }
      const found = seen.indexOf(MARK);
      if (found < 0 && seen.length < MOST) return;
      const end = found + MARK.length;
      controller.enqueue(
        bytes(found < 0 ? seen : seen.slice(0, end) + FIRST + seen.slice(end)),
      );
      seen = null;
    },
    flush(controller) {
      if (seen) controller.enqueue(bytes(seen));
    },
  };
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
