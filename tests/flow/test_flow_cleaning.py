"""What people type: taken in their own forms, refused in a sentence, never lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garda.flow import Flow, Move, Words, clean, clean_needs, read
from garda.flow.language import FIELD_KINDS
from garda.texts.cleaning import plain
from tests.flow.samples import REQUEST, request

A = Words("a", "a")


def asking(kind: str, more: str = "") -> Flow:
    """A flow whose form is one optional question of one kind, with the key "x"."""
    choices = (
        'choices = [{ key = "satu", title = { id = "Satu", en = "One" } }]\n' if kind == "choice" else ""
    )
    head, _, rest = REQUEST.partition("[[field]]")
    steps = rest[rest.index("[[step]]") :]
    question = f'[[field]]\nkey = "x"\nkind = "{kind}"\ntitle = {{ id = "X?", en = "X?" }}\n{choices}{more}\n'
    return read(head + question + steps, "tanya.toml")


TAKEN = [
    ("name", "  Siti   Aminah, S.Pd. ", "Siti Aminah, S.Pd."),
    ("name", "Ni'matul Ḥusna", "Ni'matul Ḥusna"),
    ("name", "Budi\x00\u202e Santoso", "Budi Santoso"),
    ("text", "satu\ndua", "satu dua"),
    ("long-text", "satu\r\n\r\n\r\n  dua  tiga ", "satu\n\ndua tiga"),
    ("address", "Jl. Melati 5\nRT 2 RW 3", "Jl. Melati 5\nRT 2 RW 3"),
    ("choice", "satu", "satu"),
    ("yes-no", "Ya", True),
    ("yes-no", "tidak", False),
    ("date", "12/9/2024", "2024-09-12"),
    ("date", "26/4/18", "2018-04-26"),
    ("date", "12 September 2024", "2024-09-12"),
    ("date", "2024-09-12", "2024-09-12"),
    ("number", "1.200", 1200),
    ("number", "１２", 12),
    ("money", "Rp1.500.000", 1_500_000),
    ("money", "Rp. 1.500.000,-", 1_500_000),
    ("money", "1.500.000,00", 1_500_000),
    ("money", "1,5 juta", 1_500_000),
    ("money", "500rb", 500_000),
    ("money", "2 miliar", 2_000_000_000),
    ("money", "1,500,000", 1_500_000),
    ("money", "0", 0),
    ("nik", "3515 1405 0868 0001", "3515140508680001"),
    ("nik", "35.15.14.450868.0002", "3515144508680002"),
    ("phone", "0812 3456 7890", "+6281234567890"),
    ("phone", "+62 (812) 3456-7890", "+6281234567890"),
    ("phone", "0341-326025", "+62341326025"),
    ("phone", "+31 6 12345678", "+31612345678"),
    ("email", " Nama@Contoh.ID ", "Nama@contoh.id"),
    ("place", "99.01.02.1003", "99.01.02.1003"),
    ("place", "-7.98, 112.63", "-7.98000,112.63000"),
    ("place", "-7.98,112.63;99.01.02.1003", "99.01.02.1003;-7.98000,112.63000"),
]


@pytest.mark.parametrize(("kind", "typed", "kept"), TAKEN)
def test_an_answer_is_taken_in_the_form_people_type_it(kind: str, typed: str, kept: object) -> None:
    cleaned = clean(asking(kind), {"x": typed})
    assert (cleaned.answers, cleaned.errors) == ({"x": kept}, {})
    assert cleaned.sound


REFUSED = [
    ("name", "Siti 2", "angka"),
    ("name", "<script>", "huruf"),
    ("name", "...", "huruf"),
    ("name", "a" * 5000, "Terlalu panjang: 5.000 huruf"),
    ("address", "12345", "jalan"),
    ("choice", "dua", "daftar"),
    ("yes-no", "mungkin", "ya"),
    ("date", "31/2/2024", "12/9/2024"),
    ("date", "9/12", "12/9/2024"),
    ("date", "1/1/0900", "tahun"),
    ("number", "-3", "bulat"),
    ("number", "1,5", "bulat"),
    ("money", "1,500", "Rp1.500.000"),
    ("money", "1,5", "Rp1.500.000"),
    ("money", "banyak", "Rp1.500.000"),
    ("nik", "351514", "16 angka; yang tertulis 6"),
    ("nik", "3515143108680000", "angka terakhir"),
    ("nik", "3515143202680001", "tanggal lahir"),
    ("nik", "3515148105680001", "tanggal lahir"),
    ("nik", "3515143002680001", "tanggal lahir"),
    ("phone", "12", "0812"),
    ("phone", "0812abc34567", "0812"),
    ("email", "nama@contoh", "nama@contoh.id"),
    ("email", "a..b@contoh.id", "nama@contoh.id"),
    ("place", "di sana", "kelurahan"),
    ("place", "51.5,0.1", "luar Indonesia"),
]


@pytest.mark.parametrize(("kind", "typed", "said"), REFUSED)
def test_a_wrong_answer_is_refused_in_a_sentence_and_kept(kind: str, typed: str, said: str) -> None:
    cleaned = clean(asking(kind), {"x": typed})
    assert cleaned.answers == {}
    assert said in cleaned.errors["x"].id
    assert cleaned.errors["x"].en
    assert cleaned.kept["x"] == typed


def test_an_unknown_region_of_a_nik_warns_and_does_not_refuse() -> None:
    cleaned = clean(asking("nik"), {"x": "9915140508680001"})
    assert cleaned.answers == {"x": "9915140508680001"}
    assert "wilayah" in cleaned.warnings["x"].id
    assert clean(asking("nik"), {"x": "3515140508680001"}).warnings == {}


def test_what_must_be_said_and_was_not_is_asked_for_and_what_may_be_left_out_is() -> None:
    cleaned = clean(request(), {"nama": " \u200b ", "hasil": "", "lain": "x"})
    assert set(cleaned.errors) == {"nama", "nik"}
    assert set(cleaned.kept) == {"nama", "nik", "hasil"}
    assert cleaned.answers == {}


def test_only_some_questions_can_be_cleaned() -> None:
    assert set(clean(request(), {"nama": "Budi"}, only=["nama"]).kept) == {"nama"}


def test_a_date_is_held_against_today_where_the_flow_says_so() -> None:
    today = date(2026, 3, 2)
    past, future = asking("date", 'day = "past"'), asking("date", 'day = "future"')
    assert clean(past, {"x": "2/3/2026"}, today=today).sound
    assert not clean(past, {"x": "3/3/2026"}, today=today).sound
    assert clean(past, {"x": "3/3/2026"}).sound
    assert clean(future, {"x": "2/3/2026"}, today=today).sound
    assert not clean(future, {"x": "1/3/2026"}, today=today).sound


def test_the_length_the_flow_says_counts() -> None:
    assert clean(asking("text", "most = 5"), {"x": "lima "}).sound
    assert not clean(asking("text", "most = 3"), {"x": "lima"}).sound


@settings(deadline=None, max_examples=150)
@given(
    kind=st.sampled_from(FIELD_KINDS),
    typed=st.one_of(
        st.text(st.characters(), max_size=60),
        st.text("0123456789.,-+ Rpjutarb;:/\x00\u0660\uff11", max_size=40),
        st.text(max_size=10).map(lambda text: text * 900),
    ),
)
def test_cleaning_never_raises_and_changes_nothing_the_second_time(kind: str, typed: str) -> None:
    flow = asking(kind, "most = 100000")
    first = clean(flow, {"x": typed}, today=date(2026, 3, 2))
    again = clean(flow, first.kept, today=date(2026, 3, 2))
    assert (again.kept, again.answers, again.errors) == (first.kept, first.answers, first.errors)
    assert len(first.answers) + len(first.errors) == 1
    assert "\x00" not in first.kept["x"]
    first.kept["x"].encode()


@settings(deadline=None, max_examples=150)
@given(st.text(st.characters()))
def test_plain_text_stays_as_it_is(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    once.encode()


def needing(*needs: str) -> Move:
    return Move("m", "done", A, A, needs=needs)


def test_what_a_move_needs_is_taken() -> None:
    raw = {
        "reason": "Foto rumah belum ada",
        "rule": "perda-kebun#3",
        "missing": "ktp",
        "answer": "Sudah kami perbaiki kemarin.",
        "proof": "foto-1, foto-2",
        "date": "3/3/2026",
    }
    cleaned = clean_needs(needing(*raw), raw, request(), today=date(2026, 3, 2))
    assert cleaned.errors == {}
    assert cleaned.answers == {
        **raw,
        "missing": ("ktp",),
        "proof": ("foto-1", "foto-2"),
        "date": "2026-03-03",
    }


def test_item_11_a_refusal_without_a_rule_is_not_accepted() -> None:
    cleaned = clean_needs(needing("reason", "rule"), {"reason": "Tidak memenuhi syarat", "rule": " "})
    assert set(cleaned.errors) == {"rule"}
    assert "Tanpa aturan" in cleaned.errors["rule"].id
    assert cleaned.kept["reason"] == "Tidak memenuhi syarat"


def test_item_11_nothing_outside_the_list_of_requirements_may_be_asked_for() -> None:
    cleaned = clean_needs(needing("missing"), {"missing": "ktp akta-nikah"}, request())
    assert "daftar persyaratan" in cleaned.errors["missing"].id


@pytest.mark.parametrize(
    ("need", "typed"),
    [
        ("reason", "ok"),
        ("reason", "1234567890"),
        ("answer", ""),
        ("missing", ","),
        ("proof", ""),
        ("date", "1/3/2026"),
    ],
)
def test_a_need_that_is_not_met_is_refused(need: str, typed: str) -> None:
    cleaned = clean_needs(needing(need), {need: typed}, request(), today=date(2026, 3, 2))
    assert set(cleaned.errors) == {need}


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters()), st.sampled_from(["reason", "missing", "rule", "answer", "proof", "date"]))
def test_cleaning_needs_never_raises(typed: str, need: str) -> None:
    cleaned = clean_needs(needing(need), {need: typed}, request())
    assert set(cleaned.answers) ^ set(cleaned.errors) == {need}


def test_sealed_by_itself_is_what_identifies_a_person() -> None:
    flow = request()
    assert [one.sealed for one in flow.fields] == [False, True, False]
