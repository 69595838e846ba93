"""What was told: to the posts that a person holds, and to the resident of a matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from garda.cases.models import Case
from garda.notices.models import Notice
from garda.people.holding import Held
from garda.people.models import Person
from garda.rosters import bells


@dataclass(frozen=True)
class Line:
    """One notice as a page shows it: `key` is the event's name, `number` the matter's; `mailed` if it was."""

    id: int
    key: str
    number: str
    words: str
    at: datetime
    read: bool
    late: bool
    simulated: bool
    mailed: datetime | None = None


def of_posts(held: Iterable[Held], lang: str = "id", *, limit: int = 50) -> list[Line]:
    """What was told to the posts held: what nobody has read first, then what was read, newest first.

    Each post is asked by itself, so that the index gives its newest without sorting all of them.
    """
    posts = {one.post.pk for one in held}
    unread = _newest(posts, limit, read_at__isnull=True)
    read = _newest(posts, limit - len(unread), read_at__isnull=False)
    return [_line(row, lang) for row in (*unread, *read)]


def _newest(posts: Iterable[int], limit: int, **wanted: bool) -> list[Notice]:
    rows: list[Notice] = []
    for post in posts if limit > 0 else ():
        found = Notice.objects.filter(post_id=post, **wanted).select_related("case")
        rows += found.order_by("-at", "-pk")[:limit]
    return sorted(rows, key=lambda row: (row.at, row.pk), reverse=True)[:limit]


def unread_count(held: Iterable[Held], most: int = 100, person: Person | None = None) -> int:
    """How many notices to the posts held nobody has read, and bells to `person`; counts to `most`."""
    notices = _of(held).filter(read_at__isnull=True).values_list("pk")
    if person is None:
        return len(notices[:most])
    return len(notices.union(bells.unread(person).values_list("pk"), all=True)[:most])


def mark_read(held: Iterable[Held], at: datetime, ids: Iterable[int] | None = None) -> int:
    """Mark notices to the posts held as read (all of them when none is named); returns how many."""
    rows = _of(held).filter(read_at__isnull=True)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return rows.update(read_at=at)


def of_resident(case: Case, lang: str = "id", *, limit: int = 50) -> list[Line]:
    """What was told to the resident of the case, newest first."""
    rows = (
        Notice.objects.filter(case=case, receiver=Notice.RESIDENT)
        .select_related("case")
        .order_by("-at", "-pk")
    )
    return [_line(row, lang) for row in rows[:limit]]


def _of(held: Iterable[Held]) -> QuerySet[Notice]:
    return Notice.objects.filter(post_id__in=[one.post.pk for one in held])


def _line(row: Notice, lang: str) -> Line:
    return Line(
        id=row.pk,
        key=row.key,
        number=row.case.number,
        words=row.words_en if lang.startswith("en") else row.words_id,
        at=row.at,
        read=row.read_at is not None,
        late=row.key in ("clock.late", "clock.desk-late", "case.escalated"),
        simulated=row.simulated,
        mailed=row.sent_at,
    )
