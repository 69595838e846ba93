/* The keyboard of the desk and of a case. Nothing here is the only way: every key presses something
   that stands on the page, found by its data-key. No evaluation of text, no inline styles. */
(function () {
  "use strict";

  var typing = function (target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  };
  var rows = function () { return Array.prototype.slice.call(document.querySelectorAll("[data-row]")); };
  var chosen = function () { return document.querySelector("[data-row].selected"); };

  function choose(row) {
    var before = chosen();
    if (before) { before.classList.remove("selected"); before.removeAttribute("aria-current"); }
    if (!row) { return; }
    row.classList.add("selected");
    row.setAttribute("aria-current", "true");
    var link = row.querySelector("a[href]");
    if (link) { link.focus({ preventScroll: true }); }
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    var all = rows();
    if (!all.length) { return; }
    var at = all.indexOf(chosen());
    choose(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]);
  }

  function press(key) {
    var target = document.querySelector('[data-key="' + (window.CSS ? CSS.escape(key) : key) + '"]');
    if (!target) { return false; }
    if (target.matches("input, textarea, select")) { target.focus(); } else { target.click(); }
    if (target.tagName === "SUMMARY" && target.parentNode.open) {
      var first = target.parentNode.querySelector("input:not([type=hidden]), textarea, select");
      if (first) { first.focus(); }
    }
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) { return; }
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target)) { return; }
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "j" || key === "k") { step(key === "j" ? 1 : -1); event.preventDefault(); return; }
    if (key === "Enter" && event.target !== document.body && event.target.matches("a, button, summary")) { return; }
    if (key === "Enter" && chosen()) {
      var link = chosen().querySelector("a[href]");
      if (link) { link.click(); event.preventDefault(); return; }
    }
    if (press(key)) { event.preventDefault(); }
  });

  /* After htmx has put in a new fragment, the sentence of what happened is read first. */
  document.addEventListener("htmx:afterSwap", function (event) {
    var said = event.target.querySelector("[data-said], .errors");
    if (said) { said.setAttribute("tabindex", "-1"); said.focus(); }
  });
})();
