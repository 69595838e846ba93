"""The city's offices as anyone may see them: who they are, where, and whether the door is open now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from garda import clock
from garda.cases.models import PublishedFlow
from garda.cases.publishing import version_of
from garda.flow import Flow, Words
from garda.people import places
from garda.people.calendars import city_calendar, counter_calendar
from garda.people.models import Area, City, DayOff, Unit
from garda.people.posts import heads_of, kinds
from garda.people.register import register_of
from garda.rosters import attending, watching

KINDS: dict[str, Words] = {
    "kota": Words("Pemerintah kota", "City government"),
    "sekretariat": Words("Sekretariat daerah", "City secretariat"),
    "bagian": Words("Bagian sekretariat", "Section of the secretariat"),
    "inspektorat": Words("Inspektorat", "Inspectorate"),
    "opd": Words("Dinas dan badan", "Agency"),
    "kecamatan": Words("Kecamatan", "Sub-district"),
    "kelurahan": Words("Kelurahan", "Ward"),
}


@dataclass(frozen=True)
class Office:
    """One office: `parent` is the office above it, `area_code` its territory's code."""

    id: int
    key: str
    name: str
    kind: str
    kind_words: Words
    address: str
    phone: str
    also: str
    area_code: str
    parent: Office | None = None
    children: tuple[Office, ...] = field(default=())


@dataclass(frozen=True)
class Sign:
    """The board at an office's door, and never more on it than is known.

    `state` is "open", "closed", or "empty": it should be open and nobody is recorded there. `until` is the
    hour at which it closes today, `next_opening` the moment it opens again, both in words. `serving` is how
    many are recorded as present, None where the office keeps no presence; `told` who knows that it is empty.
    """

    name: str
    state: str
    until: str = ""
    next_opening: str = ""
    reason: str = ""
    address: str = ""
    change_url: str = ""
    online_url: str = ""
    serving: int | None = None
    waiting: None = None
    told: str = ""
    simulated: bool = False


def _office(unit: Unit, deep: bool = True) -> Office:
    return Office(
        id=unit.pk,
        key=unit.key,
        name=unit.name,
        kind=unit.kind,
        kind_words=KINDS.get(unit.kind, Words(unit.kind, unit.kind)),
        address=unit.address,
        phone=unit.phone,
        also=unit.also,
        area_code=unit.area.code if unit.area else "",
        parent=_office(unit.parent, False) if deep and unit.parent else None,
    )


def _open_units(city: City) -> Iterable[Unit]:
    rows = Unit.objects.filter(city=city, closed_on__isnull=True)
    return rows.select_related("area", "parent__area", "city").order_by("name")


def offices(city: City) -> list[Office]:
    """Every office of the city that is not closed for good, by name; one query."""
    return [_office(unit) for unit in _open_units(city)]


def office(city: City, key: str) -> Office | None:
    """One office with the offices below it, or None."""
    unit = _unit(city, key)
    if unit is None:
        return None
    below = unit.children.filter(closed_on__isnull=True).select_related("area").order_by("name")
    plain = _office(unit)
    return Office(**{**vars(plain), "children": tuple(_office(one, False) for one in below)})


def _unit(city: City, key: str) -> Unit | None:
    return (
        Unit.objects.filter(city=city, key=key, closed_on__isnull=True)
        .select_related("area", "parent__area", "city")
        .first()
    )


def office_in(city: City, area_code: str) -> Office | None:
    """The office that serves the territory of that code, or None."""
    area = Area.objects.filter(city=city, code=area_code).first()
    unit = places.office_of(area) if area else None
    return _office(unit) if unit else None


def sign_of(city: City, key: str, at: datetime, lang: str) -> Sign | None:
    """The board at the door of office `key` at `at`, from the hours of its counter; None if not there."""
    unit = _unit(city, key)
    if unit is None:
        return None
    calendar = counter_calendar(unit)
    above = f", {unit.parent.name}" if unit.parent and unit.parent.kind == "kecamatan" else ""
    where = f"{unit.address}{above}" if unit.address else above.removeprefix(", ")
    closes = calendar.closes(at)
    if closes is not None:
        sign = Sign(unit.name, "open", until=clock.time_words(closes, city.zone, lang), address=where)
        return _staffed(sign, unit, at, lang)
    opens = calendar.next_opening(at)
    return Sign(
        unit.name,
        "closed",
        next_opening=_when(opens, calendar.local(at), lang) if opens else "",
        reason=calendar.reason_off(calendar.local(at).date(), lang) or "",
        address=where,
    )


def _staffed(sign: Sign, unit: Unit, at: datetime, lang: str) -> Sign:
    """The board of an open counter with those who are recorded there now."""
    there = attending.now_in(unit, at)
    if not there.kept:
        return sign
    if there.people:
        return replace(sign, serving=there.people, simulated=there.simulated)
    alarm = watching.open_alarms([unit]).get(unit.pk)
    told = ""
    if alarm is not None:
        above = unit.parent if alarm.superior_told_at and unit.parent else unit
        head = next(iter(heads_of(above.kind)), "")
        told = post_names(lang).get(head, "")
    simulated = there.simulated or bool(alarm and alarm.simulated)
    return replace(sign, state="empty", serving=0, told=told, simulated=simulated)


def _when(opens: datetime, now: datetime, lang: str) -> str:
    """ "hari ini pukul 08.00", "besok pukul 08.00", "Senin pukul 08.00", "Kamis 2 Januari pukul 08.00"."""
    day, here = opens.date(), now.date()
    if day == here:
        said = Words("hari ini", "today").of(lang)
    elif day == here + timedelta(days=1):
        said = Words("besok", "tomorrow").of(lang)
    elif day < here + timedelta(days=7):
        said = clock.weekday_words(day, lang)
    else:
        said = clock.day_words(day, lang, year=False)
    return f"{said} {Words('pukul', 'at').of(lang)} {clock.time_words(opens.time(), lang=lang)}"


@dataclass(frozen=True)
class Hours:
    """One day of the coming week at a counter: `spans` in words ("08.00–15.30"), empty when closed."""

    day: str
    spans: tuple[str, ...]
    reason: str
    today: bool


def week_of(city: City, key: str, at: datetime, lang: str) -> list[Hours]:
    """The seven days from today on at the counter of office `key`."""
    unit = _unit(city, key)
    if unit is None:
        return []
    calendar = counter_calendar(unit)
    first = calendar.local(at).date()
    days = []
    for ahead in range(7):
        day = first + timedelta(days=ahead)
        spans = tuple(
            f"{clock.time_words(start.time(), lang=lang)}–{clock.time_words(end.time(), lang=lang)}"
            for start, end in calendar.spans(day)
        )
        reason = calendar.reason_off(day, lang) or ""
        named = "" if reason == clock.weekday_words(day, lang) else reason
        days.append(Hours(clock.day_words(day, lang, year=False), spans, named, ahead == 0))
    return days


def counter_for(city: City, flow: Flow, area: Area | None) -> Unit | None:
    """The office that takes in a matter of `flow`: the one in the territory if it offers the flow, else the
    office above it that does, else the city's desk for matters sent to the city as a whole.
    """
    unit = places.office_of(area) if area else None
    while unit is not None and flow.offered and unit.kind not in flow.offered:
        unit = unit.parent
    if unit is not None:
        return unit
    if {"kelurahan", "kecamatan"} & set(flow.offered) and flow.kind == "request":
        return None
    desk = register_of(city).by_key(city.settings.get("desk", ""))
    if desk is not None and (not flow.offered or desk.kind in flow.offered):
        return desk
    givers = [one for one in register_of(city).open_units() if one.kind in flow.offered]
    return min(givers, key=lambda one: one.path, default=None) if flow.offered else desk


def published_of(published_id: int) -> PublishedFlow:
    """The published version behind a service's page, to file a matter under."""
    return version_of(published_id)


def post_names(lang: str) -> dict[str, str]:
    """What each kind of post is called, by its key."""
    return {key: (kind.title_en if lang.startswith("en") else kind.title_id) for key, kind in kinds().items()}


@dataclass(frozen=True)
class FreeDay:
    """A day on which the clocks of the whole city stand still."""

    day: date
    name: str
    kind: str
    estimated: bool


def days_off_ahead(city: City, at: datetime, lang: str, limit: int = 12) -> list[FreeDay]:
    """The next days off of the whole city, holidays and joint leave, by date."""
    today = city_calendar(city).local(at).date()
    rows = DayOff.objects.filter(city=city, unit__isnull=True, day__gte=today).exclude(kind="kerja")
    ahead = rows.order_by("day", "pk")[:limit]
    return [FreeDay(one.day, one.of(lang), one.kind, one.estimated) for one in ahead]


def hours_words(city: City, lang: str) -> list[tuple[str, str]]:
    """The city's working hours of a usual week: (day, "07.30–12.00, 13.00–16.00" or "")."""
    always = city_calendar(city).hours
    monday = date(2024, 1, 1)
    return [
        (
            clock.weekday_words(monday + timedelta(days=place), lang),
            ", ".join(_span(span, lang) for span in spans),
        )
        for place, spans in enumerate(always.week)
    ]


def _span(span: tuple[int, int], lang: str) -> str:
    start, end = (time(minutes // 60 % 24, minutes % 60) for minutes in span)
    return f"{clock.time_words(start, lang=lang)}–{clock.time_words(end, lang=lang)}"
