/* The caller: each act goes out with an id of its own and is done once. Without a line the page goes on with
   the queue it knew, keeps the acts in this browser, and sends them in order when the line is back. */
(function () {
  "use strict";
  var data = document.getElementById("antrean-di-sini"), strip = document.querySelector(".call-strip");
  if (!data || !strip || !window.localStorage || !window.fetch || !window.crypto) { return; }
  var known = JSON.parse(data.textContent), words = known.words, said = document.querySelector("[data-line-said]");
  var token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (!known.desk) { return; }
  var PLACE = "garda-antrean", PATIENCE = 4000, EVERY = 5000, sending = false, alone = false;
  var ACTS = { panggil: "call", lagi: "recall", layani: "serve", tunda: "hold", lewat: "miss", selesai: "finish" };
  var AFTER = { call: "called", recall: "called", serve: "serving" };

  function fill(text, values) {
    return text.replace(/%\((\w+)\)s/g, function (_all, name) { return values[name]; });
  }
  function kept() {
    var acts = null;
    try { acts = JSON.parse(localStorage.getItem(PLACE)); } catch (trouble) { acts = null; }
    return Array.isArray(acts) ? acts : [];
  }
  function keep(acts) { localStorage.setItem(PLACE, JSON.stringify(acts)); }
  function tell(text) { said.textContent = text; said.hidden = !text; }
  function id() {
    if (crypto.randomUUID) { return crypto.randomUUID(); }
    var b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    var hex = Array.prototype.map.call(b, function (n) { return (n + 256).toString(16).slice(1); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function send(acts) {
    var stop = new AbortController(), late = setTimeout(function () { stop.abort(); }, PATIENCE);
    return fetch(known.send, {
      method: "POST", credentials: "same-origin", signal: stop.signal,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token ? token.value : "" },
      body: JSON.stringify({ now: Date.now(), acts: acts })
    }).then(function (answer) {
      clearTimeout(late);
      if (answer.redirected || answer.status === 403) { tell(words.sign); throw new Error("sign in"); }
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    });
  }

  /* Sends all that is kept; answers those that could not be done, in words. */
  function deliver() {
    var acts = kept();
    if (sending || !acts.length) { return Promise.resolve(null); }
    sending = true;
    return send(acts).then(function (parcel) {
      sending = false;
      var done = {}, clashes = [], by = {};
      acts.forEach(function (one) { by[one.client] = one; });
      parcel.answers.forEach(function (one) {
        done[one.client] = true;
        var ours = by[one.client];
        if (one.refused) { clashes.push(one.said); }
        else if (alone && ours && ours.code && one.code && ours.code !== one.code) {
          clashes.push(fill(words.other, { ours: ours.code, theirs: one.code }));
        }
      });
      keep(kept().filter(function (one) { return !done[one.client]; }));
      return clashes;
    }, function (trouble) { sending = false; throw trouble; });
  }

  function button(text, act, main) {
    var one = document.createElement("button");
    one.type = "button";
    one.className = "button small" + (main ? "" : " second");
    one.textContent = text;
    one.addEventListener("click", act);
    return one;
  }

  /* The strip as this page alone knows it. */
  function draw() {
    var head = document.createElement("h2"), acts = document.createElement("div");
    acts.className = "acts";
    if (known.now) {
      head.textContent = fill(words.at, { code: known.now.code, desk: known.place });
      if (known.state === "called") {
        acts.appendChild(button(words.serve, function () { go("serve", known.now); }, true));
        acts.appendChild(button(words.recall, function () { go("recall", known.now); }));
        if (known.now.calls >= known.most) {
          acts.appendChild(button(words.miss, function () { go("miss", known.now); }));
        }
      } else {
        acts.appendChild(button(words.finish, function () { go("finish", known.now); }, true));
      }
      acts.appendChild(button(words.hold, function () { go("hold", known.now); }));
    } else if (known.line.length || known.held.length) {
      head.textContent = known.place;
      if (known.line.length) {
        var next = known.line[0];
        acts.appendChild(button(fill(words.call, next), function () { go("call", next); }, true));
      }
      known.held.forEach(function (one) {
        acts.appendChild(button(fill(words.call, one), function () { go("call", one); }));
      });
    } else { head.textContent = words.none; }
    strip.replaceChildren(head, acts);
    var main = acts.querySelector("button");
    if (main) { main.focus(); }
  }

  function apply(name, one) {
    if (name === "call") {
      known.line = known.line.filter(function (other) { return other.id !== one.id; });
      known.held = known.held.filter(function (other) { return other.id !== one.id; });
      known.now = { id: one.id, code: one.code, service: one.service, calls: 1 };
    } else if (name === "recall") { known.now.calls += 1; }
    else if (name !== "serve") {
      if (name === "hold") { known.held.push(known.now); }
      known.now = null;
    }
    known.state = AFTER[name] || "";
  }

  function off() {
    alone = true;
    var rest = document.querySelector(".queue-panes > div + div");
    if (rest) { rest.hidden = true; }  // what it shows is old, and its forms need a line
    tell(words.off + " " + fill(words.kept, { n: kept().length }));
    draw();
  }

  function go(name, one) {
    keep(kept().concat([{ client: id(), name: name, ticket: one.id, desk: known.desk, at: Date.now(), code: one.code }]));
    apply(name, one);
    off();
  }

  function act(form) {
    var path = new URL(form.action).pathname, found = path.match(/\/antrean\/(\d+)\/(\w+)\/$/);
    if (/\/antrean\/panggil\/$/.test(path) && known.line.length) { return { name: "next", one: known.line[0] }; }
    if (!found || !ACTS[found[2]]) { return null; }
    var all = known.line.concat(known.held, known.now ? [known.now] : []);
    var one = all.filter(function (other) { return String(other.id) === found[1]; })[0];
    return one ? { name: ACTS[found[2]], one: one } : null;
  }

  document.addEventListener("submit", function (event) {
    var wanted = act(event.target);
    if (!wanted) { return; }
    event.preventDefault();
    var sent = { client: id(), name: wanted.name, ticket: wanted.one.id, desk: known.desk, at: Date.now(), code: wanted.one.code };
    send(kept().concat([sent])).then(function (parcel) {
      keep([]);
      var mine = parcel.answers.filter(function (one) { return one.client === sent.client; })[0];
      if (mine && mine.refused) { tell(mine.said); window.setTimeout(function () { window.location.reload(); }, 2500); }
      else { window.location.reload(); }
    }).catch(function () {
      /* Whether it arrived is not known: kept under the same id, it is done once either way. */
      sent.name = wanted.name === "next" ? "call" : wanted.name;
      keep(kept().concat([sent]));
      apply(sent.name, wanted.one);
      off();
    });
  });

  function again() {
    if (!kept().length) { window.setTimeout(again, EVERY); return; }
    deliver().then(function (clashes) {
      if (clashes && clashes.length) { alone = true; tell(words.clash + " " + clashes.join(" ")); draw(); }
      else if (clashes && alone) { tell(words.back); window.setTimeout(function () { window.location.reload(); }, 1500); }
      else if (clashes) { window.location.reload(); }
    }).catch(function () { off(); }).then(function () { window.setTimeout(again, EVERY); });
  }
  again();
})();
