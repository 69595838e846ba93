"""What pages of directives say in common: states, whose it is, the lines of a trail as a story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from garda import clock
from garda.directives import states
from garda.directives.reading import Heading, OfUnit
from garda.looks.rails import Entry
from garda.office.showing import lang

STATES: Final[Mapping[str, tuple[str, str]]] = {
    states.SENT: ("not", gettext_noop("belum ditangkap")),
    states.CAUGHT: ("run", gettext_noop("ditangkap, sedang dilaksanakan")),
    states.DONE: ("offer", gettext_noop("dilaksanakan, menunggu diperiksa")),
    states.VERIFIED: ("done", gettext_noop("sudah diperiksa")),
    states.RELEASED: ("not", gettext_noop("tidak diminta lagi")),
}
TITLES: Final[Mapping[str, str]] = {
    "directive.issued": gettext_noop("Arahan dicatat"),
    "directive.coordinated": gettext_noop("Dikoordinasikan"),
    "directive.withdrawn": gettext_noop("Ditarik"),
    "directive.sent": gettext_noop("Diterima unit"),
    "directive.caught": gettext_noop("Ditangkap"),
    "directive.implemented": gettext_noop("Dilaksanakan"),
    "directive.returned": gettext_noop("Dikembalikan"),
    "directive.verified": gettext_noop("Diperiksa dan diterima"),
    "directive.redated": gettext_noop("Batasnya diubah"),
    "directive.released": gettext_noop("Tidak diminta lagi"),
    "directive.reminded": gettext_noop("Diingatkan karena lewat batas"),
}
AHEAD: Final[Mapping[str, tuple[str, ...]]] = {
    states.SENT: (gettext_noop("Dilaksanakan"), gettext_noop("Diperiksa orang lain")),
    states.CAUGHT: (gettext_noop("Diperiksa orang lain"),),
    states.DONE: (),
}


def state_of(one: OfUnit) -> tuple[str, str]:
    """How one addressee stands: shape and words."""
    if one.late:
        said = _("belum ditangkap, terlambat") if one.state == states.SENT else _("terlambat dilaksanakan")
        return "late", said
    if one.state == states.CAUGHT and one.returned:
        return "pause", _("dikembalikan, diperbaiki")
    shape, said = STATES[one.state]
    return shape, _(said)


def origin_words(one: Heading) -> str:
    """Whose directive: "Pj Wali Kota (nama tidak disebut)", "Sekretaris Daerah, Erik Setyo Santoso"."""
    name = one.origin_name or _("nama tidak disebut dalam catatan")
    return f"{one.origin_title}, {name}" if one.origin_name else f"{one.origin_title} ({name})"


def story(one: OfUnit, trail: Iterable[Any], zone: str) -> list[Entry]:
    """What happened at this addressee and what is still to come."""
    found = [_entry(line, zone) for line in trail]
    if one.state in (states.VERIFIED, states.RELEASED):
        last = found[-1]
        found[-1] = Entry(last.title, last.when, last.text, shape="end")
        return found
    _shape, said = state_of(one)
    due = clock.day_words(one.due, lang(), year=False)
    found.append(Entry(said.capitalize(), _("Batas %(day)s") % {"day": due}, shape="now"))
    ahead = [Entry(_(title), shape="next") for title in AHEAD[one.state]]
    return [*found, *ahead[:-1], *([Entry(ahead[-1].title, shape="end-open")] if ahead else [])]


def _entry(line: Any, zone: str) -> Entry:
    facts, speaks = line.facts, lang()
    who = _("Oleh %(name)s.") % {"name": line.by.name} if line.by else ""
    said = ""
    if line.name == "directive.redated":
        said = _("Dari %(before)s menjadi %(after)s.") % {
            "before": clock.day_words(date.fromisoformat(facts["from"]), speaks, year=False),
            "after": clock.day_words(date.fromisoformat(facts["to"]), speaks, year=False),
        }
    if line.name == "directive.reminded":
        said = _("Yang berikutnya di atasnya sudah diberi tahu.")
    shape = {"directive.reminded": "late", "directive.returned": "returned"}.get(line.name, "done")
    title = _(TITLES.get(line.name, line.name))
    return Entry(title, clock.moment_words(line.at, zone, speaks), f"{said} {who}".strip(), shape=shape)
