"""What is kept for a while only: the minute and the device's mark of a sheet, the words of a comment."""

from __future__ import annotations

from datetime import datetime, timedelta

from garda.people.calendars import city_calendar
from garda.people.models import City
from garda.surveys import sources
from garda.surveys.models import Response

MINUTES_KEPT = timedelta(days=2)  # patterns are looked for within a day
COMMENTS_KEPT = timedelta(days=365)
AT_ONCE = 2000


def remind(at: datetime) -> int:
    """Invite those served at a desk; forget minutes and devices after two days, comments after a year."""
    done = sources.invite_served(at)
    for city in City.objects.all():
        today = city_calendar(city).local(at).date()
        timed = Response.objects.filter(city=city, at__isnull=False, day__lt=today - MINUTES_KEPT)
        done += Response.objects.filter(pk__in=list(timed.values_list("pk", flat=True)[:AT_ONCE])).update(
            at=None, device=""
        )
        worded = Response.objects.filter(
            city=city, comment__isnull=False, day__lt=today - COMMENTS_KEPT
        ).values_list("pk", flat=True)[:AT_ONCE]
        done += Response.objects.filter(pk__in=list(worded)).update(comment=None)
    return done
