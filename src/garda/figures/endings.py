"""How whole matters ended, and what that came to: the counts behind the three top measures.

Part of the follower that counts the record (`counting.count`); `recount` makes the same from the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from garda.cases.models import Case, Event
from garda.cases.replaying import faults_of
from garda.figures import losing, versions
from garda.figures.models import DayEnding, Ending, Finish
from garda.figures.raising import raise_counts
from garda.people.models import City

FOLLOWED = ("case.closed", "case.reopened")
COLUMNS = ("ended", "results", "minutes", "met", "named", "verified", "whole", "sound")
RESULTS = ("done", "refused")
RECHECKED = 2000  # records looked at again in one night


def count(event: Event) -> None:
    """Add what the event changes, in the errand's own transaction. Parts are counted with their whole."""
    if event.name not in FOLLOWED or event.case.parent_id is not None:
        return
    if event.name == "case.closed":
        _end(event)
    else:
        _take_back(event)


def _end(event: Event) -> None:
    case = Case.objects.select_related("city").get(pk=event.case_id)
    events = list(Event.objects.filter(case_id=case.pk, seq__lte=case.seq).order_by("seq"))
    outcome = str(event.facts.get("outcome"))
    row = Ending(
        event=event, case=case, city_id=event.city_id, unit_id=case.first_unit_id, day=event.day,
        outcome=outcome, minutes=_minutes(event, outcome),
        met=bool(event.facts.get("fast")) and bool(event.facts.get("right")),
        named=bool(event.facts.get("accountable")),
        verified=is_verified(event, [one for one in events if one.seq <= event.seq]),
        whole=not faults_of(case, events), checked_on=event.day, simulated=event.simulated,
    )  # fmt: skip
    Ending.objects.bulk_create([row], ignore_conflicts=True)
    _add(row, row.day, 1)


def _minutes(event: Event, outcome: str) -> int:
    """The offices' working minutes: kept already for what came to its good end, else counted here."""
    if outcome == "done":
        kept = Finish.objects.filter(event=event).values_list("minutes", flat=True).first()
        if kept is not None:
            return kept
    return versions.worked(event)


def is_verified(closing: Event, events: Sequence[Event]) -> bool:
    """Whether more than the officer's own word bears the result out.

    The resident agreed; or a letter was signed that anyone can check; or proof was given; or the refusal
    names its rule. What was before a reopening was contested, and bears nothing out.
    """
    outcome = closing.facts.get("outcome")
    if outcome not in RESULTS:
        return False
    if closing.by_kind == "resident":
        return True
    last = max((one.seq for one in events if one.name == "case.reopened"), default=0)
    since = [one for one in events if one.seq > last]
    if outcome == "refused":
        return any(key == "rule" for one in since for key, *_ in one.facts.get("said", ()))
    signed = sum({"letter.signed": 1, "letter.revoked": -1}.get(one.name, 0) for one in since)
    return signed > 0 or any(_proof(one) for one in since)


def _proof(event: Event) -> bool:
    given = event.facts.get("papers", ()) if event.name == "case.moved" and event.by_kind == "post" else ()
    return any(key == "proof" for key, *_ in [*given, *event.facts.get("proofs", ())])


def _take_back(event: Event) -> None:
    """A reopening takes back the closing before it."""
    closings = Event.objects.filter(case_id=event.case_id, name="case.closed", seq__lt=event.seq)
    kept = Ending.objects.filter(event=closings.order_by("-seq").first()).first()
    if kept is not None:
        _add(kept, event.day, -1)
        kept.delete()


def _add(row: Ending, day: date, sign: int) -> None:
    apart = {"unit_id": row.unit_id, "day": day, "simulated": row.simulated}
    raise_counts(DayEnding, apart, row.city_id, {name: sign * by for name, by in counts_of(row).items()})


def counts_of(row: Ending) -> dict[str, int]:
    """What one ending adds to each column; what is no result is none of the good ones either."""
    result = row.outcome in RESULTS
    good = {name: int(result and getattr(row, name)) for name in ("met", "named", "verified", "whole")}
    sound = int(all(good[name] for name in ("named", "verified", "whole")))
    return {"ended": 1, "results": int(result), "minutes": row.minutes, **good, "sound": sound}


def look_again(city: City, today: date, since: date, at_most: int = RECHECKED) -> int:
    """Hold the records of what ended since then against themselves once more; returns how many changed."""
    rows = Ending.objects.filter(city=city, day__gte=since, checked_on__lt=today)
    changed = 0
    for row in list(rows.select_related("case__city").order_by("checked_on", "pk")[:at_most]):
        with transaction.atomic():
            before = counts_of(row)
            case = Case.objects.select_related("city").get(pk=row.case_id)
            events = list(Event.objects.filter(case_id=case.pk, seq__lte=case.seq).order_by("seq"))
            row.whole, row.checked_on = not faults_of(case, events), today
            row.save(update_fields=["whole", "checked_on"])
            difference = {name: by - before[name] for name, by in counts_of(row).items()}
            if any(difference.values()):
                apart = {"unit_id": row.unit_id, "day": row.day, "simulated": row.simulated}
                raise_counts(DayEnding, apart, row.city_id, difference)
                changed += 1
    return changed


def recount(city: City) -> int:
    """Count all endings of a city again from the record and keep that; returns how many events it read.

    Numbers behind which there is nothing any more are found with it: what was deleted is counted.
    """
    with transaction.atomic():
        for table in (DayEnding, Ending):
            table._default_manager.filter(city=city).delete()
        read = 0
        for event in (
            Event.objects.filter(city=city, name__in=FOLLOWED)
            .select_related("case__first_unit", "case__city")
            .order_by("pk")
            .iterator(chunk_size=500)
        ):
            count(event)
            read += 1
        losing.look(city)
        return read


def kept(city: City) -> dict[str, dict[Any, Any]]:
    """Everything that is kept about a city's endings, empty rows left out: to compare with a recount."""
    days = {
        (row.unit_id, row.day, row.simulated): {name: by for name in COLUMNS if (by := getattr(row, name))}
        for row in DayEnding.objects.filter(city=city)
    }
    names = ("outcome", "minutes", "met", "named", "verified", "whole")
    rows = {
        row.event_id: tuple(getattr(row, name) for name in names) for row in Ending.objects.filter(city=city)
    }
    return {"days": {key: by for key, by in days.items() if by}, "rows": rows}
