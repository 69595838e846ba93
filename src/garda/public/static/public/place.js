// The phone's position, for whoever wants it. Without this file the form works just the same.
"use strict";
(() => {
  const button = document.querySelector("[data-locate]");
  const point = document.querySelector("[data-point]");
  const said = document.querySelector("[data-point-said]");
  if (!button || !point || !said || !("geolocation" in navigator)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      (found) => {
        point.value = `${found.coords.latitude.toFixed(5)},${found.coords.longitude.toFixed(5)}`;
        said.textContent = said.dataset.ok;
        button.disabled = false;
      },
      () => {
        said.textContent = said.dataset.no;
        button.disabled = false;
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
})();
