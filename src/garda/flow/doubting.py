"""What a flow itself calls unsure: each such component of the standard, and what it says now.

A component known only from common practice is held against the city's own regulation by a person. What that
person read has a mark; as long as the component says the same, in whatever version, it stays confirmed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from garda.flow.completing import components
from garda.flow.language import Flow
from garda.texts.words import Words


@dataclass(frozen=True, slots=True)
class Doubt:
    """One component in doubt: its key and name, what it says line by line, and the mark of that text."""

    key: str
    label: Words
    says: tuple[Words, ...]
    mark: str


def doubts(flow: Flow) -> tuple[Doubt, ...]:
    """The components that the flow calls unsure, in the order of the standard."""
    return tuple(
        Doubt(one.key, one.label, says, _mark(says))
        for one in components(flow)
        if one.key in flow.unsure
        for says in [tuple(_says(flow, one.key))]
    )


def _mark(says: tuple[Words, ...]) -> str:
    text = "\n".join(f"{one.id}\t{one.en}" for one in says)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _says(flow: Flow, key: str) -> Iterator[Words]:
    if key == "requirements":
        yield from (one.title for one in flow.requirements)
    elif key == "procedure":
        yield from (step.title for step in flow.steps.values() if step.works or step.fetched)
    elif key == "time":
        yield _timed(None, flow.within.words("id"), flow.within.words("en"))
        for step in flow.steps.values():
            if step.works and step.within:
                yield _timed(step.title, step.within.words("id"), step.within.words("en"))
    elif key == "fee":
        yield Words(f"Rp{flow.fee:,}".replace(",", "."), f"Rp{flow.fee:,}")
    elif key == "product" and flow.product:
        yield flow.product
    elif key == "basis":
        yield from (Words(one, one) for one in flow.rests_on)
    elif key in flow.standard:
        yield flow.standard[key]


def _timed(title: Words | None, indonesian: str, english: str) -> Words:
    whole = title or Words("Seluruh urusan", "The whole matter")
    return Words(f"{whole.id}: {indonesian}", f"{whole.en}: {english}")
