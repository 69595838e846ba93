"""Loading rules: once, twice, with changes in force from a later day, and with files that are wrong."""

from datetime import date
from pathlib import Path

import pytest

from garda import shelf
from garda.rules.loading import load_rules
from garda.rules.models import Article, Rule

pytestmark = pytest.mark.django_db

ONE = """
[[rule]]
key    = "perwal-9-2020"
city   = "kotabaru"
kind   = "perwal"
issuer = "Kotabaru"
number = "9"
year   = 2020
about  = { id = "Loket", en = "Counters" }
from   = 2020-03-01
sure   = true
source = "contoh"

  [[rule.article]]
  key   = "5"
  words = { id = "Loket buka pukul 08.00.", en = "The desk opens at 08.00." }
  sure  = true
"""
LATER = """
  [[rule.article]]
  key   = "5"
  from  = 2022-01-01
  words = { id = "Loket buka pukul 07.30.", en = "The desk opens at 07.30." }
  sure  = true
"""


def folder(path: Path, text: str) -> Path:
    (path / "rules.toml").write_text(text, "utf-8")
    return path


def test_the_shelf_loads_without_a_finding_and_a_second_time_without_a_change() -> None:
    first = load_rules(shelf.folder("rules"))
    assert first.findings == []
    assert first.rules == Rule.objects.count() >= 20
    assert first.articles == Article.objects.count() >= 50
    again = load_rules(shelf.folder("rules"))
    assert (again.made, again.changed, again.rules) == (0, 0, first.rules)


def test_a_later_version_ends_the_older_one_and_keeps_it(tmp_path: Path) -> None:
    load_rules(folder(tmp_path, ONE))
    loaded = load_rules(folder(tmp_path, ONE + LATER))
    assert loaded.made == 1
    older, newer = Article.objects.order_by("first")
    assert older.last == date(2021, 12, 31)
    assert newer.first == date(2022, 1, 1)
    assert newer.last is None
    assert load_rules(tmp_path).changed == 0


def test_other_words_for_the_same_day_are_a_correction(tmp_path: Path) -> None:
    load_rules(folder(tmp_path, ONE))
    loaded = load_rules(folder(tmp_path, ONE.replace("08.00", "08.15")))
    assert (loaded.made, loaded.changed) == (0, 1)
    assert "08.15" in Article.objects.get().words_id


def test_two_cities_may_hold_a_rule_of_the_same_key(tmp_path: Path) -> None:
    load_rules(folder(tmp_path, ONE + ONE.replace("kotabaru", "kotalama")))
    assert Rule.objects.filter(key="perwal-9-2020").count() == 2


@pytest.mark.parametrize(
    "text",
    [
        "[[rule]",
        '[[rule]]\nkey = "Bukan Kunci"\nkind = "uu"\nabout = { id = "a", en = "b" }',
        ONE.replace('"perwal"', '"surat-edaran"'),
        ONE.replace("source", "sumber"),
        ONE.replace('en = "Counters"', 'en = ""'),
        ONE.replace("from   = 2020-03-01", "from = 2021-01-01\nto = 2020-01-01"),
        ONE.replace('key   = "5"', "key = 5"),
        ONE.replace("words = {", "isi = {"),
        ONE + LATER.replace("from  = 2022-01-01", ""),
    ],
)
def test_a_wrong_rule_is_told_and_not_loaded(tmp_path: Path, text: str) -> None:
    loaded = load_rules(folder(tmp_path, text))
    assert loaded.findings
    for finding in loaded.findings:
        assert finding.sentence("id").startswith("rules.toml")
        assert finding.sentence("en")
    assert Rule.objects.count() == 0
