"""The search held against how people speak: phrases that nobody took from the flows' own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garda.meaning import Index, Line
from garda.meaning.wording import stem
from tests.meaning.phrases import counted, phrases, scored, shelf_index

FIRST, THREE = 0.85, 0.95


@pytest.fixture(scope="module")
def index() -> Index:
    return shelf_index()


def test_the_phrases_are_many_and_touch_every_service() -> None:
    said = phrases()
    assert len(said) >= 400
    assert len({one.words for one in said}) == len(said)
    assert len(counted(said)) == 27
    assert min(counted(said).values()) >= 13


@pytest.mark.parametrize("half", ["tune", "check"])
def test_item_8_everyday_words_find_the_right_service_or_complaint(index: Index, half: str) -> None:
    found = scored(index, [one for one in phrases() if one.half == half])
    assert found.whole.three / found.whole.said >= THREE, str(found)
    assert found.whole.first / found.whole.said >= FIRST, str(found)


def test_item_8_no_service_is_left_behind(index: Index) -> None:
    found = scored(index, phrases())
    behind = {key: one for key, one in found.each.items() if one.three / one.said < 0.75}
    assert not behind, str(found)


SMALL = Index(
    (
        Line("surat keterangan tidak mampu", "sktm"),
        Line("surat miskin", "sktm"),
        Line("surat keterangan kematian", "kematian"),
        Line("orang meninggal", "kematian"),
        Line("belum menikah", "belum-menikah"),
        Line("pengantar nikah", "pengantar-nikah"),
        Line("mau nikah", "pengantar-nikah"),
        Line("lampu jalan mati", "pengaduan", "penerangan-jalan"),
        Line("sampah menumpuk", "pengaduan", "sampah"),
    )
)


def first(text: str) -> tuple[str, str]:
    return next(((hit.key, hit.part) for hit in SMALL.find(text)), ("", ""))


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("surat tdak mampuh", "sktm"),
        ("srt ga mampu", "sktm"),
        ("mbah sedo wingi", "kematian"),
        ("ada yg meningal", "kematian"),
        ("kmatian", "kematian"),
        ("durung rabi", "belum-menikah"),
        ("blm kawin", "belum-menikah"),
        ("arep rabi", "pengantar-nikah"),
    ],
)
def test_slips_slang_and_javanese_are_read(said: str, key: str) -> None:
    assert first(said)[0] == key


def test_a_negation_turns_the_sentence_around() -> None:
    assert first("sudah mau nikah")[0] == "pengantar-nikah"
    assert first("belum nikah")[0] == "belum-menikah"


def test_a_complaint_names_its_class_and_the_words_that_spoke_for_it() -> None:
    hit = SMALL.find("lampu jalan depan rumah mati")[0]
    assert (hit.key, hit.part) == ("pengaduan", "penerangan-jalan")
    assert {"lampu jalan", "mati"} <= {*hit.words}
    assert "depan" not in hit.words


@pytest.mark.parametrize("said", ["", "   ", "???", "zzxxqq", "😀", "1234", "x" * 5000, "a " * 3000])
def test_what_says_nothing_finds_nothing_and_breaks_nothing(said: str) -> None:
    assert all(hit.score < 40 for hit in SMALL.find(said))


def test_an_empty_index_finds_nothing() -> None:
    assert Index(()).find("surat") == []
    assert Index((Line("", "x"), Line("!!", "y"))).find("surat") == []


def test_the_same_words_in_other_letters_and_order_weigh_alike() -> None:
    one, other = SMALL.find("LAMPU JALAN MATI!!")[0], SMALL.find("mati, lampu jalan")[0]
    assert one.score == other.score


def test_what_was_asked_before_is_answered_alike() -> None:
    before = SMALL.find("lampu padam")
    for n in range(600):
        SMALL.find(f"kata{n} lampu")
    assert SMALL.find("lampu padam") == before


@given(st.text(max_size=300))
def test_whatever_is_typed_is_answered_within_bounds(said: str) -> None:
    for hit in SMALL.find(said):
        assert 0 < hit.score <= 100.5
        assert hit.key


@pytest.mark.parametrize(
    ("typed", "root"),
    [("ngirim", "kirim"), ("nyari", "cari"), ("omahe", "omah"), ("mbayar", "bayar"), ("suratne", "surat")],
)
def test_everyday_forms_have_their_roots(typed: str, root: str) -> None:
    assert stem(typed) == root
