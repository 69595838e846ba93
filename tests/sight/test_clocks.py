"""The clocks a reader sees: holidays in the reader's language, plain terms in plain time."""

from __future__ import annotations

import re
from datetime import date

import pytest

from garda import shelf
from garda.cases import publishing
from garda.people.models import DayOff
from garda.sight import offices
from garda.sight.clocks import due_block, time_left, two_clocks
from tests.town import Town, build_town, file_matter, forget_kept, fresh, moment, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town()


def test_item_88_a_holiday_is_explained_in_the_readers_language(town: Town) -> None:
    DayOff.objects.filter(city=town.city, day="2025-11-12").update(name_en="Founding Day of Contoh")
    forget_kept()
    case = report(town, at=moment("2025-11-10")).case
    english, indonesian = (due_block(case, moment("2025-11-11"), lang) for lang in ("en", "id"))
    assert english is not None and indonesian is not None
    assert "Founding Day of Contoh" in english.why
    assert "Hari Jadi" not in english.why
    assert "Hari Jadi Kota Contoh" in indonesian.why
    ahead = offices.days_off_ahead(town.city, moment("2025-11-11"), "en")
    assert [one.name for one in ahead] == ["Founding Day of Contoh", "Natal"], (
        "its own name where none is given"
    )


def test_every_holiday_on_the_shelf_has_an_english_name() -> None:
    lines = shelf.folder("holidays", "id.csv").read_text("utf-8").splitlines()[1:]
    assert lines
    assert [line for line in lines if not re.match(r"[^,]+,[^,]+,[^,]+,", line)] == []


def test_a_plain_term_is_counted_in_plain_time_and_said_so(town: Town) -> None:
    text = shelf.folder("flows", "pengaduan.toml").read_text("utf-8")
    text = re.sub(r'^within( *)= "[^"]+"', r'within\1= "72 jam"', text, flags=re.MULTILINE)
    town.flows["pengaduan"] = publishing.publish(town.city, text, at=moment("2025-11-01"))
    friday = moment("2025-11-07", "15:00")
    case = fresh(file_matter(town, answers={"what": "Pohon tumbang"}, at=friday))
    later = moment("2025-11-08", "21:00")
    whole, _desk = two_clocks(case, later, "id")
    assert (whole.spent, whole.total) == (30 * 60, 72 * 60), "nights and weekends count too"
    assert whole.words == "1 hari 18 jam"
    assert time_left(case, later, "en")[0] == "1 day 18 hours"
    late = moment("2025-11-11", "15:00")
    assert two_clocks(case, late, "id")[0].words == "lewat 1 hari"
    block = due_block(case, late, "en")
    assert block is not None and block.state_words == "Late by 1 day"
    assert case.due_at is not None and case.due_at.date() == date(2025, 11, 10)
