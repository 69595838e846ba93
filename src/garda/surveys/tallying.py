"""Adding up answers into tallies that `scoring` can score: from kept counts, never by reading every sheet.

Whole months come from the kept counts. Days at the edges of a period come from the sheets, by an index; a
round among staff comes from its boxes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from garda.people.models import City
from garda.scoring import Tally
from garda.scoring.tallying import Pattern
from garda.surveys.inviting import PAPER
from garda.surveys.keeping import ASIDE, marks_of
from garda.surveys.models import Box, Invitation, Kept, Response, Taken
from garda.surveys.publishing import Edition

BY = ("unit", "area", "service", "month", "marks", "simulated")
Name = tuple[Any, ...]


def cells(
    edition: Edition,
    first: date,
    last: date,
    by: Sequence[str] = ("unit", "service", "month"),
    *,
    units: Collection[int] | None = None,
    but: str = ASIDE,
) -> Mapping[Name, int]:
    """How many sheets each finest class holds, named by `by` (of BY): for scoring.showable.

    `but` are letters of marks that a sheet may not have ("a" filled in by an officer, "f" flagged, "x" set
    aside): without anything said, sheets set aside are left out.
    """
    found: dict[Name, int] = {}
    for name, marks, patterns in _read(edition, _where(units, None), first, last, by):
        if not any(mark in marks for mark in but):
            found[name] = found.get(name, 0) + sum(patterns.values())
    return found


def tallies(
    edition: Edition,
    first: date,
    last: date,
    by: Sequence[str],
    *,
    units: Collection[int] | None = None,
    service: str | None = None,
    but: str = ASIDE,
) -> dict[Name, Tally]:
    """A tally for each class named by `by`, in as many queries as one tally takes."""
    found: dict[Name, Counter[str]] = {}
    where = _where(units, service)
    for name, marks, patterns in _read(edition, where, first, last, by):
        if not any(mark in marks for mark in but):
            found.setdefault(name, Counter()).update(patterns)
    # A sheet filled in alike in many places is held once: a year of a city has many cells, few patterns.
    known: dict[str, Pattern] = {}
    return {name: Tally(edition.instrument, parsed(found.pop(name), known)) for name in list(found)}


def invited(
    city: City, *, units: Collection[int] | None = None, service: str | None = None, first: date, last: date
) -> int:
    """How many invitations were made for services of these days."""
    rows = invitations(city, first, last)
    if units is not None:
        rows = rows.filter(unit_id__in=list(units))
    if service is not None:
        rows = rows.filter(service=service)
    return rows.count()


def invitations(city: City, first: date, last: date) -> QuerySet[Invitation]:
    """The invitations for services of these days.

    Sheets of paper count once they were answered: nobody knows who was given the others.
    """
    rows = Invitation.objects.filter(city=city, served_on__range=(first, last), round__isnull=True)
    return rows.filter(~Q(source=PAPER) | Exists(Taken.objects.filter(invitation=OuterRef("pk"))))


def parsed(patterns: Mapping[str, int], known: dict[str, Pattern] | None = None) -> dict[Pattern, int]:
    """Kept patterns as a tally takes them; `known` holds those read already."""
    known = {} if known is None else known
    for text in patterns:
        if text not in known:
            known[text] = tuple(None if part == "-" else int(part) for part in text.split(","))
    return {known[text]: times for text, times in patterns.items() if times > 0}


def is_simulated(edition: Edition, first: date, last: date) -> bool:
    """Whether simulated sheets are among those of the period."""
    months = Kept.objects.filter(instrument_id=edition.pk, month__range=(first.replace(day=1), last))
    return months.filter(simulated=True).exists()


# ---- where the counts come from ------------------------------------------------------------------
def _where(units: Collection[int] | None, service: str | None) -> Q:
    where = Q()
    if units is not None:
        where &= Q(unit_id__in=list(units))
    if service is not None:
        where &= Q(service=service)
    return where


def _read(
    edition: Edition, where: Q, first: date, last: date, by: Sequence[str]
) -> Iterator[tuple[Name, str, Mapping[str, int]]]:
    """(name of the class, marks, patterns) of everything in the period."""
    if edition.instrument.asked == "staff":
        yield from _boxes(edition, where, first, last, by)
        return
    months, edges = parted(first, last)
    if months is not None:
        kept = Kept.objects.filter(where, instrument_id=edition.pk, month__range=months)
        columns = ("unit_id", "area_id", "service", "month", "marks", "simulated", "patterns")
        for row in kept.values_list(*columns).iterator(chunk_size=5000):
            yield _name(row, by), row[4], row[6]
    for begins, ends in edges:
        rows = Response.objects.filter(where, instrument_id=edition.pk, day__range=(begins, ends))
        yield from _sheets(rows, by)


def parted(first: date, last: date) -> tuple[tuple[date, date] | None, list[tuple[date, date]]]:
    """A period as its whole months (first days of the first and last of them) and the days around them."""
    begins = first if first.day == 1 else _next_month(first)
    ends = last if (last + timedelta(days=1)).day == 1 else last.replace(day=1) - timedelta(days=1)
    if begins > ends:
        return None, [(first, last)] if first <= last else []
    edges = []
    if first < begins:
        edges.append((first, begins - timedelta(days=1)))
    if ends < last:
        edges.append((ends + timedelta(days=1), last))
    return (begins, ends.replace(day=1)), edges


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _sheets(rows: QuerySet[Response], by: Sequence[str]) -> Iterator[tuple[Name, str, Mapping[str, int]]]:
    columns = (
        "unit_id", "area_id", "service", "day", "assisted_by_id", "flags", "aside", "simulated", "pattern"
    )  # fmt: skip
    for unit, area, service, day, helper, flags, aside, made_up, pattern in rows.values_list(
        *columns
    ).iterator(chunk_size=5000):
        marks = marks_of(helper is not None, bool(flags), aside)
        yield _name((unit, area, service, day.replace(day=1), marks, made_up), by), marks, {pattern: 1}


def _boxes(
    edition: Edition, where: Q, first: date, last: date, by: Sequence[str]
) -> Iterator[tuple[Name, str, Mapping[str, int]]]:
    rows = Box.objects.filter(where, round__instrument_id=edition.pk, round__last__range=(first, last))
    for row in rows.select_related("round"):
        place = (row.unit_id, row.round.area_id, "", row.round.last.replace(day=1), "", row.simulated)
        yield _name(place, by), "", row.patterns


def _name(row: Sequence[Any], by: Sequence[str]) -> Name:
    return tuple(row[BY.index(part)] for part in by)
