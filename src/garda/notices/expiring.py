"""What chats leave behind: half drafts go after a day, words that nobody placed go before an officer."""

from __future__ import annotations

from datetime import datetime, timedelta

from garda.notices import drafting
from garda.notices.landing import put_aside_for_officer
from garda.notices.models import Draft, Message

HELD = timedelta(hours=24)
KEPT = timedelta(days=30)  # the other side repeats a delivery for a week: so long its name must be known
AT_ONCE = 200


def expire(at: datetime) -> int:
    """Close drafts past their day, hand on what was never placed, forget what is long done; how many."""
    drafts = list(Draft.objects.filter(done_at__isnull=True, until__lte=at)[:AT_ONCE])
    for one in drafts:
        drafting.close(one, at)
    held = list(Message.objects.filter(state=Message.HELD, came_at__lte=at - HELD)[:AT_ONCE])
    for row in held:
        put_aside_for_officer(row, "unclear", at)
    old = Message.objects.filter(state=Message.DONE, came_at__lte=at - KEPT, readings__isnull=True)
    keys = list(old.values_list("pk", flat=True)[:AT_ONCE])
    Message.objects.filter(pk__in=keys).delete()
    return len(drafts) + len(held) + len(keys)
