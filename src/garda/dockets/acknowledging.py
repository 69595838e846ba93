"""Those who serve at the front read what changed, each by name: n of N, and who is missing.

Who serves is asked of the posts held today, so somebody new at the counter is missing too until they read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from garda.cases.acting import Refused
from garda.cases.publishing import flow_by_id
from garda.dockets import stepping
from garda.dockets.models import Acknowledgement, Docket, Renewal
from garda.flow import Flow, Words
from garda.people.calendars import city_calendar
from garda.people.holding import posts_of
from garda.people.models import City, Person, Term
from garda.people.register import register_of
from garda.rosters import bells, book
from garda.trails import writing

COUNTER = "petugas-loket"
ADDRESS = "/kerja/perubahan/"
ASKED = ("docket.renewed", "docket.unread")  # the bells that ask somebody to read it
MOST = 2000
LATEST = 40  # renewals looked at for one person's list
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Serving:
    """One person who serves what changed; `at` is when they acknowledged it."""

    person_id: int
    name: str
    post: str
    unit_id: int
    unit: str
    at: datetime | None = None


def serving(city: City, flow_ids: Iterable[int], at: datetime) -> list[Serving]:
    """Everybody who holds a post at a working step of these services where they are offered; one query."""
    register = register_of(city)
    wanted = Q(pk__in=[])
    for flow_id in flow_ids:
        flow = flow_by_id(flow_id)
        units = [unit.pk for unit in register.open_units() if unit.kind in flow.offered]
        wanted |= Q(post__unit_id__in=units, post__kind__in=_kinds(flow))
    day = city_calendar(city).local(at).date()
    terms = (
        Term.objects.filter(wanted, first__lte=day, post__closed_on__isnull=True, person__isnull=False)
        .filter(Q(last__isnull=True) | Q(last__gte=day))
        .select_related("post", "person")
        .order_by("post__unit_id", "post__kind", "post__seat")
    )
    found: dict[int, Serving] = {}
    for term in terms[:MOST]:
        person, unit = term.person, register.unit(term.post.unit_id)
        if person is not None and person.pk not in found:
            found[person.pk] = Serving(person.pk, person.name, term.post.title, unit.pk, unit.name)
    return list(found.values())


def acknowledged(docket: Docket, at: datetime) -> list[Serving]:
    """All who serve what the docket changed, with when each acknowledged it; three queries."""
    flow_ids = list(docket.renewals.values_list("after_id", flat=True))
    if not flow_ids:
        return []
    done = dict(docket.acknowledgements.values_list("person_id", "at"))
    return [
        Serving(one.person_id, one.name, one.post, one.unit_id, one.unit, done.get(one.person_id))
        for one in serving(docket.city, flow_ids, at)
    ]


def acknowledge(city: City, docket_id: int, *, by: Person, post: int | None, at: datetime) -> bool:
    """This person has read it; False when they had before. Refused for who does not serve it."""
    with transaction.atomic():
        docket = stepping.locked(city, docket_id)
        stepping.ask(docket, "acknowledge")
        mine = next((one for one in acknowledged(docket, at) if one.person_id == by.pk), None)
        if mine is None:
            raise Refused(
                Words("Perubahan ini tidak menyangkut jabatan Anda.", "This change is not for your post.")
            )
        if mine.at is not None:
            return False
        Acknowledgement.objects.create(docket=docket, person=by, unit_id=mine.unit_id, at=at)
        bells.settle(by, ASKED, f"{ADDRESS}{docket.pk}/", at)
        # A trail of its own: whoever works on the docket meanwhile is not overtaken by a reader.
        writing.write(
            city, "docket-read", docket.pk, "docket.acknowledged", at=at, by=by, post=post,
            unit=register_of(city).unit(mine.unit_id), simulated=docket.simulated,
        )  # fmt: skip
    return True


def waiting_for(city: City, person: Person, at: datetime) -> set[int]:
    """The dockets of the last year whose changes this person serves and has not read; three queries."""
    rows = Renewal.objects.filter(docket__city=city, at__gt=at - YEAR)
    pairs = list(rows.order_by("-at").values_list("docket_id", "after_id")[:LATEST])
    if not pairs:
        return set()
    dockets = {docket for docket, _flow in pairs}
    done = Acknowledgement.objects.filter(person=person, docket_id__in=dockets)
    read = set(done.values_list("docket_id", flat=True))
    day = city_calendar(city).local(at).date()
    mine = {(held.post.kind, held.unit.kind) for held in posts_of(person, day) if held.lent_by is None}
    return {docket for docket, flow in pairs if docket not in read and _serves(flow, mine)}


def _serves(flow_id: int, held: Iterable[tuple[str, str]]) -> bool:
    flow = flow_by_id(flow_id)
    kinds = _kinds(flow)
    return any(post in kinds and unit in flow.offered for post, unit in held)


def _kinds(flow: Flow) -> set[str]:
    """The kinds of post at its working steps, the counter always among them."""
    kinds = {COUNTER}
    for step in flow.steps.values():
        if step.works and step.at is None:
            kinds |= set(step.posts)
    return kinds


def tell(docket: Docket, flow_id: int, at: datetime) -> None:
    """Word to everybody who serves the new version, in the transaction that links it."""
    register = register_of(docket.city)
    people = {one.person_id: one.unit_id for one in serving(docket.city, [flow_id], at)}
    for person in Person.objects.filter(pk__in=list(people)):
        book.tell(
            register.unit(people[person.pk]), person, "docket.renewed", at=at,
            url=f"{ADDRESS}{docket.pk}/", simulated=docket.simulated,
            facts={"service": flow_by_id(flow_id).title.id},
        )  # fmt: skip
