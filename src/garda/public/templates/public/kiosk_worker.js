/* Keeps the kiosk's page and what it is drawn with. The line comes first; what was kept only when it fails. */
"use strict";
var KEPT = "garda-kios-1";
var PATIENCE = 4000;

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

function keepable(request) {
  var url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) { return false; }
  return url.pathname.indexOf("/static/") === 0 || /\/warna\.css$/.test(url.pathname) ||
    (request.mode === "navigate" && url.search === "");
}

function fromLine(request) {
  return new Promise(function (resolve, reject) {
    var late = setTimeout(function () { reject(new Error("late")); }, PATIENCE);
    fetch(request).then(function (answer) { clearTimeout(late); resolve(answer); }, reject);
  });
}

self.addEventListener("fetch", function (event) {
  if (!keepable(event.request)) { return; }
  event.respondWith(fromLine(event.request).then(function (answer) {
    if (answer.ok && !answer.redirected) {
      var copy = answer.clone();
      event.waitUntil(caches.open(KEPT).then(function (kept) { return kept.put(event.request, copy); }));
    }
    return answer;
  }).catch(function () {
    return caches.match(event.request).then(function (found) { return found || Response.error(); });
  }));
});
