"""An office's queue as it stands: who was called where, who is next, how long it may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from garda.counters import states
from garda.counters.calling import LATE_COMER, waiting
from garda.counters.estimating import Turn, turn
from garda.counters.models import Period, Ticket
from garda.counters.taking import code_of
from garda.people.calendars import city_calendar
from garda.people.models import City, Unit

SHOWN = 60
RECENT = timedelta(days=14)
FACTS = 60


@dataclass(frozen=True)
class Placed:
    """A ticket in the queue: `first` says that it goes first, `since` when its present state began."""

    id: int
    code: str
    state: str
    key: str
    first: str
    desk: str
    arrived: datetime
    since: datetime
    calls: int
    token: str
    case_number: str
    simulated: bool


@dataclass(frozen=True)
class Queue:
    """The queue of one office: called and serving by desk, then who waits in order; `count` waits in all."""

    unit_id: int
    called: tuple[Placed, ...]
    serving: tuple[Placed, ...]
    held: tuple[Placed, ...]
    waiting: tuple[Placed, ...]
    count: int
    desks: int
    minutes: tuple[int, ...]
    simulated: bool = False

    def turn(self, place: int) -> Turn | None:
        """When it is the turn of whoever has `place` others waiting before them."""
        return turn(place, max(1, self.desks), self.minutes)


def placed(ticket: Ticket) -> Placed:
    """A ticket as the queue shows it."""
    return Placed(
        ticket.pk, code_of(ticket.letter, ticket.number), ticket.state, ticket.key, ticket.first,
        ticket.desk, ticket.arrived, ticket.changed, ticket.calls, ticket.token, ticket.case_number,
        ticket.simulated,
    )  # fmt: skip


def queue_of(unit: Unit, at: datetime, *, estimates: bool = True) -> Queue:
    """The queue of the office at `at`; four queries, however long it is.

    Without `estimates` the service times behind `turn` are left out.
    """
    day = city_calendar(unit.city).local(at).date()
    rows = Ticket.objects.filter(unit=unit, day=day, state__in=(states.CALLED, states.SERVING, states.HELD))
    busy = [placed(one) for one in rows.order_by("-changed")[:SHOWN]]
    line = [placed(one) for one in waiting(unit, at)[:SHOWN]]
    count = len(line) if len(line) < SHOWN else waiting(unit, at).count()
    by_state = {state: tuple(one for one in busy if one.state == state) for state in states.OPEN}
    desks = {one.desk for one in busy if one.state in (states.CALLED, states.SERVING)}
    return Queue(
        unit.pk, by_state[states.CALLED], by_state[states.SERVING], by_state[states.HELD], tuple(line),
        count, len(desks), recent_minutes(unit, at) if estimates else (),
        any(one.simulated for one in (*busy, *line)),
    )  # fmt: skip


def recent_minutes(unit: Unit, at: datetime, many: int = FACTS) -> tuple[int, ...]:
    """Service times of the office's last finished tickets, whole minutes, begun ones counted as whole."""
    rows = Period.objects.filter(
        ticket__unit=unit, ticket__day__gt=(at - RECENT).date(), kind=Period.SERVING, end__isnull=False,
        end__lte=at,
    ).order_by("-end")  # fmt: skip
    spans = rows.values_list("start", "end")[:many]
    return tuple(-int(-(end - start).total_seconds() // 60) for start, end in spans if end is not None)


def missed_lately(unit: Unit, at: datetime) -> list[Placed]:
    """Numbers that were missed and may still be called, latest first."""
    rows = Ticket.objects.filter(
        unit=unit, day=city_calendar(unit.city).local(at).date(), state=states.MISSED,
        changed__gt=at - LATE_COMER,
    )  # fmt: skip
    return [placed(one) for one in rows.order_by("-changed")[:SHOWN]]


def of_unit(unit: Unit, ticket_id: int) -> Placed | None:
    """One ticket of this office, or None."""
    row = Ticket.objects.filter(unit=unit, pk=ticket_id).first()
    return placed(row) if row else None


@dataclass(frozen=True)
class Mine:
    """A visitor's own ticket: `ahead` who wait before them, `before` the next few codes, `turn` if known."""

    placed: Placed
    unit_id: int
    city_id: int
    day: date
    ahead: int
    before: tuple[Placed, ...]
    now: Placed | None
    turn: Turn | None
    rating: int | None


def mine(city: City, token: str, at: datetime) -> Mine | None:
    """The ticket that `token` opens; None when there is none in this city."""
    ticket = Ticket.objects.select_related("unit__city").filter(city=city, token=token).first()
    if ticket is None:
        return None
    ahead: tuple[Placed, ...] = ()
    queue = queue_of(ticket.unit, at)
    place = 0
    if ticket.state == states.WAITING:
        ids = [one.id for one in queue.waiting]
        place = ids.index(ticket.pk) if ticket.pk in ids else queue.count
        ahead = queue.waiting[max(0, place - 3) : place]
    now = next(iter((*queue.called, *queue.serving)), None)
    return Mine(
        placed(ticket), ticket.unit_id, ticket.city_id, ticket.day, place, ahead, now,
        queue.turn(place) if ticket.state == states.WAITING else None, ticket.rating,
    )  # fmt: skip
