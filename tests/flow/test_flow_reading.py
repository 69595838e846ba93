"""From text to flow, and to findings that name line, step and field."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from garda.clock import Term
from garda.flow import Known, Unreadable, Words, check, fingerprint, read
from garda.texts.shapes import MOST_FINDINGS
from tests.flow.samples import COMPLAINT, REQUEST, changed, complaint, request


def test_a_flow_holds_what_its_text_says() -> None:
    flow = request()
    assert (flow.key, flow.kind, flow.offered, flow.number) == (
        "tanda-kebun",
        "request",
        ("kelurahan",),
        "TK",
    )
    assert flow.within == Term(2, "day", True)
    assert flow.review == date(2027, 10, 1)
    assert list(flow.steps) == ["received", "waiting", "signing", "pickup", "done", "refused", "lapsed"]
    assert flow.steps["signing"].posts == ("lurah", "seklur")
    assert flow.steps["waiting"].moves[1].after == Term(30, "day", False)
    assert flow.requirements[0].rests_on == ("perda-kebun#3",)


def test_what_is_left_out_has_its_plain_meaning() -> None:
    flow = request()
    nama, nik, hasil = flow.fields
    assert (nama.required, nama.sealed, hasil.required) == (True, False, False)
    assert (nik.sealed, nik.blind) == (True, True)
    assert flow.steps["signing"].place == "back"
    move = flow.steps["received"].moves[0]
    assert (move.key, move.by) == ("signing", "post")


def test_a_move_without_its_own_sentence_tells_that_of_the_next_step() -> None:
    flow = request()
    assert flow.steps["received"].moves[0].shown == flow.steps["signing"].shown
    assert flow.steps["waiting"].moves[0].shown == Words(
        "Kelengkapan sudah kami terima.", "We have what was missing."
    )


def test_words_in_a_language_that_is_not_there_are_indonesian() -> None:
    assert Words("satu", "one").of("en-gb") == "one"
    assert Words("satu", "one").of("jv") == "satu"


def test_one_of_several_is_found_by_its_key() -> None:
    flow = complaint()
    assert flow.category("sampah") is not None
    assert flow.category("x") is None
    assert flow.field("isi") is not None
    assert flow.requirement("ktp") is None
    move = flow.steps["verdict"].move("silent")
    assert move is not None
    assert move.to == "done"


@pytest.mark.parametrize(
    ("old", "new", "line_of", "step", "field", "said"),
    [
        ('key      = "tanda-kebun"', 'key = "Tanda Kebun"', "Tanda Kebun", None, "key", "nama pendek"),
        ("fee      = 0", 'fee = "gratis"', "gratis", None, "fee", "bilangan bulat"),
        ("fee      = 0", "fee = true", "fee = true", None, "fee", "bilangan bulat"),
        ("fee      = 0", "biaya = 0", "biaya", None, "biaya", "tidak dikenal"),
        ("visits   = 1", "visit = 1", "visit = 1", None, "visit", "Maksud Anda “visits”"),
        ("review   = 2027-10-01", 'review = "besok"', "besok", None, "review", "tanggal"),
        ("review   = 2027-10-01", "review = 2027-10-01T10:00:00", "T10", None, "review", "tanggal"),
        ('within   = "2 hari kerja"', 'within = "-2 hari"', '"-2', None, "within", "tidak sah"),
        ('within   = "2 hari kerja"', 'within = "0 hari"', '"0 hari', None, "within", "tidak sah"),
        ('within   = "2 hari kerja"', 'within = "3000 hari"', '"3000', None, "within", "tidak sah"),
        ('within  = "30 menit kerja"', 'within = "sebentar"', "sebentar", "received", "within", "tidak sah"),
        ('post    = "petugas-loket"', 'posts = "petugas-loket"', "posts =", "received", "posts", "“post”"),
        (
            'guards = "second-person"',
            'guards = "second-persons"',
            "persons",
            "signing",
            "move.1.guards",
            "“second",
        ),
        (
            'needs = ["reason", "rule"]',
            'needs = ["alasan"]',
            "alasan",
            "signing",
            "move.2.needs",
            "Pilihannya",
        ),
        ('by    = "resident"', 'by = "warga"', '"warga"', "waiting", "move.1.by", "Pilihannya"),
        ('kind  = "nik"', 'kind = "ktp"', '"ktp"\ntitle = { id = "NIK"', None, "field.2.kind", "Pilihannya"),
        ("upload   = true", 'upload = "ya"', "upload", None, "requirement.1.upload", "true atau false"),
        ('end   = "refused"', 'end = "ditolak"', "ditolak", "refused", "end", "Pilihannya"),
        ("promises = [", 'promises = "janji"\nx = [', "janji", None, "promises", "daftar"),
    ],
)
def test_a_wrong_value_is_named_with_line_step_and_field(
    old: str, new: str, line_of: str, step: str | None, field: str, said: str
) -> None:
    text = changed(REQUEST, (old, new))
    with pytest.raises(Unreadable) as refused:
        read(text, "kebun.toml")
    finding = next(one for one in refused.value.findings if one.field == field)
    assert finding.line == text[: text.index(line_of)].count("\n") + 1
    assert (finding.file, finding.step, finding.grave) == ("kebun.toml", step, True)
    assert said in finding.words.id


def test_words_missing_in_a_language_are_refused_with_the_place() -> None:
    text = changed(REQUEST, (', en = "Papers complete"', ""))
    (finding,) = [one for one in check(text, "kebun.toml") if one.grave]
    assert (finding.step, finding.field) == ("received", "move.1.label")
    assert "Inggris" in finding.words.id
    assert "baris" in finding.sentence("id")
    assert "English" in finding.sentence("en")


def test_a_plain_string_where_both_languages_belong_is_refused() -> None:
    text = changed(
        REQUEST, ('lead     = { id = "Tanda bahwa kebun Anda terdaftar.", en', 'lead = "Tanda."\nx = { en')
    )
    assert any(one.field == "lead" and "dua bahasa" in one.words.id for one in check(text, "kebun.toml"))


def test_a_key_used_twice_is_named() -> None:
    twice = (
        REQUEST + '\n[[step]]\nkey = "done"\ntitle = {id="a",en="a"}\nshown = {id="a",en="a"}\nend = "done"\n'
    )
    assert any("dua kali" in one.words.id for one in check(twice, "kebun.toml"))
    text = changed(REQUEST, ('to    = "refused"\n  label', 'to    = "pickup"\n  label'))
    assert any(one.step == "signing" and "Dua tombol" in one.words.id for one in check(text, "kebun.toml"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('language = 1\nkey = "a\n', 2),
        ("a = 1\na = 2", 2),
        ("a = [1,", 1),
        ("a = " + "[" * 3000, None),
        ("a = " + "9" * 5000, None),
        ("a = 2026-13-45", 1),
        ("\x00", 1),
    ],
)
def test_what_is_not_toml_is_refused_in_words(text: str, line: int | None) -> None:
    (finding,) = check(text, "rusak.toml")
    assert finding.grave
    assert finding.line == line or line is None
    assert "tidak dapat dibaca" in finding.words.id
    with pytest.raises(Unreadable):
        read(text, "rusak.toml")


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    (finding,) = check("# " + "a" * 400_000, "besar.toml")
    assert "terlalu besar" in finding.words.id


@pytest.mark.parametrize(
    "text",
    [
        "[" + " " * 200_000,
        "a" + " " * 200_000,
        "".join(f"kunci{at} = 1\n" for at in range(12_000)),
        "start = 'a'\n"
        + "".join(f"[[step]]\nkey='s{at}'\n[[step.move]]\nto='t{at}'\n" for at in range(4000)),
        "[[step]]\n" + "".join(f"[[step.move]]\nto='t{at}'\n" for at in range(8000)),
        "offered = [" + "'aa'," * 50_000 + "]",
    ],
)
def test_a_large_file_that_is_no_flow_is_answered_quickly(text: str) -> None:
    began = process_time()
    found = check(text, "besar.toml", Known(unit_kinds={f"jenis-{at}" for at in range(50)}))
    assert 0 < len(found) <= MOST_FINDINGS
    assert process_time() - began < 5


def test_control_signs_never_enter_the_words() -> None:
    flow = request(("Papers complete", "Papers\\u0000\\u202E complete"))
    assert flow.steps["received"].moves[0].label.en == "Papers complete"


def test_the_fingerprint_is_of_the_text_itself() -> None:
    assert fingerprint("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert fingerprint(REQUEST) != fingerprint(REQUEST + "\n") != fingerprint(COMPLAINT)
    assert len(fingerprint("\ud800")) == 64
