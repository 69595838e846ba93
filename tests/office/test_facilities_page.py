"""Item 13 in the browser's hands: counting, one touch, asking, deciding, delivering, looking at what came."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.registers import counting, shortages, states, supplying
from garda.registers.counting import Count
from garda.registers.models import ComfortCheck, Supply
from garda.trails.models import Line
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment

PAGE = "/kerja/sarana/"


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(moment("2025-11-04", "09:00")):
        yield build_town(flows=("pengaduan", "sktm"))


def stock(town: Town, unit: str = "melati", **counts: tuple[int, int, int]) -> None:
    given = {key.replace("_", "-"): Count(*one) for key, one in counts.items()}
    by = town.persons[unit, "petugas-loket", 1]
    counting.count(town.units[unit], given, by=by, at=clock.now())


def short(town: Town, key: str, unit: str = "melati") -> int:
    return next(one.short for one in shortages.held_by(town.units[unit]) if one.item.key == key)


def test_item_13_a_lurah_reads_what_is_lacking_as_a_sentence(town: Town) -> None:
    stock(town, komputer=(1, 0, 0), kursi_tunggu=(4, 0, 0))
    said = text_of(signed_in(town, "melati", "lurah").get(PAGE))
    assert "Kurang 1 komputer dan 8 kursi tunggu" in said


def test_item_13_from_the_counters_touch_to_the_new_computer_in_the_browser(town: Town) -> None:
    desk, camat = signed_in(town, "melati", "petugas-loket"), signed_in(town, "kec-taman", "camat")
    counted = {"komputer-good": "2", "komputer-worn": "", "komputer-broken": "0"}
    assert desk.post(f"{PAGE}hitung/", counted).status_code == 302
    assert short(town, "komputer") == 0
    assert desk.post(f"{PAGE}komputer/rusak/", {"seen": "1"}).status_code == 302
    assert "Kurang 1 komputer" in text_of(desk.get(PAGE))
    there = desk.post(f"{PAGE}minta/komputer/", {"words": "yang satu tidak menyala"})["Location"]
    assert "Putuskan" in text_of(camat.get("/kerja/kabar/"))
    page = text_of(camat.get(there))
    assert "yang satu tidak menyala" in page
    assert "1 komputer menunggu keputusan Kecamatan Taman" in page
    for act, data in (
        ("putus", {"granted": "1", "why": ""}),
        ("dana", {"fund": "apbd", "expected": "20/11/2025"}),
        ("kirim", {"pieces": "1"}),
    ):
        assert desk.post(f"{there}{act}/", data).status_code == 403, "nobody grants themselves"
        assert camat.post(f"{there}{act}/", data).status_code == 302, act
    late = camat.post(f"{there}putus/", {"granted": "0", "why": "Alasan dari tab kedua"})
    assert late.status_code == 422 and "Alasan dari tab kedua" in text_of(late)
    assert "sudah datang" in text_of(desk.get(PAGE))
    assert desk.post(f"{there}periksa/", {"sound": "1", "found": ""}).status_code == 302
    assert short(town, "komputer") == 0
    assert "1 komputer sudah diterima" in text_of(desk.get(there))


def test_item_13_an_answer_that_is_late_is_said_in_the_headline(town: Town) -> None:
    stock(town, komputer=(1, 0, 0))
    desk, camat = signed_in(town, "melati", "petugas-loket"), signed_in(town, "kec-taman", "camat")
    there = desk.post(f"{PAGE}minta/komputer/")["Location"]
    with clock.moved_to(moment("2025-11-12", "09:00")):
        assert "Jawaban tentang 1 komputer terlambat" in text_of(desk.get(there))
        assert "1 permintaan menunggu keputusan Anda, 1 terlambat" in text_of(camat.get(f"{PAGE}kota/"))
        assert supplying.remind(clock.now()) == 1
        assert "terlambat" in text_of(signed_in(town, "setda", "sekda").get("/kerja/kabar/"))


def test_item_13_the_city_reads_shortages_by_visitors_and_may_pick_one_thing(town: Town) -> None:
    stock(town, "melati", printer=(1, 0, 0), kursi_tunggu=(2, 0, 0))
    stock(town, "kenanga", printer=(0, 0, 0))
    sekda = signed_in(town, "setda", "sekda")
    assert "3 kekurangan di 2 kantor" in text_of(sekda.get(f"{PAGE}kota/"))
    only = text_of(sekda.get(f"{PAGE}kota/?sarana=kursi-tunggu"))
    assert "Kelurahan Melati" in only
    assert "Kelurahan Kenanga" not in only


def test_item_13_a_request_is_said_as_a_person_would_wherever_it_stands(town: Town) -> None:
    """ "8 kursi tunggu", never "Kursi tunggu, 8": in lists, in word to people, in both languages."""
    stock(town, kursi_tunggu=(4, 0, 0))
    desk, camat = signed_in(town, "melati", "petugas-loket"), signed_in(town, "kec-taman", "camat")
    there = desk.post(f"{PAGE}minta/kursi-tunggu/", {"words": ""})["Location"]
    assert ">8 kursi tunggu</a>" in text_of(desk.get(PAGE))
    assert "Kelurahan Melati: 8 kursi tunggu" in text_of(camat.get(f"{PAGE}kota/"))
    assert "minta 8 kursi tunggu. Putuskan." in text_of(camat.get("/kerja/kabar/"))
    camat.post(f"{there}putus/", {"granted": "5", "why": "Lima dulu."})
    assert "Kelurahan Melati: 5 kursi tunggu" in text_of(camat.get(f"{PAGE}kota/")), "what was granted"
    camat.post(f"{there}dana/", {"fund": "apbd", "expected": "20/11/2025"})
    camat.post(f"{there}kirim/", {"pieces": "3"})
    assert "3 kursi tunggu sudah datang dan menunggu Anda periksa." in text_of(desk.get(PAGE))
    heard = text_of(signed_in(town, "melati", "lurah").get("/kerja/kabar/"))
    assert "Permintaan disetujui: 5 kursi tunggu." in heard
    assert "3 kursi tunggu sudah datang di Kelurahan Melati." in heard
    desk.cookies["bahasa"] = "en"
    assert ">8 chairs to wait on</a>" in text_of(desk.get(PAGE))


def test_the_same_touch_sent_twice_is_one(town: Town) -> None:
    stock(town, printer=(2, 0, 0))
    desk = signed_in(town, "melati", "petugas-loket")
    answers = [desk.post(f"{PAGE}printer/rusak/", {"seen": "1"}).status_code for _ in range(2)]
    assert answers == [302, 409]
    assert short(town, "printer") == 1
    assert "Seseorang baru saja mencatat" in text_of(desk.post(f"{PAGE}printer/rusak/", {"seen": "1"}))


def test_two_at_one_request_the_second_keeps_every_word(town: Town) -> None:
    stock(town, kursi_tunggu=(2, 0, 0))
    desk, camat = signed_in(town, "melati", "petugas-loket"), signed_in(town, "kec-taman", "camat")
    there = desk.post(f"{PAGE}minta/kursi-tunggu/")["Location"]
    desk.post(f"{there}tarik/", {"seen": "1"})
    answer = camat.post(f"{there}putus/", {"seen": "1", "granted": "4", "why": "hanya empat dulu"})
    assert answer.status_code in (409, 422)
    assert "ditarik" in text_of(answer)
    assert Supply.objects.get().state == states.WITHDRAWN


WRONG = ("-1", "1000", "tiga", "١٢", "1e3", "😀", "x" * 5000, "1 2")


def test_wrong_numbers_are_said_at_the_field_and_change_nothing(town: Town) -> None:
    stock(town, kursi_tunggu=(2, 0, 0))
    desk, camat = signed_in(town, "melati", "petugas-loket"), signed_in(town, "kec-taman", "camat")
    there = desk.post(f"{PAGE}minta/kursi-tunggu/")["Location"]
    lines = Line.objects.count()
    for typed in WRONG:
        assert camat.post(f"{there}putus/", {"granted": typed, "why": "x" * 5000}).status_code == 422, typed
        answer = desk.post(f"{PAGE}hitung/", {"kursi-tunggu-good": typed, "kursi-tunggu-worn": "3"})
        assert answer.status_code == 422, typed
        assert "isi dengan angka" in text_of(answer).lower()
        assert 'value="3"' in text_of(answer), "what was typed is kept"
    assert Line.objects.count() == lines


def test_wrong_days_and_funds_are_refused(town: Town) -> None:
    stock(town, kursi_tunggu=(2, 0, 0))
    camat = signed_in(town, "kec-taman", "camat")
    there = signed_in(town, "melati", "petugas-loket").post(f"{PAGE}minta/kursi-tunggu/")["Location"]
    camat.post(f"{there}putus/", {"granted": "10", "why": ""})
    for expected in ("", "kemarin", "1/1/2020", "31/2/2026", "1/1/2999", "\0", "😀" * 50):
        answer = camat.post(f"{there}dana/", {"fund": "apbd", "expected": expected})
        assert answer.status_code == 422, expected
    assert camat.post(f"{there}dana/", {"fund": "celengan", "expected": "1/12/2025"}).status_code == 422
    assert Supply.objects.get().state == states.GRANTED


def test_item_4_another_office_and_another_city_find_nothing(town: Town) -> None:
    stock(town, komputer=(1, 0, 0))
    there = signed_in(town, "melati", "petugas-loket").post(f"{PAGE}minta/komputer/")["Location"]
    other = build_town(key="lain", flows=())
    for client, status in (
        (signed_in(town, "kenanga", "petugas-loket"), 404),
        (signed_in(other, "setda", "sekda"), 404),
        (signed_in(other, "melati", "petugas-loket"), 404),
    ):
        assert client.get(there).status_code == status
        assert client.post(f"{there}putus/", {"granted": "1"}).status_code == status
        assert client.get(f"{PAGE}?kantor=setda").status_code in (200, 404)
    neighbour = signed_in(town, "kenanga", "petugas-loket")
    assert neighbour.get(f"{PAGE}?kantor=melati").status_code == 404
    assert neighbour.post(f"{PAGE}printer/rusak/?kantor=melati").status_code == 404
    assert signed_in(town, "melati", "lurah").post(f"{there}putus/", {"granted": "1"}).status_code == 403
    for wrong in ("0", "999999999999999999999", "99"):
        assert neighbour.get(f"{PAGE}permintaan/{wrong}/").status_code == 404
    assert neighbour.post(f"{PAGE}palu/rusak/").status_code == 404
    assert neighbour.post(f"{PAGE}printer/bakar/").status_code == 404


def test_item_10_comfort_is_answered_question_by_question(town: Town) -> None:
    desk = signed_in(town, "melati", "petugas-loket")
    answer = desk.post(f"{PAGE}kenyamanan/", {"duduk": "ya", "toilet": "mungkin"})
    assert answer.status_code == 422
    assert "Jawab ya atau tidak" in text_of(answer)
    every = dict.fromkeys(("duduk", "teduh", "toilet", "akses", "petunjuk"), "ya")
    assert desk.post(f"{PAGE}kenyamanan/", {**every, "privasi": "tidak"}).status_code == 302
    assert ComfortCheck.objects.get().answers["privasi"] is False
    said = text_of(signed_in(town, "melati", "lurah").get(f"{PAGE}kenyamanan/"))
    assert "5 dari 6 hal terpenuhi" in said
    assert "Privasi" in said


def test_item_13_the_hub_says_how_much_waits(town: Town) -> None:
    stock(town, komputer=(1, 0, 0), kursi_tunggu=(0, 0, 0))
    desk, camat = signed_in(town, "melati", "petugas-loket"), signed_in(town, "kec-taman", "camat")
    for key in ("komputer", "kursi-tunggu"):
        desk.post(f"{PAGE}minta/{key}/")
    assert "2 menunggu" in text_of(camat.get("/kerja/kebijakan/"))
