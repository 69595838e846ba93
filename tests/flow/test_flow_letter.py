"""The letter at the end of a flow: how it is read, what the checker refuses, the guard that waits."""

from __future__ import annotations

import pytest

from garda.flow import Facts, Finding, check, differ, moves_from, read
from tests.flow.samples import REQUEST, changed

LETTER = """
[letter]
title  = "Surat Tanda Kebun"
code   = "500.6"
rows   = ["nama", "nik"]
says   = ["Kebun {nama} terdaftar di {unit} pada {day}."]
valid  = "180 hari"
needs  = ["nama", "nik"]

[[requirement]]
"""
SIGNED = changed(
    REQUEST,
    ("\n[[requirement]]\n", LETTER),
    ('guards = "second-person"', 'guards = ["second-person", "letter-signed"]'),
)


def grave(text: str) -> list[Finding]:
    return [one for one in check(text, "alur.toml") if one.grave]


def test_a_letter_is_read_with_its_usual_first_and_last_sentence() -> None:
    assert check(SIGNED, "alur.toml") == ()
    letter = read(SIGNED, "alur.toml").letter
    assert letter is not None
    assert (letter.title, letter.code, letter.rows, letter.needs) == (
        "Surat Tanda Kebun",
        "500.6",
        ("nama", "nik"),
        ("nama", "nik"),
    )
    assert letter.opening.startswith("Yang bertanda tangan") and letter.closing.startswith("Demikian")
    assert letter.valid is not None and letter.valid.amount == 180


@pytest.mark.parametrize(
    ("old", "new", "field", "word"),
    [
        ('rows   = ["nama", "nik"]', 'rows   = ["nama", "umur"]', "letter.rows", "umur"),
        ('needs  = ["nama", "nik"]', 'needs  = ["alamat"]', "letter.needs", "alamat"),
        ("{nama} terdaftar", "{namanya} terdaftar", "letter.says.1", "{nama}"),
        ("{nama} terdaftar", "{nama terdaftar", "letter.says.1", "kurawal"),
        ('"500.6"', '"lima"', "letter.code", "angka"),
        ('"180 hari"', '"5 hari kerja"', "letter.valid", "hari biasa"),
        ('title  = "Surat Tanda Kebun"\n', "", "letter.title", "title"),
        ('code   = "500.6"', 'code = "500.6"\ncolour = "merah"', "letter.colour", "colour"),
        ('valid  = "180 hari"', 'also_signed_by = "camat"', "letter.also_signed_by", "camat"),
    ],
)
def test_what_a_letter_cannot_say_is_found_where_it_stands(old: str, new: str, field: str, word: str) -> None:
    found = grave(changed(SIGNED, (old, new)))
    assert [(one.field, word in one.words.id) for one in found] == [(field, True)]


def test_a_letter_that_no_move_waits_for_and_a_guard_without_a_letter_are_found() -> None:
    (finding,) = grave(changed(REQUEST, ("\n[[requirement]]\n", LETTER)))
    assert (finding.field, "letter-signed" in finding.words.id) == ("letter", True)
    (finding,) = grave(changed(REQUEST, ('guards = "second-person"', 'guards = "letter-signed"')))
    assert (finding.step, "[letter]" in finding.words.id) == ("signing", True)


def test_a_way_past_the_signature_is_advised_against() -> None:
    past = (
        'label = { id = "Berkas lengkap", en = "Papers complete" }',
        'label = { id = "Berkas lengkap", en = "Papers complete" }\n\n  [[step.move]]\n  to = "pickup"\n'
        '  label = { id = "Langsung", en = "At once" }',
    )
    (finding,) = check(changed(SIGNED, past), "alur.toml")
    assert (finding.grave, "tanpa surat" in finding.words.id) == (False, True)


def test_the_move_opens_with_the_signature() -> None:
    flow = read(SIGNED, "alur.toml")
    shut = moves_from(flow, "signing", "post", ["lurah"], Facts())
    open_ = moves_from(flow, "signing", "post", ["lurah"], Facts(letter_signed=True))
    assert [one.key for one in shut] == ["refused"]
    assert [one.key for one in open_] == ["pickup", "refused"]


def test_two_versions_differ_in_their_letters() -> None:
    old, new = (read(text, "alur.toml") for text in (REQUEST, SIGNED))
    assert "Surat “Surat Tanda Kebun” ditambahkan." in [one.words.id for one in differ(old, new)]
    newer = read(changed(SIGNED, ("180 hari", "90 hari")), "alur.toml")
    (difference,) = differ(new, newer)
    assert (difference.field, "180 hari" in difference.words.id) == ("letter.valid", True)
