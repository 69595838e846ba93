"""Reports about rules, empty offices, comments and answered criticism are classed too, and tell on nobody."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from garda import clock
from garda.cases import sealing
from garda.dockets import reporting
from garda.figures import part_counts, part_sources, parting
from garda.figures.models import PartClass
from garda.integrity.models import Criticism
from garda.surveys.models import Response
from garda.trails.models import Line
from tests.office.staff import signed_in, text_of
from tests.surveys.asked import answered, asking_town
from tests.town import Town, moment

NOW = moment("2025-12-09", "14:00")
FINE = [3, 3, 3, 3, 3, 3, 3, 3, 3]


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(NOW):
        yield asking_town()


def commented(town: Town, *said: str, unit: str = "melati", day: str = "2025-11-18") -> None:
    for words in said:
        answered(town, list(FINE), unit, at=moment(day, "10:37"), comment=words)


SAID = (
    "Petugas judes",
    "Kursinya kurang",
    "Terima kasih, petugas ramah",
    "Syaratnya ruwet",
    "Toiletnya kotor",
)


def test_item_14_comments_of_a_month_that_is_over_are_classed_under_its_last_day(town: Town) -> None:
    commented(town, *SAID)
    commented(town, "Petugas galak", day="2025-12-01")
    assert part_sources.gather(NOW) == 5
    assert part_sources.gather(NOW) == 0
    rows = PartClass.objects.filter(kind="comment")
    assert {str(row.day) for row in rows} == {"2025-11-30"} and {row.at for row in rows} == {NOW}
    assert sorted(row.parts for row in rows) == [
        "behaviour",
        "behaviour",
        "facilities",
        "facilities",
        "rules",
    ]
    assert [row.praise for row in rows if row.praise] == [True]
    faults = part_counts.faults([town.units["melati"].pk], moment("2025-11-01").date(), NOW.date())
    assert faults[town.units["melati"].pk].by_part["behaviour"] == 1, "praise faults nothing"


def test_comments_of_fewer_than_five_are_left_alone(town: Town) -> None:
    commented(town, *SAID[:4])
    assert part_sources.gather(NOW) == 0


def test_a_comment_is_sorted_after_reading_it_and_the_reading_is_noted(town: Town) -> None:
    commented(town, *SAID)
    part_sources.gather(NOW)
    lurah = signed_in(town, "melati", "lurah")
    listed = text_of(lurah.get("/kerja/masukan/"))
    assert "Komentar survei" in listed and "judes" not in listed and "18 November" not in listed
    row = next(one for one in PartClass.objects.filter(parts="rules"))
    page = text_of(lurah.get(f"/kerja/masukan/{row.pk}/"))
    assert "Syaratnya ruwet" in page and "10.37" not in page and "18 November" not in page
    assert Line.objects.filter(name="part.read", by=town.persons["melati", "lurah", 1]).count() == 1
    Response.objects.update(comment=None)
    assert "sudah dihapus" in text_of(lurah.get(f"/kerja/masukan/{row.pk}/"))


def test_item_14_a_report_about_a_rule_is_classed_and_never_lowers_the_bar_of_who_reports(town: Town) -> None:
    reporting.report_rule(
        town.city, town.units["melati"], town.persons["melati", "petugas-loket", 1], kind="hard", rule="",
        article="", words="Syarat fotokopi ini menyulitkan", proposal="Cukup diperlihatkan", cases=[], at=NOW,
    )  # fmt: skip
    assert part_sources.gather(NOW) == 1 and part_sources.gather(NOW) == 0
    row = PartClass.objects.get(kind="rule")
    assert (row.parts, row.state) == ("rules", "confirmed")
    (faults,) = part_counts.faults([town.units["melati"].pk], NOW.date(), NOW.date()).values()
    assert faults.by_kind["rules"]["rule"] == 1 and faults.by_part["rules"] == 0
    assert parting.count_waiting([town.units["melati"].pk]) == (0, 0)


def test_item_14_a_comment_opens_from_its_bar_for_who_sorts_and_is_counted_for_others(town: Town) -> None:
    commented(town, *SAID)
    part_sources.gather(NOW)
    row = PartClass.objects.get(parts="rules")
    here = "/kerja/profil/melati/aturan/?masa=2025-t4"
    assert f"/kerja/masukan/{row.pk}/" in text_of(signed_in(town, "melati", "lurah").get(here))
    page = text_of(signed_in(town, "melati", "petugas-loket").get(here))
    assert f"/kerja/masukan/{row.pk}/" not in page and "Komentar survei: 1. Dibuka hanya oleh" in page


def test_item_79_the_page_of_results_leads_to_what_visitors_wrote_without_its_words_or_days(
    town: Town,
) -> None:
    commented(town, *SAID)
    before = text_of(signed_in(town, "melati", "lurah").get("/kerja/hasil/melati/?masa=2025-11"))
    assert "Saran warga" not in before
    part_sources.gather(NOW)
    row = PartClass.objects.get(parts="rules")
    page = text_of(signed_in(town, "melati", "lurah").get("/kerja/hasil/melati/?masa=2025-11"))
    assert "5 saran pada masa ini. 4 menyebut yang kurang, 1 hanya memuji." in page
    assert f"/kerja/masukan/{row.pk}/" in page and "ruwet" not in page and "18 November" not in page
    assert not Line.objects.filter(name="part.read").exists()
    officer = text_of(signed_in(town, "melati", "petugas-loket").get("/kerja/hasil/melati/?masa=2025-11"))
    assert "5 saran pada masa ini" in officer and "/kerja/masukan/" not in officer
    other = signed_in(town, "melati", "lurah").get("/kerja/hasil/melati/?masa=2025-11&instrumen=spak")
    assert "Saran warga" not in text_of(other)
    english = signed_in(town, "melati", "lurah")
    english.cookies["bahasa"] = "en"
    said = text_of(english.get("/kerja/hasil/melati/?masa=2025-11"))
    assert "5 comments in this period. 4 name something lacking, 1 only praise." in said


def criticised(town: Town, words: str, *, answered_at: Any) -> None:
    Criticism.objects.create(
        city=town.city, unit=town.units["melati"], at_unit=town.units["melati"], state="open",
        received_on=moment("2025-11-07").date(), due_at=NOW, answered_at=answered_at, code=words[:20],
        sealed=sealing.seal(json.dumps({"words": words})),
    )  # fmt: skip


def test_item_14_of_criticism_only_the_part_is_kept_once_it_was_answered(town: Town) -> None:
    criticised(town, "Ruang tunggunya panas", answered_at=NOW)
    criticised(town, "Petugasnya judes", answered_at=None)
    assert part_sources.gather(NOW) == 1
    row = PartClass.objects.get(kind="criticism")
    assert (row.parts, row.state, str(row.day), row.by) == ("facilities", "confirmed", "2025-11-30", None)
    assert not any("panas" in str(value) for value in PartClass.objects.values().get().values())
    lurah = signed_in(town, "melati", "lurah")
    assert "Kritik rahasia" not in text_of(lurah.get("/kerja/masukan/"))
    page = text_of(lurah.get("/kerja/profil/melati/sarana/?masa=2025-t4"))
    assert "Kritik rahasia: 1" in page and "7 November" not in page and "panas" not in page


def test_item_14_a_report_is_classed_even_when_the_clock_stood_still_for_weeks(town: Town) -> None:
    reporting.report_rule(
        town.city, town.units["melati"], town.persons["melati", "petugas-loket", 1], kind="hard", rule="",
        article="", words="Syarat fotokopi ini menyulitkan", proposal="Cukup diperlihatkan", cases=[], at=NOW,
    )  # fmt: skip
    assert part_sources.gather(NOW + timedelta(days=20)) == 1
    assert part_sources.gather(NOW + timedelta(days=21)) == 0
