"""One office's day as reasoning sees it: when it is open, what it must keep, whose hands there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from garda.cover.spans import Span, joined, less


@dataclass(frozen=True, slots=True)
class DeskNeed:
    """An essential desk: `people` of its own at a time, each with all of `skills`."""

    key: str
    people: int = 1
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody on duty in `spans`, with what they can do."""

    who: int
    spans: tuple[Span, ...]
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Day:
    """A day: opening spans, people who must be there throughout, essential desks, skills, hands.

    `skills` say how many people with each must be there. A desk takes a whole person; a skill does not.
    """

    opening: tuple[Span, ...]
    people: int = 1
    desks: tuple[DeskNeed, ...] = ()
    skills: Mapping[str, int] = field(default_factory=dict)
    hands: tuple[Hand, ...] = ()


def without(day: Day, who: int, span: Span) -> Day:
    """The same day if `who` is away in `span`."""
    hands = tuple(replace(one, spans=less(one.spans, [span])) if one.who == who else one for one in day.hands)
    return replace(day, hands=hands)


def with_hand(day: Day, who: int, span: Span, skills: Iterable[str] = ()) -> Day:
    """The same day if `who` is there in `span` as well, as somebody new or for longer."""
    there = next((one for one in day.hands if one.who == who), Hand(who, ()))
    more = Hand(who, joined((*there.spans, span)), there.skills | frozenset(skills))
    return replace(day, hands=(*(one for one in day.hands if one.who != who), more))


def on_duty(day: Day, who: int) -> tuple[Span, ...]:
    """The minutes in which `who` is planned to be there; none for a stranger."""
    return next((joined(one.spans) for one in day.hands if one.who == who), ())
