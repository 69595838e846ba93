"""The only pen. An event, the change of the row and the followers' errands, in one transaction.

Every event says in `facts["became"]` which columns of the case took which values, so that a case's
row is nothing but its events read in order (`replaying.replay`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, connection

from garda.cases.acting import By, Overtaken
from garda.cases.models import Case, Errand, Event
from garda.cases.rows import change, insert, together

# The columns that events write, by attribute name; the rest of the row never changes after opening, but for
# the point on the map (`lat`, `lng`), which is the resident's own and goes with their words (`erasing`).
ROW = (
    "flow_id", "step", "state", "unit_id", "desk", "holder_id", "area_id", "subject_id", "category",
    "parent_id", "limbs_open", "joined_to_id", "due_at", "desk_since", "desk_due_at", "paused_at",
    "answered_at", "closed_at", "outcome", "responded_at", "offer_unit_id", "offered_at", "offer_due_at",
    "auto_at", "late_at", "desk_late_at", "escalate_at", "escalated", "explained", "extended", "hands",
    "bounces", "contested", "reopened", "rating",
)  # fmt: skip
MOMENTS = frozenset(name for name in ROW if name.endswith("_at") or name == "desk_since")


@dataclass
class Fact:
    """One event to be written: its name, what it says, and what the row became by it."""

    name: str
    facts: dict[str, Any] = field(default_factory=dict)
    became: dict[str, Any] = field(default_factory=dict)


def plain(value: Any) -> Any:
    """A value as JSON keeps it: moments as ISO 8601 in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def rich(name: str, value: Any) -> Any:
    """A column's value from its JSON form."""
    return datetime.fromisoformat(value) if name in MOMENTS and isinstance(value, str) else value


def canonical(event: Event, uid: str) -> str:
    """The one text of an event over which its fingerprint is taken: JSON, sorted keys, no spaces."""
    return json.dumps(
        {
            "at": plain(event.at),
            "before": event.before,
            "by": [event.by_kind, event.by_person_id, event.by_post_id],
            "case": uid,
            "facts": event.facts,
            "name": event.name,
            "seq": event.seq,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )


def fingerprint(event: Event, uid: str) -> str:
    """SHA-256 of the canonical text, as hex."""
    return hashlib.sha256(canonical(event, uid).encode()).hexdigest()


def append(case: Case, *facts: Fact, by: By, at: datetime) -> None:
    """Write `facts` in order to the record of `case`, and the row with them.

    Must run inside a transaction. `case` without a primary key is inserted. Raises Overtaken when
    somebody else wrote to the record since `case` was read; nothing is then written.
    """
    assert connection.in_atomic_block, "the record is written inside a transaction"
    old = case.seq
    zone = _zone(case.city.zone)
    events: list[Event] = []
    touched: set[str] = set()
    for one in facts:
        for name, value in one.became.items():
            setattr(case, name, value)
        touched |= one.became.keys()
        case.seq += 1
        event = Event(
            case=case,
            city_id=case.city_id,
            seq=case.seq,
            name=one.name,
            facts={**one.facts, "became": {name: plain(value) for name, value in one.became.items()}},
            by_kind=by.kind,
            by_person_id=by.person,
            by_post_id=by.post,
            at=at,
            day=at.astimezone(zone).date(),
            before=case.head,
            simulated=case.simulated,
        )
        event.fingerprint = case.head = fingerprint(event, case.uid)
        events.append(event)
    case.wake_at, case.next_due_at = wakes(case), next_due(case)
    _write(case, old, touched, events)


def _write(case: Case, old: int, touched: set[str], events: list[Event]) -> None:
    unchanged = None
    if case._state.adding:
        insert([case])
    try:
        with together():
            if old:
                unchanged = change(case, touched | {"seq", "head", "wake_at", "next_due_at"}, seq=old)
            for event in events:
                event.case_id = case.pk
            insert(events, keys=False)
            _write_errands(events)
    except IntegrityError as doubled:
        raise Overtaken(old, case.seq) from doubled
    if unchanged is not None and not unchanged():
        raise Overtaken(old, case.seq)


def wakes(case: Case) -> datetime | None:
    """The earliest moment at which the clock has something to do about `case`."""
    return min(moments(case), default=None)


def moments(case: Case) -> list[datetime]:
    """Every moment at which the clock has something to do about `case`, in no order."""
    if case.state == Case.CLOSED:
        return []
    running = case.state == Case.OPEN
    found = [case.auto_at, case.offer_due_at]
    if running and case.late_at is None:
        found.append(case.due_at)
    if running and case.desk_late_at is None:
        found.append(case.desk_due_at)
    if running:
        found.append(case.escalate_at)
    return [moment for moment in found if moment is not None]


def next_due(case: Case) -> datetime | None:
    """The nearer of the two clocks of a matter that is not closed."""
    if case.state == Case.CLOSED:
        return None
    return min((moment for moment in (case.due_at, case.desk_due_at) if moment is not None), default=None)


def _write_errands(events: list[Event]) -> None:
    """The followers' errands, each of the event that stands at its place in the record."""
    asked = [(event, follower) for event in events for follower in followers_of(event.name)]
    if not asked:
        return
    moment = connection.ops.adapt_datetimefield_value(events[0].at)
    with connection.cursor() as cursor:
        cursor.execute(
            _errands(len(asked)),
            [value for event, name in asked for value in (event.case_id, event.seq, name, moment)],
        )


@lru_cache(maxsize=64)
def _errands(count: int) -> str:
    event = f"(SELECT id FROM {Event._meta.db_table} WHERE case_id = %s AND seq = %s)"
    rows = ", ".join([f"({event}, %s, %s, 0, '')"] * count)
    return (
        f"INSERT INTO {Errand._meta.db_table} (event_id, follower, next_try_at, tries, trouble) VALUES {rows}"
    )


@lru_cache(maxsize=256)
def followers_of(name: str) -> tuple[str, ...]:
    """The followers, by name, that want to hear of an event of that name (settings FOLLOWERS)."""
    return tuple(
        follower
        for follower, (_, wanted) in settings.FOLLOWERS.items()
        if any(name == one or (one.endswith("*") and name.startswith(one[:-1])) for one in wanted)
    )


@lru_cache(maxsize=16)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
