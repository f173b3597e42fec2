// Shows the list of pages, or the page that the address names: #url=…&ts=YYYYMMDDhhmmss
"use strict";
document.title = SETTINGS.title;
const frame = document.querySelector("iframe");
function show() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const view = new URLSearchParams({ view: asked.has("url") ? "replay" : "pages" });
  for (const name of ["url", "ts"]) {
    if (asked.has(name)) view.set(name, asked.get(name));
  }
  frame.src = SETTINGS.app + "#" + view;
}
addEventListener("hashchange", show);
show();
