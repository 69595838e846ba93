"""What time asks of dockets: overdue ones go one level up, visitors are counted, old words are erased."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from garda.dockets import counting, stepping
from garda.dockets.models import Docket, Report
from garda.dockets.states import LIVE
from garda.dockets.terms import due, terms
from garda.people.models import Unit
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.trails import writing

AT_ONCE = 50
ADDRESS = "/kerja/berkas-aturan/"


def remind(at: datetime) -> int:
    """One round, bounded; how much was done."""
    waking = Docket.objects.filter(wake_at__lte=at, state__in=LIVE).order_by("wake_at", "pk")
    done = sum(_raise(pk, at) for pk in list(waking.values_list("pk", flat=True)[:AT_ONCE]))
    return done + counting.count_again(at, 2) + erase(at)


def ladder(docket: Docket) -> list[Unit]:
    """Who hears of an overdue docket, one after the other: who decides, the secretariat, the city's head."""
    register = register_of(docket.city)
    secretariat = [one for one in register.open_units() if "sekda" in register.posts.get(one.pk, ())]
    found = [register.unit(docket.unit_id), *secretariat[:1], register.top]
    return list({unit.pk: unit for unit in found}.values())


def _raise(docket_id: int, at: datetime) -> int:
    """One level up, once: to the head of the next unit of the ladder, and to who decides."""
    with transaction.atomic():
        row = Docket.objects.select_for_update(of=("self",)).select_related("unit", "city")
        docket = row.filter(pk=docket_id, wake_at__lte=at, state__in=LIVE).first()
        if docket is None:
            return 0
        rungs = ladder(docket)
        level = min(docket.raised + 1, len(rungs) - 1)
        above = rungs[level]
        docket.raised += 1
        more = docket.raised + 1 < len(rungs)
        docket.wake_at = due(at, terms().climb, docket.unit) if more else None
        docket.save(update_fields=["raised", "wake_at"])
        facts = {"due": docket.due_at.isoformat(), "to": above.pk}
        stepping.note(docket, "docket.overdue", at=at, facts=facts)
        for unit in {above.pk: above, docket.unit_id: docket.unit}.values():
            head = head_person(unit, at)
            if head is not None:
                book.tell(
                    unit, head, "docket.overdue", at=at, url=f"{ADDRESS}{docket.pk}/",
                    facts={"since": docket.due_at.isoformat()}, simulated=docket.simulated,
                )  # fmt: skip
    return 1


def erase(at: datetime) -> int:
    """Erase reporters' own words some time after their answer; the answer, the kind and the counts stay."""
    rows = Report.objects.filter(replied_at__lte=at - terms().words, erased_at__isnull=True)
    found = list(rows.select_related("city", "unit").order_by("replied_at")[:AT_ONCE])
    for row in found:
        with transaction.atomic():
            row.words, row.proposal, row.erased_at = b"", b"", at
            row.save(update_fields=["words", "proposal", "erased_at"])
            writing.write(
                row.city, "rule-report", row.pk, "report.words-erased", at=at, unit=row.unit,
                simulated=row.simulated,
            )  # fmt: skip
    return len(found)
