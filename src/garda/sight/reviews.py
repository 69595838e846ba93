"""Published flows and when they must be looked at again: what is past its review, what a review decided.

A review without an outcome clears nothing; one with an outcome moves the day of the next one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, QuerySet

from garda.cases.models import Case, FlowReview, PublishedFlow
from garda.cases.publishing import all_in_force, flow_by_id
from garda.flow import Flow
from garda.people.calendars import city_calendar
from garda.people.models import City
from garda.people.register import register_of
from garda.sight import doubting
from garda.sight.lists import OPEN_STATES


@dataclass(frozen=True)
class Shelf:
    """A flow as the officer in charge sees it: version, days, when to review, how many matters use it."""

    key: str
    title: str
    kind: str
    version: int
    since: datetime
    review: date | None
    stale: bool
    days_past: int
    in_force: bool
    published_id: int
    running: int
    waiting: int = 0


@dataclass(frozen=True)
class Version:
    """One published version: who, when, until when, its text's fingerprint."""

    id: int
    version: int
    since: datetime
    until: datetime | None
    withdrawn: bool
    who: str
    fingerprint: str
    running: int


def next_review(row: PublishedFlow) -> date | None:
    """When to look at the version: the flow's own day, or a later one set by a review with an outcome."""
    days = [one.next_review for one in row.reviews.all() if one.outcome]
    return max([day for day in [row.review, *days] if day is not None], default=None)


def shelf(city: City, at: datetime, lang: str) -> list[Shelf]:
    """Every flow of the city, the stale first, then by title; those withdrawn at the end."""
    latest = _latest(city, at, lang, _running(city))
    waits = doubting.waiting(all_in_force(city, at))
    found = [replace(one, waiting=waits.get(one.key, 0)) for one in latest]
    return sorted(found, key=lambda one: (not one.in_force, not one.stale, -one.days_past, one.title))


def _latest(city: City, at: datetime, lang: str, running: dict[int, int]) -> list[Shelf]:
    today = city_calendar(city).local(at).date()
    latest = {row.key: row for row in _rows(city).prefetch_related("reviews")}
    return [_shelf(row, today, running, lang) for row in latest.values()]


def _rows(city: City) -> QuerySet[PublishedFlow]:
    rows = PublishedFlow.objects.filter(city=city, simulated=False)
    return rows.defer("text").order_by("key", "version")


def _running(city: City) -> dict[int, int]:
    # By unit, since that is how open matters are indexed: closed ones are never looked at.
    open_ones = Case.objects.filter(unit_id__in=list(register_of(city).units), state__in=OPEN_STATES)
    return dict(open_ones.values_list("flow_id").annotate(n=Count("pk")).order_by())


def _shelf(row: PublishedFlow, today: date, running: dict[int, int], lang: str) -> Shelf:
    day = next_review(row)
    in_force = not row.withdrawn and row.in_force_to is None
    stale = in_force and day is not None and day < today
    return Shelf(
        key=row.key,
        title=flow_by_id(row.pk).title.of(lang),
        kind=row.kind,
        version=row.version,
        since=row.in_force_from,
        review=day,
        stale=stale,
        days_past=(today - day).days if stale and day else 0,
        in_force=in_force,
        published_id=row.pk,
        running=running.get(row.pk, 0),
    )


def stale(city: City, at: datetime, lang: str) -> list[Shelf]:
    """The flows in force whose review day has passed, longest past first; running matters not counted."""
    today = city_calendar(city).local(at).date()
    days = _rows(city).values_list("key", "pk", "withdrawn", "in_force_to", "review")
    latest = {key: (pk, withdrawn, until, day) for key, pk, withdrawn, until, day in days}
    # A review only ever moves the day on: what is not past its own day needs no second look.
    past = [
        pk
        for pk, withdrawn, until, day in latest.values()
        if not withdrawn and until is None and (day is None or day < today)
    ]
    rows = _rows(city).filter(pk__in=past).prefetch_related("reviews")
    found = [_shelf(row, today, {}, lang) for row in rows]
    return sorted((one for one in found if one.stale), key=lambda one: (-one.days_past, one.title))


def versions(city: City, key: str) -> list[Version]:
    """Every version of a flow, the latest first."""
    running = _running(city)
    return [
        Version(
            id=row.pk,
            version=row.version,
            since=row.in_force_from,
            until=row.in_force_to,
            withdrawn=row.withdrawn,
            who=f"{row.by.name}, {row.by_post.title}" if row.by and row.by_post else "",
            fingerprint=row.fingerprint,
            running=running.get(row.pk, 0),
        )
        for row in _rows(city).filter(key=key).select_related("by", "by_post").order_by("-version")
    ]


def published(city: City, key: str, version: int | None = None) -> PublishedFlow | None:
    """One version of a flow, the latest when none is named."""
    rows = PublishedFlow.objects.filter(city=city, key=key, simulated=False)
    return (rows.filter(version=version) if version else rows).order_by("-version").first()


def flow_at(row: PublishedFlow) -> Flow:
    """The flow of a published row."""
    return flow_by_id(row.pk)


def reviews_of(row: PublishedFlow) -> list[FlowReview]:
    """The reviews of a version, the latest first."""
    return list(row.reviews.select_related("by").order_by("-at", "-pk"))
