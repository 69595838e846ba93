"""The checker: each fault is found once, with file, line, element and field, in both languages."""

from __future__ import annotations

import pytest

from garda.scoring import Unreadable, check, fingerprint, read
from garda.scoring.findings import Finding
from tests.scoring.samples import GARDEN, TREE


def graves(text: str, rules: frozenset[str] = frozenset()) -> list[Finding]:
    return [one for one in check(text, "kebun.toml", rules) if one.grave]


def broken(old: str, new: str, base: str = GARDEN) -> str:
    assert old in base
    return base.replace(old, new, 1)


def test_the_samples_are_sound() -> None:
    assert check(GARDEN, "kebun.toml", frozenset({"perda-kebun"})) == ()
    assert check(TREE, "pohon.toml") == ()


def test_a_finding_names_file_line_element_and_field() -> None:
    text = broken('question = { id = "Apakah jalannya rata?", en = "Are the paths even?" }', "question = 7")
    (finding,) = [one for one in graves(text) if one.field == "question" and "bahasa" in one.words.id]
    line = text.split("\n").index("question = 7") + 1
    assert (finding.file, finding.line, finding.element, finding.field) == (
        "kebun.toml",
        line,
        "paths",
        "question",
    )
    assert finding.sentence("id").startswith(f"kebun.toml, baris {line}, unsur paths, question: ")
    assert finding.sentence("en").startswith(f"kebun.toml, line {line}, element paths, question: ")


@pytest.mark.parametrize(
    ("old", "new", "element", "field", "said"),
    [
        ('rests_on = ["perda-kebun"]\n', "", None, "rests_on", "Dasar hukum belum ada"),
        ("until    = 2025-12-31", "until    = 2024-12-31", None, "until", "sebelum hari awal"),
        ("least    = 5", "least    = 4", None, "least", "paling sedikit 5"),
        ('"weighted-mean"', '"weighted-meen"', None, "formula", "Maksud Anda “weighted-mean”?"),
        ('"visitors"', '"tetangga"', None, "asked", "tidak dikenal di sini"),
        ("from     = 2025-01-01", "from     = 5", None, "from", "tanggal"),
        (', en = "The town garden" }', " }", None, "title", "Kalimat bahasa Inggris (en) belum ada"),
        ('{ id = "Bangku", en = "Benches" }', '{ en = "Benches" }', "benches", "title", "Indonesia (id)"),
        ('{ id = "Ya", en = "Yes" }', '{ id = "Ya" }', "senang", "labels.3", "Inggris (en)"),
        ('weight   = "1/3"', 'weight   = "0.33"', None, "element", "Jumlah bobot di sini 299/300"),
        ('weight   = "1/3"', 'weight   = "sepertiga"', "flowers", "weight", "bilangan pasti"),
        ('weight   = "1/3"', 'weight   = "-1/3"', "flowers", "weight", "bilangan pasti"),
        ('scale    = "senang"', 'scale    = "sedih"', "flowers", "scale", "Skala “sedih” tidak ada"),
        ('key      = "paths"', 'key      = "flowers"', "flowers", "key", "dipakai dua kali"),
        ("from   = 70", "from   = 71", "tinggi", None, "Ada celah"),
        ("from   = 70", "above  = 70", "tinggi", None, "Ada celah"),
        ("from   = 70", "from   = 69", "tinggi", None, "tumpang tindih"),
        ("below  = 70", "up_to  = 70", "tinggi", None, "tumpang tindih"),
        ("below  = 70", "", "rendah", None, "tepat satu tepi"),
        ("from   = 33.33", "from   = 33.34", "rendah", None, "33.3333"),
        ("up_to  = 100", "below  = 100", "tinggi", None, "Nilai 100 dapat keluar"),
        ("from   = 70", "from   = 70.005", "tinggi", None, "lebih halus"),
        ("least    = 5", "leest    = 5", None, "leest", "Maksud Anda “least”?"),
        ("least    = 5", "least    = 5\ndecimals = 900", None, "decimals", "Paling banyak 6 desimal"),
        ("language = 1", "language = 2", None, "language", "hanya 1"),
    ],
)
def test_each_fault_is_found_where_it_stands(
    old: str, new: str, element: str | None, field: str | None, said: str
) -> None:
    found = graves(broken(old, new))
    assert any(
        (one.element, one.field) == (element, field) and said in one.words.id and one.words.en
        for one in found
    ), [one.sentence() for one in found]


@pytest.mark.parametrize(
    ("old", "new", "element", "field", "said"),
    [
        ("weight = 6", "weight = 7", None, "part", "Jumlah bobot di sini 11, seharusnya 10"),
        ("weight = 2", "weight = 3", "roots", "weight", "Jumlah bobot di sini 7, seharusnya 6"),
        ("weight = 6", 'weight = 6\nunder  = "roots"', "roots", "under", "di dalam dirinya sendiri"),
        ("weight = 6", 'weight = 6\nunder  = "daun"', "roots", "under", "Bagian “daun” tidak ada"),
        ('part   = "roots"', 'part   = "akar"', "deep", "part", "Bagian “akar” tidak ada"),
        ("weight = 2", "weight = 2\nbeyond = true", "wide", "beyond", "hanya di akar"),
        ("weight = 2", "weight = 0", "wide", "weight", "Bobotnya belum ada"),
        ("weight = 6\n", "", "roots", "weight", "Bobotnya belum ada"),
        ("highest = 100", "highest = 0", "seratus", None, "Skala harus naik"),
    ],
)
def test_each_fault_of_a_tree_is_found_where_it_stands(
    old: str, new: str, element: str | None, field: str, said: str
) -> None:
    found = graves(broken(old, new, TREE))
    assert any((one.element, one.field) == (element, field) and said in one.words.id for one in found), [
        one.sentence() for one in found
    ]


def test_a_rule_that_the_register_does_not_know_is_named() -> None:
    (finding,) = graves(GARDEN, frozenset({"perda-lain"}))
    assert (finding.field, "“perda-kebun” tidak ada" in finding.words.id) == ("rests_on", True)


def test_a_measure_of_our_own_says_so_in_place_of_a_law() -> None:
    own = 'own = { id = "Buatan sendiri.", en = "Our own." }'
    assert check(broken('rests_on = ["perda-kebun"]', own), "kebun.toml") == ()


def test_what_is_unsure_without_a_source_is_only_advice() -> None:
    text = broken('weight   = "1/3"', 'weight   = "1/3"\nunsure   = ["weight"]')
    (finding,) = check(text, "kebun.toml")
    assert (finding.grave, finding.element, finding.field) == (False, "flowers", "unsure")


def test_quadrants_cover_both_axes_and_nothing_else() -> None:
    text = GARDEN.split("[[band]]")[0].replace("weighted-mean", "two-axes")
    found = graves(text)
    assert any("tepat dua sumbu" in one.words.id for one in found)
    assert any("Empat kuadran" in one.words.id for one in found)


def test_a_text_that_is_not_toml_names_its_line() -> None:
    (finding,) = check(GARDEN + "\n[[element\n", "kebun.toml")
    assert (finding.grave, finding.line) == (True, GARDEN.count("\n") + 2)


def test_reading_refuses_what_has_the_wrong_shape() -> None:
    with pytest.raises(Unreadable, match="bilangan pasti"):
        read(broken('weight   = "1/3"', 'weight   = "x"'), "kebun.toml")


def test_the_fingerprint_is_that_of_the_text() -> None:
    assert fingerprint(GARDEN) == fingerprint(GARDEN)
    assert fingerprint(GARDEN) != fingerprint(GARDEN + " ")
    assert len(fingerprint("")) == 64
