"""What people in an office pledge and declare: the yearly pledge, an interest in a matter, a gift."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from garda import clock
from garda.cases import sealing
from garda.cases.acting import Refused
from garda.cases.models import Case
from garda.flow import Words
from garda.integrity import code_of_conduct, limits, states
from garda.integrity.models import Gift, Interest, Pledge
from garda.people.calendars import calendar_of, city_calendar
from garda.people.fetching import Also
from garda.people.models import Person, Unit
from garda.rosters import book
from garda.rosters.heads import head_for
from garda.trails import writing

LONGEST = 1000
MOST_VALUE = 10**12
BACK = timedelta(days=5 * 366)
TO_STATE, GIVEN_BACK, PASSED_ON, KEPT = "state", "given-back", "passed-on", "kept"
OUTCOMES = (TO_STATE, GIVEN_BACK, PASSED_ON, KEPT)
WORDS_KEPT = timedelta(days=5 * 365)
AT_ONCE = 100

Declared = TypeVar("Declared", Interest, Gift)


def pledge(unit: Unit, *, by: Person, at: datetime, simulated: bool = False) -> Pledge:
    """Pledge to the code in force, for this year; a second time it is the same pledge."""
    today = _today(unit, at)
    version = code_of_conduct.in_force(today).number
    with transaction.atomic():
        row, new = Pledge.objects.get_or_create(
            person=by, year=today.year, version=version,
            defaults={"city": unit.city, "unit": unit, "at": at, "simulated": simulated},
        )  # fmt: skip
        if new:
            facts = {"year": today.year, "version": version}
            writing.write(
                unit.city, "pledge", row.pk, "pledge.given", at=at, unit=unit, by=by, facts=facts,
                simulated=simulated,
            )  # fmt: skip
    return row


def declare_interest(
    unit: Unit, case_id: int, number: str, why: str, *, by: Person, at: datetime, simulated: bool = False
) -> Interest:
    """Say that one has an interest in a matter: from now on one decides nothing in it."""
    said = why.strip()
    if not said or len(said) > LONGEST:
        raise Refused(
            Words(f"Tulis hubungannya, paling banyak {LONGEST} huruf.", "Say what connects you to it."), "why"
        )
    before = Interest.objects.filter(person=by, case_id=case_id, state=states.DECLARED).first()
    if before is not None:
        return before
    row = Interest(
        city=unit.city, unit=unit, person=by, case_id=case_id, state=_next(states.INTEREST, "", "declare"),
        at=at, sealed=_seal({"why": said}), simulated=simulated,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _write(row, "interest", "interest.declared", at, by)
            _tell_head(row, "interest.declared", number, by, at)
    except IntegrityError:
        return Interest.objects.get(person=by, case_id=case_id, state=states.DECLARED)
    return row


def end_interest(interest_id: int, *, by: Person, at: datetime) -> None:
    """Take it back: only by whoever declared it, once what connected them is over. Their head is told."""
    with transaction.atomic():
        rows = Interest.objects.select_for_update(of=("self",)).select_related("case", "unit__city")
        row = rows.filter(pk=interest_id, person=by).first()
        if row is None:
            raise Refused(Words("Pernyataan ini tidak ada.", "There is no such declaration."))
        row.state = _next(states.INTEREST, row.state, "end")
        row.save(update_fields=["state"])
        _write(row, "interest", "interest.ended", at, by)
        _tell_head(row, "interest.ended", row.case.number, by, at)


def _tell_head(row: Interest, name: str, number: str, by: Person, at: datetime) -> None:
    above = head_for(row.unit, at, by.pk)
    if above is not None:
        book.tell(
            row.unit, above, name, at=at, facts={"person": by.pk, "number": number},
            url=f"/kerja/urusan/{number}/", simulated=row.simulated,
        )  # fmt: skip


def bars(person_id: int | None, case_id: int) -> bool:
    """Whether a declared interest keeps this person from deciding in the matter; one query."""
    return person_id is not None and case_id in barred_among(person_id, [case_id])


def asked_with(person_id: int) -> Also:
    """The same asked in the statement that reads the case: `barred` then answers without one of its own."""
    return Also(
        "interested",
        f"SELECT COUNT(*) FROM {Interest._meta.db_table} AS declared WHERE declared.person_id = %s "
        f"AND declared.case_id = {Case._meta.db_table}.id AND declared.state = %s",
        (person_id, states.DECLARED),
    )


def barred(case: Case) -> bool:
    """Whether a declared interest keeps the person from deciding, of a case read with `asked_with`."""
    return bool(vars(case)["interested"])


def barred_among(person_id: int, case_ids: list[int]) -> set[int]:
    """Those of the matters in which this person declared an interest; one query."""
    rows = Interest.objects.filter(person_id=person_id, case_id__in=case_ids, state=states.DECLARED)
    return set(rows.values_list("case_id", flat=True))


NOT_YOURS = Words(
    "Anda menyatakan kepentingan dalam urusan ini, jadi orang lain yang memutus. Kepala kantor bisa "
    "memindahkannya.",
    "You declared an interest in this matter, so somebody else decides it. The head can hand it on.",
)


def declare_gift(
    unit: Unit,
    what: str,
    giver: str,
    *,
    value: int,
    got_on: date,
    taken: bool,
    by: Person,
    at: datetime,
    form_key: str | None = None,
    simulated: bool = False,
) -> Gift:
    """Declare a gift, taken or refused. Late when more working days passed than the law gives."""
    for field, said in (("what", what), ("giver", giver)):
        if not said.strip() or len(said) > LONGEST:
            raise Refused(
                Words(f"Isi bagian ini, paling banyak {LONGEST} huruf.", "Fill this in, shortly."), field
            )
    today = _today(unit, at)
    if not today - BACK <= got_on <= today:
        raise Refused(Words("Tulis hari yang sudah lewat.", "Give a day that has passed."), "got_on")
    if not 0 <= value <= MOST_VALUE:
        raise Refused(Words("Tulis perkiraan nilainya dalam rupiah.", "Give its value in rupiah."), "value")
    calendar = calendar_of(unit)
    until = clock.due(calendar.moment((got_on.toordinal(), 0)), limits.term("gift", "declare"), calendar).at
    row = Gift(
        city=unit.city, unit=unit, person=by, state=_next(states.GIFT, "", "declare"), got_on=got_on,
        value=value, taken=taken, late=taken and at > until, at=at, form_key=form_key, simulated=simulated,
        sealed=_seal({"what": what.strip(), "giver": giver.strip()}),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _write(row, "gift", "gift.declared", at, by, {"late": row.late})
    except IntegrityError:
        if form_key is None:
            raise
        return Gift.objects.get(form_key=form_key)
    return row


def decide_gift(gift_id: int, outcome: str, *, by: Person, at: datetime) -> Gift:
    """What becomes of it, by the inspectorate; never by whoever was given it."""
    if outcome not in OUTCOMES:
        raise Refused(Words("Pilih hasilnya.", "Choose the outcome."), "outcome")
    with transaction.atomic():
        row = Gift.objects.select_for_update(of=("self",)).filter(pk=gift_id).first()
        if row is None or row.person_id == by.pk or row.city_id != by.city_id:
            raise Refused(Words("Bukan Anda yang memutus ini.", "This is not yours to decide."))
        row.state = _next(states.GIFT, row.state, "decide")
        row.outcome, row.decided_at, row.decided_by = outcome, at, by
        row.save(update_fields=["state", "outcome", "decided_at", "decided_by"])
        _write(row, "gift", "gift.decided", at, by, {"outcome": outcome})
        book.tell(row.unit, row.person, "gift.decided", at=at, url="/kerja/ikrar/", simulated=row.simulated)
    return row


def erase_words(at: datetime) -> int:
    """Words of gifts decided, and of interests declared, five years ago go; day, value and outcome stay."""
    gifts = Gift.objects.filter(decided_at__lte=at - WORDS_KEPT).exclude(sealed=b"")
    interests = Interest.objects.filter(at__lte=at - WORDS_KEPT).exclude(sealed=b"")
    done = 0
    every: list[Gift | Interest] = [*_some(gifts), *_some(interests)]
    for row in every:
        with transaction.atomic():
            row.sealed = b""
            row.save(update_fields=["sealed"])
            kind = "gift" if isinstance(row, Gift) else "interest"
            _write(row, kind, f"{kind}.erased", at, None)
            done += 1
    return done


def _some(rows: QuerySet[Declared]) -> list[Declared]:
    return list(rows.select_related("city", "unit").order_by("pk")[:AT_ONCE])


def _write(
    row: Interest | Gift, kind: str, name: str, at: datetime, by: Person | None,
    facts: dict[str, object] | None = None,
) -> None:  # fmt: skip
    writing.write(
        row.city, kind, row.pk, name, at=at, unit=row.unit, by=by, facts=facts, simulated=row.simulated
    )


def _next(acts: states.Acts, state: str, act: str) -> str:
    found = states.after(acts, state, act)
    if found is None:
        raise Refused(Words("Ini sudah dikerjakan.", "This has been done already."))
    return found


def _seal(inside: dict[str, str]) -> bytes:
    return sealing.seal(json.dumps(inside, ensure_ascii=False))


def _today(unit: Unit, at: datetime) -> date:
    return city_calendar(unit.city).local(at).date()
