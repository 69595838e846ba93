"""What pages of facilities say in common: the state of a request, the lines of its trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from garda import clock
from garda.looks.rails import Entry
from garda.office.showing import lang
from garda.registers import requests, states
from garda.registers.requests import Asked, Step

STATES: Final[Mapping[str, tuple[str, str]]] = {
    states.ASKED: ("run", gettext_noop("menunggu keputusan")),
    states.GRANTED: ("run", gettext_noop("disetujui, menunggu dana")),
    states.FUNDED: ("run", gettext_noop("menunggu kiriman")),
    states.DELIVERED: ("offer", gettext_noop("datang, menunggu diperiksa")),
    states.RECEIVED: ("done", gettext_noop("diterima")),
    states.REFUSED: ("not", gettext_noop("tidak disetujui")),
    states.WITHDRAWN: ("not", gettext_noop("ditarik")),
}
TITLES: Final[Mapping[str, str]] = {
    "supply.asked": gettext_noop("Diminta"),
    "supply.granted": gettext_noop("Disetujui"),
    "supply.refused": gettext_noop("Tidak disetujui"),
    "supply.funded": gettext_noop("Dananya ada"),
    "supply.delivered": gettext_noop("Dikirim"),
    "supply.received": gettext_noop("Diperiksa dan diterima"),
    "supply.returned": gettext_noop("Diperiksa, sebagian dikembalikan"),
    "supply.withdrawn": gettext_noop("Ditarik"),
    "supply.overdue": gettext_noop("Jawaban terlambat"),
}
# What is still to come, from each state on.
AHEAD: Final[Mapping[str, tuple[str, ...]]] = {
    states.ASKED: (gettext_noop("Diputuskan"), gettext_noop("Dananya ada"), gettext_noop("Dikirim")),
    states.GRANTED: (gettext_noop("Dananya ada"), gettext_noop("Dikirim")),
    states.FUNDED: (gettext_noop("Dikirim"),),
    states.DELIVERED: (),
}


def state_of(one: Asked, at: datetime) -> tuple[str, str]:
    """How a request stands: shape and words; without an answer in time it is late."""
    if one.late(at):
        return "late", _("jawaban terlambat")
    shape, said = STATES[one.state]
    return shape, _(said)


def story(one: Asked, steps: list[Step], zone: str) -> list[Entry]:
    """What happened to a request and what is still to come, for the line that never breaks."""
    ends = one.state in states.ENDS
    found = [
        Entry(
            _(TITLES.get(step.name, step.name)),
            clock.moment_words(step.at, zone, lang()),
            _text(one, step, zone),
            quote=_quote(one, step),
            shape="late" if step.name == "supply.overdue" else "done",
        )
        for step in steps
    ]
    if ends and found:
        last = found[-1]
        found[-1] = Entry(last.title, last.when, last.text, last.quote, "end")
    ahead = AHEAD.get(one.state, ())
    if not ends:
        found.append(Entry(_(STATES[one.state][1]).capitalize(), _now_when(one, zone), shape="now"))
        found += [Entry(_(title), shape="next") for title in ahead[1:]]
        found.append(Entry(_("Diperiksa kantor penerima"), shape="end-open"))
    return found


def _now_when(one: Asked, zone: str) -> str:
    if one.state == states.ASKED:
        due = clock.moment_words(one.due_at, zone, lang(), year=False)
        return _("Jawaban paling lambat %(due)s") % {"due": due}
    if one.state == states.FUNDED and one.expected_on:
        return _("Diperkirakan %(day)s") % {"day": clock.day_words(one.expected_on, lang(), year=False)}
    return ""


def _text(one: Asked, step: Step, zone: str) -> str:
    facts: Mapping[str, Any] = step.facts
    who = _("Oleh %(name)s.") % {"name": step.by} if step.by else ""
    item, speaks = one.item, lang()
    said = {
        "supply.asked": lambda: (
            _("%(what)s, sebanyak yang kurang menurut catatan.")
            % {"what": item.counted(int(facts["wanted"]), speaks)}
        ),
        "supply.granted": lambda: (
            _("%(n)s dari %(all)s yang diminta.") % {"n": facts["granted"], "all": facts["wanted"]}
        ),
        "supply.funded": lambda: (
            _("%(fund)s, diperkirakan datang %(day)s.")
            % {
                "fund": requests.fund_title(str(facts["fund"]), speaks),
                "day": clock.day_words(date.fromisoformat(str(facts["expected"])), speaks),
            }
        ),
        "supply.delivered": lambda: item.counted(int(facts["pieces"]), speaks) + ".",
        "supply.received": lambda: (
            _("%(n)s berfungsi. Kekurangannya berkurang sebanyak itu.") % {"n": facts["sound"]}
        ),
        "supply.returned": lambda: (
            _("%(n)s berfungsi; %(left)s masih ditunggu.")
            % {"n": facts["sound"], "left": int(facts["granted"]) - int(facts["received"])}
        ),
        "supply.overdue": lambda: _("Satu tingkat di atasnya sudah diberi tahu."),
    }.get(step.name, str)()
    return f"{said} {who}".strip()


def _quote(one: Asked, step: Step) -> str:
    """The words that somebody gave with this act; of several looks at deliveries only the last is kept."""
    if step.name == "supply.asked":
        return one.words
    if step.name in ("supply.granted", "supply.refused"):
        return one.why
    return one.found if step.name in ("supply.returned",) else ""
