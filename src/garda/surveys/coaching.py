"""Manner at the desk, coached: what an observer saw, what was agreed to practise, and whether it was done.

An observation is a talk between two: only the observer and the officer read its words. Nothing of what
visitors answered is in it, and nothing of it counts in any figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from django.db import IntegrityError, transaction

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.people.calendars import city_calendar
from garda.people.models import Person, Unit
from garda.people.register import register_of
from garda.rosters import book
from garda.surveys.models import Coaching, Observation
from garda.surveys.publishing import in_force
from garda.texts.words import Words
from garda.trails import writing

KEY = "tegas-santun"
OBSERVED, COACHED = "observation", "coaching"  # kinds of trails
GIVEN, TRIED, CLOSED, DROPPED = "given", "tried", "closed", "dropped"
OPEN: Final = (GIVEN, TRIED)
SHORTEST, LONGEST = 5, 600
LISTED, AT_ONCE = 40, 200
KEPT_FOR = timedelta(days=2 * 365)
OWN = "/kerja/sikap/"

# act → (states it may start from; "" is before it exists, the state it leads to)
ACTS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = MappingProxyType(
    {
        "give": (("",), GIVEN),
        "try": ((GIVEN,), TRIED),
        "close": ((TRIED,), CLOSED),
        "drop": ((GIVEN, TRIED), DROPPED),
    }
)


@dataclass(frozen=True)
class Seen:
    """One observation; `words` only for the two whom it concerns."""

    id: int
    officer: str
    by: str
    day: date
    places: Mapping[str, int | None]
    words: str
    read_at: datetime | None
    simulated: bool


@dataclass(frozen=True)
class Practice:
    """One thing to practise; `words` only for the two whom it concerns."""

    id: int
    unit_id: int
    officer_id: int
    officer: str
    by_id: int
    by: str
    element: str
    words: str
    due: date
    state: str
    late: bool
    simulated: bool


def observe(
    unit: Unit, officer: Person | None, places: Mapping[str, int | None], words: str, form_key: str, *,
    by: Person, post: int | None, at: datetime, simulated: bool = False,
) -> int:  # fmt: skip
    """Keep what was seen; the officer is told. The same form again is the same observation."""
    said, day = words.strip(), city_calendar(unit.city).local(at).date()
    whom = _other(officer, by)
    asked = in_force(unit.city, KEY, day)
    keys = {element.key for element in asked.instrument.elements} if asked else set()
    kept = {key: place for key, place in places.items() if key in keys and place in (0, 1, 2, 3)}
    if len(kept) < 3:
        raise Refused(Words("Isi paling sedikit tiga butir yang Anda lihat sendiri.",
                            "Fill in at least three things that you saw yourself."), "places")  # fmt: skip
    _check(said, "words")
    try:
        with transaction.atomic():
            row = Observation.objects.create(
                city=unit.city, unit=unit, officer=whom, by=by, day=day, places=kept,
                words=sealing.seal(said), form_key=form_key, simulated=simulated,
            )  # fmt: skip
            writing.write(unit.city, OBSERVED, row.pk, "observation.made", at=at, unit=unit, by=by, post=post,
                          facts={"officer": whom.pk}, simulated=simulated)  # fmt: skip
            book.tell(unit, whom, "observation.made", at=at, facts={"person": by.pk}, url=OWN,
                      simulated=simulated)  # fmt: skip
    except IntegrityError:
        row = Observation.objects.get(city=unit.city, form_key=form_key)
    return int(row.pk)


def give(
    unit: Unit, officer: Person | None, element: str, words: str, due: date, form_key: str, *,
    by: Person, post: int | None, at: datetime, simulated: bool = False,
) -> int:  # fmt: skip
    """Agree on something to practise until a day; the officer is told."""
    said, today = words.strip(), city_calendar(unit.city).local(at).date()
    whom = _other(officer, by)
    asked = in_force(unit.city, KEY, today)
    if asked is None or element not in {one.key for one in asked.instrument.elements}:
        raise Refused(Words("Pilih yang dilatih.", "Choose what is practised."), "element")
    _check(said, "words")
    if not today <= due <= today + timedelta(days=366):
        raise Refused(Words("Isi hari dalam setahun ke depan.", "Write a day within the coming year."), "due")
    try:
        with transaction.atomic():
            row = Coaching.objects.create(
                city=unit.city, unit=unit, officer=whom, by=by, element=element, words=sealing.seal(said),
                due=due, state=ACTS["give"][1], given_at=at, form_key=form_key, simulated=simulated,
            )  # fmt: skip
            facts = {"officer": whom.pk, "due": due.isoformat()}
            writing.write(unit.city, COACHED, row.pk, "coaching.given", at=at, unit=unit, by=by, post=post,
                          facts=facts, simulated=simulated)  # fmt: skip
            book.tell(unit, whom, "coaching.given", at=at, facts={"person": by.pk, "of": due.isoformat()},
                      url=OWN, simulated=simulated)  # fmt: skip
    except IntegrityError:
        row = Coaching.objects.get(city=unit.city, form_key=form_key)
    return int(row.pk)


def act(coaching_id: int, name: str, *, by: Person, post: int | None, at: datetime) -> None:
    """ "try" by the officer, "close" or "drop" by whoever gave it."""
    starts, state = ACTS[name]
    with transaction.atomic():
        rows = Coaching.objects.select_for_update(of=("self",)).select_related("unit__city", "officer", "by")
        row = rows.filter(pk=coaching_id).first()
        mine = row is not None and by.pk == (row.officer_id if name == "try" else row.by_id)
        if row is None or name == "give" or not mine:
            raise Refused(Words("Latihan ini bukan milik Anda.", "This practice is not yours."), "coaching")
        if row.state == state:
            return
        if row.state not in starts:
            raise Refused(
                Words("Latihan ini sudah berubah keadaannya.", "This practice has moved on."), "coaching"
            )
        row.state = state
        row.ended_at = at if state in (CLOSED, DROPPED) else None
        row.save(update_fields=["state", "ended_at"])
        writing.write(row.unit.city, COACHED, row.pk, f"coaching.{state}", at=at, unit=row.unit, by=by,
                      post=post, simulated=row.simulated)  # fmt: skip
        other = row.by if name == "try" else row.officer
        url = "/kerja/sikap/kantor/" if name == "try" else OWN
        book.tell(row.unit, other, f"coaching.{state}", at=at, facts={"person": by.pk}, url=url,
                  simulated=row.simulated)  # fmt: skip


# ---- reading -------------------------------------------------------------------------------------
def observations_of(officer: Person, *, at: datetime) -> list[Seen]:
    """What was seen of oneself, the latest first; the first reading of each is noted."""
    rows = Observation.objects.filter(officer=officer).select_related("officer", "by", "unit__city")
    found = list(rows.order_by("-day", "-pk")[:LISTED])
    for row in [one for one in found if one.read_at is None]:
        with transaction.atomic():
            if Observation.objects.filter(pk=row.pk, read_at__isnull=True).update(read_at=at):
                writing.write(row.unit.city, OBSERVED, row.pk, "observation.read", at=at, unit=row.unit,
                              by=officer, simulated=row.simulated)  # fmt: skip
    return [_seen(row, opened=True) for row in found]


def observations_by(observer: Person, unit: Unit) -> list[Seen]:
    """What one observed oneself in an office."""
    rows = Observation.objects.filter(unit=unit, by=observer).select_related("officer", "by")
    return [_seen(row, opened=True) for row in rows.order_by("-day", "-pk")[:LISTED]]


def practices_of(officer: Person, at: datetime) -> list[Practice]:
    """What one agreed to practise, the open ones first."""
    rows = Coaching.objects.filter(officer=officer).select_related("officer", "by", "city")
    return _ordered([_practice(row, officer.pk, at) for row in rows.order_by("-due", "-pk")[:LISTED]])


def practices_in(unit: Unit, reader: Person, at: datetime) -> list[Practice]:
    """What is practised in an office; words only of what the reader gave."""
    rows = Coaching.objects.filter(unit=unit).exclude(officer=reader).select_related("officer", "by", "city")
    return _ordered([_practice(row, reader.pk, at) for row in rows.order_by("-due", "-pk")[:LISTED]])


def waiting(person: Person) -> int:
    """How many of one's own practices and observations wait for oneself, and tried ones for who gave them."""
    mine = Coaching.objects.filter(officer=person, state=GIVEN).count()
    return mine + Observation.objects.filter(officer=person, read_at__isnull=True).count()


def tried_for(person: Person, units: Iterable[int]) -> int:
    """How many that one gave were tried and wait to be closed."""
    return Coaching.objects.filter(unit_id__in=list(units), state=TRIED, by=person).count()


# ---- time ----------------------------------------------------------------------------------------
def remind(at: datetime) -> int:
    """Practices whose day is over: both are told, once. Words older than two years are forgotten."""
    tomorrow = at.date() + timedelta(days=1)  # further east a day may be over that still runs here
    rows = Coaching.objects.filter(ended_at__isnull=True, reminded_at__isnull=True, due__lt=tomorrow)
    done = 0
    for row in rows.select_related("officer", "by", "city").order_by("due", "pk")[:AT_ONCE]:
        if row.due >= city_calendar(row.city).local(at).date():
            continue
        unit = register_of(row.city).unit(row.unit_id)
        with transaction.atomic():
            if not Coaching.objects.filter(pk=row.pk, reminded_at__isnull=True).update(reminded_at=at):
                continue
            writing.write(row.city, COACHED, row.pk, "coaching.late", at=at, unit=unit,
                          simulated=row.simulated)  # fmt: skip
            for person, url in ((row.officer, OWN), (row.by, "/kerja/sikap/kantor/")):
                book.tell(unit, person, "coaching.late", at=at, facts={"of": row.due.isoformat()}, url=url,
                          simulated=row.simulated)  # fmt: skip
        done += 1
    return done + _forget((at - KEPT_FOR).date())


def _forget(before: date) -> int:
    old = list(
        Observation.objects.filter(words__isnull=False, day__lt=before).values_list("pk", flat=True)[:AT_ONCE]
    )
    done = Observation.objects.filter(pk__in=old).update(words=None) if old else 0
    given = Coaching.objects.filter(words__isnull=False, due__lt=before, ended_at__isnull=False)
    gone = list(given.values_list("pk", flat=True)[:AT_ONCE])
    return done + (Coaching.objects.filter(pk__in=gone).update(words=None) if gone else 0)


def _other(officer: Person | None, by: Person) -> Person:
    if officer is None or officer.pk == by.pk:
        raise Refused(Words("Pilih petugasnya.", "Choose the officer."), "officer")
    return officer


def _check(said: str, field: str) -> None:
    if not SHORTEST <= len(said) <= LONGEST:
        raise Refused(Words(f"Tulis satu dua kalimat, paling banyak {LONGEST} huruf.",
                            f"Write a sentence or two, at most {LONGEST} letters."), field)  # fmt: skip


def _opened(words: bytes | memoryview | None) -> str:
    return sealing.unseal(bytes(words)) if words else ""


def _seen(row: Observation, *, opened: bool) -> Seen:
    return Seen(
        row.pk, row.officer.name, row.by.name, row.day, dict(row.places),
        _opened(row.words) if opened else "", row.read_at, row.simulated,
    )  # fmt: skip


def _practice(row: Coaching, reader: int, at: datetime) -> Practice:
    today = city_calendar(row.city).local(at).date()
    words = _opened(row.words) if reader in (row.officer_id, row.by_id) else ""
    return Practice(
        row.pk, row.unit_id, row.officer_id, row.officer.name, row.by_id, row.by.name, row.element, words,
        row.due, row.state, row.state in OPEN and row.due < today, row.simulated,
    )  # fmt: skip


def _ordered(rows: list[Practice]) -> list[Practice]:
    return sorted(rows, key=lambda one: one.state not in OPEN)
