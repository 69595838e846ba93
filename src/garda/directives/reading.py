"""Directives as pages read them: whose, where from, and how far each addressee is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from garda.cases import sealing
from garda.directives import dates, states
from garda.directives.models import Directive, Proof, Task
from garda.people.models import City, Person, Unit
from garda.people.register import register_of

PAGE = 20
LISTED = 60
FAMILY = 200


@dataclass(frozen=True)
class Heading:
    """A directive in one line: what it is about and whose it is."""

    id: int
    title: str
    origin_title: str
    origin_name: str
    given_on: date
    due: date
    state: str
    closed: bool
    simulated: bool
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def asked(self) -> int:
        """Of how many units it is asked: those let go don't count."""
        return sum(n for state, n in self.counts.items() if state != states.RELEASED)

    @property
    def caught(self) -> int:
        """How many units have caught it, whatever they did since."""
        return sum(self.counts.get(state, 0) for state in (states.CAUGHT, states.DONE, states.VERIFIED))

    @property
    def implemented(self) -> int:
        """How many units have handed in what they did."""
        return self.counts.get(states.DONE, 0) + self.counts.get(states.VERIFIED, 0)

    @property
    def verified(self) -> int:
        """At how many units somebody else found it done."""
        return self.counts.get(states.VERIFIED, 0)


@dataclass(frozen=True)
class Whole:
    """A directive with its words, its chain of origin (the first on top) and what was derived from it."""

    heading: Heading
    words: str
    place: str
    written_by: str
    written_at: datetime
    coordinated_by: str
    coordinated_at: datetime | None
    why_withdrawn: str
    origin_unit: int
    chain: tuple[Heading, ...]
    derived: tuple[Heading, ...]


@dataclass(frozen=True)
class Evidence:
    """One proof: which, what kind of file, of which round."""

    id: int
    is_photo: bool
    round: int
    at: datetime


@dataclass(frozen=True)
class OfUnit:
    """What one unit has to do, and how it stands there."""

    id: int
    directive_id: int
    title: str
    unit: Unit
    state: str
    due: date
    why_due: str
    catch_by: datetime
    late: bool
    restated: str
    caught_at: datetime | None
    caught_by: str
    done: str
    done_at: datetime | None
    done_by: str
    done_by_id: int | None
    verdict: str
    verdict_at: datetime | None
    verdict_by: str
    returned: int
    simulated: bool
    proofs: tuple[Evidence, ...] = ()
    origin_unit: int = 0  # whose office gave it


# ---- lists ---------------------------------------------------------------------------------------
def given(city: City, *, units: Collection[int] | None = None, page: int = 1) -> tuple[list[Heading], int]:
    """Directives of the city, the latest first, with their counts; (rows, how many in all); three queries.

    With `units`, only those that are asked of one of these units, or were given by one of their posts; the
    counts are of these units then, but of all where they gave it.
    """
    rows = Directive.objects.filter(city=city)
    if units is not None:
        asked = Task.objects.filter(unit__in=units).values("directive_id")
        rows = rows.filter(Q(pk__in=asked) | Q(origin_post__unit__in=units))
    total = rows.count()
    start = max(0, min(page - 1, (total - 1) // PAGE)) * PAGE
    found = list(rows.order_by("-given_on", "-pk")[start : start + PAGE])
    counts = _counts([row.pk for row in found], units)
    return [_heading(row, counts) for row in found], total


def whole(city: City, directive_id: int, units: Collection[int] | None = None) -> Whole | None:
    """One directive of the city, or None; four queries.

    With `units`, what was derived from it only where one of these is asked or gave it, counted as in a list.
    """
    rows = Directive.objects.select_related("written_by", "coordinated_by", "origin_post")
    row = rows.filter(city=city, pk=directive_id).first()
    if row is None:
        return None
    first = row.root_id or row.pk
    family = list(Directive.objects.filter(Q(pk=first) | Q(root=first)).order_by("given_on", "pk")[:FAMILY])
    by_id = {one.pk: one for one in family}
    chain: list[Directive] = []
    here = row.parent_id
    while here in by_id and len(chain) < FAMILY:
        chain.append(by_id[here])
        here = by_id[here].parent_id
    below = [one for one in family if one.parent_id == row.pk]
    counts = _counts([row.pk, *(one.pk for one in below)], units)
    if units is not None:
        below = [one for one in below if one.pk in counts]
    return Whole(
        _heading(row, counts), row.words, row.place, row.written_by.name, row.written_at,
        row.coordinated_by.name if row.coordinated_by else "", row.coordinated_at, row.why_withdrawn,
        row.origin_post.unit_id, tuple(_heading(one, {}) for one in reversed(chain)),
        tuple(_heading(one, counts) for one in below),
    )  # fmt: skip


def units_of(city: City, directive_id: int, at: datetime, state: str = "") -> list[OfUnit]:
    """Every addressee with its state, those that are late first; `state` as on the page's counts."""
    rows = _tasks(city).filter(directive=directive_id)
    if state in FILTERS:
        rows = rows.filter(state__in=FILTERS[state])
    found = [_of_unit(row, city, at) for row in rows]
    order = {name: place for place, name in enumerate(states.STATES)}
    return sorted(found, key=lambda one: (not one.late, order[one.state], one.unit.name))


# The counts of a page → the states that they count.
FILTERS: Mapping[str, tuple[str, ...]] = {
    "asked": (states.SENT, states.CAUGHT, states.DONE, states.VERIFIED),
    "missing": (states.SENT,),
    "caught": (states.CAUGHT, states.DONE, states.VERIFIED),
    "implemented": (states.DONE, states.VERIFIED),
    "verified": (states.VERIFIED,),
}


def of_unit(city: City, directive_id: int, unit: Unit, at: datetime) -> OfUnit | None:
    """What one unit has to do about it, with the proofs it handed in; two queries."""
    row = _tasks(city).filter(directive=directive_id, unit=unit).first()
    if row is None:
        return None
    rows = Proof.objects.filter(task=row).order_by("pk").values_list("pk", "media_type", "round", "at")
    proofs = tuple(Evidence(pk, kind == "image/jpeg", turn, when) for pk, kind, turn, when in rows)
    return _of_unit(row, city, at, proofs)


def mine(city: City, units: Collection[int], at: datetime) -> list[OfUnit]:
    """What is still to be done by these units: what is due first; at most LISTED."""
    rows = _tasks(city).filter(unit__in=units, state__in=(states.SENT, states.CAUGHT))
    return [_of_unit(row, city, at) for row in rows.order_by("due", "pk")[:LISTED]]


def to_verify(city: City, units: Collection[int], but: Person, at: datetime) -> list[OfUnit]:
    """What waits to be verified at these units and was not done by the reader; the oldest first."""
    rows = _tasks(city).filter(unit__in=units, state=states.DONE).exclude(done_by=but)
    return [_of_unit(row, city, at) for row in rows.order_by("done_at", "pk")[:LISTED]]


def to_coordinate(city: City) -> list[Heading]:
    """Directives that were not yet sent to any unit; the oldest first."""
    rows = Directive.objects.filter(city=city, state=Directive.WAITING)
    return [_heading(row, {}) for row in rows.order_by("written_at", "pk")[:LISTED]]


def waiting(
    city: City, *, mine: Collection[int], verify: Collection[int], but: Person, coordinates: bool
) -> int:
    """How much waits for somebody: to catch or do, to verify, to coordinate; two queries."""
    rows = Task.objects.filter(
        Q(unit__in=mine, state__in=(states.SENT, states.CAUGHT))
        | (Q(unit__in=verify, state=states.DONE) & ~Q(done_by=but))
    )
    count = rows.count() if mine or verify else 0
    if coordinates:
        count += Directive.objects.filter(city=city, state=Directive.WAITING).count()
    return count


def names_in(city: City, directive_id: int) -> set[int]:
    """The ids of the units of which it is asked, those let go as well."""
    return set(
        Task.objects.filter(directive=directive_id, directive__city=city).values_list("unit_id", flat=True)
    )


def proof_of(city: City, directive_id: int, unit: Unit, proof_id: int) -> tuple[str, bytes] | None:
    """(its kind, the file) of one proof that the unit handed in, or None."""
    rows = Proof.objects.filter(task__directive__city=city, task__directive=directive_id, task__unit=unit)
    row = rows.filter(pk=proof_id).first()
    return (row.media_type, sealing.unseal_bytes(row.content)) if row else None


# ---- from rows -----------------------------------------------------------------------------------
def _tasks(city: City) -> QuerySet[Task]:
    rows = Task.objects.filter(directive__city=city)
    return rows.select_related("directive__origin_post", "caught_by", "done_by", "verdict_by")


def _counts(ids: Collection[int], units: Collection[int] | None = None) -> dict[int, dict[str, int]]:
    rows = Task.objects.filter(directive__in=ids)
    if units is not None:
        rows = rows.filter(Q(unit__in=units) | Q(directive__origin_post__unit__in=units))
    pairs = rows.values_list("directive_id", "state")
    found: dict[int, dict[str, int]] = {}
    for pk, state, n in pairs.annotate(n=Count("pk")).order_by():
        found.setdefault(pk, {})[state] = n
    return found


def _heading(row: Directive, counts: Mapping[int, Mapping[str, int]]) -> Heading:
    return Heading(
        row.pk, row.title, row.origin_title, row.origin_name, row.given_on, row.due, row.state, row.closed,
        row.simulated, dict(counts.get(row.pk, {})),
    )  # fmt: skip


def _of_unit(row: Task, city: City, at: datetime, proofs: tuple[Evidence, ...] = ()) -> OfUnit:
    unit = register_of(city).unit(row.unit_id)
    late = dates.late(row.state, row.catch_by, dates.end_of(unit, row.due), at)
    return OfUnit(
        row.pk, row.directive_id, row.directive.title, unit, row.state, row.due, row.why_due, row.catch_by,
        late, row.restated, row.caught_at, _name(row.caught_by), row.done, row.done_at, _name(row.done_by),
        row.done_by_id, row.verdict, row.verdict_at, _name(row.verdict_by), row.returned, row.simulated,
        proofs, row.directive.origin_post.unit_id,
    )  # fmt: skip


def _name(person: Person | None) -> str:
    return person.name if person else ""
