"""The ground under every text file: lines, shapes, findings."""

from __future__ import annotations

from garda.texts.findings import Finding, nearest
from garda.texts.lines import Lines
from garda.texts.shapes import MOST_FINDINGS, Key, Shaper
from garda.texts.words import Words

GRAMMAR = {"name": Key("slug", must=True), "when": Key("date"), "rows": Key("tables", most=2)}


def shaper(text: str = "") -> Shaper[Finding]:
    return Shaper(text, "coba.toml", Finding, ("rows",))


def test_lines_are_found_in_any_way_of_writing() -> None:
    lines = Lines(
        'a = 1\nb = """\nc = 2\n"""\nd = [\n  "e = 3", # f = [\n]\n[g.h]\ni = 1\n[[j]]\nk = 1\n'
        "  [[j.l]]\n  m = 1\n"
        "  [[j.l]]\n  m = 2\n[[j]]\n[[j.l]]\nn.o = 1\n'p' = '''\nq = 1''' \nr = {s = 1}\n"
    )
    assert lines.of(("b",)) == 2
    assert ("c",) not in lines.known
    assert lines.of(("g", "h", "i")) == 9
    assert lines.of(("j", 0, "l", 1, "m")) == 15
    assert lines.of(("j", 1, "l", 0, "n", "o")) == 18
    assert lines.of(("j", 1, "l", 0, "p")) == 19
    assert lines.of(("j", 1, "l", 0, "r", "s")) == 21
    assert lines.of(("nowhere", 3)) == 1


def test_a_table_gives_what_is_right_and_finds_what_is_wrong() -> None:
    reading = shaper('name = "Besar"\nwen = 1\n')
    assert reading.table({"name": "Besar", "wen": 1, "rows": [1, 2, 3]}, GRAMMAR, ()) == {"rows": [1, 2]}
    assert [(one.line, one.field) for one in reading.findings] == [(2, "wen"), (1, "name"), (1, "rows")]
    assert "Maksud Anda “when”?" in reading.findings[0].words.id


def test_a_finding_inside_a_part_carries_its_key() -> None:
    reading = shaper()
    reading.part = "teras"
    reading.find(("rows", 0, "name"), Words("Salah.", "Wrong."))
    reading.find(("name",), Words("Salah.", "Wrong."))
    assert [one.sentence() for one in reading.findings] == [
        "coba.toml, baris 1, bagian teras, name: Salah.",
        "coba.toml, baris 1, bagian teras, name: Salah.",
    ]
    assert reading.findings[0].sentence("en") == "coba.toml, line 1, part teras, name: Wrong."


def test_nobody_reads_on_past_the_most_findings() -> None:
    reading = shaper()
    for _ in range(MOST_FINDINGS + 5):
        reading.find((), Words("Salah.", "Wrong."))
    assert len(reading.findings) == MOST_FINDINGS


def test_only_a_near_word_is_meant() -> None:
    assert nearest("bobat", ["bobot", "skala"]).id == " Maksud Anda “bobot”?"
    assert nearest("gajah", ["bobot", "skala"]) == Words("", "")
