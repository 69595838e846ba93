"""Asking for what is lacking, deciding on it, paying for it, delivering it, looking at what came.

How many are asked for is counted, never typed: the standard less what works. Every act asks `states.ACTS`,
changes the row and writes its line ("supply", the row's id) in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from garda import clock
from garda.cases.acting import Refused
from garda.flow import Words
from garda.people.calendars import calendar_of, city_calendar
from garda.people.models import Person, Post, Unit
from garda.people.register import register_of
from garda.registers import counting, deciders, states
from garda.registers.models import Holding, Supply
from garda.registers.standards import Item, item_of, standard
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.texts.cleaning import plain
from garda.trails.writing import write

KIND = "supply"
LONGEST = 500
SHORTEST = 5


@dataclass(frozen=True)
class Asker:
    """Who acts, in which post."""

    person: Person | None
    post: Post | int | None = None


def ask(
    unit: Unit, key: str, words: str, *, by: Asker, at: datetime, simulated: bool = False
) -> tuple[int, bool]:
    """Ask for all that is lacking of one thing; (id of the request, whether it had been asked before).

    It goes to the nearest who decides for the office, with a due time. Raises Refused when nothing lacks.
    """
    item = item_of(key)
    if item is None or not item.standard.get(unit.kind):
        raise Refused(Words("Pilih sarananya.", "Choose the thing."), "item")
    said = _fit(words, "words", required=False)
    try:
        with transaction.atomic():
            before = Supply.objects.filter(unit=unit, item=key, state__in=states.OPEN).first()
            if before is not None:
                return before.pk, True
            return _ask(unit, item, said, by, at, simulated), False
    except IntegrityError:
        # Asked twice at the same moment, and the other one was first.
        return Supply.objects.get(unit=unit, item=key, state__in=states.OPEN).pk, True


def _ask(unit: Unit, item: Item, words: str, by: Asker, at: datetime, simulated: bool) -> int:
    row = Holding.objects.filter(unit=unit, item=item.key).first()
    if row is None or row.counted_at is None:
        raise Refused(
            Words(
                "Hitung dulu yang ada. Kekurangan dihitung dari catatan, tidak diketik.",
                "Count first what there is. What is lacking is counted from the record, not typed.",
            ),
            "item",
        )
    short = item.standard[unit.kind] - row.good - row.worn
    if short <= 0:
        raise Refused(
            Words("Menurut catatan tidak ada yang kurang.", "On record nothing is lacking."), "item"
        )
    rung = deciders.decider(unit)
    place = rung.unit if rung else unit
    supply = Supply.objects.create(
        city=unit.city, unit=unit, item=item.key, state=states.ASKED, wanted=short, words=words, asked_at=at,
        asked_by=by.person, due_at=clock.due(at, standard().decide, calendar_of(_placed(place))).at,
        changed_at=at, simulated=simulated or row.simulated,
    )  # fmt: skip
    _write(
        supply, "supply.asked", by, at, {"item": item.key, "wanted": short, "due": supply.due_at.isoformat()}
    )
    if rung is not None:
        _tell(supply, deciders.person_at(rung, at), "supply.asked", at, {"n": short})
    return supply.pk


def decide(
    supply_id: int, granted: int, why: str, *, by: Asker, at: datetime, seen: int | None = None
) -> None:
    """Grant so many of it, or none; a no, and fewer than were asked, need a reason. Raises Refused."""
    with transaction.atomic():
        row = _locked(supply_id)
        if not 0 <= granted <= row.wanted:
            raise Refused(
                Words(f"Isi dengan angka 0 sampai {row.wanted}.", f"Write a number from 0 to {row.wanted}."),
                "granted",
            )
        said = _fit(why, "why", required=granted < row.wanted)
        _move(row, "grant" if granted else "refuse")
        row.granted, row.why, row.decided_at, row.decided_by = granted, said, at, by.person
        name = "supply.granted" if granted else "supply.refused"
        _keep(row, name, by, at, {"granted": granted, "wanted": row.wanted}, seen)
        _tell_office(row, name, at, {"n": granted or row.wanted})


def fund(
    supply_id: int, source: str, expected: date, *, by: Asker, at: datetime, seen: int | None = None
) -> None:
    """Say who pays and by when it is expected. Raises Refused."""
    if source not in standard().funds:
        raise Refused(Words("Pilih sumber dananya.", "Choose the source of the money."), "fund")
    with transaction.atomic():
        row = _locked(supply_id)
        today = city_calendar(_placed(row.unit).city).local(at).date()
        if expected < today or (expected - today).days > 2 * 366:
            raise Refused(
                Words("Pilih hari mulai hari ini, paling jauh dua tahun.", "Choose a day within two years."),
                "expected",
            )
        _move(row, "fund")
        row.fund, row.expected_on = source, expected
        _keep(row, "supply.funded", by, at, {"fund": source, "expected": expected.isoformat()}, seen)
        _tell_office(row, "supply.funded", at, {"day": expected.isoformat()})


def deliver(supply_id: int, pieces: int, *, by: Asker, at: datetime, seen: int | None = None) -> None:
    """So many pieces were brought to the office; they count once the office has looked at them."""
    with transaction.atomic():
        row = _locked(supply_id)
        left = row.granted - row.received
        if not 1 <= pieces <= left:
            raise Refused(
                Words(f"Isi dengan angka 1 sampai {left}.", f"Write a number from 1 to {left}."), "pieces"
            )
        _move(row, "deliver")
        row.arrived, row.arrived_at = pieces, at
        _keep(row, "supply.delivered", by, at, {"pieces": pieces}, seen)
        _tell_office(row, "supply.delivered", at, {"n": pieces})


def check(
    supply_id: int, sound: int, found: str, *, by: Asker, at: datetime, seen: int | None = None
) -> None:
    """The office looked at what came: `sound` pieces work and count from now on; the rest goes back.

    When all that was granted is there the request ends, else it waits for the next delivery.
    """
    with transaction.atomic():
        row = _locked(supply_id)
        if row.state == states.DELIVERED and not 0 <= sound <= row.arrived:
            raise Refused(
                Words(
                    f"Isi dengan angka 0 sampai {row.arrived}.", f"Write a number from 0 to {row.arrived}."
                ),
                "sound",
            )
        said = _fit(found, "found", required=sound < row.arrived)
        whole = row.received + sound == row.granted
        _move(row, "accept" if whole else "return")
        row.received, row.arrived, row.found = row.received + sound, 0, said
        facts = {"sound": sound, "received": row.received, "granted": row.granted}
        _keep(row, "supply.received" if whole else "supply.returned", by, at, facts, seen)
        if sound:
            unit = _placed(row.unit)
            counting.add(unit, row.item, sound, by=by.person, at=at, simulated=row.simulated)
        if row.decided_by is not None:
            _tell(row, row.decided_by, "supply.received" if whole else "supply.returned", at, {"n": sound})


def withdraw(supply_id: int, *, by: Asker, at: datetime, seen: int | None = None) -> None:
    """The office does not ask any more; only before there is an answer."""
    with transaction.atomic():
        row = _locked(supply_id)
        _move(row, "withdraw")
        _keep(row, "supply.withdrawn", by, at, {}, seen)


def wanted(supply_id: int) -> int:
    """How many were asked for."""
    return Supply.objects.get(pk=supply_id).wanted


def remind(at: datetime) -> int:
    """Requests whose answer is overdue: noted once, and told one place higher. At most 200 at a time."""
    due = Supply.objects.filter(state=states.ASKED, overdue_at=None, due_at__lte=at)
    return sum(_overdue(pk, at) for pk in list(due.order_by("due_at").values_list("pk", flat=True)[:200]))


def _overdue(supply_id: int, at: datetime) -> int:
    with transaction.atomic():
        row = _locked(supply_id)
        if row.state != states.ASKED or row.overdue_at is not None:
            return 0
        row.overdue_at = at
        above = deciders.ladder(_placed(row.unit))
        facts = {"due": row.due_at.isoformat(), "told": above[1].unit.pk if len(above) > 1 else None}
        _keep(row, "supply.overdue", Asker(None), at, facts, None)
        for rung in above[:2]:
            _tell(row, deciders.person_at(rung, at), "supply.overdue", at, {"due": row.due_at.isoformat()})
    return 1


# ---- how it is kept ------------------------------------------------------------------------------
def _locked(supply_id: int) -> Supply:
    rows = Supply.objects.select_for_update(of=("self",)).select_related(
        "unit__city", "decided_by", "asked_by"
    )
    return rows.get(pk=supply_id)


def _move(row: Supply, act: str) -> None:
    after = states.after(row.state, act)
    if after is None:
        raise Refused(
            Words(
                "Permintaan ini sudah melangkah. Baca dulu keadaan terbarunya.",
                "This request has moved on. Read how it stands now.",
            )
        )
    row.state = after


def _keep(
    row: Supply, name: str, by: Asker, at: datetime, facts: Mapping[str, Any], seen: int | None
) -> None:
    row.changed_at = at
    row.save()
    _write(row, name, by, at, {"item": row.item, **facts}, seen)


def _write(
    row: Supply, name: str, by: Asker, at: datetime, facts: Mapping[str, Any], seen: int | None = None
) -> None:
    write(
        row.city, KIND, row.pk, name, at=at, unit=row.unit, by=by.person, post=by.post, facts=facts,
        seen=seen, simulated=row.simulated,
    )  # fmt: skip


def _tell(row: Supply, person: Person | None, name: str, at: datetime, facts: Mapping[str, Any]) -> None:
    if person is None:
        return
    url = f"/kerja/sarana/permintaan/{row.pk}/"
    facts = {"item": row.item, **facts}
    book.tell(_placed(row.unit), person, name, at=at, facts=facts, url=url, simulated=row.simulated)


def _tell_office(row: Supply, name: str, at: datetime, facts: Mapping[str, Any]) -> None:
    """Whoever asked, and the head of the office, each once."""
    head = head_person(_placed(row.unit), at)
    people = {one.pk: one for one in (row.asked_by, head) if one is not None}
    for one in people.values():
        _tell(row, one, name, at, facts)


def _placed(unit: Unit) -> Unit:
    """The unit with its city at hand."""
    return register_of(unit.city).unit(unit.pk)


def _fit(text: str, field: str, *, required: bool) -> str:
    said = " ".join(plain(text).split())
    if required and len(said) < SHORTEST:
        raise Refused(Words("Tulis alasannya dengan singkat.", "Write the reason briefly."), field)
    if len(said) > LONGEST:
        raise Refused(
            Words(f"Paling banyak {LONGEST} huruf; sekarang {len(said)}.", f"At most {LONGEST} letters; now "
                  f"{len(said)}."), field,
        )  # fmt: skip
    return said
