"""Reminding those at the front who have not read what changed, by a clock of its own.

Each is reminded twice, a term apart, and the head of their office hears who is missing; after the second
reminder the head above hears it too. Who comes to the counter later is reminded the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from garda.cases.publishing import flow_by_id
from garda.dockets import acknowledging
from garda.dockets.acknowledging import Serving
from garda.dockets.models import Docket, Urging
from garda.dockets.terms import due, terms
from garda.people.models import Person, Unit
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.trails import writing

AT_ONCE = 10
TWICE = 2
NAMED = 6
YEAR = timedelta(days=365)
DOCKET = "/kerja/berkas-aturan/"


def begin(docket: Docket, at: datetime) -> None:
    """A new version was linked: the clock of reading begins, in the transaction that links it."""
    docket.urge_at = due(at, terms().read, docket.unit)
    docket.save(update_fields=["urge_at"])


def read_by(docket: Docket) -> datetime | None:
    """Until when whoever serves the latest version linked is to have read it; one query."""
    last = docket.renewals.aggregate(at=Max("at"))["at"]
    return due(last, terms().read, docket.unit) if last is not None else None


def counts(docket_id: int) -> dict[int, int]:
    """How often each person was reminded of this docket's change; one query."""
    return dict(Urging.objects.filter(docket_id=docket_id).values_list("person_id", "times"))


def remind(at: datetime) -> int:
    """One round, bounded; for how many dockets somebody was reminded."""
    waking = Docket.objects.filter(urge_at__lte=at).order_by("urge_at", "pk")
    return sum(urge(pk, at) for pk in list(waking.values_list("pk", flat=True)[:AT_ONCE]))


def urge(docket_id: int, at: datetime) -> int:
    """One docket's round; 1 where somebody was reminded."""
    with transaction.atomic():
        rows = Docket.objects.select_for_update(of=("self",)).select_related("unit", "city")
        docket = rows.filter(pk=docket_id, urge_at__lte=at).first()
        if docket is None:
            return 0
        last = docket.renewals.aggregate(at=Max("at"))["at"]
        goes_on = last is not None and at < last + YEAR
        docket.urge_at = due(at, terms().read, docket.unit) if goes_on else None
        docket.save(update_fields=["urge_at"])
        missing = [one for one in acknowledging.acknowledged(docket, at) if one.at is None]
        times = dict(docket.urgings.values_list("person_id", "times"))
        reminded = [one for one in missing if times.get(one.person_id, 0) < TWICE]
        raised = [one for one in missing if times.get(one.person_id) == TWICE]
        if not (reminded or raised):
            return 0
        _remember(docket, [*reminded, *raised], times, at)
        name = _changed(docket)
        _tell_each(docket, reminded, name, at)
        _tell_heads(docket, reminded, name, at)
        _tell_above(docket, raised, name, at)
        # The trail of its readers: whoever works on the docket meanwhile is not overtaken by the clock.
        writing.write(
            docket.city, "docket-read", docket.pk, "docket.urged", at=at, unit=docket.unit,
            facts={"n": len(reminded), "raised": len(raised)}, simulated=docket.simulated,
        )  # fmt: skip
    return 1


def _remember(docket: Docket, people: Sequence[Serving], times: dict[int, int], at: datetime) -> None:
    Urging.objects.bulk_create(
        [
            Urging(docket=docket, person_id=one.person_id, times=times.get(one.person_id, 0) + 1, at=at)
            for one in people
        ],
        update_conflicts=True, update_fields=["times", "at"], unique_fields=["docket", "person"],
    )  # fmt: skip


def _changed(docket: Docket) -> str:
    """The services that changed, by name."""
    flows = docket.renewals.order_by("pk").values_list("after_id", flat=True)
    return ", ".join(dict.fromkeys(flow_by_id(pk).title.id for pk in flows))[:200]


def _tell_each(docket: Docket, people: Sequence[Serving], name: str, at: datetime) -> None:
    units = register_of(docket.city).units
    found = Person.objects.in_bulk([one.person_id for one in people])
    for one in people:
        book.tell(
            units[one.unit_id], found[one.person_id], "docket.unread", at=at, facts={"service": name},
            url=f"{acknowledging.ADDRESS}{docket.pk}/", simulated=docket.simulated,
        )  # fmt: skip


def _tell_heads(docket: Docket, people: Sequence[Serving], name: str, at: datetime) -> None:
    """Each head hears who of their own office is missing; of themselves they hear as everybody does."""
    units = register_of(docket.city).units
    for unit_id, missing in _by_unit(people).items():
        head = head_person(units[unit_id], at)
        others = [one for one in missing if head is None or one.person_id != head.pk]
        if head is not None and others:
            url = f"{acknowledging.ADDRESS}{docket.pk}/"
            _tell(docket, units[unit_id], head, "docket.unread-team", others, name, at, url)


def _tell_above(docket: Docket, people: Sequence[Serving], name: str, at: datetime) -> None:
    """Twice reminded and still unread: the head of the unit above hears it, else whoever decides."""
    units = register_of(docket.city).units
    for unit_id, missing in _by_unit(people).items():
        above = units.get(units[unit_id].parent_id or 0) or docket.unit
        head = head_person(above, at)
        if head is not None:
            url = f"{DOCKET}{docket.pk}/"
            _tell(docket, units[unit_id], head, "docket.unread-raised", missing, name, at, url)


def _tell(
    docket: Docket, unit: Unit, head: Person, bell: str, missing: Sequence[Serving], name: str, at: datetime,
    url: str,
) -> None:  # fmt: skip
    names = ", ".join(one.name for one in missing[:NAMED]) + (", …" if len(missing) > NAMED else "")
    facts = {"service": name, "n": len(missing), "names": names, "unit": unit.name}
    book.tell(unit, head, bell, at=at, facts=facts, url=url, simulated=docket.simulated)


def _by_unit(people: Sequence[Serving]) -> dict[int, list[Serving]]:
    found: defaultdict[int, list[Serving]] = defaultdict(list)
    for one in people:
        found[one.unit_id].append(one)
    return dict(found)
