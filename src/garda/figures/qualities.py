"""Three qualities of an officer, each from evidence of its own: honest, trustworthy, willing to help.

Nobody types a mark. A step taken late speaks of trustworthiness alone; a record found wrong of honesty alone;
what visitors say of willingness to help alone. Without evidence there is no mark: neither 0 nor 100.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from django.core.cache import cache
from django.db.models import QuerySet

from garda import scoring
from garda.cases.models import Case, Event
from garda.integrity.models import Gift, Pledge
from garda.people.calendars import city_calendar
from garda.people.models import City, Term, Unit
from garda.rosters.team_models import Task
from garda.scoring import FEWEST, Share
from garda.surveys import manner, publishing, rechecking
from garda.texts.words import Words

KEY = "tiga-sikap"
QUALITIES: Final = ("honesty", "trustworthiness", "willingness")
PERIOD = timedelta(days=180)
RATINGS = "skm"
AT_ONCE = 4000  # matters read in one go; an office that touched more is read once a day
KEPT_FOR = 86_400  # seconds
GOOD_RATING = 3  # of 4 stars
GOOD_PLACE = 2  # the third answer of four: "polite"
BEHAVIOUR = "behaviour"
STRONG, FAIR = Fraction(85), Fraction(70)


@dataclass(frozen=True)
class Kind:
    """One kind of evidence: of which quality it speaks, what is counted, among what."""

    key: str
    quality: str
    counts: Words
    among: Words


KINDS: Final = (
    Kind(
        "rechecked",
        "honesty",
        Words("benar, atau sudah dibetulkan sendiri", "right, or corrected by oneself"),
        Words(
            "Catatan yang diundi dan diperiksa ulang orang lain",
            "Records drawn by lot and checked by somebody else",
        ),
    ),
    Kind(
        "declared",
        "honesty",
        Words("tepat waktu", "in time"),
        Words("Ikrar tahun ini dan hadiah yang dilaporkan", "This year's pledge and the gifts told"),
    ),
    Kind(
        "steps",
        "trustworthiness",
        Words("selesai dalam batas meja", "done within the desk's time"),
        Words("Langkah yang ada batasnya", "Steps that had a due time"),
    ),
    Kind(
        "tasks",
        "trustworthiness",
        Words("selesai pada harinya", "done by their day"),
        Words("Tugas tim yang harinya sudah lewat", "Tasks of the team whose day is over"),
    ),
    Kind(
        "rated",
        "willingness",
        Words("bernilai 3 atau 4", "of 3 or 4"),
        Words("Nilai warga untuk urusan yang Anda jawab", "Ratings of matters you answered"),
    ),
    Kind(
        "surveyed",
        "willingness",
        Words("menyebut petugas sopan", "call the officer polite"),
        Words(
            "Lembar survei tentang pelayanan Anda, bulan yang lewat",
            "Survey sheets about your service, months over",
        ),
    ),
    Kind(
        "assisted",
        "willingness",
        Words("tidak dipersoalkan", "contested by nobody"),
        Words(
            "Urusan yang Anda catatkan untuk warga dan berakhir", "Matters you entered for residents, ended"
        ),
    ),
)


@dataclass(frozen=True)
class Evidence:
    """One kind of evidence about one person."""

    kind: Kind
    counted: int
    among: int


@dataclass(frozen=True)
class Quality:
    """One of the three: its share, and what it was made from."""

    key: str
    title: Words
    share: Share
    evidence: tuple[Evidence, ...]

    @property
    def level(self) -> str:
        """ "none", "few" (too little evidence), "strong", "fair" or "weak"."""
        if self.share.value is None:
            return "few" if any(one.among for one in self.evidence) else "none"
        if self.share.value >= STRONG:
            return "strong"
        return "fair" if self.share.value >= FAIR else "weak"


Counts = dict[str, Counter[str]]  # kind of evidence → {"counted": …, "among": …}


def of_people(city: City, people: Collection[int], last: date) -> dict[int, tuple[Quality, ...]]:
    """The three qualities of each of these people over the 180 days up to `last`; one set of queries."""
    asked = publishing.in_force(city, KEY, last)
    if asked is None:
        return {}
    first = last - PERIOD + timedelta(days=1)
    found: dict[int, Counts] = {one: defaultdict(Counter) for one in people}
    for source in (_of_checks, _of_declarations, _of_record, _of_tasks, _of_surveys):
        for person, kind, counted, among in source(city, people, first, last):
            if person in found:
                found[person][kind].update(counted=counted, among=among)
    return {person: _three(asked, counts) for person, counts in found.items()}


def _three(asked: publishing.Edition, counts: Counts) -> tuple[Quality, ...]:
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for kind in KINDS:
        told = counts.get(kind.key, Counter())
        evidence[kind.quality].append(Evidence(kind, told["counted"], told["among"]))
    sums = {
        key: (sum(one.counted for one in rows), sum(one.among for one in rows))
        for key, rows in evidence.items()
    }
    shares = scoring.shares(asked.instrument, sums)
    return tuple(
        Quality(share.element.key, share.element.title, share, tuple(evidence[share.element.key]))
        for share in shares
    )


# ---- where evidence comes from: (person, kind, counted, among) -----------------------------------
Row = tuple[int, str, int, int]


def _of_checks(_city: City, people: Collection[int], first: date, last: date) -> Iterable[Row]:
    for person, (counted, among) in rechecking.counted(people, first, last).items():
        yield person, "rechecked", counted, among


def _of_declarations(_city: City, people: Collection[int], first: date, last: date) -> Iterable[Row]:
    pledged = Pledge.objects.filter(person__in=list(people), year=last.year)
    for person in set(pledged.values_list("person_id", flat=True)):
        yield person, "declared", 1, 1
    gifts = Gift.objects.filter(person__in=list(people), got_on__range=(first, last))
    for person, late in gifts.values_list("person_id", "late"):
        yield person, "declared", int(not late), 1


@dataclass
class _Walk:
    """One case as its events are read: whether a time runs at the desk, was missed, and who acted last."""

    due: bool = False
    late: bool = False
    passed_on: bool = False
    last: int | None = None
    rows: list[Row] = field(default_factory=list)


def _of_record(city: City, people: Collection[int], first: date, last: date) -> Iterable[Row]:
    """Steps taken in time, matters entered for residents, ratings of what somebody answered.

    Every matter they touched in these days counts. The days are over, so what a large office came to is kept
    until the next day.
    """
    acts = Event.objects.filter(city=city, by_person__in=list(people), by_post__isnull=False)
    acts = acts.filter(day__range=(first, last), name__in=("case.moved", "case.opened"))
    touched = list(acts.order_by("case_id").values_list("case_id", flat=True).distinct())
    if len(touched) <= AT_ONCE:
        return _walked(touched, first, last)
    who = hashlib.sha256(repr((city.pk, sorted(people), first, last, len(touched))).encode()).hexdigest()
    known: list[Row] | None = cache.get(f"qualities-{who}")
    if known is None:
        known = list(_summed(touched, set(people), first, last))
        cache.set(f"qualities-{who}", known, timeout=KEPT_FOR)
    return known


def _summed(touched: Sequence[int], people: Collection[int], first: date, last: date) -> Iterable[Row]:
    """What all these matters say of these people, added up; so many matters in memory at once."""
    counted: Counter[tuple[int, str]] = Counter()
    among: Counter[tuple[int, str]] = Counter()
    for begin in range(0, len(touched), AT_ONCE):
        for person, kind, good, n in _walked(touched[begin : begin + AT_ONCE], first, last):
            if person in people:
                counted[person, kind] += good
                among[person, kind] += n
    for (person, kind), n in among.items():
        yield person, kind, counted[person, kind], n


def _walked(touched: Sequence[int], first: date, last: date) -> Iterable[Row]:
    """What the record of these matters says, row by row."""
    columns = (
        "case_id", "name", "by_kind", "by_person_id", "day", "facts__became__desk_due_at", "case__rating",
        "case__assisted", "case__state", "case__contested", "case__reopened",
    )  # fmt: skip
    walk, of = _Walk(), 0
    for case, name, kind, person, day, due, *about in _events(touched).values_list(*columns).iterator():
        if case != of:
            yield from walk.rows
            walk, of = _Walk(), case
        acting = person if kind == "post" else None
        _step(walk, name, acting, due is not None, first <= day <= last, *about)
    yield from walk.rows


def _events(cases: Sequence[int]) -> QuerySet[Event]:
    names = (
        "case.opened", "case.moved", "case.reassigned", "offer.accepted", "clock.desk-late", "resident.rated",
    )  # fmt: skip
    return Event.objects.filter(case__in=cases, name__in=names).order_by("case_id", "seq")


def _step(
    walk: _Walk, name: str, person: int | None, due: bool, within: bool, rating: int | None, assisted: bool,
    state: str, contested: int, reopened: int,
) -> None:  # fmt: skip
    """Take one event into account."""
    if name == "clock.desk-late":
        walk.late = True
    elif name == "case.reassigned":
        walk.passed_on = walk.passed_on or walk.late  # whoever takes over a late matter is not late
    elif name == "resident.rated":
        if walk.last is not None and within and rating is not None:
            walk.rows.append((walk.last, "rated", int(rating >= GOOD_RATING), 1))
    else:
        if name == "case.opened" and person is not None and assisted and within and state == Case.CLOSED:
            walk.rows.append((person, "assisted", int(not contested and not reopened), 1))
        if name == "case.moved" and person is not None:
            walk.last = person
            if walk.due and within and not walk.passed_on:
                walk.rows.append((person, "steps", int(not walk.late), 1))
        walk.due, walk.late, walk.passed_on = due, False, False


def _of_tasks(city: City, people: Collection[int], first: date, last: date) -> Iterable[Row]:
    rows = Task.objects.filter(person__in=list(people), due__range=(first, last))
    local = city_calendar(city).local
    for person, due, done_at in rows.values_list("person_id", "due", "done_at"):
        yield person, "tasks", int(done_at is not None and local(done_at).date() <= due), 1


def _of_surveys(city: City, people: Collection[int], _first: date, last: date) -> Iterable[Row]:
    """What visitors said of an officer, only in stretches that may be shown beside the figures of the office.

    A stretch holds whole months with five sheets at least and stays as it is: two readings of one's own page,
    before and after a visitor, are the same (`surveys.manner`).
    """
    told = manner.of_officers(city, RATINGS, people, last + timedelta(days=1))
    for person, own in told.items():
        for stretch in own.stretches:
            for one in stretch.measure.score.elements:
                if one.element.key == BEHAVIOUR and one.n is not None:
                    yield person, "surveyed", sum(one.answers[GOOD_PLACE:]), one.n


# ---- an office, without names --------------------------------------------------------------------
@dataclass(frozen=True)
class Spread:
    """How an office's people lie on one quality, as counts alone: None where one to four lie there.

    `enough` is False, and no count is told, where fewer than five have a mark.
    """

    key: str
    title: Words
    enough: bool
    strong: int | None
    fair: int | None
    weak: int | None


def of_office(unit: Unit, last: date) -> tuple[Spread, ...]:
    """The three qualities over the people of an office; a distribution, never a name."""
    terms = Term.objects.filter(post__unit=unit, first__lte=last, person__isnull=False)
    terms = terms.exclude(last__lt=last).filter(post__closed_on__isnull=True)
    people = set(terms.values_list("person_id", flat=True))
    by_person = of_people(unit.city, {one for one in people if one is not None}, last)
    found = []
    for at in range(len(QUALITIES)):
        rows = [three[at] for three in by_person.values()]
        if not rows:
            continue
        levels = Counter(one.level for one in rows)
        known = levels["strong"] + levels["fair"] + levels["weak"]
        enough = known >= FEWEST
        told = [_told(levels[level]) if enough else None for level in ("strong", "fair", "weak")]
        found.append(Spread(rows[0].key, rows[0].title, enough, *told))
    return tuple(found)


def _told(n: int) -> int | None:
    return n if n == 0 or n >= FEWEST else None
