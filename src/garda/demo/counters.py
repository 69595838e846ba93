"""What simulated counters saw: people at the wrong desk, and forms that were begun and left."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.db.models import Count
from django.db.models.functions import TruncMonth

from garda.cases.models import Case
from garda.cases.publishing import all_in_force, flow_by_id
from garda.counters import arriving, beginning
from garda.demo.plans import DAYS
from garda.people.calendars import counter_calendar
from garda.people.models import City, Post
from garda.sight import walls

# Of a hundred matters that came over a counter, as many first stood at another desk.
WRONG = 24


def stand_wrong(city: City, until: datetime, seed: int) -> int:
    """Note simulated wrong arrivals in the weeks before `until`; returns how many.

    With a die of its own, so that the matters of the month are the same with and without them.
    """
    rng = Random(seed + 1)
    posts = list(
        Post.objects.filter(unit__city=city, kind="petugas-loket", closed_on__isnull=True)
        .select_related("unit__city")
        .order_by("pk")
    )
    flows = [(row, flow_by_id(row.pk)) for row in all_in_force(city, until)]
    visited = [(row, flow) for row, flow in flows if flow.visits and row.in_force_from < until]
    if not posts or not visited:
        return 0
    came = Case.objects.filter(city=city, simulated=True, channel="counter").count()
    noted = 0
    for _ in range(came * WRONG // 100):
        post, (row, flow) = rng.choice(posts), rng.choice(visited)
        at = until - timedelta(minutes=rng.randrange(60, DAYS * 24 * 60))
        opens = counter_calendar(post.unit).next_opening(at)
        if opens is None or not row.in_force_from <= opens < until:
            continue
        ours = not flow.offered or post.unit.kind in flow.offered
        if ours and walls.first_desk(flow).endswith(str(post.seat)):
            continue  # that is the right one
        arriving.note(
            post.unit,
            row.pk,
            post_id=post.pk,
            desk=post.title,
            at=min(until, opens + timedelta(minutes=rng.randrange(90))),
            meant_desk=walls.first_desk(flow) if ours else "",
            meant_kind="" if ours else flow.offered[0],
            simulated=True,
        )
        noted += 1
    return noted


def begin_forms(city: City, seed: int) -> None:
    """For every form that a simulated resident sent, now and then another was begun and left."""
    rng = Random(seed + 2)
    sent = (
        Case.objects.filter(city=city, simulated=True, channel="web", assisted=False, parent__isnull=True)
        .annotate(month=TruncMonth("opened_at"))
        .values_list("flow_id", "month")
        .annotate(n=Count("pk"))
        .order_by("flow_id", "month")
    )
    for flow_id, month, n in sent:
        left = sum(rng.random() < 0.3 for _ in range(n))
        beginning.simulated(city, flow_id, month.date(), n + left)
