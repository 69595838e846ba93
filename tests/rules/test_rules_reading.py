"""Reading rules: what a reference says on a day, in a city, in a language."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from garda import shelf
from garda.rules.loading import load_rules
from garda.rules.reading import look_up, look_up_all, past_review, references_known, rule_page

pytestmark = pytest.mark.django_db

TODAY = date(2025, 11, 21)
CHANGING = """
[[rule]]
key    = "perda-1-2019"
city   = "kotabaru"
kind   = "perda"
issuer = "Kota Kotabaru"
number = "1"
year   = 2019
about  = { id = "Pasar", en = "Markets" }
review = 2024-01-01
replaced_by = "perda-2-2026"

  [[rule.article]]
  key   = "7"
  words = { id = "Lama", en = "Old" }

  [[rule.article]]
  key   = "7"
  from  = 2023-05-01
  words = { id = "Baru", en = "New" }

[[rule]]
key   = "perda-2-2026"
city  = "kotabaru"
kind  = "perda"
issuer = "Kota Kotabaru"
number = "2"
year  = 2026
from  = 2026-02-01
about = { id = "Pasar rakyat", en = "People's markets" }
"""


@pytest.fixture
def changing(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(CHANGING, "utf-8")
    load_rules(tmp_path)


@pytest.fixture
def register() -> None:
    load_rules(shelf.folder("rules"))


def test_a_reference_is_said_in_both_languages(register: None) -> None:
    cited = look_up("uu-25-2009#21", city_key="", on=TODAY)
    assert cited is not None
    assert cited.sentence == "Undang-Undang Nomor 25 Tahun 2009, Pasal 21"
    assert cited.words
    assert cited.sure
    english = look_up("uu-25-2009#21", city_key="", on=TODAY, lang="en")
    assert english is not None
    assert english.sentence == "Law 25 of 2009, article 21"


def test_a_whole_rule_is_cited_without_an_article(register: None) -> None:
    cited = look_up("perki-1-2021", city_key="", on=TODAY)
    assert cited is not None
    assert cited.sentence == "Peraturan Komisi Informasi Nomor 1 Tahun 2021"
    assert cited.words == ""


def test_what_is_not_checked_says_so(register: None) -> None:
    cited = look_up("permenpanrb-5-2025#verifikasi", city_key="", on=TODAY)
    assert cited is not None
    assert not cited.sure


def test_each_city_reads_its_own_standard(register: None) -> None:
    malang = look_up("standar-pelayanan#sktm", city_key="malang", on=TODAY)
    mojokerto = look_up("standar-pelayanan#sktm", city_key="mojokerto", on=TODAY)
    assert malang is not None
    assert mojokerto is not None
    assert malang.name != mojokerto.name
    assert look_up("standar-pelayanan#sktm", city_key="", on=TODAY) is None


def test_item_1_a_city_never_reads_the_rules_of_another(register: None) -> None:
    assert look_up("perwal-81-2019", city_key="malang", on=TODAY) is not None
    assert look_up("perwal-81-2019", city_key="mojokerto", on=TODAY) is None
    assert "perwal-81-2019" not in references_known("mojokerto")
    assert rule_page("perwal-81-2019", city_key="mojokerto", on=TODAY) is None


@pytest.mark.parametrize(
    "reference", ["", "#", "tidak-ada", "uu-25-2009#999", "uu-25-2009#", "##", "uu-25-2009#21#22"]
)
def test_an_unknown_reference_says_nothing(register: None, reference: str) -> None:
    cited = look_up(reference, city_key="malang", on=TODAY)
    assert cited is None or cited.article == ""


def test_an_article_is_read_as_it_stood_on_the_day(changing: None) -> None:
    said = {
        day: cited.words
        for day in (date(2019, 6, 1), date(2023, 4, 30), date(2023, 5, 1), TODAY)
        if (cited := look_up("perda-1-2019#7", city_key="kotabaru", on=day))
    }
    assert list(said.values()) == ["Lama", "Lama", "Baru", "Baru"]
    assert look_up("perda-1-2019#7", city_key="kotabaru", on=date(2018, 12, 31)) is None
    assert look_up("perda-2-2026", city_key="kotabaru", on=TODAY) is None
    assert "perda-2-2026" in references_known("kotabaru")
    assert "perda-2-2026" not in references_known("kotabaru", TODAY)


def test_the_page_of_a_rule_shows_what_is_in_force_and_what_was(changing: None) -> None:
    page = rule_page("perda-1-2019", city_key="kotabaru", on=date(2026, 3, 1))
    assert page is not None
    assert [one.words for one in page.articles] == ["Baru"]
    assert [one.words for one, _, _ in page.older] == ["Lama"]
    assert page.replaced_by is not None
    assert page.replaced_by.name == "Peraturan Daerah Kota Kotabaru Nomor 2 Tahun 2026"


def test_item_19_a_rule_past_its_review_is_listed_from_the_next_day(changing: None) -> None:
    assert past_review("kotabaru", date(2024, 1, 1)) == []
    assert [rule.key for rule in past_review("kotabaru", date(2024, 1, 2))] == ["perda-1-2019"]
    assert past_review("kotalama", date(2030, 1, 1)) == []


def test_a_page_full_of_references_costs_two_queries(register: None, django_assert_num_queries: Any) -> None:
    wanted = sorted(references_known("malang"))
    with django_assert_num_queries(2):
        found = look_up_all(wanted, city_key="malang", on=TODAY)
    assert len(found) == len(wanted)
