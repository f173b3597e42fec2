// The replay lives under names of its own, so that no cookie of another program on this machine is
// in its reach. Browsers find *.localhost by themselves (RFC 6761); one that does not is told here.
"use strict";
const viewer = SETTINGS.viewer;
fetch(viewer + "here", { mode: "no-cors", cache: "no-store" }).then(
  () => location.replace(viewer + location.hash),
  () => {
    document.getElementById("say").textContent =
      "This browser does not find " + new URL(viewer).hostname + ", which should be this machine. " +
      "Open the page in Firefox or in Chromium (Chrome, Edge).";
  },
);
