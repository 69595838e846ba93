"""Publishing instruments: an edition's text, fingerprint and days; answers are scored with their own edition.

An edition never changes once it is published. A new one ends the one before on the day before its own first,
so that last year's score is made with last year's set, whatever is asked now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import transaction

from garda import scoring, shelf
from garda.cases.acting import Refused
from garda.people.calendars import city_calendar
from garda.people.changes import changed, one_at_a_time
from garda.people.models import City, Person
from garda.scoring import Instrument
from garda.surveys.models import ElementOwner, PublishedInstrument
from garda.texts.words import Words
from garda.trails import writing

KIND = "instrument"


@dataclass(frozen=True)
class Edition:
    """One published edition: on which days it holds, its fingerprint, and the instrument it declares."""

    pk: int
    key: str
    first: date
    last: date | None
    fingerprint: str
    instrument: Instrument

    def holds(self, day: date) -> bool:
        """Whether it is the one to ask with on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


def publish(
    city: City, text: str, *, by: Person | None = None, post: int | None = None, at: datetime
) -> Edition:
    """Publish `text` in the city from the day it names on.

    The same text again is the edition that is there. Raises `scoring.Unreadable` when the text has a grave
    finding, Refused when its days meet those of another edition or begin before answers it would not fit.
    """
    grave = [one for one in scoring.check(text, "naskah") if one.grave]
    if grave:
        raise scoring.Unreadable(tuple(grave))
    instrument, mark = scoring.read(text, "naskah"), scoring.fingerprint(text)
    with one_at_a_time(city) as now:
        rows = list(PublishedInstrument.objects.filter(city=now, key=instrument.key).order_by("first"))
        same = next((row for row in rows if row.fingerprint == mark), None)
        if same is not None:
            return edition_of(same)
        before = _make_way(rows, instrument, city_calendar(city).local(at).date())
        row = PublishedInstrument.objects.create(
            city=now, key=instrument.key, text=text, fingerprint=mark, first=instrument.begins,
            last=instrument.ends, by=by, by_post_id=post, published_at=at,
        )  # fmt: skip
        _carry(now, rows, row)
        facts = {
            "edition": row.pk, "fingerprint": mark, "first": row.first.isoformat(),
            "last": row.last.isoformat() if row.last else None, "before": before,
        }  # fmt: skip
        writing.write(now, KIND, instrument.key, "instrument.published", at=at, by=by, post=post, facts=facts)
        changed(now)
    city.version = now.version
    return edition_of(row)


def _make_way(rows: list[PublishedInstrument], new: Instrument, today: date) -> int | None:
    """End the edition without a last day of its own, the day before; its id. Refused where that can't be."""
    for row in rows:
        ends_before = row.last is not None and row.last < new.begins
        begins_after = new.ends is not None and new.ends < row.first
        if ends_before or begins_after:
            continue
        if row.last is not None or row.first >= new.begins:
            raise Refused(
                Words(
                    f"Pada hari-hari itu sudah berlaku edisi yang mulai {row.first:%d-%m-%Y}. Ubah tanggal "
                    "“from” atau “until” di naskah.",
                    f"An edition from {row.first:%Y-%m-%d} holds on those days. Change “from” or “until”.",
                ),
                "text",
            )
        if new.begins < today:
            raise Refused(
                Words(
                    "Edisi baru tidak dapat mulai di hari yang sudah lewat: jawaban hari itu dinilai dengan "
                    "edisi lama. Isi “from” dengan hari ini atau sesudahnya.",
                    "A new edition can't begin on a day that is over: its answers are scored with the old "
                    "one. Let “from” be today or later.",
                ),
                "text",
            )
        row.last = new.begins - timedelta(days=1)
        row.save(update_fields=["last"])
        return row.pk
    return None


def _carry(city: City, rows: list[PublishedInstrument], new: PublishedInstrument) -> None:
    """Give the elements that live on in this edition the owners they had in the one before it."""
    before = [row for row in rows if row.first < new.first]
    if not before:
        return
    change = scoring.changes(edition_of(before[-1]).instrument, edition_of(new).instrument)
    had = dict(ElementOwner.objects.filter(instrument=before[-1]).values_list("element", "unit_id"))
    ElementOwner.objects.bulk_create(
        ElementOwner(city=city, instrument=new, element=element, unit_id=unit)
        for element, unit in scoring.owners_carried(change, had).items()
    )


def in_force(city: City, key: str, day: date) -> Edition | None:
    """The edition of `key` that holds in the city on `day`."""
    return next((one for one in _editions(city.pk, city.version) if one.key == key and one.holds(day)), None)


def all_in_force(city: City, day: date) -> list[Edition]:
    """Every edition that holds in the city on `day`, by key."""
    return [one for one in _editions(city.pk, city.version) if one.holds(day)]


def editions(city: City, key: str | None = None) -> list[Edition]:
    """The editions of `key` (of every instrument without), by key, the oldest first."""
    return [one for one in _editions(city.pk, city.version) if key is None or one.key == key]


def edition(city: City, pk: int) -> Edition | None:
    """The edition of that id in the city."""
    return next((one for one in _editions(city.pk, city.version) if one.pk == pk), None)


def text_of(one: Edition) -> str:
    """The text of an edition as it was published."""
    return PublishedInstrument.objects.values_list("text", flat=True).get(pk=one.pk)


def stock(city: City, at: datetime) -> list[Edition]:
    """Bring the instruments of the shelf into a city that does not have them; what is there stays."""
    return publish_all(city, [text for _name, text in shelf_texts()], at)


def publish_all(city: City, texts: Iterable[str], at: datetime) -> list[Edition]:
    """Publish several in the order of their first days; one of a key and first day that is there stays."""
    there = {(one.key, one.first) for one in editions(city)}
    read = sorted(
        ((scoring.read(text, "naskah"), text) for text in texts), key=lambda one: (one[0].key, one[0].begins)
    )
    with transaction.atomic():
        return [publish(city, text, at=at) for one, text in read if (one.key, one.begins) not in there]


def shelf_texts() -> list[tuple[str, str]]:
    """(file name, text) of every instrument on the shelf."""
    files = sorted(shelf.folder("instruments").glob("*.toml"))
    return [(file.name, file.read_text("utf-8")) for file in files]


def edition_of(row: PublishedInstrument) -> Edition:
    """The row as others use it."""
    return Edition(row.pk, row.key, row.first, row.last, row.fingerprint, _read(row.text, row.key))


@lru_cache(maxsize=256)
def _read(text: str, key: str) -> Instrument:
    return scoring.read(text, f"{key}.toml")


@lru_cache(maxsize=32)
def _editions(city_id: int, _version: int) -> tuple[Edition, ...]:
    rows = PublishedInstrument.objects.filter(city_id=city_id).order_by("key", "first")
    return tuple(edition_of(row) for row in rows)


def forget() -> None:
    """Drop what is kept (the rows of another test had the same ids)."""
    _editions.cache_clear()
