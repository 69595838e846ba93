"""Closing rounds among staff: when one is over, which figures of it may be shown is decided, once.

Until then nothing of it is shown: a page read before and after one answer would tell that answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from garda.people.calendars import city_calendar
from garda.people.models import City
from garda.people.register import register_of
from garda.surveys import pooling
from garda.surveys.models import Box, Point, Round
from garda.surveys.pooling import Cell, Figure, Subject
from garda.surveys.rounds import STAFF
from garda.trails import writing

AT_A_TIME = 20
KIND = "round"


def close_past(at: datetime, most: int = AT_A_TIME) -> int:
    """Close every staff round whose last day is over, the oldest first; how many."""
    rows = Round.objects.filter(audience=STAFF, closed_at__isnull=True, last__lt=_latest(at))
    done = 0
    for row in rows.select_related("city").order_by("last", "pk")[:most]:
        if row.last < city_calendar(row.city).local(at).date():
            done += close(row.pk, at)
    return done


def _latest(at: datetime) -> date:
    """No day from here on can be over in any city; of those before, each city says itself."""
    return date.fromordinal(at.date().toordinal() + 1)


def close(round_id: int, at: datetime) -> int:
    """Decide what of this round may be shown and keep it; 1, or 0 when it was closed already."""
    with transaction.atomic():
        city_id = Round.objects.values_list("city_id", flat=True).get(pk=round_id)
        city = City.objects.select_for_update().get(pk=city_id)  # one at a time: each sees what is shown
        row = Round.objects.select_related("instrument").get(pk=round_id)
        if row.closed_at is not None:
            return 0
        row.closed_at = at
        row.save(update_fields=["closed_at"])
        over = _over(row)
        sheets = _sheets(over)
        counts = {cell: sum(patterns.values()) for cell, patterns in sheets.items()}
        subjects = subjects_of(city)
        before = list(Point.objects.filter(city=city, key=row.instrument.key).order_by("last", "pk"))
        shown = [_figure(one) for one in before if one.instrument_id == row.instrument_id]
        waiting = _waiting(subjects, shown, [one.pk for one in over])
        fresh = pooling.decide(subjects, waiting, shown, counts)
        days = {one.pk: (one.first, one.last) for one in over}
        Point.objects.bulk_create([_point(row, one, days, sheets) for one in fresh], batch_size=200)
        facts = {"figures": len(fresh)}
        writing.write(
            city, KIND, row.pk, "round.closed", at=at, unit=row.unit, facts=facts, simulated=row.simulated
        )
    return 1


def subjects_of(city: City) -> list[Subject]:
    """Of whom figures may speak: each unit alone, then the units with all beneath them."""
    units = list(register_of(city).units.values())
    alone = [Subject(one.pk, False, frozenset({one.pk})) for one in units]
    deep = []
    for one in units:
        beneath = frozenset(other.pk for other in units if other.path.startswith(one.path))
        if len(beneath) > 1:
            deep.append(Subject(one.pk, True, beneath))
    return alone + sorted(deep, key=lambda one: (len(one.units), one.unit))


def _over(row: Round) -> list[Round]:
    """The closed rounds of the same edition, this one among them, in the order in which they ended."""
    rows = Round.objects.filter(
        city_id=row.city_id, instrument_id=row.instrument_id, audience=STAFF, closed_at__isnull=False
    )
    return list(rows.order_by("last", "pk"))


def _sheets(over: Sequence[Round]) -> dict[Cell, dict[str, int]]:
    """The whole sheets in each box: one with a question left out would make a figure of fewer people."""
    found: dict[Cell, dict[str, int]] = {}
    rows = Box.objects.filter(round__in=[one.pk for one in over])
    for round, unit, patterns in rows.values_list("round_id", "unit_id", "patterns"):
        whole = {text: times for text, times in patterns.items() if "-" not in text and times > 0}
        if whole:
            found[round, unit] = whole
    return found


def _waiting(
    subjects: Sequence[Subject], shown: Sequence[Figure], rounds: Sequence[int]
) -> dict[tuple[int, bool], list[int]]:
    """For each subject the rounds after the last that it shows, in their order."""
    at = {round: place for place, round in enumerate(rounds)}
    last: dict[tuple[int, bool], int] = {}
    for one in shown:
        name = (one.unit, one.deep)
        last[name] = max(last.get(name, -1), *(at.get(round, -1) for round in one.rounds))
    return {(one.unit, one.deep): list(rounds[last.get((one.unit, one.deep), -1) + 1 :]) for one in subjects}


def _figure(one: Point) -> Figure:
    return Figure(one.unit_id, one.deep, frozenset((int(r), int(u)) for r, u in one.cells), one.n)


def _point(
    row: Round, one: Figure, days: Mapping[int, tuple[date, date]], sheets: Mapping[Cell, Mapping[str, int]]
) -> Point:
    patterns: Counter[str] = Counter()
    for cell in one.cells:
        patterns.update(sheets[cell])
    return Point(
        city_id=row.city_id, instrument_id=row.instrument_id, key=row.instrument.key, unit_id=one.unit,
        deep=one.deep, cells=sorted(map(list, one.cells)), n=one.n, patterns=dict(sorted(patterns.items())),
        first=min(days[round][0] for round in one.rounds), last=max(days[round][1] for round in one.rounds),
        simulated=row.simulated,
    )  # fmt: skip
