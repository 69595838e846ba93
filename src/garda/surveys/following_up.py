"""The weakest points of an office become matters of their own: an owner, a day, what was done, the outcome.

A follow-up ends only when somebody else than its owner has seen a later period and its figure has risen; if
it has not, it is open again. Nobody types a figure: before and after are read from the results.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from garda.cases.acting import Refused
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters import book, helping
from garda.rosters.heads import head_person
from garda.scoring import weakest
from garda.surveys import periods, results
from garda.surveys.follow_up_models import FollowUp
from garda.surveys.follow_up_states import BETTER, DONE, LIVE, OPEN, TAKEN, after
from garda.surveys.results import Board, Scope
from garda.texts.words import Words
from garda.trails import writing

KIND = "follow-up"
HOW_MANY = 3
LONGEST = 600
FURTHEST = timedelta(days=366)
LISTED = 100
AT_A_TIME = 100
INDEX = "skm"
# From the day on which its figures came out: half of the quarter that runs. A clock that stood still catches
# up; later too little of that quarter is left for an act to show in it, and its own figures say it better.
OPENED_WITHIN = timedelta(days=45)
OVER = Words(
    "Tindak lanjut ini sudah berubah. Lihat keadaannya sekarang.",
    "This follow-up has changed. See how it stands now.",
)


@dataclass(frozen=True)
class Matter:
    """One follow-up as pages show it; `before` and `after` are means on the scale of the element."""

    id: int
    unit_id: int
    key: str
    about: str
    period: str
    before: Fraction | None
    before_n: int | None
    state: str
    owner_id: int | None
    owner: str
    due: date | None
    plan: str
    result: str
    why: str
    done_on: date | None
    done_by: int | None
    after: Fraction | None
    after_n: int | None
    after_period: str
    opened_at: datetime
    ended_at: datetime | None
    simulated: bool

    def is_late(self, today: date) -> bool:
        """Whether its day went by before anything was reported."""
        return self.state == TAKEN and self.due is not None and self.due < today


@dataclass(frozen=True)
class Later:
    """What a later period says of the same point."""

    period: str
    mean: Fraction
    n: int


# ---- opening -------------------------------------------------------------------------------------
def open_weakest(
    board: Board, unit: Unit, period: periods.Period, *, by: Person | None, post: int | None = None,
    at: datetime,
) -> list[Matter]:  # fmt: skip
    """Open the three weakest elements of an office in a period; those that are open already stay as they are.

    Refused while the period runs, and where its elements may not be shown.
    """
    today = city_calendar(unit.city).local(at).date()
    score = board.result(Scope(unit.pk), period).score
    if not period.is_over(today) or score is None or not score.elements:
        raise Refused(
            Words(
                "Belum ada hasil yang dapat ditindaklanjuti untuk masa ini.",
                "There is no result to follow up for this period yet.",
            )
        )
    found = []
    with transaction.atomic():
        for one in weakest(score, HOW_MANY):
            about = (board.edition.key, one.element.key, period.key, one.mean, one.n)
            found.append(_opened(unit, *about, by=by, post=post, at=at, simulated=board.simulated))
    return found


def open_past_quarter(city: City, at: datetime) -> int:
    """Open the three weakest elements of every office whose quarter is over and well enough known; by night.

    Without a word in between: whoever heads the office hears of it, and names an owner and a day. Once for an
    office and quarter, in the weeks after its end.
    """
    today = city_calendar(city).local(at).date()
    period = periods.before(periods.quarter_at(today))
    if not timedelta(0) <= today - periods.out_on(period.last) <= OPENED_WITHIN:
        return 0
    board = results.board(city, INDEX, period, today)
    if board is None or board.simulated:
        return 0
    known = set(
        FollowUp.objects.filter(city=city, key=INDEX, period=period.key).values_list("unit_id", flat=True)
    )
    done = 0
    for unit_id in set(board.units(period)) - known:
        if board.result(Scope(unit_id), period).state == "sound":
            done += _open_and_tell(board, register_of(city).unit(unit_id), period, at)
    return done


def _open_and_tell(board: Board, unit: Unit, period: periods.Period, at: datetime) -> int:
    with transaction.atomic():
        found = open_weakest(board, unit, period, by=None, at=at)
        head = head_person(unit, at)
        if head is not None:
            book.tell(unit, head, "followup.opened", at=at, url="/kerja/tindak-lanjut/")
    return len(found)


def _opened(
    unit: Unit, key: str, about: str, period: str, mean: Fraction | None, n: int | None, *,
    by: Person | None, post: int | None, at: datetime, simulated: bool,
) -> Matter:  # fmt: skip
    names = {"unit": unit, "key": key, "about": about, "period": period}
    known = FollowUp.objects.filter(**names).first()
    if known is None:
        try:
            with transaction.atomic():
                known = FollowUp.objects.create(
                    **names, city_id=unit.city_id, before=str(mean) if mean is not None else "", before_n=n,
                    state=OPEN, opened_at=at, simulated=simulated,
                )  # fmt: skip
        except IntegrityError:
            return _read(FollowUp.objects.get(**names))
        facts = {"instrument": key, "about": about, "period": period, "before": known.before, "n": n}
        _line(known, "followup.opened", at=at, by=by, post=post, facts=facts)
    return _read(known)


# ---- acts ----------------------------------------------------------------------------------------
def take(
    matter_id: int, owner_id: int, due: date, plan: str, *, by: Person, post: int | None = None, at: datetime,
    seen: int | None = None,
) -> Matter:  # fmt: skip
    """Name who answers for it, until when, and what will be done; named anew, the old owner is free."""
    said = _said(plan, "plan", "Tulis apa yang akan dilakukan", "Write what will be done")
    with transaction.atomic():
        row = _locked(matter_id, "take")
        owner = next((one for one in helping.team_of(row.unit, at) if one.pk == owner_id), None)
        if owner is None:
            raise Refused(
                Words("Pilih pemiliknya dari kantor ini.", "Choose an owner of this office."), "owner"
            )
        today = city_calendar(row.unit.city).local(at).date()
        if not today <= due <= today + FURTHEST:
            raise Refused(Words("Pilih hari dalam setahun ke depan.", "Choose a day within a year."), "due")
        row.owner, row.due, row.plan, row.state, row.reminded_at = owner, due, said, TAKEN, None
        row.save(update_fields=["owner", "due", "plan", "state", "reminded_at"])
        facts = {"owner": owner.pk, "due": due.isoformat()}
        _line(row, "followup.taken", at=at, by=by, post=post, facts=facts, seen=seen)
        if owner.pk != by.pk:
            _tell(row, owner, "followup.taken", at)
    return _read(row)


def report(
    matter_id: int, result: str, *, by: Person, post: int | None = None, at: datetime, seen: int | None = None
) -> Matter:
    """Say what was done and what came of it."""
    said = _said(result, "result", "Tulis apa yang sudah dilakukan", "Write what has been done")
    with transaction.atomic():
        row = _locked(matter_id, "report")
        row.result, row.done_by, row.state = said, by, DONE
        row.done_on = city_calendar(row.unit.city).local(at).date()
        row.save(update_fields=["result", "done_by", "done_on", "state"])
        _line(row, "followup.reported", at=at, by=by, post=post, facts={"owner": row.owner_id}, seen=seen)
    return _read(row)


def verify(
    matter_id: int, better: bool, why: str, *, by: Person, post: int | None = None, at: datetime,
    seen: int | None = None,
) -> Matter:  # fmt: skip
    """Hold a later period against the one it was opened for: better, and it is closed; else open again."""
    act = "confirm" if better else "again"
    said = _said(why, "why", "Tulis apa yang Anda lihat", "Write what you saw")
    with transaction.atomic():
        row = _locked(matter_id, act)
        if by.pk in (row.owner_id, row.done_by_id):
            raise Refused(Words("Yang memeriksa harus orang lain.", "Somebody else has to verify it."))
        later = later_of(_read(row), row.unit.city, at)
        _may_verify(row, better, later)
        row.why = said
        row.state = BETTER if better else OPEN
        row.after, row.after_n = (str(later.mean), later.n) if later else ("", None)
        row.after_period = later.period if later else ""
        row.ended_at = at if better else None
        row.save(update_fields=["why", "state", "after", "after_n", "after_period", "ended_at"])
        facts = {"before": row.before, "after": row.after, "n": row.after_n, "period": row.after_period}
        name = "followup.confirmed" if better else "followup.reopened"
        _line(row, name, at=at, by=by, post=post, facts=facts, seen=seen)
        if not better and row.owner is not None:
            _tell(row, row.owner, name, at)
    return _read(row)


def _may_verify(row: FollowUp, better: bool, later: Later | None) -> None:
    if not row.key:  # a part of a profile: its figure is made elsewhere
        return
    if later is None:
        raise Refused(
            Words(
                "Nilai masa berikutnya belum tampil. Tunggu satu masa penuh sesudah tindakan.",
                "The next period has no figure yet. Wait for one full period after the act.",
            )
        )
    if better and row.before and later.mean <= Fraction(row.before):
        raise Refused(
            Words(
                "Nilainya belum naik, jadi belum bisa dinyatakan membaik. Pilih “Belum membaik”.",
                "The figure has not risen, so it can't be called better. Choose “Not better yet”.",
            ),
            "verdict",
        )


def drop(
    matter_id: int, why: str, *, by: Person, post: int | None = None, at: datetime, seen: int | None = None
) -> Matter:
    """Leave it, with the reason."""
    said = _said(why, "why", "Tulis alasannya", "Write the reason")
    with transaction.atomic():
        row = _locked(matter_id, "drop")
        row.why, row.state, row.ended_at = said, "dropped", at
        row.save(update_fields=["why", "state", "ended_at"])
        _line(row, "followup.dropped", at=at, by=by, post=post, facts={}, seen=seen)
    return _read(row)


def _said(words: str, field: str, said: str, said_en: str) -> str:
    tidy = " ".join(words.replace("\0", " ").split())
    if not 5 <= len(tidy) <= LONGEST:
        raise Refused(
            Words(f"{said}, paling banyak {LONGEST} huruf.", f"{said_en}, at most {LONGEST} letters."), field
        )
    return tidy


def _locked(matter_id: int, act: str) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("unit__city", "owner")
    row = rows.filter(pk=matter_id).first()
    if row is None or after(row.state, act) is None:
        raise Refused(OVER)
    row.unit = register_of(row.unit.city).unit(row.unit_id)
    return row


def _line(
    row: FollowUp,
    name: str,
    *,
    at: datetime,
    by: Person | None,
    post: int | None,
    facts: Mapping[str, object],
    seen: int | None = None,
) -> None:
    writing.write(
        row.unit.city, KIND, row.pk, name, at=at, unit=row.unit, by=by, post=post, facts=facts, seen=seen,
        simulated=row.simulated,
    )  # fmt: skip


def _tell(row: FollowUp, person: Person, name: str, at: datetime) -> None:
    facts = {"day": row.due.isoformat()} if row.due else {}
    url = f"/kerja/tindak-lanjut/{row.pk}/"
    book.tell(row.unit, person, name, at=at, facts=facts, url=url, simulated=row.simulated)


# ---- what a later period says --------------------------------------------------------------------
def later_of(matter: Matter, city: City, at: datetime) -> Later | None:
    """The mean of the same element in the first period of the same kind that began after it was done."""
    period = periods.read(matter.period)
    if period is None or matter.done_on is None:
        return None
    today = city_calendar(city).local(at).date()
    while period.first <= matter.done_on:
        period = periods.after(period)
    for _n in range(12):
        if not period.is_over(today):
            return None
        board = results.board(city, matter.key, period, today)
        score = board.result(Scope(matter.unit_id), period).score if board else None
        for one in score.elements if score else ():
            if one.element.key == matter.about and one.mean is not None and one.n is not None:
                return Later(period.key, one.mean, one.n)
        period = periods.after(period)
    return None


# ---- time ----------------------------------------------------------------------------------------
def remind(at: datetime) -> int:
    """Whose day went by hears of it once, and so does the head of the office."""
    done = 0
    for city in City.objects.all():
        today = city_calendar(city).local(at).date()
        rows = FollowUp.objects.filter(city=city, state=TAKEN, due__lt=today, reminded_at__isnull=True)
        for pk in list(rows.order_by("due", "pk").values_list("pk", flat=True)[:AT_A_TIME]):
            done += _remind(pk, at)
    return done


def _remind(pk: int, at: datetime) -> int:
    with transaction.atomic():
        rows = FollowUp.objects.select_for_update(of=("self",)).select_related("unit__city", "owner")
        row = rows.filter(pk=pk, state=TAKEN, reminded_at__isnull=True).first()
        if row is None:
            return 0
        row.unit = register_of(row.unit.city).unit(row.unit_id)
        row.reminded_at = at
        row.save(update_fields=["reminded_at"])
        _line(row, "followup.late", at=at, by=None, post=None, facts={"owner": row.owner_id})
        told = {one.pk: one for one in (row.owner, head_person(row.unit, at)) if one is not None}
        for person in told.values():
            _tell(row, person, "followup.late", at)
    return 1


# ---- reading -------------------------------------------------------------------------------------
def listed(units: Iterable[int], person: Person | None = None, *, live: bool = True) -> list[Matter]:
    """The follow-ups of these offices, and those that a person answers for; the nearest day first."""
    rows = _rows().filter(
        Q(unit_id__in=list(units)) | Q(owner=person) if person else Q(unit_id__in=list(units))
    )
    rows = rows.filter(state__in=LIVE) if live else rows.exclude(state__in=LIVE)
    order = ("due", "pk") if live else ("-ended_at", "-pk")
    return [_read(row) for row in rows.order_by(*order)[:LISTED]]


def of_office(unit: Unit, key: str, *, limit: int = 12) -> list[Matter]:
    """The latest follow-ups of an office for one instrument."""
    rows = _rows().filter(unit=unit, key=key).order_by("-period", "pk")
    return [_read(row) for row in rows[:limit]]


def one_of(matter_id: int) -> tuple[Matter, Unit] | None:
    """One follow-up and its office."""
    row = _rows().filter(pk=matter_id).first()
    return (_read(row), register_of(row.unit.city).unit(row.unit_id)) if row else None


def waiting(units: Iterable[int], person: Person) -> int:
    """How many wait for somebody: without an owner or done in these offices, or taken by the person."""
    there = Q(unit_id__in=list(units), state__in=(OPEN, DONE))
    return FollowUp.objects.filter(there | Q(owner=person, state=TAKEN)).count()


def waits(one: Matter, units: Collection[int], person: Person) -> bool:
    """Whether it is one of those that `waiting` counts."""
    there = one.unit_id in units and one.state in (OPEN, DONE)
    return there or (one.owner_id == person.pk and one.state == TAKEN)


def _rows() -> QuerySet[FollowUp]:
    return FollowUp.objects.select_related("owner", "unit__city")


def _read(row: FollowUp) -> Matter:
    return Matter(
        row.pk, row.unit_id, row.key, row.about, row.period, _mean(row.before), row.before_n, row.state,
        row.owner_id, row.owner.name if row.owner else "", row.due, row.plan, row.result, row.why,
        row.done_on, row.done_by_id, _mean(row.after), row.after_n, row.after_period, row.opened_at,
        row.ended_at, row.simulated,
    )  # fmt: skip


def _mean(text: str) -> Fraction | None:
    return Fraction(text) if text else None
