"""Keeping the record of a gathering: opening it, adding to it, letting a decision out, erasing in time.

Every word goes under a seal. The trail of a closed session never says who wrote; it says who opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.flow import Words
from garda.gatherings import states
from garda.gatherings.models import Decision, Gathering, Remark, Seat
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.texts.cleaning import one_line
from garda.texts.naming import names, words_of
from garda.trails import writing

KIND = "gathering"
MINUTES, REMARK, REPORT, RELEASE = "minutes", "remark", "report", "release"
KINDS = (MINUTES, REMARK, REPORT)
LONGEST, LONGEST_TITLE = 8000, 160
MOST_SEATS, MOST_REMARKS = 120, 400
# Minutes are kept five years, then their words go; a city that must keep them longer archives them on paper.
KEPT_FOR = timedelta(days=5 * 365)
AT_ONCE = 100


def keep(
    city: City,
    unit: Unit,
    *,
    title: str,
    day: date,
    closed: bool,
    by: Person,
    at: datetime,
    place: str = "",
    circle: Iterable[Person] = (),
    words: str = "",
    form_key: str | None = None,
    simulated: bool = False,
) -> int:
    """Open the record of a gathering and, with `words`, its minutes; its id.

    Whoever keeps it always sits in the circle. The same `form_key` again is the same gathering.
    """
    _fits(title, LONGEST_TITLE, "title", needed=True)
    _fits(place, LONGEST_TITLE, "place")
    _fits(words, LONGEST, "words")
    if day > city_calendar(city).local(at).date() + timedelta(days=1):
        raise Refused(Words("Harinya belum tiba.", "That day lies ahead."), "day")
    seated = {by.pk: by} | {one.pk: one for one in circle if one.city_id == city.pk}
    if len(seated) > MOST_SEATS:
        raise Refused(Words(f"Paling banyak {MOST_SEATS} orang.", f"At most {MOST_SEATS} people."), "circle")
    row = Gathering(
        city=city, unit=unit, closed=closed, state=_next(states.NOTHING, "keep"), day=day, kept_at=at,
        sealed=_seal({"title": title, "place": place, "author": by.pk}), erase_on=day + KEPT_FOR,
        form_key=form_key, simulated=simulated,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            Seat.objects.bulk_create([Seat(gathering=row, person=one) for one in seated.values()])
            if words:
                _remark(row, MINUTES, words, by, at, None)
            _line(row, "gathering.kept", by, at, {"closed": closed, "seats": len(seated)})
    except IntegrityError:
        before = Gathering.objects.filter(city=city, form_key=form_key).first() if form_key else None
        if before is None:
            raise
        return before.pk
    return row.pk


def note(
    gathering_id: int,
    words: str,
    *,
    kind: str = REMARK,
    by: Person,
    at: datetime,
    form_key: str | None = None,
) -> None:
    """Add to the record: minutes, a remark, a report. Only somebody of the circle may."""
    if kind not in KINDS:
        raise Refused(Words("Pilih jenis catatannya.", "Choose what it is."), "kind")
    _fits(words, LONGEST, "words", needed=True)
    with transaction.atomic():
        row = _take(gathering_id, by, "note")
        if form_key and row.remarks.filter(form_key=form_key).exists():
            return
        if row.remarks.count() >= MOST_REMARKS:
            raise Refused(Words("Catatannya sudah terlalu banyak.", "There are too many notes."), "words")
        _remark(row, kind, words, by, at, form_key)
        _line(row, "gathering.noted", by, at, {"what": kind})


def seat(gathering_id: int, person: Person, *, by: Person, at: datetime) -> None:
    """Take somebody into the circle; by whoever keeps the record."""
    with transaction.atomic():
        row = _take(gathering_id, by, "seat")
        if header(row)["author"] != by.pk:
            raise Refused(
                Words("Hanya pencatat yang menambah anggota.", "Only who keeps the record may add people."),
                "person",
            )
        if person.city_id != row.city_id:
            raise Refused(Words("Pilih orang dari daftar.", "Choose somebody of the list."), "person")
        if row.seats.count() >= MOST_SEATS:
            raise Refused(
                Words(f"Paling banyak {MOST_SEATS} orang.", f"At most {MOST_SEATS} people."), "person"
            )
        _one, new = Seat.objects.get_or_create(gathering=row, person=person)
        if new:
            _line(row, "gathering.seated", by, at, {"seats": row.seats.count()})


def release(
    gathering_id: int, words: str, *, by: Person, at: datetime, form_key: str | None = None
) -> int | None:
    """Let a decision out: its words become public, where they came from does not. Its id; None if sent twice.

    Of a closed session the words may name neither its title nor anybody of the circle.
    """
    _fits(words, 1000, "words", needed=True)
    with transaction.atomic():
        row = _take(gathering_id, by, "release")
        if row.closed:
            _without_source(row, words)
        if form_key and row.remarks.filter(form_key=form_key).exists():
            return None
        day = city_calendar(row.city).local(at).date()
        one = Decision.objects.create(
            city=row.city, unit=row.unit, words=words, day=day, simulated=row.simulated
        )
        _remark(row, RELEASE, words, by, at, form_key)
        _line(row, "gathering.released", by, at, {})
    return one.pk


def remind(at: datetime) -> int:
    """Erase the words of what is past its time, a bounded number at once."""
    due = Gathering.objects.filter(state=states.KEPT, erase_on__lte=at.date()).order_by("erase_on", "pk")
    done = 0
    for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            row = Gathering.objects.select_for_update(of=("self",)).get(pk=pk)
            if states.after(row.state, "erase") is None:
                continue
            row.state, row.sealed = states.ERASED, b""
            row.save(update_fields=["state", "sealed"])
            row.remarks.all().delete()
            _line(row, "gathering.erased", None, at, {})
            done += 1
    return done


def header(row: Gathering) -> dict[str, object]:
    """Title, place and keeper of a record, out of their seal."""
    return unsealed(row.sealed)


def unsealed(sealed: bytes | memoryview) -> dict[str, object]:
    """What a seal of this room holds; nothing after erasing."""
    found: dict[str, object] = json.loads(sealing.unseal(sealed)) if sealed else {}
    return found


def _seal(what: dict[str, object]) -> bytes:
    return sealing.seal(json.dumps(what, ensure_ascii=False))


def _remark(row: Gathering, kind: str, words: str, by: Person, at: datetime, form_key: str | None) -> None:
    sealed = _seal({"words": words, "author": by.pk})
    Remark.objects.create(gathering=row, kind=kind, sealed=sealed, at=at, form_key=form_key)


def _line(row: Gathering, name: str, by: Person | None, at: datetime, facts: dict[str, object]) -> None:
    """Of a closed session nobody is named as its writer, and no office."""
    shown, unit = (None, None) if row.closed else (by, row.unit)
    writing.write(
        row.city, KIND, row.pk, name, at=at, by=shown, unit=unit, facts=facts, simulated=row.simulated
    )


def _take(gathering_id: int, by: Person, act: str) -> Gathering:
    rows = Gathering.objects.select_for_update(of=("self",)).select_related("city", "unit")
    row = rows.filter(pk=gathering_id, seats__person=by).first()
    if row is None:
        raise Refused(Words("Pertemuan ini tidak ada.", "There is no such gathering."))
    _next(row.state, act)
    return row


def _next(state: str, act: str) -> str:
    found = states.after(state, act)
    if found is None:
        raise Refused(Words("Catatan ini sudah dihapus menurut waktunya.", "This record has been erased."))
    return found


def _fits(words: str, most: int, field: str, *, needed: bool = False) -> None:
    if needed and not words.strip():
        raise Refused(Words("Bagian ini perlu diisi.", "This must be filled in."), field)
    if len(words) > most:
        raise Refused(Words(f"Paling banyak {most} huruf.", f"At most {most} characters."), field)


def _without_source(row: Gathering, words: str) -> None:
    said = words_of(words)
    named = any(names(said, name) for name in row.seats.values_list("person__name", flat=True))
    title = one_line(str(header(row).get("title", ""))).casefold()
    if named or (len(title) > 3 and title in one_line(words).casefold()):
        raise Refused(
            Words(
                "Kalimat ini menyebut judul pertemuan atau nama anggotanya. Tulis keputusannya saja.",
                "This names the session or somebody of its circle. Write the decision alone.",
            ),
            "words",
        )
