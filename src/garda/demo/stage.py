"""The stage on which simulated matters are lived: the moment it is, who sits where, the clock's own acts.

Everything that happens to a matter goes through the verbs of `cases`, as it would for a real one.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

from garda import clock
from garda.cases import waking
from garda.cases.acting import RESIDENT, By
from garda.cases.errands import follower
from garda.cases.models import Case, Errand
from garda.cases.opening import Filing, open_case
from garda.cases.papers import Checked
from garda.clock import Term
from garda.demo.pictures import picture
from garda.demo.plans import Plan
from garda.flow import Flow
from garda.people.calendars import calendar_of, city_calendar
from garda.people.models import City, Person, Unit
from garda.people.models import Term as PostTerm
from garda.people.posts import heads_of
from garda.rules.reading import look_up

# How often an office sends a picture that it sent before: a human should see what the flag is for.
REUSED = 0.06


class Nobody(LookupError):
    """No one in a unit can do what the flow asks: the city's posts are not filled."""


class Stage:
    """One city during the simulation. `now` is the simulated moment of the act at hand."""

    def __init__(self, city: City, rng: Random, until: datetime) -> None:
        self.city, self.rng, self.until = city, rng, until
        self.now = until
        self.proofs: list[Checked] = []
        self.calendar = city_calendar(city)
        self.units = {unit.pk: unit for unit in Unit.objects.filter(city=city).select_related("parent")}
        for unit in self.units.values():
            unit.city = city
        self.seats: dict[tuple[int, str], list[By]] = defaultdict(list)
        self.persons: dict[int, Person] = {}
        today = self.calendar.local(until).date()
        terms = PostTerm.objects.filter(
            post__unit__city=city, post__closed_on__isnull=True, first__lte=today, person__is_active=True
        )
        for term in terms.exclude(last__lt=today).select_related("post").order_by("post_id"):
            post = term.post
            seat = By("post", term.person_id, post.pk, (post.kind,), post.unit_id)
            self.seats[post.unit_id, post.kind].append(seat)

    # ---- who ---------------------------------------------------------------------------------
    def seat(self, unit: Unit, *kinds: str) -> By:
        """Somebody in `unit` who holds a post of the first of `kinds` that it has."""
        for kind in kinds:
            if there := self.seats.get((unit.pk, kind)):
                return self.rng.choice(there)
        raise Nobody(f"{unit}: {kinds}")

    def officer(self, case: Case) -> By:
        """Whoever works at the desk where the case lies."""
        return self.seat(case.unit, case.desk, *heads_of(case.unit.kind))

    def head(self, unit: Unit) -> By:
        """Whoever leads the unit."""
        return self.seat(unit, *heads_of(unit.kind))

    def receiver(self, unit: Unit) -> By:
        """Whoever answers an offer made to the unit."""
        return self.seat(unit, "penghubung", "petugas-loket", *heads_of(unit.kind))

    def person(self, by: By) -> Person:
        """Who acts, as a person."""
        assert by.person is not None
        if by.person not in self.persons:
            self.persons[by.person] = Person.objects.select_related("city").get(pk=by.person)
        return self.persons[by.person]

    # ---- when --------------------------------------------------------------------------------
    def after(self, unit: Unit, minutes: float) -> datetime:
        """The moment `minutes` of the unit's working time from now."""
        term = Term(max(1, round(minutes)), "minute", True)
        at = clock.due(self.now, term, calendar_of(unit)).at
        return max(at, self.now + timedelta(minutes=1))

    def at_home(self, hours: float) -> datetime:
        """About `hours` from now, at a time of day when people look at their phones."""
        at = self.now + timedelta(hours=hours)
        hour = self.calendar.local(at).hour
        return at + timedelta(hours=8) if hour < 6 else at - timedelta(hours=2) if hour > 22 else at

    # ---- what --------------------------------------------------------------------------------
    def open(self, plan: Plan) -> Case:
        """Open the plan's matter now, at its counter or from the resident's phone."""
        papers = [picture("photo", self.rng)] if plan.photo else []
        filing = Filing(
            published=plan.published,
            unit=plan.unit,
            answers=plan.answers,
            category=plan.category,
            area=plan.area or plan.unit.area,
            lat=plan.lat,
            lng=plan.lng,
            channel=plan.channel,
            assisted=plan.assisted,
            brought=[one.key for one in plan.flow.requirements if not one.optional],
            papers=papers,
            simulated=True,
        )
        by = self.receiver(plan.unit) if plan.assisted else RESIDENT
        return open_case(filing, by=by, at=self.now).case

    def case(self, pk: int) -> Case:
        """The case as it stands now."""
        return self._at_hand(Case.objects.get(pk=pk))

    def _at_hand(self, case: Case) -> Case:
        """The same case with its city and units at hand, so that asking for them costs no query."""
        case.city, case.unit = self.city, self.units[case.unit_id]
        case.first_unit = self.units[case.first_unit_id]
        if case.offer_unit_id:
            case.offer_unit = self.units[case.offer_unit_id]
        return case

    def proof(self) -> Checked:
        """A picture of the work done; once in a while one that was used before, which gets a flag."""
        if self.proofs and self.rng.random() < REUSED:
            return self.rng.choice(self.proofs)
        self.proofs.append(picture("proof", self.rng))
        return self.proofs[-1]

    def rule(self, flow: Flow) -> str:
        """A rule that the flow rests on, cited as an officer's page would write it."""
        for reference in (*(one for one in flow.rests_on if "#" in one), *flow.rests_on):
            cited = look_up(reference, city_key=self.city.key, on=self.now.date())
            if cited is not None:
                return f"{cited.sentence} [{reference}]"
        return flow.rests_on[0] if flow.rests_on else flow.key

    def said(self, lines: tuple[str, ...]) -> str:
        """One of the lines."""
        return self.rng.choice(lines)

    # ---- the clock and the followers -----------------------------------------------------------
    def let_time_pass(self, at: datetime) -> None:
        """Do what the clock does by itself up to `at`, each at its own moment."""
        while True:
            due = (
                Case.objects.filter(city=self.city, simulated=True, wake_at__lt=at - timedelta(minutes=1))
                .order_by("wake_at", "pk")
                .values_list("pk", "wake_at")[:100]
            )
            woken = 0
            for pk, wake_at in list(due):
                if wake_at is not None:
                    woken += waking.wake(pk, wake_at + timedelta(minutes=1))
            if not woken:
                break
        self.now = at

    def follow(self) -> int:
        """Let the followers do their errands, each at the moment of its event; returns how many."""
        waiting = Errand.objects.filter(done_at__isnull=True, event__city=self.city, event__simulated=True)
        done = 0
        while batch := list(waiting.select_related("event").order_by("pk")[:200]):
            cases = {pk: self.case(pk) for pk in {errand.event.case_id for errand in batch}}
            for errand in batch:
                event = errand.event
                event.case, event.city = cases[event.case_id], self.city
                follower(errand.follower)(event, event.at)
            keys = [errand.pk for errand in batch]
            Errand.objects.filter(pk__in=keys).update(done_at=self.now, tries=1)
            done += len(batch)
        return done
