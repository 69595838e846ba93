"""What comes to be classed beside complaints: reports about rules, empty offices, comments, criticism.

Comments and criticism come month by month when the month is over, in no order and under its last day, so that
nobody learns from a row when somebody wrote. Of criticism only the part is kept, once it was answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count

from garda.cases import sealing
from garda.cases.sealing import Unsealable
from garda.dockets.models import Report
from garda.figures import parting
from garda.figures.models import PartClass
from garda.integrity.boxing import inside_of
from garda.integrity.models import Criticism
from garda.meaning import parts as meaning
from garda.people.calendars import city_calendar
from garda.people.models import City
from garda.people.register import register_of
from garda.rosters.models import EmptyReport
from garda.scoring import FEWEST
from garda.surveys import periods
from garda.surveys.models import Response
from garda.trails.models import Line

BACK = timedelta(days=30)  # a clock that stood still loses nothing
AT_ONCE = 300
ANSWERED_WITHIN = timedelta(days=120)
# By their kind these speak of one part; nobody needs to sort them.
BY_KIND = {"rule": ("rules",), "empty": ("behaviour",)}


def gather(at: datetime) -> int:
    """Everything that came in since; how many records were classed. Bounded; doing it twice adds nothing."""
    return sum(gather_city(city, at) for city in City.objects.all())


def gather_city(city: City, at: datetime) -> int:
    """The same for one city."""
    month = periods.latest(city_calendar(city).local(at).date()).last
    done = _rules(city, at) + _empties(city, at)
    for kind, read in (("comment", _comments), ("criticism", _criticisms)):
        if not PartClass.objects.filter(city=city, day=month, kind=kind).exists():
            with transaction.atomic():
                done += read(city, month, at)
    return done


def _rules(city: City, at: datetime) -> int:
    made = Line.objects.filter(city=city, name="report.made", at__gte=at - BACK, at__lte=at)
    keys = _fresh(city, "rule", list(made.order_by("-at").values_list("key", flat=True)[:AT_ONCE]))
    rows = Report.objects.filter(pk__in=[int(key) for key in keys], unit__isnull=False) if keys else ()
    return sum(_note(city, "rule", row.pk, row.unit_id, row.at, row.simulated) for row in rows)


def _empties(city: City, at: datetime) -> int:
    units = list(register_of(city).units)
    late = EmptyReport.objects.filter(unit_id__in=units, at__range=(at - BACK, at)).order_by("-at", "-pk")
    rows = list(late[:AT_ONCE])
    fresh = set(_fresh(city, "empty", [str(row.pk) for row in rows]))
    return sum(
        _note(city, "empty", row.pk, row.unit_id, row.at, row.simulated)
        for row in rows
        if str(row.pk) in fresh
    )


def _note(city: City, kind: str, key: int, unit_id: int | None, at: datetime, simulated: bool) -> int:
    if unit_id is None:
        return 0
    unit, day = register_of(city).unit(unit_id), city_calendar(city).local(at).date()
    made = parting.note(unit, kind, str(key), day, BY_KIND[kind], at=at, simulated=simulated, sure=True)
    return int(made is not None)


def _fresh(city: City, kind: str, keys: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(keys))
    known = set(PartClass.objects.filter(city=city, kind=kind, key__in=wanted).values_list("key", flat=True))
    return [key for key in wanted if key not in known]


def _comments(city: City, last: date, at: datetime) -> int:
    """The comments of one month, of offices from which five or more said something."""
    said_in = Response.objects.filter(
        city=city,
        day__range=(last.replace(day=1), last),
        comment__isnull=False,
        unit__isnull=False,
        aside=False,
    )
    enough = said_in.values("unit").annotate(many=Count("pk")).filter(many__gte=FEWEST)
    done = 0
    for unit_id in sorted(enough.values_list("unit", flat=True)):
        unit = register_of(city).unit(unit_id)
        for row in said_in.filter(unit=unit_id).order_by("pk"):
            if not row.comment:
                continue
            said = meaning.suggest(_unsealed(row.comment))
            made = parting.note(
                unit,
                "comment",
                str(row.pk),
                last,
                said.keys,
                at=at,
                praise=said.praise,
                simulated=row.simulated,
            )
            done += made is not None
    return done


def _criticisms(city: City, last: date, at: datetime) -> int:
    """The criticism received by the month's end and answered by now: the part it speaks of, nothing else."""
    rows = Criticism.objects.filter(
        city=city, received_on__range=(last - ANSWERED_WITHIN, last), answered_at__isnull=False
    )
    done = 0
    for row in rows.order_by("pk"):
        try:
            words = str(inside_of(row.sealed)["words"]) if row.sealed else ""
        except (Unsealable, KeyError):
            words = ""
        parts = meaning.suggest(words).keys or ("behaviour",)
        unit = register_of(city).unit(row.unit_id)
        made = parting.note(
            unit, "criticism", str(row.pk), last, parts, at=at, simulated=row.simulated, sure=True
        )
        done += made is not None
    return done


def _unsealed(words: bytes | memoryview) -> str:
    try:
        return sealing.unseal(words)
    except Unsealable:
        return ""


def comment_of(city: City, key: str) -> str:
    """The words of a comment that was classed; "" once they were erased."""
    row = Response.objects.filter(city=city, pk=int(key)).first() if key.isdigit() else None
    return _unsealed(row.comment) if row is not None and row.comment else ""
