"""Bells: word about the roster stands among the notices, counts in the badge, is read by its person alone."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

import pytest

from garda import clock
from garda.office.bells import SENTENCES
from garda.rosters import book
from garda.rosters.models import Absence, Bell
from tests.house.tracked import SOURCE
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
PAGE = "/kerja/kabar/"
NAME = re.compile(r"[a-z]+\.[a-z-]+")


@pytest.fixture
def town() -> Town:
    """The small town."""
    return build_town()


def _ring(town: Town, name: str = "duty.sent") -> Bell:
    facts = {
        "start": moment(time="10:00").isoformat(),
        "end": moment(time="11:30").isoformat(),
    }
    unit, seklur = town.units["melati"], town.persons["melati", "seklur", 1]
    return book.tell(unit, seklur, name, at=moment(), facts=facts, url="/kerja/kantor/tugas/")


def test_a_bell_is_worded_counted_and_read(town: Town) -> None:
    bell = _ring(town)
    with clock.moved_to(moment(time="09:30")):
        seklur = signed_in(town, "melati", "seklur")
        page = text_of(seklur.get(PAGE))
        assert "1 kabar belum dibaca" in page
        assert "Selasa 4 November pukul 10.00 sampai 11.30" in page
        assert '<b class="unread">1</b>' in page
        seklur.post(PAGE, {"bel": str(bell.pk)})
        page = text_of(seklur.get(PAGE))
    assert "Semua kabar sudah dibaca" in page and "pukul 10.00 sampai 11.30" in page


def test_a_bell_is_nobody_elses(town: Town) -> None:
    bell = _ring(town)
    with clock.moved_to(moment(time="09:30")):
        lurah = signed_in(town, "melati", "lurah")
        assert "pukul 10.00" not in text_of(lurah.get(PAGE))
        lurah.post(PAGE, {"bel": [str(bell.pk), "9" * 30, "x"]})
    bell.refresh_from_db()
    assert bell.read_at is None


def test_a_bell_without_a_sentence_of_its_own_still_says_where_it_is_from(town: Town) -> None:
    _ring(town, "something.new")
    with clock.moved_to(moment(time="09:30")):
        assert "Ada kabar baru tentang jadwal Kelurahan Melati." in text_of(
            signed_in(town, "melati", "seklur").get(PAGE)
        )


def _told() -> set[str]:
    """Every name that a bell is rung under, as the source has it."""
    found = {f"absence.{state}" for state, _words in Absence.STATES}
    for file in (SOURCE / "rosters").glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and "tell" in ast.unparse(call.func):
                given = [one.value for one in call.args if isinstance(one, ast.Constant)]
                found |= {one for one in given if isinstance(one, str) and NAME.fullmatch(one)}
    return found


def test_every_bell_has_a_sentence_that_its_facts_fill() -> None:
    assert _told() - set(SENTENCES) == set()
    for words in SENTENCES.values():
        assert words % defaultdict(str) != words or "%" not in words
