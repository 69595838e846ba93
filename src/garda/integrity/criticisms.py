"""Reading criticisms: an inbox with clocks, one of them, what the city makes of them, one's own by its code.

What is handed out never holds who wrote; lists are ordered by what is due and by keys drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from garda.integrity import answering, boxing, handling, states
from garda.integrity.models import Criticism, Slip
from garda.people.calendars import city_calendar
from garda.people.holding import Held
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.trails import reading, writing

LISTED = 60
ENOUGH = 5  # fewer than this are no share


@dataclass(frozen=True)
class Shown:
    """A criticism as a page shows it. `words` only where they were opened for this reader."""

    id: int
    unit: str
    unit_id: int
    leader: bool
    at_unit: str
    at_unit_id: int
    state: str
    raised: int
    received_on: date
    due_at: datetime
    late: bool
    verdict: str
    reason: str
    action: str
    action_due: date | None
    action_late: bool
    result: str
    done_on: date | None
    answered_on: date | None
    answered_by: str
    simulated: bool
    words: str = ""
    erased: bool = False
    seen: int = 0


@dataclass(frozen=True)
class Shares:
    """How many were received, answered, answered with an action, wait late; how many are made up."""

    received: int
    answered: int
    in_time: int
    with_action: int
    done: int
    waiting: int
    late: int
    simulated: int = 0

    @property
    def enough(self) -> bool:
        """Whether there are enough to speak of shares."""
        return self.received >= ENOUGH


def inbox(city: City, unit_ids: Iterable[int], held: Iterable[Held], at: datetime) -> list[Shown]:
    """What concerns these offices and is not over, by what is due first; two queries.

    First what waits for these posts, so that nothing of others ever hides it. Those that stand elsewhere by
    now are shown to who was criticised as well: only who answers is another.
    """
    ids = list(unit_ids)
    own = _own(city, held)
    near = Q(unit_id__in=ids) | Q(at_unit_id__in=ids)
    open_ = Q(state__in=(states.WAITING, states.ACTING))
    rows = Criticism.objects.filter(near & open_, city=city).order_by("due_at", "pk")
    rows = rows.select_related("answered_by")
    found = [*rows.filter(own)[:LISTED], *rows.exclude(own)[:LISTED]]
    return [_shown(row, city, at) for row in found]


def ended(city: City, unit_ids: Iterable[int], at: datetime, first: date) -> list[Shown]:
    """What was answered since a day, with nothing left to do; one query."""
    rows = Criticism.objects.filter(
        city=city,
        unit_id__in=list(unit_ids),
        received_on__gte=first,
        state__in=(states.ANSWERED, states.DONE),
    )
    return [
        _shown(row, city, at)
        for row in rows.select_related("answered_by").order_by("-received_on", "pk")[:LISTED]
    ]


def waiting(city: City, held: Iterable[Held]) -> int:
    """How many wait for an answer of whoever holds these posts; one query."""
    return Criticism.objects.filter(_own(city, held)).count()


def _own(city: City, held: Iterable[Held]) -> Q:
    """What waits for an answer of these posts: not what went up past one of them (`answering.went_past`)."""
    held = list(held)
    there = [unit.pk for unit in register_of(city).units.values() if answering.may_answer(held, unit)]
    own = {one.unit.pk for one in held}
    stands = Q(at_unit_id=F("unit_id")) | ~Q(unit_id__in=own)
    return Q(at_unit_id__in=there, state=states.WAITING) & stands


def one_of(
    city: City, criticism_id: int, unit_ids: Iterable[int], *, by: Person, at: datetime
) -> Shown | None:
    """One with its words, for whoever reaches the office; None where it is not there for them."""
    if not 0 < criticism_id < 2**63:
        return None
    ids = set(unit_ids)
    row = Criticism.objects.select_related("answered_by", "city").filter(city=city, pk=criticism_id).first()
    if row is None or not ids & {row.unit_id, row.at_unit_id}:
        return None
    words = answering.opened(row, by=by, at=at)
    seen = reading.last_seq(city, answering.KIND, row.pk)
    return _shown(row, city, at, words=words, seen=seen)


def shares(
    city: City, first: date, last: date, at: datetime, unit_ids: Iterable[int] | None = None
) -> Shares:
    """What became of those received between two days; one query."""
    return _counted(_of(city, first, last, unit_ids), at)


def shares_by_unit(city: City, first: date, last: date, at: datetime) -> list[tuple[Unit, Shares]]:
    """The same by office, those with most waiting late first; one query."""
    units = register_of(city).units
    names = list(_counts(at))
    rows: Iterable[tuple[int, ...]] = (
        _of(city, first, last, None).values("unit_id").annotate(**_counts(at)).values_list("unit_id", *names)
    )
    found = [(units[unit_id], Shares(*counts)) for unit_id, *counts in rows]
    return sorted(found, key=lambda pair: (-pair[1].late, -pair[1].waiting, pair[0].name))


def by_code(city: City, typed: str, at: datetime) -> tuple[str, Shown | None]:
    """For whoever has the code: ("box", None) while it lies there, ("open", it), or ("", None).

    It holds the answer, not the words: who found the code should learn nothing of what was written.
    """
    if len(boxing.tidy(typed)) != boxing.LENGTH:
        return "", None
    mark = boxing.kept(city, typed)
    row = Criticism.objects.select_related("answered_by").filter(code=mark).first()
    if row is not None:
        return "open", _shown(row, city, at)
    lies = Slip.objects.filter(code=mark, kind=boxing.CRITICISM).exists()
    return ("box", None) if lies else ("", None)


# ---- who wished the inspectorate to know them --------------------------------------------------------
def known_to(city: City, held: Iterable[Held], person: Person) -> list[tuple[int, str, date]]:
    """(key, office, day) of criticisms whose writers wish the inspectorate to know them; three queries."""
    held, there = list(held), handling.been(person)
    rows = Criticism.objects.filter(city=city, known=True).order_by("-received_on", "pk")[:LISTED]
    return [
        (row.pk, row.unit.name, row.received_on)
        for row in rows.select_related("unit__city")
        if _outside(held, there, row)
    ]


def author_of(city: City, criticism_id: int, held: Iterable[Held], *, by: Person, at: datetime) -> str | None:
    """Who wrote it, for a handler outside of the criticised line, if the writer wished so; writes a line."""
    row = (
        Criticism.objects.select_related("unit__city").filter(city=city, pk=criticism_id, known=True).first()
    )
    if row is None or not _outside(held, handling.been(by), row):
        return None
    person = Person.objects.filter(pk=boxing.inside_of(row.sealed).get("from", 0), city=city).first()
    with transaction.atomic():
        writing.write(
            city, "criticism-log", row.pk, "criticism.author-read", at=at, by=by, simulated=row.simulated
        )
    return person.name if person else ""


def _outside(held: Iterable[Held], there: handling.Been, row: Criticism) -> bool:
    """A handler who has, and lately had, nothing to do with who was criticised."""
    near = handling.worked_near(there, row.unit, row.received_on)
    return handling.reaches_desk(held, handling.desk_of(row.unit), row.unit) and not near


# ---- the parts ---------------------------------------------------------------------------------------
def _of(city: City, first: date, last: date, unit_ids: Iterable[int] | None) -> QuerySet[Criticism]:
    rows = Criticism.objects.filter(city=city, received_on__gte=first, received_on__lte=last)
    return rows if unit_ids is None else rows.filter(unit_id__in=list(unit_ids))


def _counts(at: datetime) -> dict[str, Count]:
    answered = Q(answered_at__isnull=False)
    return {
        "received": Count("pk"),
        "answered": Count("pk", filter=answered),
        "in_time": Count("pk", filter=answered & Q(raised=0)),
        "with_action": Count("pk", filter=~Q(action="")),
        "done": Count("pk", filter=Q(state=states.DONE)),
        "waiting": Count("pk", filter=Q(state=states.WAITING)),
        "late": Count("pk", filter=Q(state=states.WAITING) & (Q(due_at__lte=at) | Q(raised__gt=0))),
        "simulated": Count("pk", filter=Q(simulated=True)),
    }


def _counted(rows: QuerySet[Criticism], at: datetime) -> Shares:
    return Shares(**rows.aggregate(**_counts(at)))


def _shown(row: Criticism, city: City, at: datetime, *, words: str = "", seen: int = 0) -> Shown:
    units, local = register_of(city).units, city_calendar(city).local
    return Shown(
        id=row.pk, unit=units[row.unit_id].name, unit_id=row.unit_id, leader=row.leader,
        at_unit=units[row.at_unit_id].name, at_unit_id=row.at_unit_id, state=row.state, raised=row.raised,
        received_on=row.received_on, due_at=row.due_at, late=row.state == states.WAITING and row.due_at <= at,
        verdict=row.verdict, reason=row.reason, action=row.action, action_due=row.action_due,
        action_late=row.state == states.ACTING and row.action_due is not None
        and row.action_due < local(at).date(),
        result=row.result, done_on=row.done_on,
        answered_on=local(row.answered_at).date() if row.answered_at else None,
        answered_by=row.answered_by.name if row.answered_by else "", simulated=row.simulated, words=words,
        erased=not row.sealed, seen=seen,
    )  # fmt: skip
