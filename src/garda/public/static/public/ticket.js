/* A visitor's number renews itself every half minute and shakes the phone when it is called.
   Without scripts, or without a line, the button "Perbarui" does the same. */
(function () {
  "use strict";
  var EVERY = 30000;
  var told = document.querySelector("[data-told]");

  function ticket() { return document.querySelector("[data-ticket]"); }

  function say() {
    var line = document.querySelector("[data-when-renewing]");
    if (line) { line.hidden = false; }
  }

  function renew() {
    var now = ticket();
    if (!now || !now.hasAttribute("data-renews")) { return; }
    fetch(window.location.href, { credentials: "same-origin", cache: "no-store" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-ticket]");
      if (!fresh || now.contains(document.activeElement)) { return; }
      var changed = fresh.getAttribute("data-state") !== now.getAttribute("data-state");
      now.replaceWith(fresh);
      say();
      var state = fresh.querySelector(".state");
      if (changed && state) {
        told.textContent = state.textContent;
        if (navigator.vibrate && navigator.userActivation && navigator.userActivation.hasBeenActive) {
          navigator.vibrate([300, 150, 300]);
        }
      }
    }).catch(function () { /* the next try may have a line again */ }).then(function () {
      window.setTimeout(renew, EVERY);
    });
  }

  if (ticket() && ticket().hasAttribute("data-renews")) { say(); window.setTimeout(renew, EVERY); }
})();
