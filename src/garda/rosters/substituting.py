"""Who could stand in: own people off shift, then neighbours whose own office stays whole; asking them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import F, Q, Sum

from garda import cover
from garda.cover import Span
from garda.people.calendars import counter_calendar
from garda.people.models import Person, Unit
from garda.people.register import register_of
from garda.rosters import book, minimums
from garda.rosters.days import RosterDay, days_of, span_on
from garda.rosters.judging import Judgement, closes, spans_needed
from garda.rosters.models import Absence, Offer, Shift

MOST_DAYS = 5  # a longer absence needs a plan, not a stand-in
MOST_ASKED = 12  # people called at once for an urgent absence
ACCEPTED, DECLINED, LAPSED = "accepted", "declined", "lapsed"


@dataclass(frozen=True)
class Candidate:
    """Somebody who could stand in: from which office, and how many minutes they stood in lately."""

    person: int
    name: str
    unit_id: int
    unit_name: str
    own: bool
    minutes: int


def candidates(
    unit: Unit, leaver: int, start: datetime, end: datetime, judged: Judgement, *, lacking: bool = True
) -> list[Candidate]:
    """Who could close the gaps that `leaver` opens, the most suitable first.

    `lacking` False (an urgent call): whoever keeps the office from being empty will do.
    """
    gaps = judged.gaps if lacking else judged.empty
    needed = spans_needed(gaps)
    if not needed or len(needed) > MOST_DAYS:
        return []
    neighbours = minimums.neighbours_of(unit, minimums.least_of(unit).neighbours)
    units = [unit, *neighbours]
    rosters = days_of(units, min(needed), max(needed))
    here = {day: rosters[unit.pk, day] if lacking else _bare(rosters[unit.pk, day]) for day in needed}
    fit: list[tuple[Unit, int, str]] = []
    for one in units:
        first = rosters[one.pk, min(needed)]
        for hand in first.people:
            if hand.person != leaver and all(
                _fits(unit, leaver, start, end, hand.person, here[day], rosters[one.pk, day], span)
                for day, span in needed.items()
            ):
                fit.append((one, hand.person, hand.name))
    borne = _borne({person for _unit, person, _name in fit}, min(needed))
    order = {one.pk: place for place, one in enumerate(units)}
    found = [
        Candidate(person, name, one.pk, one.name, one.pk == unit.pk, borne.get(person, 0))
        for one, person, name in fit
    ]
    return sorted(found, key=lambda one: (not one.own, one.minutes, order[one.unit_id], one.person))


def _fits(
    unit: Unit, leaver: int, start: datetime, end: datetime, other: int,
    here: RosterDay, theirs: RosterDay, span: Span,
) -> bool:  # fmt: skip
    """True if `other` is free that day, is not missed at home, and closes the gap here."""
    hand = next((one for one in theirs.cover.hands if one.who == other), None)
    planned = next((one for one in theirs.people if one.person == other), None)
    if hand is None or planned is None or _busy(planned.away, span):
        return False
    if theirs.unit_id == unit.pk:
        if cover.shared(hand.spans, [span]) == (span,):
            return False  # already there and already counted
    elif cover.opened_by(theirs.cover, other, span):
        return False
    away = span_on(counter_calendar(unit), here.day, start, end)
    return closes(here, leaver, away, other, hand.skills, span)


def _bare(roster: RosterDay) -> RosterDay:
    """The same day if all that counts is that somebody is there."""
    return replace(roster, cover=replace(roster.cover, people=1, desks=(), skills={}))


def _busy(away: Iterable[tuple[Span, str, str]], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for (start, end), _kind, _state in away)


def _borne(people: set[int], day: date) -> dict[int, int]:
    """Minutes that these people stood in for others in the ninety days around `day`."""
    rows = Shift.objects.filter(
        person_id__in=people, stands_in__isnull=False,
        day__gt=day - timedelta(days=90), day__lt=day + timedelta(days=90),
    )  # fmt: skip
    sums = rows.values_list("person_id").annotate(minutes=Sum(F("end") - F("start"))).order_by()
    return {person: int(minutes or 0) for person, minutes in sums}


def still_fits(absence: Absence, offer: Offer, judged: Judgement) -> bool:
    """True if whoever was asked can still stand in, as everything stands now; hold both offices first."""
    register = register_of(absence.unit.city)
    unit, from_unit = register.unit(absence.unit_id), register.unit(offer.unit_id)
    needed = needed_for(absence, judged)
    if not needed:
        return True
    rosters = days_of([unit, *([from_unit] if from_unit.pk != unit.pk else [])], min(needed), max(needed))
    return all(
        _fits(
            unit, absence.person_id, absence.start, absence.end, offer.person_id,
            _bare(rosters[unit.pk, day]) if absence.urgent else rosters[unit.pk, day],
            rosters[from_unit.pk, day], span,
        )
        for day, span in needed.items()
    )  # fmt: skip


def needed_for(absence: Absence, judged: Judgement) -> dict[date, Span]:
    """When a substitute is needed: below the minimum; for an urgent absence only where nobody is left."""
    return spans_needed(judged.empty if absence.urgent else judged.gaps)


def offer(absence: Absence, who: Sequence[Candidate], *, at: datetime, by: Person | None) -> list[Offer]:
    """Ask these people to stand in; whoever was asked for this absence before is not asked again."""
    asked = set(absence.offers.values_list("person_id", flat=True))
    made = []
    for one in who:
        if one.person in asked:
            continue
        row = Offer.objects.create(absence=absence, person_id=one.person, unit_id=one.unit_id, at=at)
        facts = {"absence": absence.pk, "unit": absence.unit.name, "start": absence.start.isoformat(),
                 "end": absence.end.isoformat()}  # fmt: skip
        book.write(
            absence.unit, "call.made", at=at, by=by, person=row.person,
            facts={"absence": absence.pk, "offer": row.pk}, simulated=absence.simulated,
        )  # fmt: skip
        book.tell(
            absence.unit, row.person, "call.made", at=at, facts=facts,
            url=f"/kerja/izin/ajakan/{row.pk}/", simulated=absence.simulated,
        )  # fmt: skip
        made.append(row)
    return made


def lapse(absence: Absence, at: datetime, but: int | None = None) -> None:
    """Offers of this absence that nobody answered are over."""
    for row in absence.offers.filter(answer="").select_related("person"):
        if row.pk == but:
            continue
        row.answer, row.answered_at = LAPSED, at
        row.save(update_fields=["answer", "answered_at"])
        book.write(
            absence.unit, "call.lapsed", at=at, person=row.person,
            facts={"absence": absence.pk, "offer": row.pk}, simulated=absence.simulated,
        )  # fmt: skip


def stand_in(absence: Absence, person: Person, unit: Unit, judged: Judgement) -> None:
    """Plan the substitute where they are needed, and name them on the absence."""
    for day, (start, end) in needed_for(absence, judged).items():
        Shift.objects.create(
            unit_id=absence.unit_id, person=person, day=day, start=start, end=end,
            stands_in=absence, simulated=absence.simulated,
        )  # fmt: skip
    absence.substitute, absence.substitute_unit = person, unit


def open_offers(at: datetime, limit: int) -> list[Offer]:
    """Offers that nobody answered, urgent ones first, then the oldest."""
    rows = Offer.objects.filter(Q(answer=""), at__lte=at)
    rows = rows.select_related("absence__unit__city", "person")
    return list(rows.order_by("-absence__urgent", "at", "pk")[:limit])
