/* The kiosk's own numbers. It alone gives the numbers of its letters, so it numbers by itself and sends each
   act with an id of its own; without a line it prints a plain slip, keeps the act, and sends it later, in order. */
(function () {
  "use strict";
  var form = document.querySelector("[data-kiosk-line]");
  if (!form || !window.localStorage || !window.fetch || !window.crypto) { return; }
  var said = document.querySelector("[data-line-said]"), slip = document.querySelector("[data-line-slip]");
  var PLACE = "garda-kios:" + form.getAttribute("data-send"), EVERY = 5000, PATIENCE = 4000, SHOWN = 12000;
  var letters = form.getAttribute("data-letters").trim().split(/\s+/).map(function (one) {
    return { letter: one.split(":")[0], last: Number(one.split(":")[1]) };
  });
  var sending = false, giving = false;

  function today() {
    return new Intl.DateTimeFormat("en-CA", { timeZone: form.getAttribute("data-zone") }).format(new Date());
  }

  function state() {
    var kept = null;
    try { kept = JSON.parse(localStorage.getItem(PLACE)); } catch (trouble) { kept = null; }
    if (!kept || !kept.acts) { kept = { day: "", last: {}, acts: [] }; }
    if (kept.day !== today()) { kept.day = today(); kept.last = {}; }
    if (form.getAttribute("data-day") === kept.day) {
      letters.forEach(function (one) { kept.last[one.letter] = Math.max(kept.last[one.letter] || 0, one.last); });
    }
    return kept;
  }

  function keep(kept) { localStorage.setItem(PLACE, JSON.stringify(kept)); }

  function id() {
    if (crypto.randomUUID) { return crypto.randomUUID(); }
    var b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    var hex = Array.prototype.map.call(b, function (n) { return (n + 256).toString(16).slice(1); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function send(acts) {
    var stop = new AbortController(), late = setTimeout(function () { stop.abort(); }, PATIENCE);
    return fetch(form.getAttribute("data-send"), {
      method: "POST", credentials: "same-origin", signal: stop.signal,
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ now: Date.now(), acts: acts })
    }).then(function (answer) {
      clearTimeout(late);
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    });
  }

  function tell(words) { said.textContent = words; said.hidden = !words; }

  /* Everything that is kept, oldest first; what was answered is forgotten, whatever the answer was. */
  function deliver() {
    var kept = state();
    if (sending || !kept.acts.length) { return Promise.resolve([]); }
    sending = true;
    return send(kept.acts).then(function (parcel) {
      var now = state(), done = {};
      parcel.answers.forEach(function (one) { done[one.client] = true; });
      now.acts = now.acts.filter(function (one) { return !done[one.client]; });
      keep(now);
      sending = false;
      return parcel.answers;
    }, function (trouble) { sending = false; throw trouble; });
  }

  function show(code, first) {
    var paper = slip.content.cloneNode(true), before = document.querySelector(".kiosk");
    var box = document.createElement("div");
    box.className = "wrap kiosk";
    box.appendChild(paper);
    box.querySelector("[data-code]").textContent = code;
    box.querySelector("[data-first]").hidden = !first;
    box.querySelector("[data-when]").textContent = new Intl.DateTimeFormat("id-ID", {
      dateStyle: "full", timeStyle: "short", timeZone: form.getAttribute("data-zone")
    }).format(new Date());
    before.hidden = true;
    before.parentNode.appendChild(box);
    document.body.classList.add("slip-page");
    function end() {
      window.clearTimeout(later);
      box.remove();
      before.hidden = false;
      document.body.classList.remove("slip-page");
      form.reset();
      giving = false;
    }
    var later = window.setTimeout(end, SHOWN);
    box.querySelector("[data-line-done]").addEventListener("click", end);
    box.querySelector("[data-line-done]").focus();
    window.setTimeout(function () { window.print(); }, 150);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (giving) { return; }
    giving = true;
    var chosen = event.submitter ? event.submitter.value : "belum-tahu";
    var first = form.elements.dahulu.value, kept = state();
    var letter = letters[first ? 1 : 0].letter, number = (kept.last[letter] || 0) + 1;
    if (number > 999) { tell(said.getAttribute("data-full")); giving = false; return; }
    kept.last[letter] = number;
    var act = { client: id(), name: "take", at: Date.now(), number: number, first: first,
      key: chosen === "belum-tahu" ? "" : chosen };
    kept.acts.push(act);
    keep(kept);
    deliver().then(function (answers) {
      var mine = answers.filter(function (one) { return one.client === act.client; })[0];
      if (!mine) { throw new Error("not yet"); }
      if (mine.refused) { giving = false; tell(mine.said); return; }
      window.location.href = window.location.pathname + "?nomor=" + mine.token;
    }).catch(function () {
      tell(said.getAttribute("data-off"));
      show(letter + " " + ("00" + number).slice(-3), first);
    });
  });

  /* What was kept goes out; a number that had to change is said on the screen. */
  function settle() {
    return deliver().then(function (answers) {
      var others = answers.filter(function (one) { return one.other || one.refused; });
      if (others.length) {
        tell(others.map(function (one) {
          return one.refused ? one.said : said.getAttribute("data-other") + " " + one.code;
        }).join(" "));
      } else if (answers.length) { tell(said.getAttribute("data-back")); }
    }).catch(function () { tell(said.getAttribute("data-off")); });
  }

  function again() {
    var due = !giving && state().acts.length ? settle() : Promise.resolve();
    due.then(function () { window.setTimeout(again, EVERY); });
  }

  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(form.getAttribute("data-worker")).catch(function () { return null; });
  }
  window.addEventListener("online", function () { if (!giving) { settle(); } });
  again();
})();
