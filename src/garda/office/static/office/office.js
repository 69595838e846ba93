/* Small helps for the office's pages; each works without a script too. */
(function () {
  "use strict";
  /* On a phone the row of doors slides: the page one stands on is in sight. */
  var doors = document.querySelector(".staff-links"), here = doors && doors.querySelector("[aria-current]");
  if (here) { doors.scrollLeft = here.offsetLeft - doors.offsetLeft - 48; }
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) { window.print(); }
  });
  /* A refusal is a page like any other: its sentence is shown in place, not swallowed. */
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.xhr.status >= 400) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
})();
