"""Reading dockets: ranked by people affected, by age, one at a time; reports to be sorted, one's own reports.

Pages get plain dataclasses. Every list is paged; who may read what, the pages ask of the doors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from garda.cases.publishing import all_in_force, flow_by_id
from garda.dockets.models import Docket, FromUnit, Renewal, Stay
from garda.dockets.states import CHANGE, CLOSED, DECIDED, LIVE, UNDECIDED
from garda.people.models import City
from garda.people.register import register_of

PAGE = 20
MOST_PAGES = 500
CLOSED_LOOKED_AT = 2000


@dataclass(frozen=True)
class Row:
    """A docket in a list. `wards`: how many of its `units` are kelurahan; `burden`: mean minutes, or None."""

    id: int
    reference: str
    unit_id: int
    unit: str
    state: str
    decision: str
    reason: str
    opened_at: datetime
    due_at: datetime
    late: bool
    raised: int
    decided_at: datetime | None
    closed_at: datetime | None
    decided_by: str
    new_first: date | None
    reports: int
    hard: int
    perfect: int
    units: int
    wards: int
    visitors: int
    answered: int
    burdened: int
    burden: int | None
    simulated: bool

    @property
    def waits(self) -> int:
        """Reporters without an answer."""
        return max(0, self.reports - self.answered)

    @property
    def undecided(self) -> bool:
        """Whether a decision is still to come."""
        return self.state in UNDECIDED


@dataclass(frozen=True)
class Listed:
    """One page of dockets; `more` says whether another follows."""

    rows: list[Row]
    page: int
    more: bool


def row_of(docket: Docket, at: datetime, wards: int) -> Row:
    """The docket as pages read it."""
    mean = (2 * docket.burden + docket.burdened) // (2 * docket.burdened) if docket.burdened else None
    return Row(
        docket.pk, docket.reference, docket.unit_id, register_of(docket.city).unit(docket.unit_id).name,
        docket.state, docket.decision, docket.reason, docket.opened_at, docket.due_at,
        docket.state != CLOSED and docket.due_at < at, docket.raised, docket.decided_at, docket.closed_at,
        docket.decided_by.name if docket.decided_by else "", docket.new_first, docket.reports, docket.hard,
        docket.perfect, docket.units, wards, docket.visitors, docket.answered, docket.burdened, mean,
        docket.simulated,
    )  # fmt: skip


def rows_of(city: City, dockets: Sequence[Docket], at: datetime) -> list[Row]:
    """Rows of dockets at hand; one query, for the wards among their units."""
    units = register_of(city).units
    wards = [pk for pk, unit in units.items() if unit.kind == "kelurahan"]
    counts = FromUnit.objects.filter(docket__in=dockets, unit_id__in=wards).values_list("docket_id")
    found = dict(counts.annotate(n=Count("pk")).order_by())
    for one in dockets:
        one.city = city
    return [row_of(one, at, found.get(one.pk, 0)) for one in dockets]


def ranked(
    city: City, at: datetime, *, units: Iterable[int] | None = None, closed: bool = False, page: int = 1
) -> Listed:
    """Dockets by people affected, the most first; with `units`, those that these units reported or decide.

    Closed ones come latest first.
    """
    rows = _near(Docket.objects.filter(city=city, state=CLOSED) if closed else _live(city), units)
    order = ("-closed_at", "-pk") if closed else ("-visitors", "-reports", "pk")
    return _paged(city, rows.order_by(*order), at, page)


def aged(city: City, at: datetime, page: int = 1, *, units: Iterable[int] | None = None) -> Listed:
    """Open loops, the oldest first; with `units`, those that these units reported or decide."""
    return _paged(city, _near(_live(city), units).order_by("opened_at", "pk"), at, page)


def _near(rows: QuerySet[Docket], units: Iterable[int] | None) -> QuerySet[Docket]:
    """Those that these units reported or decide; all of them where none are named."""
    if units is None:
        return rows
    near = list(units)
    theirs = Exists(FromUnit.objects.filter(docket=OuterRef("pk"), unit_id__in=near))
    return rows.filter(theirs | Q(unit_id__in=near))


def _live(city: City) -> QuerySet[Docket]:
    return Docket.objects.filter(city=city, state__in=LIVE)


def _paged(city: City, rows: QuerySet[Docket], at: datetime, page: int) -> Listed:
    page = min(max(page, 1), MOST_PAGES)
    found = list(rows.select_related("decided_by")[(page - 1) * PAGE : page * PAGE + 1])
    return Listed(rows_of(city, found[:PAGE], at), page, len(found) > PAGE)


def docket_of(city: City, docket_id: int) -> Docket | None:
    """The docket of that id in this city, for the verbs of the room."""
    found = (
        Docket.objects.select_related("decided_by", "decided_post").filter(city=city, pk=docket_id).first()
    )
    if found is not None:
        found.city = city
        found.unit = register_of(city).unit(found.unit_id)
    return found


def of_units(city: City, docket_id: int) -> list[tuple[int, int]]:
    """(unit id, reports) of one docket, the most first."""
    rows = FromUnit.objects.filter(docket_id=docket_id, docket__city=city).order_by("-count", "unit_id")
    return list(rows.values_list("unit_id", "count"))


def waiting_for(city: City, units: Sequence[int]) -> int:
    """How many dockets wait for a decision or an end in these units; one query."""
    return _live(city).filter(unit_id__in=units).count()


# ---- the loop as a whole -------------------------------------------------------------------------
@dataclass(frozen=True)
class Loops:
    """How long loops take: the median of closed ones in days with its n, and open ones by age."""

    closed: int
    median: int | None
    open: int
    late: int
    young: int
    month: int
    old: int
    oldest: datetime | None
    simulated: bool


def loops(city: City, at: datetime, *, units: Iterable[int] | None = None) -> Loops:
    """From the first report to the end, over loops closed in the last twelve months; two queries.

    With `units`, over those that these units reported or decide.
    """
    near = None if units is None else list(units)
    closed = Docket.objects.filter(city=city, state=CLOSED, closed_at__gt=at - timedelta(days=365))
    done = _near(closed, near)
    spans = done.order_by("-closed_at").values_list("opened_at", "closed_at", "simulated")[:CLOSED_LOOKED_AT]
    days = sorted((end - first).days for first, end, _made_up in spans if end)
    live = _near(_live(city), near).order_by("opened_at")
    open_ = list(live.values_list("opened_at", "due_at", "simulated")[:5000])
    ages = [(at - first).days for first, _due, _made_up in open_]
    return Loops(
        closed=len(days),
        median=days[(len(days) - 1) // 2] if days else None,
        open=len(open_),
        late=sum(due < at for _first, due, _made_up in open_),
        young=sum(age < 30 for age in ages),
        month=sum(30 <= age < 60 for age in ages),
        old=sum(age >= 60 for age in ages),
        oldest=open_[0][0] if open_ else None,
        simulated=any(one[2] for one in (*spans, *open_)),
    )


# ---- what came of it -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Renewed:
    """A service whose version came from a docket: `before` and `after` are ids of versions."""

    docket: int
    key: str
    before: int
    after: int
    version: int
    since: datetime


def renewed(dockets: Iterable[int]) -> dict[int, list[Renewed]]:
    """The new versions of each docket; one query."""
    found: dict[int, list[Renewed]] = {}
    rows = Renewal.objects.filter(docket_id__in=list(dockets)).select_related("after")
    for row in rows.order_by("after__key", "pk"):
        one = Renewed(
            row.docket_id, row.after.key, row.before_id, row.after_id, row.after.version,
            row.after.in_force_from,
        )  # fmt: skip
        found.setdefault(row.docket_id, []).append(one)
    return found


@dataclass(frozen=True)
class Stayed:
    """A service that rests on the article and stays as it is, with the decider's reason."""

    key: str
    title: str
    reason: str


def stayed(city: City, dockets: Iterable[int], at: datetime, lang: str) -> dict[int, list[Stayed]]:
    """The services of each docket that were said to need no change; one query."""
    titles = {
        row.key: flow_by_id(row.pk).title.of(lang) for row in all_in_force(city, at, simulated=True)
    }  # fmt: skip
    found: dict[int, list[Stayed]] = {}
    for row in Stay.objects.filter(docket_id__in=list(dockets)).order_by("key"):
        found.setdefault(row.docket_id, []).append(Stayed(row.key, titles.get(row.key, row.key), row.reason))
    return found


def changed(city: City, at: datetime, page: int = 1) -> Listed:
    """Dockets that changed something that is in force, the latest first: what anyone may read."""
    since = Exists(Renewal.objects.filter(docket=OuterRef("pk"), after__in_force_from__lte=at))
    only_rule = Q(state=CLOSED, new_first__isnull=False)
    rows = Docket.objects.filter(city=city, decision=CHANGE, state__in=(DECIDED, CLOSED))
    return _paged(city, rows.filter(since | only_rule).order_by("-decided_at", "-pk"), at, page)


def kept(city: City, at: datetime) -> list[Row]:
    """The latest loops that ended in another way than a change."""
    rows = Docket.objects.filter(city=city, state=CLOSED).exclude(decision=CHANGE)
    return _paged(city, rows.order_by("-closed_at", "-pk"), at, 1).rows


def brought_by(city: City, key: str, at: datetime) -> Row | None:
    """The docket that brought about a version of this service within the last year; two queries."""
    rows = Renewal.objects.filter(
        docket__city=city, after__key=key, after__city=city, after__in_force_from__lte=at,
        after__in_force_from__gt=at - timedelta(days=365),
    )  # fmt: skip
    found = rows.select_related("docket__decided_by").order_by("-after__in_force_from").first()
    return rows_of(city, [found.docket], at)[0] if found else None
