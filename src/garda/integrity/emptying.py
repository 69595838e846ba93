"""Emptying the box, and everything else that time asks of this room."""

from __future__ import annotations

from datetime import datetime
from random import Random

from django.db import transaction

from garda.integrity import answering, boxing, crowding, declaring, handling, passing
from garda.integrity.models import Slip
from garda.people.calendars import city_calendar
from garda.people.models import City


def remind(at: datetime) -> int:
    """The box, what is overdue, what is past its time; bounded, and doing it twice changes nothing."""
    emptied = sum(empty(city, at) for city in City.objects.all())
    raised = answering.raise_overdue(at) + answering.remind_actions(at) + handling.remind_late(at)
    erased = answering.erase_words(at) + handling.erase_words(at) + declaring.erase_words(at)
    return emptied + raised + erased


def empty(city: City, at: datetime, drawn: Random = boxing.DRAWN) -> int:
    """Take out every slip whose day has come, all together, in a drawn order, as new rows."""
    today = city_calendar(city).local(at).date()
    if not Slip.objects.filter(city=city, opens_on__lte=today).exists():
        return 0
    with transaction.atomic():
        crowding.tell(city, at)
        slips = boxing.opened(city, at, drawn)
        # Gone first: a code stands in one row alone, and the order in which they fell in is nowhere any more.
        Slip.objects.filter(pk__in=[slip.pk for slip in slips]).delete()
        criticisms = [answering.receive(slip, at) for slip in slips if slip.kind == boxing.CRITICISM]
        reports = [handling.receive(slip, at) for slip in slips if slip.kind == boxing.REPORT]
        for slip in slips:
            if slip.kind == boxing.ANSWER:
                handling.answered(slip, at)
                passing.corrected(slip, at)
        answering.tell_received(criticisms, at)
        handling.tell_received(city, reports, at)
    return len(slips)
