/* The wall: asks for itself every few seconds, speaks a new call, says since when it had no line.
   A browser without a voice stays silent; a browser that wants a touch before it speaks shows a button. */
(function () {
  "use strict";
  var wall = document.querySelector("[data-wall]");
  if (!wall) { return; }
  var EVERY = 4000, PATIENCE = 3;
  var failed = 0, lastGood = new Date();
  var spoken = mark();
  var voice = window.speechSynthesis && window.SpeechSynthesisUtterance;
  var allowed = !(navigator.userActivation) || navigator.userActivation.hasBeenActive;

  function now() { return wall.querySelector("[data-mark]"); }
  function mark() { var one = wall.querySelector("[data-mark]"); return one ? one.getAttribute("data-mark") : ""; }
  function two(n) { return (n < 10 ? "0" : "") + n; }

  function speak(words) {
    if (!voice || !words) { return; }
    var saying = new window.SpeechSynthesisUtterance(words);
    saying.lang = "id-ID";
    saying.rate = 0.9;
    window.speechSynthesis.speak(saying);
  }

  function offer() {
    var button = wall.querySelector("[data-voice]");
    if (!button || !voice || allowed) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      allowed = true;
      button.hidden = true;
      speak(now().getAttribute("data-say") || button.textContent);
    });
  }

  function stale() {
    var said = wall.querySelector("[data-stale]");
    if (!said) { return; }
    said.hidden = failed < PATIENCE;
    said.querySelector("[data-since]").textContent = two(lastGood.getHours()) + "." + two(lastGood.getMinutes());
  }

  function renew() {
    fetch(window.location.href, { credentials: "same-origin", cache: "no-store" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-wall]");
      if (!fresh) { throw new Error("no wall"); }
      failed = 0;
      lastGood = new Date();
      var was = document.activeElement && document.activeElement.hasAttribute("data-voice");
      wall.replaceChildren.apply(wall, Array.prototype.slice.call(fresh.childNodes));
      offer();
      if (was && wall.querySelector("[data-voice]")) { wall.querySelector("[data-voice]").focus(); }
      if (mark() && mark() !== spoken) { speak(now().getAttribute("data-say")); }
      spoken = mark();
    }).catch(function () { failed += 1; stale(); }).then(function () { window.setTimeout(renew, EVERY); });
  }

  offer();
  window.setTimeout(renew, EVERY);
})();
