"""Services as a resident meets them: what an office gives, found in everyday words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from rapidfuzz import fuzz
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from garda.cases.models import PublishedFlow
from garda.cases.publishing import all_in_force, flow_by_id, in_force
from garda.flow import Flow, Words
from garda.people.models import Area, City, Unit

GOOD_ENOUGH = 62.0
NEAR = 40.0


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


@dataclass(frozen=True)
class Found:
    """A service found by a phrase: how well it fits (0 to 100), and the class of complaint if it is one."""

    service: Service
    score: float
    category: str = ""
    category_title: str = ""


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


def _service(row: PublishedFlow, at: datetime, lang: str) -> Service:
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
        stale=is_stale(row, at),
        version=row.version,
        instead=flow.instead.of(lang) if flow.instead else "",
    )


def is_stale(row: PublishedFlow, at: datetime) -> bool:
    """Past its review date, with no review that set a later one."""
    if row.review is None:
        return False
    later = (
        row.reviews.exclude(outcome="").order_by("-next_review").first() if row.review < at.date() else None
    )
    return row.review < at.date() and (later is None or later.next_review < at.date())


def services(city: City, at: datetime, lang: str, unit_kind: str = "") -> list[Service]:
    """Every service in force in the city (or given by one kind of office), by title."""
    rows = [_service(row, at, lang) for row in all_in_force(city, at)]
    return sorted(
        (one for one in rows if not unit_kind or unit_kind in one.offered),
        key=lambda one: (one.kind, one.title),
    )


def service(city: City, key: str, at: datetime, lang: str) -> ServicePage | None:
    """The page of one service in force, or None when the city has none under that key."""
    row = in_force(city, key, at)
    if row is None:
        return None
    flow = flow_by_id(row.pk)
    kinds = list(flow.offered)
    givers = Unit.objects.filter(city=city, kind__in=kinds, closed_on__isnull=True).order_by("name")
    return ServicePage(
        service=_service(row, at, lang),
        flow=flow,
        published_id=row.pk,
        version=row.version,
        since=row.in_force_from,
        fingerprint=row.fingerprint,
        givers=tuple(givers.select_related("city", "area")),
    )


def kelurahan(city: City) -> list[Unit]:
    """The front-line offices that a visitor chooses from, by name."""
    return list(
        Unit.objects.filter(city=city, kind="kelurahan", closed_on__isnull=True)
        .select_related("area", "parent", "city")
        .order_by("name")
    )


def areas(city: City, level: str = "kelurahan") -> list[Area]:
    """Territories with their boundaries, for the map."""
    return list(Area.objects.filter(city=city, level=level).order_by("name"))


# ---- found in everyday words ---------------------------------------------------------------------
_STOP = frozenset(
    "saya aku mau ingin bikin buat untuk yang di ke dari dan atau ini itu bagaimana cara gimana harus "
    "mana apa ya dong min pak bu tolong minta urus mengurus surat keterangan".split()
)


@lru_cache(maxsize=1)
def _stemmer() -> object:
    return StemmerFactory().create_stemmer()


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_stemmer().stem(word)) or word  # type: ignore[attr-defined]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())[:40]


@lru_cache(maxsize=2048)
def _phrases(published_id: int) -> tuple[tuple[str, str, float], ...]:
    """(phrase, category key, weight) of everything written for people in a flow."""
    flow = flow_by_id(published_id)
    found = [(flow.title.id, "", 1.0), (flow.title.en, "", 0.9), *((word, "", 1.0) for word in flow.words)]
    if flow.when:
        found.append((flow.when.id, "", 0.8))
    for category in flow.categories:
        found.append((category.title.id, category.key, 0.95))
        found += [(word, category.key, 1.0) for word in category.words]
    return tuple((" ".join(_words(text)), key, weight) for text, key, weight in found)


@lru_cache(maxsize=8192)
def _stemmed(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _words(text))


def _fit(query: tuple[str, ...], phrase: str) -> float:
    """How well the words of a phrase are met in the query: each word by its best likeness, 0 to 100."""
    wanted = _stemmed(phrase)
    telling = [word for word in wanted if word not in _STOP] or list(wanted)
    if not telling or not query:
        return 0.0
    met = [max(fuzz.ratio(word, other) for other in query) for word in telling]
    strong = [one if one >= 74 else one * 0.35 for one in met]
    covered = sum(strong) / len(strong)
    asked = [word for word in query if word not in _STOP] or list(query)
    used = [max(fuzz.ratio(word, other) for other in wanted) for word in asked]
    back = sum(one if one >= 74 else one * 0.2 for one in used) / len(used)
    return 0.72 * covered + 0.28 * back


def find(city: City, typed: str, at: datetime, lang: str, limit: int = 8) -> list[Found]:
    """Services and classes of complaint that fit a phrase, best first; weak ones below NEAR left out."""
    query = _stemmed(" ".join(_words(typed[:200])))
    if not query:
        return []
    found: list[Found] = []
    for row in all_in_force(city, at):
        best, category = _best(row.pk, query)
        if best >= NEAR:
            flow = flow_by_id(row.pk)
            named = flow.category(category) if category else None
            title = named.title.of(lang) if named else ""
            found.append(Found(_service(row, at, lang), round(best, 1), category, title))
    return sorted(found, key=lambda one: -one.score)[:limit]


def likeness(typed: str, phrase: str) -> float:
    """How well a phrase of ours fits what was typed, 0 to 100, by the same measure as `find`."""
    return _fit(_stemmed(" ".join(_words(typed[:200]))), phrase)


def _best(published_id: int, query: tuple[str, ...]) -> tuple[float, str]:
    scored: Iterable[tuple[float, str]] = (
        (_fit(query, phrase) * weight, key) for phrase, key, weight in _phrases(published_id)
    )
    return max(scored, default=(0.0, ""))


def suggested_unit(city: City, flow: Flow, category: str) -> Unit | None:
    """The unit that the flow says usually answers a class of complaint: a suggestion, a person decides."""
    found = flow.category(category)
    if found is None or not found.unit:
        return None
    return Unit.objects.filter(city=city, abbrev=found.unit, closed_on__isnull=True).first()


UNMET = Words("Kebutuhan yang belum ada layanannya", "A need that no service meets yet")
