"""Reading reports of conduct: for their handlers, for the reporter by code, and as numbers for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from garda.integrity import boxing, handling, opening, states
from garda.integrity.models import Report, Slip, Step
from garda.people.holding import Held
from garda.people.models import City, Person
from garda.people.register import register_of
from garda.trails import reading

LISTED = 60
MOST_OPEN = 1000
TOLD = ("ask", "answer", "pass", "aside", "drop", "end")  # the steps that the reporter reads
ENOUGH = 5  # below this a number is not said


@dataclass(frozen=True)
class StepShown:
    """One step as a page shows it; of one that passed it on, the desk it went to and both offices."""

    name: str
    words: str
    day: date
    by: str
    desk: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Shown:
    """A report as its handler sees it: the cover; the rest only where they opened it.

    `who` is the accused as the reporter named them, `readers` whoever opened it before.
    """

    id: int
    unit: str
    post: str
    state: str
    received_on: date
    due_at: datetime
    late: bool
    heard_on: date | None
    outcome: str
    ended_on: date | None
    simulated: bool
    at_top: bool = False
    desk: str = ""
    opened: bool = False
    who: str = ""
    words: str = ""
    wishes: str = ""
    author: str = ""
    erased: bool = False
    seen: int = 0
    steps: list[StepShown] = field(default_factory=list)
    readers: list[opening.Reader] = field(default_factory=list)


@dataclass(frozen=True)
class Followed:
    """What the reporter sees with the code: state, limit, what is asked, how it ended. Nothing they wrote."""

    id: int
    state: str
    desk: str
    due_at: datetime
    late: bool
    outcome: str
    ended_on: date | None
    outside: bool
    said: list[StepShown]
    simulated: bool


@dataclass(frozen=True)
class Numbers:
    """What everybody may know; None where there are too few to say."""

    year: int
    received: int | None
    ended: int | None
    proven: int | None
    late: int | None
    simulated: bool = False


def listed(city: City, held: Iterable[Held], person: Person, at: datetime) -> list[Shown]:
    """Every report that this person handles: open ones by limit, then those that ended; four queries."""
    return desk(city, held, person, at)[0]


def desk(city: City, held: Iterable[Held], person: Person, at: datetime) -> tuple[list[Shown], int, int]:
    """The same, with how many are open and how many of those are late: no more are listed than are read."""
    every, held, there = Report.objects.filter(city=city), list(held), handling.been(person)
    # First who handles it, then how many are listed: what they may not see hides nothing from them.
    open_ = _handled(every.exclude(state=states.ENDED), city, held, there)
    over = _handled(every.filter(state=states.ENDED), city, held, there, "-ended_on")
    wanted = [row.pk for row in (*open_[:LISTED], *over[:LISTED])]
    rows = every.select_related("post").in_bulk(wanted)
    shown = [_shown(row, city, at) for row in _placed([rows[pk] for pk in wanted if pk in rows], city)]
    return shown, len(open_), sum(row.due_at <= at for row in open_)


def waiting(city: City, held: Iterable[Held], person: Person) -> int:
    """How many are open that this person handles: of any other not even the number is known; two queries."""
    rows = Report.objects.filter(city=city).exclude(state=states.ENDED)
    return len(_handled(rows, city, held, handling.been(person)))


def late(city: City, held: Iterable[Held], person: Person, at: datetime) -> tuple[int, bool]:
    """How many of those are past the limit of their step, and whether one is simulated; two queries."""
    rows = Report.objects.filter(city=city, due_at__lte=at).exclude(state=states.ENDED)
    found = _handled(rows, city, held, handling.been(person))
    return len(found), any(row.simulated for row in found)


def _handled(
    rows: QuerySet[Report], city: City, held: Iterable[Held], there: handling.Been, order: str = "due_at"
) -> list[Report]:
    held = list(held)
    desks = handling.desks_of(held)
    if not desks:
        return []
    found = rows.filter(desk__in=desks).order_by(order, "pk").defer("sealed")[:MOST_OPEN]
    return [row for row in _placed(found, city) if handling.may_handle(held, there, row)]


def one_of(city: City, report_id: int, held: Iterable[Held], *, by: Person, at: datetime) -> Shown | None:
    """One report for its handler, with words and steps where they opened it.

    None for everybody else, as if there were none.
    """
    row = _row(city, report_id)
    if row is None or not handling.may_handle(held, handling.been(by), row):
        return None
    seen = reading.last_seq(city, handling.KIND, row.pk)
    if not handling.opened_by(row, by):
        return _shown(row, city, at, who=opening.cover(row), seen=seen)
    inside, steps = boxing.inside_of(row.sealed), row.steps.select_related("by").order_by("seq")
    # Who wished the inspectorate to know them did not wish it of any other desk.
    asked = row.known and row.desk == handling.INSPECTORATE
    author = Person.objects.filter(pk=inside.get("from", 0), city=city).first() if asked else None
    said = [_step(one, one.by.name if one.by else "") for one in steps]
    return _shown(
        row, city, at, opened=True, who=str(inside.get("who", "")), words=str(inside.get("words", "")),
        wishes=str(inside.get("wishes", "")), author=author.name if author else "", seen=seen, steps=said,
        readers=opening.readers(row),
    )  # fmt: skip


def by_code(city: City, typed: str, at: datetime) -> tuple[str, Followed | None]:
    """For whoever has the code: ("box", None), ("open", it) or ("", None)."""
    if len(boxing.tidy(typed)) != boxing.LENGTH:
        return "", None
    mark = boxing.kept(city, typed)
    row = Report.objects.filter(code=mark, city=city).first()
    if row is None:
        lies = Slip.objects.filter(code=mark, kind=boxing.REPORT).exists()
        return ("box", None) if lies else ("", None)
    [row] = _placed([row], city)
    told = [one for one in row.steps.order_by("seq") if one.name in TOLD]
    # Who handles it is not said: the desk answers, not a person.
    said = [_step(one) for one in told]
    late = row.state != states.ENDED and row.due_at <= at
    # Where nobody of the desk may handle it, there is a way outside as well.
    able = handling.handlers_of(row, at)
    outside = row.unit.kind in handling.TOP or row.desk == handling.MAYOR or not able
    return "open", Followed(
        row.pk, row.state, row.desk, row.due_at, late, row.outcome, row.ended_on, outside, said, row.simulated
    )


def numbers(city: City, year: int, at: datetime) -> Numbers:
    """The public numbers of a year, each only from five on; two queries."""
    rows = Report.objects.filter(
        city=city, received_on__gte=date(year, 1, 1), received_on__lte=date(year, 12, 31)
    )
    found = rows.aggregate(
        received=Count("pk"),
        ended=Count("pk", filter=Q(state=states.ENDED)),
        proven=Count("pk", filter=Q(outcome=handling.PROVEN)),
        late=Count("pk", filter=~Q(state=states.ENDED) & Q(due_at__lte=at)),
    )
    said = {name: value if value >= ENOUGH else None for name, value in found.items()}
    # A number beside its whole gives the rest away: it is said only where the rest is none or enough as well.
    for name in ("ended", "proven", "late"):
        rest = found["received"] - found[name]
        if said["received"] is None or 0 < rest < ENOUGH:
            said[name] = None
    if (
        said["ended"] is not None
        and said["proven"] is not None
        and 0 < found["ended"] - found["proven"] < ENOUGH
    ):
        said["proven"] = None
    return Numbers(year, **said, simulated=rows.filter(simulated=True).exists())


# ---- the parts ---------------------------------------------------------------------------------------
def _row(city: City, report_id: int) -> Report | None:
    if not 0 < report_id < 2**63:
        return None
    rows = Report.objects.filter(city=city, pk=report_id).select_related("post")
    return next(iter(_placed(rows, city)), None)


def _placed(rows: Iterable[Report], city: City) -> list[Report]:
    """The rows with city and office out of the register."""
    found = list(rows)
    for row in found:
        row.city, row.unit = city, register_of(city).unit(row.unit_id)
    return found


def _step(row: Step, by: str = "") -> StepShown:
    inside = boxing.inside_of(row.sealed)
    words, desk, before, after = (str(inside.get(one, "")) for one in ("words", "desk", "before", "after"))
    return StepShown(row.name, words, row.day, by, desk, before, after)


def _shown(row: Report, city: City, at: datetime, **more: object) -> Shown:
    return Shown(
        id=row.pk, unit=row.unit.name, post=row.post.title if row.post else "", state=row.state,
        received_on=row.received_on, due_at=row.due_at,
        late=row.state != states.ENDED and row.due_at <= at, heard_on=row.heard_on, outcome=row.outcome,
        ended_on=row.ended_on, simulated=row.simulated, erased=not row.sealed, desk=row.desk,
        at_top=row.unit.kind in handling.TOP, **more,  # type: ignore[arg-type]
    )  # fmt: skip
