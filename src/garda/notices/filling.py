"""What the placeholders of a telling stand for: numbers, offices, dates and published words, in one language.

Each is found only when a sentence asks for it. None of them opens what a person said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from garda import clock
from garda.cases.models import Event
from garda.cases.publishing import flow_by_id
from garda.clock.words import joined
from garda.flow import Words
from garda.people.models import Post
from garda.people.posts import kinds
from garda.people.register import register_of
from garda.rules.reading import look_up_all

NOUNS = {"complaint": Words("laporan", "report")}
MATTER = Words("urusan", "matter")
NO_DATE = Words("tanpa batas", "without a limit")


class Names(dict[str, str]):
    """The placeholders of one event in one language; `row` is the case's row right after the event."""

    def __init__(self, event: Event, row: Mapping[str, Any], superiors: Iterable[Post], lang: str) -> None:
        super().__init__()
        self.event, self.row, self.lang = event, row, lang
        self.facts: Mapping[str, Any] = event.facts
        self.superiors = list(superiors)
        self.flow = flow_by_id(row["flow_id"])

    def __missing__(self, name: str) -> str:
        self[name] = found = FINDERS[name](self)
        return found

    def unit(self, key: object) -> str:
        """The short name of a unit by its id."""
        unit = register_of(self.event.case.city).units.get(key) if isinstance(key, int) else None
        return unit.name if unit else Words("unit lain", "another office").of(self.lang)

    def moment(self, value: object) -> str:
        """A moment on the city's wall clock; "tanpa batas" for none."""
        at = datetime.fromisoformat(value) if isinstance(value, str) else value
        if not isinstance(at, datetime):
            return NO_DATE.of(self.lang)
        return clock.moment_words(at, self.event.case.city.zone, self.lang, year=False)


def _noun(names: Names) -> str:
    return NOUNS.get(names.flow.kind, MATTER).of(names.lang)


def _matter(names: Names) -> str:
    category = names.flow.category(names.row["category"]) if names.row["category"] else None
    title = (category.title if category else names.flow.title).of(names.lang)
    # It stands in brackets itself: "Surat Keterangan Tidak Mampu (SKTM)" loses its own.
    return title.split(" (")[0]


def _shown(names: Names) -> str:
    step = names.flow.steps.get(str(names.facts.get("from")))
    move = step.move(str(names.facts.get("move"))) if step else None
    target = names.flow.steps[str(names.facts["to"])]
    return (move.shown if move and move.shown.id else target.shown).of(names.lang)


def _desk(names: Names) -> str:
    kind = kinds().get(str(names.facts.get("desk") or names.row["desk"]))
    if kind is None:
        return Words("petugas", "the officer").of(names.lang)
    return kind.title_en if names.lang == "en" else kind.title_id


def _units(names: Names) -> str:
    return joined([names.unit(unit) for _, unit in names.facts.get("limbs", [])], names.lang)


def _rule(names: Names) -> str:
    cited = look_up_all(
        names.facts.get("rests_on", []),
        city_key=names.event.case.city.key,
        on=names.event.day,
        lang=names.lang,
    )
    return joined([one.sentence for one in cited.values()], names.lang) or Words(
        "aturan yang berlaku", "the rule in force"
    ).of(names.lang)


def _superior(names: Names) -> str:
    if not names.superiors:
        return Words("Atasan kantor ini", "The superior of this office").of(names.lang)
    last = names.superiors[-1]
    kind = kinds().get(last.kind)
    return kind.title_en if kind and names.lang == "en" else last.title


FINDERS: dict[str, Callable[[Names], str]] = {
    "number": lambda names: names.event.case.number,
    "noun": _noun,
    "Noun": lambda names: _noun(names).capitalize(),
    "matter": _matter,
    "shown": _shown,
    "desk": _desk,
    "units": _units,
    "rule": _rule,
    "superior": _superior,
    "unit": lambda names: names.unit(names.row["unit_id"]),
    "unit_first": lambda names: names.unit(names.event.case.first_unit_id),
    "unit_from": lambda names: names.unit(names.facts.get("from")),
    "unit_to": lambda names: names.unit(names.facts.get("to")),
    "unit_part": lambda names: names.unit(names.facts.get("unit")),
    "due": lambda names: names.moment(names.row["due_at"]),
    "was_due": lambda names: names.moment(names.facts.get("due")),
    "offer_due": lambda names: names.moment(names.row["offer_due_at"]),
    "bounces": lambda names: str(names.facts.get("bounces", "")),
    "rating": lambda names: str(names.facts.get("rating", "")),
}
