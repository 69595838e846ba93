"""All answers of a call put together, by procedure and by unit: counts of what was sent, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from garda.enquiries import states
from garda.enquiries.reading import OfUnit, Query, Reply, Section, Topic, Whole, sections
from garda.people.models import Unit


@dataclass(frozen=True)
class Given:
    """One answer with the unit that gave it: what a count opens to."""

    unit: Unit
    reply: Reply


@dataclass(frozen=True)
class Together:
    """One question about one procedure: every answer, and what they come to."""

    question: Query
    given: tuple[Given, ...]

    @property
    def yes(self) -> int:
        """How many say yes."""
        return sum(one.reply.yes is True for one in self.given)

    @property
    def no(self) -> int:
        """How many say no."""
        return sum(one.reply.yes is False for one in self.given)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers given, the least first."""
        return tuple(sorted(one.reply.number for one in self.given if one.reply.number is not None))

    @property
    def middle(self) -> Decimal | None:
        """The one in the middle of the numbers; of two, half way between."""
        all_of = self.numbers
        if not all_of:
            return None
        half = len(all_of) // 2
        return all_of[half] if len(all_of) % 2 else (all_of[half - 1] + all_of[half]) / 2


@dataclass(frozen=True)
class Hindrance:
    """An article that a unit named, or words without one."""

    unit: Unit
    kind: str
    reference: str
    words: str


@dataclass(frozen=True)
class OfProcedure:
    """One procedure: who answered, who does not run it, what they say, what hinders, what lacks."""

    procedure: Topic
    units: tuple[Unit, ...]
    not_ours: tuple[Unit, ...]
    questions: tuple[Together, ...]
    hindrances: tuple[Hindrance, ...]
    lacks: Mapping[str, tuple[Unit, ...]]

    @property
    def answers(self) -> int:
        """How many answers there are to its questions."""
        return sum(len(one.given) for one in self.questions)


@dataclass(frozen=True)
class UnitRow:
    """One unit that sent: how many answers it gave, about how many procedures."""

    of: OfUnit
    answers: int
    procedures: int
    not_ours: int


@dataclass(frozen=True)
class Consolidated:
    """A call put together. `answers` is the same counted by procedure and by unit."""

    procedures: tuple[OfProcedure, ...]
    units: tuple[UnitRow, ...]

    @property
    def answers(self) -> int:
        """How many answers were sent."""
        return sum(one.answers for one in self.procedures)

    @property
    def lacks(self) -> dict[str, int]:
        """Item → how many units lack it for some procedure; those named by most first."""
        by_item: dict[str, set[int]] = {}
        for one in self.procedures:
            for item, units in one.lacks.items():
                by_item.setdefault(item, set()).update(unit.pk for unit in units)
        return dict(Counter({item: len(units) for item, units in by_item.items()}).most_common())


def consolidate(call: Whole, *, only: int | None = None, opened: bool = True) -> Consolidated:
    """Everything that was sent; drafts count nowhere. Two queries.

    `only` names the one procedure whose words are opened; without `opened` there are counts alone.
    """
    sent = [one for one in call.units if one.state == states.SENT]
    said = sections(call, [one.id for one in sent], only=only, opened=opened)
    return Consolidated(
        tuple(_procedure(topic, call, sent, said) for topic in call.procedures),
        tuple(_row(one, said[one.id]) for one in sent),
    )


def _procedure(
    topic: Topic, call: Whole, sent: Sequence[OfUnit], said: Mapping[int, tuple[Section, ...]]
) -> OfProcedure:
    pairs = [(one.unit, part) for one in sent for part in said[one.id] if part.procedure.id == topic.id]
    lacks: dict[str, list[Unit]] = {}
    for unit, part in pairs:
        if part.lacks:
            lacks.setdefault(part.lacks, []).append(unit)
    return OfProcedure(
        topic,
        tuple(unit for unit, part in pairs if part.replies),
        tuple(unit for unit, part in pairs if part.not_ours),
        tuple(
            Together(
                question,
                tuple(
                    Given(unit, reply)
                    for unit, part in pairs
                    for reply in part.replies
                    if reply.question.id == question.id
                ),
            )
            for question in call.questions
        ),
        tuple(
            Hindrance(unit, part.kind, part.reference, part.hindrance) for unit, part in pairs if part.hinders
        ),
        {item: tuple(units) for item, units in lacks.items()},
    )


def _row(one: OfUnit, parts: Sequence[Section]) -> UnitRow:
    return UnitRow(
        one,
        sum(len(part.replies) for part in parts),
        sum(bool(part.replies) for part in parts),
        sum(part.not_ours for part in parts),
    )
