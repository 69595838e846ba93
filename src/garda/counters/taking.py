"""Taking a number: at the kiosk, by phone, from an officer, or with an appointment."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from garda.cases.acting import Refused
from garda.cases.publishing import in_force
from garda.counters.models import Period, Series, Ticket
from garda.flow import Words
from garda.people.calendars import city_calendar, counter_calendar
from garda.people.models import City, Unit
from garda.rosters import attending

PHONE, OFFICER, SLOT, KIOSK = "phone", "officer", "slot", "kiosk"
LETTERS = "ABCDEFGHKLMNPRSTUVW"  # without those that are read or heard as another
PREFERRED: Mapping[str, str] = {PHONE: "H", OFFICER: "L", SLOT: "S"}
PRIORITY = "P"
MOST_A_DAY = 999
# Who goes first where the city's own settings (`queue.first`) say nothing: UU 25/2009 article 29.
FIRST: Mapping[str, Words] = {
    "lansia": Words("Lansia", "Elderly"),
    "difabel": Words("Penyandang disabilitas", "With a disability"),
    "hamil": Words("Hamil atau membawa bayi", "Pregnant or with a baby"),
}


@dataclass(frozen=True)
class Taken:
    """A number as it was given: `code` is said and printed, `token` opens the visitor's page."""

    id: int
    code: str
    token: str
    day: date
    unit_id: int


def who_goes_first(city: City) -> dict[str, Words]:
    """Why somebody may go first, by the city's rule: key → words."""
    rule = city.settings.get("queue", {}).get("first")
    if rule is None:
        return dict(FIRST)
    return {key: FIRST.get(key, Words(one["id"], one.get("en", one["id"]))) for key, one in rule.items()}


def code_of(letter: str, number: int) -> str:
    """A number as people read it: "A 014"."""
    return f"{letter} {number:03d}"


def take_number(
    unit: Unit,
    *,
    at: datetime,
    channel: str,
    key: str = "",
    first: str = "",
    device_id: int | None = None,
    number: int | None = None,
    client: UUID | None = None,
    simulated: bool = False,
) -> Taken:
    """Give the next number of the source's letter; the same `client` twice is one ticket.

    `number` is one that a kiosk without a line gave itself; `at` is then when it did. Refused when the
    counter is closed at `at`, when the service is not offered there, or when the day's numbers are used up.
    """
    if client is not None and (before := Ticket.objects.filter(client=client).first()):
        return taken(before)
    _check(unit, at, key, first)
    day = city_calendar(unit.city).local(at).date()
    with transaction.atomic():
        series = _series(unit, channel, device_id, bool(first))
        if series.day != day:
            series.day, series.last = day, 0
        given = number if number is not None else series.last + 1
        if not 1 <= given <= MOST_A_DAY:
            raise Refused(Words("Nomor hari ini sudah habis.", "Today's numbers are used up."))
        series.last = max(series.last, given)
        series.save(update_fields=["day", "last"])
        at = at if number is not None else _after_the_one_before(series, unit, day, at)
        ticket = Ticket.objects.create(
            city_id=unit.city_id, unit=unit, day=day, letter=series.letter, number=given,
            token=secrets.token_urlsafe(18), client=client, key=key, first=first, channel=channel,
            arrived=at, changed=at, simulated=simulated,
        )  # fmt: skip
        Period.objects.create(ticket=ticket, kind=Period.WAITING, start=at, simulated=simulated)
    return taken(ticket)


def _after_the_one_before(series: Series, unit: Unit, day: date, at: datetime) -> datetime:
    """Of two who press at once, the lower number came first."""
    before = Ticket.objects.filter(unit=unit, day=day, letter=series.letter).aggregate(latest=Max("arrived"))
    return max(at, before["latest"]) if before["latest"] else at


def taken(ticket: Ticket) -> Taken:
    """A ticket as it was given."""
    code = code_of(ticket.letter, ticket.number)
    return Taken(ticket.pk, code, ticket.token, ticket.day, ticket.unit_id)


def _check(unit: Unit, at: datetime, key: str, first: str) -> None:
    if counter_calendar(unit).closes(at) is None:
        raise Refused(
            Words(
                "Loket sedang tutup. Nomor dapat diambil saat loket buka.",
                "The counter is closed. Numbers are given while it is open.",
            )
        )
    if key and in_force(unit.city, key, at) is None:
        raise Refused(Words("Layanan ini tidak ada di sini.", "This service is not given here."), "key")
    if first and first not in who_goes_first(unit.city):
        raise Refused(Words("Pilih alasan dari daftar.", "Choose a reason from the list."), "first")


def letters_of(unit: Unit, device_id: int) -> tuple[str, str]:
    """The two letters of a kiosk, usual and first; made when they are first asked for."""
    with transaction.atomic():
        usual = _series(unit, KIOSK, device_id, False)
        return usual.letter, _series(unit, KIOSK, device_id, True).letter


def _series(unit: Unit, channel: str, device_id: int | None, priority: bool) -> Series:
    """The letter under which this source gives numbers, held until the transaction ends."""
    source = f"kios:{device_id}" if channel == KIOSK and device_id else channel
    rows = Series.objects.select_for_update().filter(unit=unit)
    found = rows.filter(source=source, priority=priority).first()
    if found is None:
        attending.hold(unit.pk)
        found = rows.filter(source=source, priority=priority).first()
    if found is not None:
        return found
    used = set(Series.objects.filter(unit=unit).values_list("letter", flat=True))
    wanted = [PRIORITY] if priority else [PREFERRED[channel]] if channel in PREFERRED else []
    kept = {PRIORITY, *PREFERRED.values()}
    free = [one for one in (*wanted, *(one for one in LETTERS if one not in kept)) if one not in used]
    if not free:
        free = [a + b for a in LETTERS for b in LETTERS if a + b not in used]
    return Series.objects.create(unit=unit, letter=free[0], source=source, priority=priority)
