"""Wishes to be away that somebody might make to get around the rule."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.people.models import Post
from garda.rosters import asking, deciding
from garda.rosters.asking import Asking
from garda.rosters.models import Absence, Bell
from tests.town import Town, build_town, moment

DAY = "2025-11-04"  # a Tuesday


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday at noon."""
    with clock.moved_to(moment(DAY, "12:00")):
        yield build_town()


def wish(town: Town, start: str, end: str, kind: str = "izin-singkat") -> Absence:
    """Loket 1 asks at noon."""
    post = Post.objects.get(unit=town.units["melati"], kind="petugas-loket", seat="1")
    person = post.terms.get().person
    asked = Asking(town.units["melati"], person, kind, moment(DAY, start), moment(DAY, end))
    return asking.ask(asked, by=person, at=moment(DAY, "12:00"))


@pytest.mark.parametrize(
    ("start", "end", "kind", "state"),
    [
        ("08:00", "09:00", "izin-singkat", "asked"),
        ("08:00", "15:00", "izin-singkat", "asked"),
        ("08:00", "09:00", "undangan", "asked"),
        ("08:00", "09:00", "duka", "asked"),
        ("08:00", "09:00", "cuti-sakit", "asked"),
        ("11:50", "13:00", "izin-singkat", "granted"),
        ("11:00", "13:00", "duka", "granted"),
        ("08:00", "15:00", "cuti-sakit", "granted"),
    ],
)
def test_item_38_nobody_excuses_their_own_lateness_afterwards(
    town: Town, start: str, end: str, kind: str, state: str
) -> None:
    assert wish(town, start, end, kind).state == state


def test_item_38_what_was_asked_afterwards_waits_for_the_head_who_is_told(town: Town) -> None:
    absence = wish(town, "08:00", "09:00")
    bell = Bell.objects.get(name="absence.asked")
    deciding.allow(absence.pk, by=bell.person, at=moment(DAY, "12:30"))
    absence.refresh_from_db()
    assert absence.state == Absence.GRANTED
