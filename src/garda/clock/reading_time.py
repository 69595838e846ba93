"""The only place in the project that reads the time, so that it can be moved.

The move holds for the whole process, all threads alike: a test moves the clock of the server it is
talking to, and a demonstration walks through a past month.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from .errors import NaiveMoment
from .zones import zone_of

_moved: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC; or the moment the clock was moved to."""
    return datetime.now(UTC) if _moved is None else _moved


def today(zone: str) -> date:
    """The present day in the zone ("Asia/Jakarta")."""
    return now().astimezone(zone_of(zone)).date()


def move(at: datetime | None) -> None:
    """Lets the clock stand still at this moment, or with None go on as usual.

    Raises NaiveMoment for a datetime without a zone.
    """
    global _moved
    if at is None:
        _moved = None
        return
    if at.utcoffset() is None:
        raise NaiveMoment(f"the clock cannot be moved to {at.isoformat()}, which has no time zone")
    _moved = at.astimezone(UTC)


@contextmanager
def moved_to(at: datetime) -> Iterator[datetime]:
    """Moves the clock for the length of a block, and puts it back as it was."""
    before = _moved
    move(at)
    try:
        yield now()
    finally:
        move(before)
