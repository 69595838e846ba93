"""Services as a resident meets them: what an office gives, found in everyday words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from garda.cases.models import FlowReview, PublishedFlow
from garda.cases.publishing import all_in_force, flow_by_id, in_force, shown_in_force
from garda.flow import Flow
from garda.people.calendars import city_calendar
from garda.people.models import Area, City, Unit
from garda.people.register import register_of
from garda.sight import indexes

GOOD_ENOUGH = 52.0
NEAR = 25.0


@dataclass(frozen=True)
class Service:
    """A flow in force as a list shows it."""

    key: str
    kind: str
    title: str
    lead: str
    when: str
    time: str
    fee: int
    offered: tuple[str, ...]
    stale: bool
    version: int
    instead: str = ""
    topic: str = ""


@dataclass(frozen=True)
class Found:
    """A service found by a phrase: how well it fits (0 to 100), the class of complaint if it is one, and the
    typed words that spoke for it."""

    service: Service
    score: float
    category: str = ""
    category_title: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class ServicePage:
    """All that the page of a service needs; the flow itself draws and lists the rest."""

    service: Service
    flow: Flow
    published_id: int
    version: int
    since: datetime
    fingerprint: str
    givers: tuple[Unit, ...]
    simulated: bool = False


def _service(row: PublishedFlow, stale: Collection[int], lang: str) -> Service:
    flow = flow_by_id(row.pk)
    return Service(
        key=flow.key,
        kind=flow.kind,
        title=flow.title.of(lang),
        lead=flow.lead.of(lang),
        when=flow.when.of(lang) if flow.when else flow.lead.of(lang),
        time=flow.within.words(lang),
        fee=flow.fee,
        offered=flow.offered,
        stale=row.pk in stale,
        version=row.version,
        instead=flow.instead.of(lang) if flow.instead else "",
        topic=flow.topic,
    )


def _stale(city: City, rows: Iterable[PublishedFlow], at: datetime) -> set[int]:
    """Those past their review date, with no review that set a later one; one query where any is past it."""
    today = city_calendar(city).local(at).date()
    past = {row.pk for row in rows if row.review is not None and row.review < today}
    if not past:
        return past
    later = FlowReview.objects.filter(flow_id__in=past, next_review__gte=today).exclude(outcome="")
    return past - set(later.values_list("flow_id", flat=True))


def services(city: City, at: datetime, lang: str, unit_kind: str = "") -> list[Service]:
    """Every service in force in the city (or given by one kind of office), by title."""
    rows = all_in_force(city, at)
    stale = _stale(city, rows, at)
    found = [_service(row, stale, lang) for row in rows]
    return sorted(
        (one for one in found if not unit_kind or unit_kind in one.offered),
        key=lambda one: (one.kind, one.title),
    )


def key_of_kind(city: City, kind: str, at: datetime) -> str:
    """The key of the first flow of a kind in force in the city, or ""."""
    return next((row.key for row in all_in_force(city, at) if row.kind == kind), "")


def service(city: City, key: str, at: datetime, lang: str) -> ServicePage | None:
    """The page of one service in force, or None when the city has none under that key."""
    row = in_force(city, key, at)
    return _page(city, row, at, lang) if row is not None else None


def example(city: City, key: str, at: datetime, lang: str) -> ServicePage | None:
    """The page of a service of the simulated month: to be read, offered nowhere."""
    row = shown_in_force(city, key, at)
    return _page(city, row, at, lang) if row is not None and row.simulated else None


def _page(city: City, row: PublishedFlow, at: datetime, lang: str) -> ServicePage:
    flow = flow_by_id(row.pk)
    givers = [unit for unit in register_of(city).open_units() if unit.kind in flow.offered]
    return ServicePage(
        service=_service(row, _stale(city, [row], at), lang),
        flow=flow,
        published_id=row.pk,
        version=row.version,
        since=row.in_force_from,
        fingerprint=row.fingerprint,
        givers=tuple(sorted(givers, key=lambda unit: unit.name)),
        simulated=row.simulated,
    )


def complaint(city: City, at: datetime, lang: str = "id") -> ServicePage | None:
    """The complaint in force in the city, if it has one."""
    key = key_of_kind(city, "complaint", at)
    return service(city, key, at, lang) if key else None


def kelurahan(city: City) -> list[Unit]:
    """The front-line offices that a visitor chooses from, by name."""
    wards = [unit for unit in register_of(city).open_units() if unit.kind == "kelurahan"]
    return sorted(wards, key=lambda unit: unit.name)


def areas(city: City, level: str = "kelurahan") -> list[Area]:
    """Territories with their boundaries, for the map."""
    return list(Area.objects.filter(city=city, level=level).order_by("name"))


# ---- found in everyday words ---------------------------------------------------------------------
def find(city: City, typed: str, at: datetime, lang: str, limit: int = 8) -> list[Found]:
    """Services and classes of complaint that fit a phrase, best first; weak ones below NEAR left out."""
    rows = {row.key: row for row in all_in_force(city, at)}
    stale = _stale(city, rows.values(), at)
    found: list[Found] = []
    for hit in indexes.hits(typed, tuple(row.pk for row in rows.values()), limit) if rows else []:
        if hit.score < NEAR:
            break
        row = rows[hit.key]
        flow = flow_by_id(row.pk)
        named = flow.category(hit.part) if hit.part else None
        shown = _service(row, stale, lang)
        if named and named.within:
            shown = replace(shown, time=named.within.words(lang))
        title = named.title.of(lang) if named else ""
        found.append(Found(shown, hit.score, hit.part, title, hit.words))
    return found


def class_of(published_id: int, typed: str) -> str:
    """The class of complaint of a flow that fits a phrase best, "" when none fits well enough."""
    best = indexes.of_flow(published_id).parts(typed[: indexes.TYPED], 1)
    return best[0].part if best and best[0].score >= GOOD_ENOUGH else ""
