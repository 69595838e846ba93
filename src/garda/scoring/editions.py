"""Editions of one instrument: which one holds on a day, and what a new one asks that the old one did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

from garda.scoring.language import Element, Instrument

Owner = TypeVar("Owner")


@dataclass(frozen=True, slots=True)
class Change:
    """From an old edition to a new one: what lives on (old key → new key), what is new, what is gone."""

    kept: Mapping[str, str]
    new: tuple[Element, ...]
    gone: tuple[Element, ...]


def in_force(editions: Iterable[Instrument], key: str, on: date) -> Instrument | None:
    """The edition of that key that holds on that day: of several the one that began last."""
    holding = [
        one
        for one in editions
        if one.key == key and one.begins <= on and (one.ends is None or on <= one.ends)
    ]
    return max(holding, key=lambda one: one.begins, default=None)


def clashes(editions: Iterable[Instrument]) -> tuple[tuple[Instrument, Instrument], ...]:
    """Pairs of editions of one instrument that hold on the same day, the earlier first."""
    ordered = sorted(editions, key=lambda one: (one.key, one.begins))
    return tuple(
        (one, after)
        for one, after in pairwise(ordered)
        if one.key == after.key and (one.ends is None or after.begins <= one.ends)
    )


def changes(old: Instrument, new: Instrument) -> Change:
    """What a new edition does with the elements of the old one.

    An element lives on under its key, or under the key of the one that names it in `was`.
    """
    before = {element.key for element in old.elements}
    kept: dict[str, str] = {}
    for element in new.elements:
        for key in element.was:
            if key in before:
                kept[key] = element.key
    for element in new.elements:
        if element.key in before:
            kept.setdefault(element.key, element.key)
    living = set(kept.values())
    return Change(
        kept,
        tuple(element for element in new.elements if element.key not in living),
        tuple(element for element in old.elements if element.key not in kept),
    )


def owners_carried(change: Change, owners: Mapping[str, Owner]) -> dict[str, Owner]:
    """Who answers for the elements of the new edition because they answered for the old ones."""
    carried: dict[str, Owner] = {}
    for old, new in change.kept.items():
        if old in owners:
            carried.setdefault(new, owners[old])
    return carried


def unowned(change: Change, owners: Mapping[str, object]) -> tuple[Element, ...]:
    """The elements that are new and that nobody answers for yet: exactly these are the gaps."""
    return tuple(element for element in change.new if owners.get(element.key) is None)
