"""What simulated visitors answered: satisfied mostly, one office weak in behaviour, another in its rooms.

The rows are what the verbs of `surveys` would have written, put in at once: who was invited, that some of
them answered, and what, with nothing that leads from one to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from garda.cases import sealing
from garda.cases.publishing import all_in_force
from garda.counters.models import Ticket
from garda.demo.presence import local_day, officers
from garda.people.calendars import city_calendar
from garda.people.models import City, Unit
from garda.people.register import register_of
from garda.surveys import answering, keeping, patterns
from garda.surveys.expiring import MINUTES_KEPT
from garda.surveys.inviting import CASE, OPEN_FOR, PAPER, TICKET
from garda.surveys.models import Invitation, Response, Taken
from garda.surveys.publishing import Edition, in_force

MOST = 1600  # of what was served in the month, so many are looked at
ANSWERS, GOES_ON, COMMENTS, ASSISTED = 0.5, 0.45, 0.12, 0.07
BACK, OFFICES, A_MONTH = 3, 7, (45, 90)  # months before, in so many offices, so many sheets of paper
CHUNK = 1000
# How often each of four answers is given, from the lowest, where nothing is wrong.
USUAL = (2, 10, 53, 35)
WEAK = (12, 34, 42, 12)
HIGH = (1, 4, 35, 60)
BEHAVIOUR = frozenset({"behaviour", "was-behaviour", "greeted", "polite-words", "way-out"})
ROOMS = frozenset({"facilities", "was-facilities", "seat", "access", "privacy"})
WORDS = {
    "good": (
        "Sudah cepat, pertahankan.", "Petugas sabar menjelaskan.", "Antre rapi, tidak lama.",
        "Syaratnya jelas, sekali datang selesai.", "Terima kasih, urusan beres hari itu juga.",
    ),
    "behaviour": (
        "Petugas kurang ramah, menjawab sambil main ponsel.", "Nada bicaranya ketus waktu saya bertanya.",
        "Mohon senyum dan menyapa dulu.", "Saya dibentak karena salah membawa berkas.",
    ),
    "rooms": (
        "Kursi tunggu kurang, banyak yang berdiri.", "Ruang tunggu panas, kipas angin mati.",
        "Printer rusak jadi disuruh kembali besok.", "Toilet terkunci.", "Tempat parkir sempit sekali.",
    ),
    "rules": (
        "Syarat surat pengantar RT menyulitkan, RT susah ditemui.", "Kenapa harus fotokopi KK lagi.",
        "Aturan legalisirnya membingungkan.",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Came:
    """Somebody who was served: where, for what, when, by whom."""

    source: str
    key: str
    unit: Unit
    service: str
    version: int
    area_id: int | None
    officer_id: int | None
    day: date
    invited: Invitation | None = None


@dataclass
class Lot:
    """The rows that will be put in."""

    city: City
    rng: Random
    now: datetime
    weak: Mapping[int, str]
    helpers: Mapping[int, int]
    invitations: list[Invitation] = field(default_factory=list)
    used: list[tuple[Invitation, str, date]] = field(default_factory=list)
    sheets: list[Response] = field(default_factory=list)


def answer(city: City, until: datetime, seed: int) -> int:
    """Simulated answers of the month, and of some months before on paper; returns how many sheets."""
    rng = Random(seed + 11)
    offices = [one for one in register_of(city).open_units() if one.kind == "kelurahan"]
    if not offices or in_force(city, answering.FIRST, local_day(city, until)) is None:
        return 0
    weak = {offices[0].pk: "behaviour", offices[-1].pk: "rooms"}
    helpers = {unit: there[0].person for unit, there in officers(city, local_day(city, until)).items()}
    lot = Lot(city, rng, until, weak, helpers)
    came = [*_served(city, until), *_ended(city)]
    rng.shuffle(came)
    for one in came[:MOST]:
        _invite(lot, one, ANSWERS)
    some = list(dict.fromkeys([*offices[: OFFICES - 1], offices[-1]]))
    for one in _before(city, some, until, rng):
        _invite(lot, one, 1.0)
    _too_many(lot, offices[min(2, len(offices) - 1)])
    _put_in(lot)
    return len(lot.sheets)


# ---- who came ------------------------------------------------------------------------------------
def _served(city: City, until: datetime) -> Iterator[Came]:
    versions = {row.key: row.version for row in all_in_force(city, until)}
    units = register_of(city).units
    rows = Ticket.objects.filter(city=city, simulated=True, state="done", case_number="").order_by("pk")
    for row in rows.only("pk", "unit_id", "key", "day", "by_person_id"):
        unit = units[row.unit_id]
        yield Came(
            TICKET,
            str(row.pk),
            unit,
            row.key,
            versions.get(row.key, 0),
            unit.area_id,
            row.by_person_id,
            row.day,
        )


def _ended(city: City) -> Iterator[Came]:
    """Matters that ended: they were invited when they did."""
    units = register_of(city).units
    for row in Invitation.objects.filter(city=city, simulated=True, source=CASE).order_by("pk"):
        if row.unit_id is not None:
            unit = units[row.unit_id]
            yield Came(
                CASE, row.source_key, unit, row.service, row.flow_version, row.area_id, row.officer_id,
                row.served_on, row,
            )  # fmt: skip


def _before(city: City, offices: Iterable[Unit], until: datetime, rng: Random) -> Iterator[Came]:
    """Sheets of paper of the months before: counters had them before they had numbers."""
    services = [row for row in all_in_force(city, until) if row.kind == "request"][:8]
    month = local_day(city, until).replace(day=1)
    for _ in range(BACK):
        last = month - timedelta(days=1)
        month = last.replace(day=1)
        every = [month + timedelta(days=n) for n in range((last - month).days + 1)]
        days = [day for day in every if city_calendar(city).is_working_day(day)]
        for unit in offices:
            for at in range(rng.randint(*A_MONTH) if days else 0):
                flow = rng.choice(services)
                key = f"contoh-{unit.pk}-{month:%Y%m}-{at}"
                yield Came(PAPER, key, unit, flow.key, flow.version, unit.area_id, None, rng.choice(days))


# ---- what they answer ----------------------------------------------------------------------------
def _invite(lot: Lot, one: Came, answers: float) -> None:
    """One invitation; some of them answer, and some of those go on to a second, short instrument."""
    rng = lot.rng
    row = one.invited or Invitation(
        city=lot.city, token=f"contoh-{rng.getrandbits(80):020x}", source=one.source, source_key=one.key,
        unit=one.unit, service=one.service, flow_version=one.version, area_id=one.area_id,
        officer_id=one.officer_id, served_on=one.day, expires_on=one.day + OPEN_FOR, made_at=lot.now,
        simulated=True,
    )  # fmt: skip
    if one.invited is None:
        lot.invitations.append(row)
    if rng.random() >= answers:
        return
    day = min(local_day(lot.city, lot.now), one.day + timedelta(days=rng.choice((0, 0, 0, 1, 2))))
    _answer(lot, row, one, answering.FIRST, day)
    if rng.random() < GOES_ON:
        turns = [key for key in answering.BY_TURN if one.officer_id or key != answering.ABOUT_AN_OFFICER]
        _answer(lot, row, one, rng.choice(turns), day)


def _answer(lot: Lot, row: Invitation, one: Came, key: str, day: date) -> None:
    edition = in_force(lot.city, key, day)
    if edition is None:
        return
    rng, weak = lot.rng, lot.weak.get(one.unit.pk, "")
    mood = rng.random()
    pattern = ",".join(
        _place(rng, element.key, weak, mood, edition) for element in edition.instrument.elements
    )
    helper = lot.helpers.get(one.unit.pk)
    helped = helper is not None and rng.random() < ASSISTED
    by_hand = "paper" if one.source == PAPER else rng.choice(("page", "page", "kiosk"))
    channel = "desk" if helped else by_hand
    words = _words(rng, weak) if key == answering.FIRST and rng.random() < COMMENTS else ""
    lot.used.append((row, key, day))
    lot.sheets.append(
        Response(
            id=rng.getrandbits(62), city=lot.city, instrument_id=edition.pk, unit=one.unit,
            service=one.service, flow_version=one.version, area_id=one.area_id, officer_id=one.officer_id,
            day=day, at=_minute(rng, lot.city, day, lot.now),
            channel=channel,
            assisted_by_id=helper if helped else None, device=f"{rng.getrandbits(60):016x}", pattern=pattern,
            comment=sealing.seal(words) if words else None, simulated=True,
        )
    )  # fmt: skip


def _place(rng: Random, element: str, weak: str, mood: float, edition: Edition) -> str:
    """One answer: people who are content are so with most things; what is weak is weak for most."""
    if rng.random() < 0.02:
        return "-"
    asked = edition.instrument.element(element)
    scale = edition.instrument.scale(asked.scale) if asked else None
    most = len(scale.points) if scale else 4
    if (element in BEHAVIOUR and weak == "behaviour") or (element in ROOMS and weak == "rooms"):
        odds = WEAK
    else:
        odds = HIGH if element.startswith("should-") or mood > 0.7 else USUAL
    place = rng.choices(range(4), odds)[0]
    return str(min(most - 1, place * most // 4))


def _words(rng: Random, weak: str) -> str:
    kinds = ("good", "good", "rooms", "rules", weak or "good", weak or "rules")
    return rng.choice(WORDS[rng.choice(kinds)])


def _minute(rng: Random, city: City, day: date, now: datetime) -> datetime:
    minute = city_calendar(city).moment((day.toordinal(), rng.randrange(8 * 60, 15 * 60)))
    return min(minute, now.replace(second=0, microsecond=0))


def _too_many(lot: Lot, unit: Unit) -> None:
    """One office in which nine sheets came from one device, two days ago."""
    edition = in_force(lot.city, answering.FIRST, local_day(lot.city, lot.now))
    there = [one for one in lot.sheets if one.unit_id == unit.pk]
    if edition is None or not there:
        return
    day = max(one.day for one in there)
    for at in range(9):
        came = Came(PAPER, f"contoh-banyak-{unit.pk}-{at}", unit, "", 0, unit.area_id, None, day)
        before = len(lot.sheets)
        _invite(lot, came, 0)
        _answer(lot, lot.invitations[-1], came, answering.FIRST, day)
        for row in lot.sheets[before:]:
            row.channel, row.assisted_by_id, row.device = "page", None, "f" * 16
            row.pattern = ",".join(["3"] * len(edition.instrument.elements))


# ---- putting it in -------------------------------------------------------------------------------
def _put_in(lot: Lot) -> None:
    _flag(lot.sheets)
    oldest = local_day(lot.city, lot.now) - MINUTES_KEPT
    for row in lot.sheets:
        if row.day < oldest:
            row.at, row.device = None, ""
    Invitation.objects.bulk_create(lot.invitations, batch_size=CHUNK)
    Taken.objects.bulk_create(
        [Taken(city=lot.city, invitation=row, key=key, on=day, simulated=True) for row, key, day in lot.used],
        batch_size=CHUNK,
    )
    Response.objects.bulk_create(lot.sheets, batch_size=CHUNK)
    keeping.put_in(lot.city, lot.sheets)


def _flag(sheets: list[Response]) -> None:
    """The flags that answering would have given."""
    lots: dict[tuple[int, int | None, date], list[Response]] = {}
    for row in sheets:
        lots.setdefault((row.instrument_id, row.unit_id, row.day), []).append(row)
    for together in lots.values():
        found = patterns.flagged([answering.looked_at(row) for row in together])
        for row in together:
            row.flags = list(found.get(row.pk, ()))
