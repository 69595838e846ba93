"""The ground a rule of the checker stands on: one flow, what the city knows, and where to put findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from garda.clock import Term
from garda.flow.findings import Known
from garda.flow.language import Flow, Move, Step
from garda.flow.shapes import Shaper
from garda.texts.findings import nearest
from garda.texts.lines import Path
from garda.texts.shapes import EMPTY
from garda.texts.words import Words

# Perpres 21/2023: 37 hours 30 minutes a week without breaks, over five days.
MINUTES_A_WORKING_DAY = 450


@dataclass(frozen=True, slots=True)
class Ground:
    """One flow under the checker."""

    flow: Flow
    shaper: Shaper
    known: Known
    on: date | None

    def say(self, path: Path, words: Words, *, grave: bool = True) -> None:
        """Note a finding about the flow itself."""
        self.shaper.find(path, words, grave=grave)

    def say_of(self, step: Step, path: Path, words: Words, *, grave: bool = True) -> None:
        """Note a finding about a step; `path` begins inside it."""
        place = self.shaper.places.get(step.key, 0)
        self.shaper.part = step.key
        self.shaper.find(("step", place, *path), words, grave=grave)
        self.shaper.part = None

    def moves(self) -> Iterator[tuple[Step, int, Move]]:
        """Every move with its step and its place in the step, from 0."""
        for step in self.flow.steps.values():
            for place, move in enumerate(step.moves):
                yield step, place, move

    def target(self, move: Move) -> Step | None:
        """The step a move leads to."""
        return self.flow.steps.get(move.to)


Rule = Callable[[Ground], None]


def unknown(word: str, among: Iterable[str], thing: Words) -> Words:
    """The finding's words for a name the city does not know."""
    near = nearest(word, among)
    return Words(
        f"{thing.id} “{word[:80]}” tidak dikenal.{near.id}",
        f"The {thing.en} “{word[:80]}” is unknown.{near.en}",
    )


def named(step: Step) -> Words:
    """What to call a step in a sentence: its title, else its key."""
    return step.title if step.title != EMPTY else Words(step.key, step.key)


def working_minutes(term: Term) -> float:
    """About how many working minutes a term holds, to compare terms of different units."""
    minutes = {"minute": 1.0, "hour": 60.0, "day": float(MINUTES_A_WORKING_DAY)}[term.unit] * term.amount
    if term.working:
        return minutes
    # Plain time holds five working days in seven; a plain hour or minute lies among 24 hours of the day.
    return minutes * 5 / 7 if term.unit == "day" else minutes * MINUTES_A_WORKING_DAY * 5 / (24 * 60 * 7)
