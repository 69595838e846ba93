"""The follower that tells: one notice per event and receiver, however often the errand is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from garda.cases.models import Event
from garda.cases.publishing import flow_by_id
from garda.cases.replaying import row_at
from garda.flow import Words
from garda.notices import contacts, queueing, receivers
from garda.notices.filling import Names
from garda.notices.models import Notice
from garda.notices.receivers import Moment
from garda.notices.wording import ALWAYS, TABLE, Tell
from garda.people.models import Post

LOW = 2  # a rating of 1 or 2 of 4 is told to the head


@dataclass(frozen=True)
class Told:
    """A telling ready to be kept: to the resident when `post` is None."""

    post: Post | None
    words: Words

    @property
    def receiver(self) -> str:
        """The receiver's name in the table of notices."""
        return f"post:{self.post.pk}" if self.post else Notice.RESIDENT


def tell(event: Event, at: datetime) -> None:
    """Follower: keep a notice for everyone whom this event concerns. Done twice, it tells once.

    What goes out to the resident by mail or chat is put on its way in the same transaction. Where words are
    erased, so is the way by which their owner was reached.
    """
    if event.name == "said.erased":
        contacts.forget(event.case)
    rows = [notice_of(event, told, at) for told in told_about(event)]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if not event.simulated and any(row.receiver == Notice.RESIDENT for row in rows):
        queueing.carry(event, at)


def notice_of(event: Event, told: Told, at: datetime) -> Notice:
    """The row of a telling, not yet saved."""
    return Notice(
        city_id=event.city_id,
        case_id=event.case_id,
        event=event,
        receiver=told.receiver,
        post=told.post,
        key=event.name,
        words_id=told.words.id,
        words_en=told.words.en,
        channel=Notice.DESK if told.post else Notice.PAGE,
        at=at,
        simulated=event.simulated,
    )


def told_about(event: Event, *, only: str = "") -> list[Told]:
    """Everyone to be told about `event`, with their sentence; `only` limits it to one kind of receiver."""
    tells = [one for one in TABLE.get(event.name, ()) if not only or one.to == only]
    if not tells:
        return []
    now = _moment(event)
    names = (Names(event, now.row, now.superiors, "id"), Names(event, now.row, now.superiors, "en"))
    found: dict[str, Told] = {}
    for one in tells:
        if not WHEN[one.when](now):
            continue
        words: Words | None = None
        for post in _receivers(one, now):
            words = words or Words(*(getattr(one.words, name.lang).format_map(name) for name in names))
            told = Told(post, words)
            found.setdefault(told.receiver, told)
    return list(found.values())


def _moment(event: Event) -> Moment:
    row = row_at(event)
    level = event.facts.get("level", 0) if event.name == "case.escalated" else 0
    above = receivers.superiors(event.case.city, row["unit_id"], int(level), event.day) if level else ()
    return Moment(event, row, above)


def _receivers(one: Tell, now: Moment) -> list[Post | None]:
    if one.to != Notice.RESIDENT:
        return list(receivers.KINDS[one.to](now))
    # Nobody holds a receipt of a limb: the resident reads of it in the whole matter's record.
    return [] if now.row["parent_id"] else [None]


def _ends(now: Moment) -> bool:
    return flow_by_id(now.row["flow_id"]).steps[now.event.facts["to"]].end is not None


def _came_in(now: Moment) -> bool:
    flow = flow_by_id(now.row["flow_id"])
    return now.event.by_kind == "resident" and flow.steps[now.event.facts["from"]].pause and not _ends(now)


def _contested(now: Moment) -> bool:
    flow = flow_by_id(now.row["flow_id"])
    return now.event.by_kind == "resident" and flow.steps[now.event.facts["from"]].verdict and not _ends(now)


def _outcome(name: str) -> Callable[[Moment], bool]:
    return lambda now: now.event.facts.get("outcome") == name


WHEN: Mapping[str, Callable[[Moment], bool]] = {
    ALWAYS: lambda now: True,
    "limb": lambda now: now.row["parent_id"] is not None,
    "contested": _contested,
    "came-in": _came_in,
    # A move to an end is told by the closing that is written with it.
    "moved-by-us": lambda now: now.event.by_kind != "resident" and not _ends(now),
    "withdrawn": _outcome("withdrawn"),
    "refused": _outcome("refused"),
    "lapsed": _outcome("lapsed"),
    "done": _outcome("done"),
    "by-hand": lambda now: bool(now.event.facts.get("by_hand")),
    "by-clock": lambda now: not now.event.facts.get("by_hand"),
    "last-limb": lambda now: now.row["limbs_open"] == 0,
    "flagged": lambda now: bool(now.event.facts.get("flagged")),
    "rated-low": lambda now: int(now.event.facts.get("rating", LOW + 1)) <= LOW,
}
