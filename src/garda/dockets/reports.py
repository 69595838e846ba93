"""Reading reports: those of a docket, one's own, those waiting to be sorted; words opened where one may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from garda.cases import sealing
from garda.dockets import replying
from garda.dockets.models import Report
from garda.dockets.states import PERFECT
from garda.people.models import City, Person
from garda.people.register import register_of
from garda.trails import reading, writing
from garda.trails.models import Line

PAGE = 20
MOST_PAGES = 10_000
LONGEST_LIST = 100


@dataclass(frozen=True)
class Shown:
    """A report as a page reads it. `words` and `proposal` are empty for whoever may not open them."""

    id: int
    docket: int | None
    reference: str
    unit_id: int | None
    unit: str
    person: str
    person_id: int | None
    source: str
    kind: str
    service: str
    part: str
    burden: int | None
    at: datetime
    words: str
    proposal: str
    erased: bool
    cases: tuple[str, ...]
    reply: str
    replied_at: datetime | None
    replied_by: str
    read_at: datetime | None
    withdrawn_at: datetime | None
    simulated: bool


def of_docket(
    city: City, docket_id: int, *, open_to: Iterable[int] | None, page: int = 1, waiting: bool = False
) -> tuple[list[Shown], bool]:
    """Reports of a docket, the oldest first, and whether more follow.

    Words and names only of reports from units in `open_to` (None: of all); others are counted, not read.
    """
    rows = Report.objects.filter(city=city, docket_id=docket_id).order_by("at", "pk")
    if waiting:
        rows = rows.filter(replied_at__isnull=True)
    page = min(max(page, 1), MOST_PAGES)
    if open_to is not None:
        rows = rows.filter(unit_id__in=list(open_to))
    found = list(_with_all(rows)[(page - 1) * PAGE : page * PAGE + 1])
    return [shown(row, city) for row in found[:PAGE]], len(found) > PAGE


def unsorted(city: City, page: int = 1) -> tuple[list[Shown], bool]:
    """Reports that wait to be sorted, the longest waiting first."""
    rows = Report.objects.filter(city=city, docket__isnull=True, replied_at__isnull=True)
    page = min(max(page, 1), MOST_PAGES)
    found = list(_with_all(rows.order_by("at", "pk"))[(page - 1) * PAGE : page * PAGE + 1])
    return [shown(row, city) for row in found[:PAGE]], len(found) > PAGE


def count_unsorted(city: City) -> int:
    """How many wait to be sorted."""
    return Report.objects.filter(city=city, docket__isnull=True, replied_at__isnull=True).count()


def one_unsorted(city: City, report_id: int) -> Shown | None:
    """One report of the sorting list."""
    rows = Report.objects.filter(city=city, docket__isnull=True, replied_at__isnull=True, pk=report_id)
    row = _with_all(rows).first()
    return shown(row, city) if row else None


def exists(city: City, report_id: int) -> bool:
    """Whether the city has such a report at all."""
    return Report.objects.filter(city=city, pk=report_id).exists()


def of_unit(city: City, unit_id: int, report_id: int) -> Shown | None:
    """One report that an office made or that is about it."""
    row = _with_all(Report.objects.filter(city=city, unit_id=unit_id, pk=report_id)).first()
    return shown(row, city) if row else None


def references(city: City, report_ids: Iterable[int]) -> dict[int, str]:
    """The article of each of these reports; one query."""
    return dict(Report.objects.filter(city=city, pk__in=list(report_ids)).values_list("pk", "reference"))


def own(city: City, person: Person) -> list[Shown]:
    """Somebody's own reports, the latest first."""
    rows = _with_all(Report.objects.filter(city=city, by=person).order_by("-at", "-pk"))
    return [shown(row, city) for row in rows[:LONGEST_LIST]]


def fresh_answers(city: City, person: Person) -> int:
    """How many answers to one's own reports are still unread."""
    rows = Report.objects.filter(city=city, by=person, replied_at__isnull=False, read_at__isnull=True)
    return rows.count()


def own_one(city: City, person: Person, report_id: int, at: datetime) -> Shown | None:
    """One of somebody's own reports; that its answer was read is noted."""
    row = _with_all(Report.objects.filter(city=city, by=person, pk=report_id)).first()
    return _read(row, city, person, at)


def by_token(city: City, token: str, at: datetime) -> Shown | None:
    """A citizen's report, opened by the address that they alone have."""
    row = _with_all(Report.objects.filter(city=city, token=token, source="citizen")).first()
    return _read(row, city, None, at)


def note_opened(city: City, found: Iterable[Shown], *, by: Person, at: datetime) -> None:
    """Note that residents' words were opened: one line per reader and report."""
    theirs = {str(one.id): one for one in found if one.source == "citizen" and one.words}
    if not theirs:
        return
    lines = Line.objects.filter(
        city=city, kind="rule-report", key__in=list(theirs), name="report.read", by=by
    )
    for key in set(theirs) - set(lines.values_list("key", flat=True)):
        with transaction.atomic():
            writing.write(
                city, "rule-report", key, "report.read", at=at, by=by, simulated=theirs[key].simulated
            )


def by_kind_since(city: City, reference: str, first: datetime, last: datetime) -> tuple[int, int]:
    """(hard, to be improved) reports on an article between two moments, over all its dockets."""
    rows = Report.objects.filter(
        city=city, reference=reference, at__gte=first, at__lt=last, withdrawn_at__isnull=True
    )
    found = rows.aggregate(n=Count("pk"), perfect=Count("pk", filter=Q(kind=PERFECT)))
    return found["n"] - found["perfect"], found["perfect"]


def _with_all(rows: QuerySet[Report]) -> QuerySet[Report]:
    return rows.select_related("by", "replied_by").prefetch_related("proofs__case")


def _read(row: Report | None, city: City, person: Person | None, at: datetime) -> Shown | None:
    if row is None:
        return None
    row.city = city
    replying.note_read(row, by=person, at=at)
    return shown(row, city)


def shown(row: Report, city: City) -> Shown:
    """The report with its words opened."""
    unit = register_of(city).unit(row.unit_id) if row.unit_id else None
    return Shown(
        id=row.pk,
        docket=row.docket_id,
        reference=row.reference,
        unit_id=row.unit_id,
        unit=unit.name if unit else "",
        person=row.by.name if row.by else "",
        person_id=row.by_id,
        source=row.source,
        kind=row.kind,
        service=row.service,
        part=row.part,
        burden=row.burden,
        at=row.at,
        words=sealing.unseal(row.words) if row.words else "",
        proposal=sealing.unseal(row.proposal) if row.proposal else "",
        erased=row.erased_at is not None,
        cases=tuple(proof.case.number for proof in row.proofs.all()),
        reply=row.reply,
        replied_at=row.replied_at,
        replied_by=row.replied_by.name if row.replied_by else "",
        read_at=row.read_at,
        withdrawn_at=row.withdrawn_at,
        simulated=row.simulated,
    )


def last_line(city: City, report_id: int) -> int:
    """What a form about one report hands over as `seen`."""
    return reading.last_seq(city, "rule-report", report_id)
