"""From a BPMN 2.0 drawing to the steps of a draft: of ours without loss, of others as far as they say it.

Lanes become posts, tasks steps, lines moves, timers what the clock does; gateways are passed through. What
the drawing does not say stays out of the draft, and the checker says what is missing. Hostile XML is refused.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from garda.clock import Term
from garda.flow.bpmn_names import MODEL, OURS, RESIDENT, duration, term_of
from garda.texts.words import Words

LONGEST_DRAWING = 2_000_000  # bytes
MOST_NODES = 600
MOST_GATES = 20  # gateways one after the other
TASKS = frozenset(
    ("task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask",
     "businessRuleTask", "callActivity", "subProcess", "transaction", "adHocSubProcess")
)  # fmt: skip
GATES = frozenset(
    ("exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway", "eventBasedGateway",
     "intermediateThrowEvent", "intermediateCatchEvent")
)  # fmt: skip
_ENDS = (
    ("refused", ("tolak", "refus", "reject", "tidak disetujui", "belum bisa disetujui")),
    ("withdrawn", ("batal", "cabut", "withdraw", "cancel")),
    ("lapsed", ("tidak dilengkapi", "kedaluwarsa", "gugur", "lapse", "expire")),
)
_RESIDENTS = ("warga", "pemohon", "masyarakat", "resident", "applicant", "citizen", "pelanggan")


class NoDrawing(ValueError):
    """The file is no BPMN drawing that can be read; `words` say why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.id)


@dataclass
class Drawing:
    """What a drawing says: the key and title of the flow, its steps as tables, what it left open."""

    key: str = ""
    title: str = ""
    start: str = ""
    steps: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Words] = field(default_factory=list)


def read_bpmn(data: bytes, *, posts: Mapping[str, Sequence[str]] | None = None) -> Drawing:
    """The steps and moves of a drawing. `posts` are the names by which lanes may call each kind of post.

    Raises NoDrawing, with a sentence, on anything that is no such file.
    """
    return _Reader(_root(data), posts or {}).drawing()


def _root(data: bytes) -> Element:
    if len(data) > LONGEST_DRAWING:
        raise NoDrawing(Words("Gambar ini terlalu besar.", "This drawing is too large."))
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as hostile:
        raise NoDrawing(
            Words(
                "Berkas ini memakai DTD atau entitas. Simpan lagi dari penyunting BPMN.",
                "This file uses a DTD or entities. Save it again from a BPMN modeller.",
            )
        ) from hostile
    except (ParseError, ValueError, LookupError, RecursionError) as wrong:
        raise NoDrawing(
            Words("Berkas ini bukan XML yang utuh.", "This file is no whole XML document.")
        ) from wrong
    if root.tag != f"{{{MODEL}}}definitions":
        raise NoDrawing(Words("Berkas ini bukan gambar BPMN 2.0.", "This file is no BPMN 2.0 drawing."))
    return root


class _Reader:
    """One drawing being read."""

    def __init__(self, root: Element, posts: Mapping[str, Sequence[str]]) -> None:
        processes = sorted(root.findall(_m("process")), key=len, reverse=True)
        if not processes:
            raise NoDrawing(Words("Gambar ini tidak berisi proses.", "This drawing holds no process."))
        self.process = processes[0]
        if len(self.process) > MOST_NODES * 3:
            raise NoDrawing(Words("Gambar ini terlalu besar.", "This drawing is too large."))
        self.found = Drawing()
        if len([one for one in processes if len(one)]) > 1:
            self.say(
                "Hanya proses terbesar yang dibaca; yang lain dilewati.", "Only the largest process is read."
            )
        self.nodes = {one.get("id", ""): one for one in self.process if one.get("id")}
        self.flows = [one for one in self.process if _kind(one) == "sequenceFlow"]
        self.lanes = dict(self._lanes())
        self.named = {_plain(name): key for key, names in posts.items() for name in (key, *names)}
        self.keys: dict[str, str] = {}
        self.places: dict[str, int] = {}

    def say(self, id_words: str, en_words: str) -> None:
        """Note what the drawing leaves open; many of them are cut off."""
        if len(self.found.findings) < 100:
            self.found.findings.append(Words(id_words, en_words))

    def drawing(self) -> Drawing:
        """Everything the drawing says."""
        self.found.key = _slug(self.process.get(f"{{{OURS}}}key") or self.process.get("name") or "")
        self.found.title = (self.process.get("name") or "").strip()[:200]
        places = [one for one in self.process if _kind(one) in TASKS or _kind(one) == "endEvent"]
        for node in places:
            self.keys[node.get("id", "")] = self._key_of(node)
        for node in places:
            self.found.steps.append(self._step(node))
        self._order()
        if not self.found.steps:
            self.say("Tidak ada tugas di gambar ini.", "There is no task in this drawing.")
        return self.found

    def _lanes(self) -> Iterator[tuple[str, Element]]:
        for lane in self.process.iter(_m("lane")):
            for reference in lane.findall(_m("flowNodeRef")):
                yield (reference.text or "").strip(), lane

    def _key_of(self, node: Element) -> str:
        wanted = _given(node, "step").get("key")
        name = wanted if isinstance(wanted, str) else node.get("name") or node.get("id") or ""
        base = _slug(name) or "langkah"
        key, more = base, 1
        while key in self.keys.values():
            more += 1
            key = f"{base}-{more}"
        return key

    def _step(self, node: Element) -> dict[str, Any]:
        given = _given(node, "step")
        key = self.keys[node.get("id", "")]
        order = given.pop("order", None)
        if isinstance(order, int):
            self.places[key] = order
        name = " ".join((node.get("name") or "").split())
        step: dict[str, Any] = {**given, "key": key}
        if name:
            step["title"] = _renamed(given.get("title"), name)
        if "shown" not in step and (shown := _text(node.find(_m("documentation")))):
            step["shown"] = {"id": shown}
        if _kind(node) == "endEvent":
            step["end"] = given.get("end") or self._end_of(name)
            step.setdefault("shown", step.get("title", {}))
            return step
        step.pop("end", None)
        if _kind(node) in ("subProcess", "transaction", "adHocSubProcess"):
            self.say(
                f"Subproses “{name}” dibaca sebagai satu langkah.",
                f"Subprocess “{name}” is read as one step.",
            )
        self._post(step, node, name)
        self._time(step, name)
        moves = [move for move in self._moves(node) if move]
        moves.sort(key=lambda move: move.pop("place"))
        step["move"] = _unlike(moves)
        return step

    def _end_of(self, name: str) -> str:
        said = name.lower()
        return next((end for end, words in _ENDS if any(word in said for word in words)), "done")

    def _post(self, step: dict[str, Any], node: Element, name: str) -> None:
        lane = self.lanes.get(node.get("id", ""))
        if lane is None:
            if "post" not in step:
                self.say(
                    f"Langkah “{name}” tidak berada di lajur mana pun.", f"Step “{name}” lies in no lane."
                )
            return
        called = " ".join((lane.get("name") or "").split())
        # The lane's words count more than the mark that a modeller kept: they may have been written anew.
        post = self.named.get(_plain(called)) or lane.get(f"{{{OURS}}}post") or ""
        if post == RESIDENT or any(word in called.lower() for word in _RESIDENTS):
            return
        if not post:
            self.say(
                f"Lajur “{called}” bukan jabatan yang dikenal.", f"Lane “{called}” is no post that is known."
            )
            post = _slug(called) or "jabatan"
        held = step.get("post", ())
        listed = [held] if isinstance(held, str) else list(held)
        if post not in listed[:1]:
            step["post"] = [post, *(one for one in listed if one != post)] if post in listed else post

    def _time(self, step: dict[str, Any], name: str) -> None:
        if step.get("pause") or step.get("verdict"):
            return
        if "desk" not in step:
            self.say(f"Langkah “{name}” belum punya meja (desk).", f"Step “{name}” has no desk yet.")
        if "within" not in step:
            self.say(f"Langkah “{name}” belum punya batas waktu (within).", f"Step “{name}” has no time yet.")

    def _moves(self, node: Element) -> Iterator[dict[str, Any]]:
        for flow in self._out_of(node.get("id", "")):
            yield from self._ways(flow, None, frozenset())
        for timer in self.process.findall(_m("boundaryEvent")):
            if timer.get("attachedToRef") == node.get("id"):
                clock = timer.find(f"{_m('timerEventDefinition')}/{_m('timeDuration')}")
                for flow in self._out_of(timer.get("id", "")):
                    yield from self._ways(flow, _text(clock), frozenset(), timer=True)

    def _out_of(self, name: str) -> list[Element]:
        return [flow for flow in self.flows if flow.get("sourceRef") == name]

    def _ways(
        self, flow: Element, after: str | None, seen: frozenset[str], said: str = "", *, timer: bool = False
    ) -> Iterator[dict[str, Any]]:
        """Every step that a line leads to, through any gateways between."""
        to = flow.get("targetRef", "")
        label = " ".join((flow.get("name") or "").split()) or said
        if to in self.keys:
            yield self._move(flow, self.keys[to], label, after, timer=timer)
            return
        gate = self.nodes.get(to)
        if gate is None or to in seen or _kind(gate) not in GATES or len(seen) > MOST_GATES:
            if to not in seen:
                self.say(
                    f"Garis “{label}” tidak sampai ke langkah mana pun.", f"Line “{label}” leads to no step."
                )
            return
        if _kind(gate) in ("parallelGateway", "inclusiveGateway", "complexGateway"):
            called = gate.get("name") or to
            self.say(
                f"Cabang bersamaan “{called}” dibaca sebagai pilihan.",
                f"Parallel branch “{called}” is read as a choice.",
            )
        clock = gate.find(f"{_m('timerEventDefinition')}/{_m('timeDuration')}")
        for onward in self._out_of(to):
            yield from self._ways(
                onward, _text(clock) or after, seen | {to}, label, timer=timer or clock is not None
            )

    def _move(self, flow: Element, to: str, label: str, after: str | None, *, timer: bool) -> dict[str, Any]:
        given = _given(flow, "move")
        place = given.pop("place", None)
        move: dict[str, Any] = {**given, "to": to}
        move["place"] = place if isinstance(place, int) else len(self.flows) + self.flows.index(flow)
        if label:
            move["label"] = _renamed(given.get("label"), label)
        elif "label" not in move:
            self.say(f"Garis menuju “{to}” belum bernama.", f"The line to “{to}” has no name yet.")
        if timer:
            move["by"] = "clock"
            if not _same_time(given.get("after"), after):
                read = term_of(after or "")
                if read is None:
                    self.say(
                        f"Waktu pada garis menuju “{to}” tidak terbaca.",
                        f"The time of the line to “{to}” is unreadable.",
                    )
                    move.pop("after", None)
                else:
                    move["after"] = read
        elif move.get("by") == "clock":
            move.pop("by")
            move.pop("after", None)
        return move

    def _after(self, name: str, seen: frozenset[str]) -> Iterator[str]:
        """The keys of the steps that come next, through any gateways between."""
        for flow in self._out_of(name):
            to = flow.get("targetRef", "")
            if to in self.keys:
                yield self.keys[to]
            elif to in self.nodes and to not in seen and len(seen) < MOST_GATES:
                yield from self._after(to, seen | {to})

    def _order(self) -> None:
        """The step after the start first, then along the lines; what nothing leads to stands last."""
        starts = self.process.findall(_m("startEvent"))
        firsts = [key for one in starts for key in self._after(one.get("id", ""), frozenset())]
        by_key = {step["key"]: step for step in self.found.steps}
        if not firsts:
            self.say("Gambar ini tidak punya peristiwa awal.", "This drawing has no start event.")
        self.found.start = firsts[0] if firsts else next(iter(by_key), "")
        order: dict[str, None] = {}
        waiting = [self.found.start] if self.found.start in by_key else []
        while waiting:
            key = waiting.pop(0)
            if key not in order:
                order[key] = None
                waiting += [move["to"] for move in by_key[key].get("move", ())]
        if set(by_key) <= set(self.places):  # ours: the order of the text
            order = dict.fromkeys(sorted(by_key, key=lambda key: self.places[key]))
        self.found.steps = [by_key[key] for key in (*order, *(key for key in by_key if key not in order))]


def _m(name: str) -> str:
    return f"{{{MODEL}}}{name}"


def _kind(node: Element) -> str:
    return str(node.tag).removeprefix(f"{{{MODEL}}}")


def _text(node: Element | None) -> str:
    return " ".join((node.text or "").split())[:1000] if node is not None else ""


def _given(node: Element, name: str) -> dict[str, Any]:
    """What our own writer put beside the drawing; nothing when it is absent or was spoilt."""
    kept = node.find(f"{_m('extensionElements')}/{{{OURS}}}{name}")
    try:
        said = json.loads(kept.get("given", "")) if kept is not None else {}
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _renamed(was: object, name: str) -> dict[str, Any]:
    """Words whose Indonesian is what the drawing says now; other words have no English yet."""
    if isinstance(was, dict) and " ".join(str(was.get("id", "")).split()) == name:
        return was
    return {"id": name}


def _same_time(given: object, after: str | None) -> bool:
    try:
        return isinstance(given, str) and after is not None and duration(Term.parse(given)) == after
    except ValueError:
        return False


def _unlike(moves: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each move with a key of its own where two lead to one step."""
    seen: set[str] = set()
    for move in moves:
        key = move.get("key", move["to"])
        more = 1
        while key in seen:
            more += 1
            key = f"{move['to']}-{more}"
        seen.add(key)
        if key != move["to"]:
            move["key"] = key
    return moves


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", name.lower()))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:50].strip("-").lstrip("0123456789-")
