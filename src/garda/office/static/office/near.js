/* Checking in by phone: ask where it is, then send. Without this file the form is sent as it is. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-near]");
  if (!form || !("geolocation" in navigator)) { return; }
  var point = form.querySelector("[data-point]");
  var said = document.querySelector("[data-near-said]");
  var asked = false;
  form.addEventListener("submit", function (event) {
    if (asked) { return; }
    event.preventDefault();
    asked = true;
    if (said) { said.textContent = said.dataset.wait; }
    var send = function () { form.requestSubmit(); };
    navigator.geolocation.getCurrentPosition(function (found) {
      point.value = found.coords.latitude.toFixed(5) + "," + found.coords.longitude.toFixed(5);
      send();
    }, send, { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 });
  });
})();
