"""Time's work on calls: the missing are reminded, the end closes, examples are erased years later."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from garda.enquiries import calling
from garda.enquiries.models import Answer, Call
from garda.people.models import City
from garda.trails import writing

AT_A_TIME = 50


def remind(at: datetime, city: City | None = None) -> int:
    """Whatever is due for calls, each once (of one city alone where it is named); how many it was."""
    rows = Call.objects.filter(next_at__lte=at, **({"city": city} if city else {}))
    due = rows.order_by("next_at").values_list("pk", flat=True)
    return sum(_about(pk, at) for pk in list(due[:AT_A_TIME]))


def _about(call_id: int, at: datetime) -> int:
    with transaction.atomic():
        rows = Call.objects.select_for_update(of=("self",)).filter(pk=call_id, next_at__lte=at)
        row = rows.select_related("city", "unit__city", "opened_by").first()
        if row is None:
            return 0
        if row.state == Call.CLOSED:
            return _erase(row, at)
        if at >= row.deadline:
            calling.close(row, at=at)
            return 1
        row.reminded_at, row.next_at = at, row.deadline
        row.save(update_fields=["reminded_at", "next_at"])
        calling.remind_now(row, by=None, by_post=None, seen=None, at=at)
    return 1


def _erase(row: Call, at: datetime) -> int:
    """Examples may speak of residents: they go when their time is over; what was answered stays."""
    row.erased_at, row.next_at = at, None
    row.save(update_fields=["erased_at", "next_at"])
    gone = Answer.objects.filter(part__asked__call=row).exclude(example=b"").update(example=b"")
    writing.write(row.city, calling.KIND, row.pk, "call.examples-erased", at=at, unit=row.unit,
                  facts={"examples": gone}, simulated=row.simulated)  # fmt: skip
    return 1
