"""An instrument as a sheet on a page: its questions in groups, and what was ticked read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from garda.scoring import Element, Instrument

PREFIX = "j-"


@dataclass(frozen=True)
class Choice:
    """One answer that may be ticked: its place in the scale, what it says, whether it is ticked."""

    place: int
    title: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    """One question; `name` is its field. `number` counts through the whole sheet."""

    number: int
    name: str
    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Group:
    """Questions under one heading; without a heading where the instrument has no parts."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole sheet, ready to be drawn by `garda/parts/survey.html`."""

    key: str
    title: str
    lead: str
    groups: tuple[Group, ...]
    count: int


def sheet(instrument: Instrument, lang: str, places: Mapping[str, int | None] | None = None) -> Sheet:
    """The sheet of an instrument in a language, with what is ticked already."""
    chosen = places or {}
    number = 0
    groups = []
    keys: list[str | None] = [part.key for part in instrument.parts]
    for key in keys or [None]:
        asked = []
        for element in instrument.of_part(key):
            number += 1
            asked.append(_question(instrument, element, number, lang, chosen.get(element.key)))
        part = instrument.part(key)
        if asked:
            groups.append(Group(part.title.of(lang) if part else "", tuple(asked)))
    return Sheet(instrument.key, instrument.title.of(lang), instrument.lead.of(lang), tuple(groups), number)


def _question(
    instrument: Instrument, element: Element, number: int, lang: str, chosen: int | None
) -> Question:
    scale = instrument.scale(element.scale)
    points = scale.points if scale else ()
    return Question(
        number,
        PREFIX + element.key,
        (element.question or element.title).of(lang),
        tuple(Choice(at, point.title.of(lang), at == chosen) for at, point in enumerate(points)),
    )


def ticked(instrument: Instrument, data: Mapping[str, object]) -> dict[str, int | None]:
    """What was ticked, by element; anything that is no place of its scale counts as nothing ticked."""
    found: dict[str, int | None] = {}
    for element in instrument.elements:
        scale = instrument.scale(element.scale)
        most = len(scale.points) if scale else 0
        typed = data.get(PREFIX + element.key)
        text = typed if isinstance(typed, str) else ""
        found[element.key] = int(text) if text in {str(at) for at in range(most)} else None
    return found
