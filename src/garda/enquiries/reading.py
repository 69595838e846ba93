"""Calls as pages read them: lists, the board of who has answered, one unit's answers opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from garda.cases import sealing
from garda.enquiries import states
from garda.enquiries.models import Answer, Asked, Call, Part, Procedure, Question
from garda.people.models import City, Person, Unit
from garda.people.register import register_of

PAGE = 20
LISTED = 60


@dataclass(frozen=True)
class Heading:
    """A call in one line, with how many have sent of how many."""

    id: int
    title: str
    unit: str
    until: date
    deadline: datetime
    open: bool
    sent: int
    asked: int
    simulated: bool


@dataclass(frozen=True)
class Topic:
    """One procedure that is asked about."""

    id: int
    place: int
    key: str
    title: str


@dataclass(frozen=True)
class Query:
    """One question."""

    id: int
    place: int
    words: str
    shape: str
    example: bool


@dataclass(frozen=True)
class OfUnit:
    """One unit that was asked."""

    id: int
    unit: Unit
    state: str
    sent_at: datetime | None
    sent_by: str
    parts: int


@dataclass(frozen=True)
class Whole:
    """A call with everything it asks, and every unit that was asked."""

    heading: Heading
    unit_id: int
    words: str
    opened_at: datetime
    opened_by: str
    opened_by_id: int
    by_hand_at: datetime | None
    reminded_at: datetime | None
    procedures: tuple[Topic, ...]
    questions: tuple[Query, ...]
    units: tuple[OfUnit, ...]

    @property
    def missing(self) -> tuple[OfUnit, ...]:
        """Those who have not sent, by name."""
        return tuple(one for one in self.units if one.state != states.SENT)


@dataclass(frozen=True)
class Reply:
    """One unit's answer to one question, opened."""

    question: Query
    said: str
    yes: bool | None
    number: Decimal | None
    example: str


@dataclass(frozen=True)
class Section:
    """What one unit says about one procedure, opened."""

    procedure: Topic
    begun: bool
    full: bool
    not_ours: bool
    replies: tuple[Reply, ...]
    kind: str
    reference: str
    hindrance: str
    proposal: str
    hinders: bool
    reported: bool
    lacks: str


# ---- lists ---------------------------------------------------------------------------------------
def calls(city: City, units: Collection[int], page: int = 1) -> tuple[list[Heading], int]:
    """The calls that these units opened, latest first; (rows, how many in all); three queries."""
    rows = Call.objects.filter(city=city, unit__in=units)
    total = rows.count()
    start = max(0, min(page - 1, (total - 1) // PAGE)) * PAGE
    return _headings(city, rows.order_by("-opened_at", "-pk")[start : start + PAGE]), total


def to_answer(city: City, units: Collection[int]) -> list[tuple[Heading, Unit, str]]:
    """The open calls that these units have to answer, what ends first on top: (call, unit, its state)."""
    rows = Asked.objects.filter(call__city=city, call__state=Call.OPEN, unit__in=units)
    found = list(rows.select_related("call").order_by("call__deadline", "pk")[:LISTED])
    headings = {one.id: one for one in _headings(city, {row.call_id: row.call for row in found}.values())}
    register = register_of(city)
    return [(headings[row.call_id], register.unit(row.unit_id), row.state) for row in found]


def answered(city: City, units: Collection[int]) -> list[tuple[Heading, Unit]]:
    """The closed calls that these units have answered, latest first: what they said stays readable."""
    rows = Asked.objects.filter(call__city=city, call__state=Call.CLOSED, unit__in=units, state=states.SENT)
    found = list(rows.select_related("call").order_by("-call__deadline", "-pk")[:PAGE])
    headings = {one.id: one for one in _headings(city, {row.call_id: row.call for row in found}.values())}
    register = register_of(city)
    return [(headings[row.call_id], register.unit(row.unit_id)) for row in found]


def waiting(city: City, units: Collection[int]) -> int:
    """How many open calls these units have not sent their answers to; one query."""
    rows = Asked.objects.filter(call__city=city, call__state=Call.OPEN, unit__in=units)
    return rows.exclude(state=states.SENT).count()


# ---- one call ------------------------------------------------------------------------------------
def whole(city: City, call_id: int) -> Whole | None:
    """One call of the city with who was asked, or None; four queries."""
    row = Call.objects.select_related("opened_by").filter(city=city, pk=call_id).first()
    if row is None:
        return None
    register = register_of(city)
    asked = Asked.objects.filter(call=row).select_related("sent_by").annotate(n=Count("parts"))
    units = [
        OfUnit(one.pk, register.unit(one.unit_id), one.state, one.sent_at, _name(one.sent_by), one.n)
        for one in asked.order_by("pk")
    ]
    units.sort(key=lambda one: one.unit.name)
    sent = sum(one.state == states.SENT for one in units)
    return Whole(
        _heading(city, row, sent, len(units)), row.unit_id, row.words, row.opened_at, row.opened_by.name,
        row.opened_by_id, row.by_hand_at, row.reminded_at,
        tuple(Topic(one.pk, one.place, one.key, one.title)
              for one in Procedure.objects.filter(call=row).order_by("place")),
        tuple(Query(one.pk, one.place, one.words, one.shape, one.example)
              for one in Question.objects.filter(call=row).order_by("place")),
        tuple(units),
    )  # fmt: skip


def sections(
    call: Whole, asked_ids: Collection[int], *, only: int | None = None, opened: bool = True
) -> dict[int, tuple[Section, ...]]:
    """What these units say about every procedure, by the id of the unit's row; two queries.

    `only` names the one procedure whose words are wanted; without `opened` nothing is unsealed, for counts.
    """
    questions = {one.id: one for one in call.questions}
    replies: dict[int, list[Reply]] = {}
    for answer in Answer.objects.filter(part__asked__in=asked_ids).select_related("part"):
        wanted = opened and only in (None, answer.part.procedure_id)
        replies.setdefault(answer.part_id, []).append(_reply(answer, questions[answer.question_id], wanted))
    kept = {(part.asked_id, part.procedure_id): part for part in Part.objects.filter(asked__in=asked_ids)}
    return {
        pk: tuple(
            _section(
                topic,
                part,
                replies.get(part.pk, []) if part else [],
                len(questions),
                opened and only in (None, topic.id),
            )
            for topic in call.procedures
            for part in [kept.get((pk, topic.id))]
        )
        for pk in asked_ids
    }


def _section(
    topic: Topic, part: Part | None, replies: Sequence[Reply], questions: int, opened: bool
) -> Section:
    if part is None:
        return Section(topic, False, False, False, (), "", "", "", "", False, False, "")
    return Section(
        topic, True, part.not_ours or len(replies) == questions, part.not_ours,
        tuple(sorted(replies, key=lambda one: one.question.place)), part.kind, part.reference,
        _opened(part.hindrance) if opened else "", _opened(part.proposal) if opened else "",
        bool(part.hindrance), part.report is not None, part.lacks,
    )  # fmt: skip


def _reply(row: Answer, question: Query, opened: bool) -> Reply:
    said, example = (_opened(row.said), _opened(row.example)) if opened else ("", "")
    return Reply(question, said, row.yes, row.number, example)


def _opened(sealed: bytes | memoryview) -> str:
    return sealing.unseal(sealed) if sealed else ""


def _headings(city: City, rows: Iterable[Call] | QuerySet[Call]) -> list[Heading]:
    found = list(rows)
    counts = Asked.objects.filter(call__in=[row.pk for row in found]).values("call_id").order_by()
    by_id = {
        one["call_id"]: (one["sent"], one["n"])
        for one in counts.annotate(n=Count("pk"), sent=Count("pk", filter=Q(state=states.SENT)))
    }
    return [_heading(city, row, *by_id.get(row.pk, (0, 0))) for row in found]


def _heading(city: City, row: Call, sent: int, asked: int) -> Heading:
    unit = register_of(city).unit(row.unit_id)
    return Heading(
        row.pk, row.title, unit.name, row.until, row.deadline, row.state == Call.OPEN, sent, asked,
        row.simulated,
    )  # fmt: skip


def _name(person: Person | None) -> str:
    return person.name if person else ""
