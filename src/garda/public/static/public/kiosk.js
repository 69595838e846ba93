/* The kiosk's slip prints itself; the button prints it again. Without scripts the page is read and goes back. */
(function () {
  "use strict";
  var again = document.querySelector("[data-print-now]");
  if (!again) { return; }
  again.addEventListener("click", function () { window.print(); });
  window.setTimeout(function () { window.print(); }, 150);
})();
