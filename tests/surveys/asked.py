"""What the tests of the room need again and again: a town with the shelf's instruments, and sheets."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from garda.scoring import Tally
from garda.surveys import answering, inviting, publishing, tallying
from garda.surveys.inviting import Invitation
from tests.town import DAY, Town, build_town, moment

_keys = count(1)
SKM = 9


def asking_town(**more: Any) -> Town:
    """The town, with every instrument of the shelf published on its first day."""
    town = build_town(**more)
    publishing.stock(town.city, moment("2025-01-02"))
    return town


def invited(town: Town, unit: str = "melati", *, service: str = "sktm", **more: Any) -> Invitation:
    """An invitation for a matter served in `unit` on the town's day."""
    more.setdefault("served_on", date.fromisoformat(DAY))
    return inviting.invite(
        town.city, "case", f"test-{next(_keys)}", unit=town.units[unit], service=service,
        area=town.area(unit), at=moment(), **more,
    )  # fmt: skip


def sheet(town: Town, places: list[int | None], key: str = "skm", day: str = DAY) -> dict[str, int | None]:
    """Places for the elements of an instrument, in its order."""
    edition = publishing.in_force(town.city, key, date.fromisoformat(day))
    assert edition is not None
    return dict(zip([one.key for one in edition.instrument.elements], places, strict=True))


def answered(
    town: Town, places: list[int | None], unit: str = "melati", *, key: str = "skm",
    at: datetime | None = None, **more: Any,
) -> Invitation:  # fmt: skip
    """One visitor of `unit` answers."""
    how = {name: more.pop(name) for name in _HOW if name in more}
    at = at or moment()
    one = invited(town, unit, served_on=at.date(), **more)
    answering.answer(one, key, sheet(town, places, key, at.date().isoformat()), at=at, **how)
    return one


def added_up(edition: publishing.Edition, **more: Any) -> Tally:
    """All sheets of some days in one tally, as the pages read them."""
    found = tallying.tallies(edition, by=(), **more)
    return found.get((), Tally(edition.instrument, {}))


_HOW = ("comment", "channel", "device", "own_device", "assisted_by")
