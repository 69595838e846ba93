/* The kiosk's slip prints itself and makes room for the next visitor; without scripts its buttons do both. */
(function () {
  "use strict";
  var again = document.querySelector("[data-print-now]");
  var back = document.querySelector("[data-back]");
  if (!again) { return; }
  again.addEventListener("click", function () { window.print(); });
  window.setTimeout(function () { window.print(); }, 150);
  window.setTimeout(function () { if (back) { window.location.assign(back.href); } }, 15000);
})();
