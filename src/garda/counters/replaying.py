"""Acts of a kiosk or a caller that had no line, done in their order when it is back: each once, none twice.

Every act carries an id that its device made. One that comes again is answered as it was answered; one that
cannot be done any more is refused in words, and the officer reads them. Device clocks may be wrong: what
counts is how long ago an act was, by the device's own clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from garda.cases.acting import Refused
from garda.counters import calling, states
from garda.counters.models import Act, Series, Ticket
from garda.counters.taking import KIOSK, MOST_A_DAY, letters_of, take_number
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.models import Person, Unit
from garda.texts.cleaning import plain

KIOSK_SOURCE = "kios"
MOST = 500  # acts in one parcel
TAKE, NEXT = "take", "next"
NAMES = (TAKE, NEXT, *states.ACTS)
LONGEST = timedelta(hours=12)  # an act older than this is no act of today
LATEST = 10**15  # milliseconds: no device lives to say a later moment


@dataclass(frozen=True)
class Wish:
    """One act as a device sent it. `ago` is how long before sending it was done, by the device's clock."""

    client: UUID
    name: str
    ago: timedelta = timedelta(0)
    ticket: int | None = None
    desk: str = ""
    key: str = ""
    first: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Answer:
    """What came of one act: the ticket as it is now, or why not."""

    client: UUID
    refused: bool
    said: Mapping[str, Any]
    again: bool = False


def read(parcel: Any) -> list[Wish]:
    """The acts of a parcel as a device sent it; ValueError when it is none."""
    if not isinstance(parcel, dict) or not isinstance(parcel.get("acts"), list):
        raise ValueError("no parcel")
    now = _moment(parcel.get("now"))
    return [_wish(one, now or 0) for one in parcel["acts"][:MOST]]


def _moment(told: Any) -> float | None:
    """A clock's milliseconds; None for what no clock says."""
    return float(told) if isinstance(told, (int, float)) and abs(told) < LATEST else None


def _wish(one: Any, now: float) -> Wish:
    if not isinstance(one, dict) or one.get("name") not in NAMES:
        raise ValueError("no act")
    at, ticket, number = _moment(one.get("at")), one.get("ticket"), one.get("number")
    ago = (now - at) / 1000 if at is not None else 0
    return Wish(
        UUID(str(one.get("client", ""))[:40]),
        str(one["name"]),
        timedelta(seconds=min(max(ago, 0), LONGEST.total_seconds())),
        ticket if type(ticket) is int and 0 < ticket < 2**62 else None,
        _text(one, "desk", 60),
        _text(one, "key", 60),
        _text(one, "first", 12),
        number if type(number) is int and 0 < number <= MOST_A_DAY else None,
    )


def _text(one: dict[str, Any], name: str, most: int) -> str:
    value = one.get(name)
    return plain(value)[:most] if isinstance(value, str) else ""


def numbering(unit: Unit, device_id: int, at: datetime) -> list[dict[str, Any]]:
    """A kiosk's two letters and the last number of each today: usual first, then those who go first."""
    letters_of(unit, device_id)
    rows = Series.objects.filter(unit=unit, source=f"{KIOSK_SOURCE}:{device_id}").order_by("priority")
    today = city_calendar(unit.city).local(at).date()
    return [{"letter": row.letter, "last": row.last if row.day == today else 0} for row in rows]


def replay(
    unit: Unit,
    wishes: Iterable[Wish],
    *,
    at: datetime,
    by: Person | None = None,
    device_id: int | None = None,
    simulated: bool = False,
) -> list[Answer]:
    """Do the acts in their order, each in a transaction of its own; a parcel cut off is sent again."""
    return [
        _one(unit, wish, at=at, by=by, device_id=device_id, simulated=simulated)
        for wish in list(wishes)[:MOST]
    ]


def _one(
    unit: Unit, wish: Wish, *, at: datetime, by: Person | None, device_id: int | None, simulated: bool
) -> Answer:
    before = _before(wish.client, unit)
    if before is not None:
        return before
    moment = at - min(max(wish.ago, timedelta(0)), LONGEST)
    said: dict[str, Any] = {}
    refused = False
    try:
        with transaction.atomic():
            row = Act.objects.create(
                client=wish.client, unit=unit, name=wish.name, at=moment, received=at, by=by,
                facts=_facts(wish), simulated=simulated,
            )  # fmt: skip
            try:
                with transaction.atomic():
                    ticket_id, said = _do(unit, wish, moment, by, device_id, simulated)
                row.ticket_id = ticket_id
            except Refused as no:
                refused, said = True, {"id": no.words.id, "en": no.words.en}
            row.refused, row.said = refused, said
            row.save(update_fields=["ticket", "refused", "said"])
    except IntegrityError:
        # The same act was sent twice at once: the other one did it.
        found = _before(wish.client, unit)
        if found is None:
            raise
        return found
    return Answer(wish.client, refused, said)


def _before(client: UUID, unit: Unit) -> Answer | None:
    row = Act.objects.filter(client=client, unit=unit).first()
    return Answer(client, row.refused, row.said, again=True) if row else None


def _facts(wish: Wish) -> dict[str, Any]:
    given = {"ticket": wish.ticket, "desk": wish.desk, "key": wish.key, "number": wish.number}
    return {name: value for name, value in given.items() if value}


def _do(
    unit: Unit, wish: Wish, moment: datetime, by: Person | None, device_id: int | None, simulated: bool
) -> tuple[int | None, dict[str, Any]]:
    if wish.name == TAKE:
        return _take(unit, wish, moment, device_id, simulated)
    if by is None or wish.name not in NAMES:
        raise Refused(Words("Perangkat ini tidak boleh melakukan itu.", "This device may not do that."))
    if wish.name == NEXT:
        called = calling.call_next(unit, wish.desk, by=by, at=moment)
        return (called.id, _told(called)) if called else (None, {})
    day = city_calendar(unit.city).local(moment).date()
    if wish.ticket is None or not Ticket.objects.filter(pk=wish.ticket, unit=unit, day=day).exists():
        raise Refused(Words("Nomor ini tidak ada di kantor ini.", "There is no such number in this office."))
    done = calling.act(wish.ticket, wish.name, wish.desk, by=by, at=moment)
    return done.id, _told(done)


def _take(
    unit: Unit, wish: Wish, moment: datetime, device_id: int | None, simulated: bool
) -> tuple[int, dict[str, Any]]:
    """A number that the kiosk gave; where that number exists already, the next one and a word about it."""
    asked = {"channel": KIOSK, "key": wish.key, "first": wish.first, "device_id": device_id,
             "client": wish.client, "simulated": simulated}  # fmt: skip
    try:
        with transaction.atomic():
            taken = take_number(unit, at=moment, number=wish.number, **asked)  # type: ignore[arg-type]
        return taken.id, {"code": taken.code, "ticket": taken.id}
    except IntegrityError:
        taken = take_number(unit, at=moment, **asked)  # type: ignore[arg-type]
        return taken.id, {"code": taken.code, "ticket": taken.id, "instead_of": wish.number}


def _told(done: calling.Done) -> dict[str, Any]:
    return {"code": done.code, "ticket": done.id, "state": done.state, "desk": done.desk}
