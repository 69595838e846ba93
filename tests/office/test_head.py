"""The head's page: three figures never blended, each opening to its cases; what is late and new."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from garda import clock
from garda.cases import errands, handing, residents, waking
from garda.cases.moving import move_case
from garda.figures.definitions import DEFINITIONS
from garda.office.templatetags.office import HAPPENINGS, happenings
from tests.office.staff import do, signed_in, text_of
from tests.town import Town, build_town, moment, photo, report


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Friday afternoon."""
    with clock.moved_to(moment("2025-11-07", "15:00")):
        yield build_town()


def answered(town: Town, n: int, *, unit: str = "melati", late: bool = False, contested: bool = False) -> Any:
    """A complaint carried to its close by the counter officer."""
    at = moment("2025-11-03", "08:00") + timedelta(minutes=n)
    case = report(town, what=f"Lampu mati {n}", unit=unit, at=at).case
    by = town.by(unit, "petugas-loket")
    steps = [("handling", {}), ("working", {"date": "2025-11-10", "reason": "Dijadwalkan besok."})]
    for place, (move, words) in enumerate(steps):
        move_case(case.pk, move, by=by, at=at + timedelta(minutes=5 + place), words=words)
    end = at + timedelta(days=4 if not late else 14)
    move_case(
        case.pk, "answered", by=by, at=end, words={"answer": "Sudah kami ganti."}, proofs=[photo(shade=n)]
    )
    if contested:
        residents.contest(case.pk, "Belum menyala.", at=end + timedelta(minutes=1))
        boss = town.by(unit, "lurah")
        move_case(
            case.pk, "handling", by=boss, at=end + timedelta(minutes=2), words={"reason": "Benar, belum."}
        )
        move_case(case.pk, "working", by=by, at=end + timedelta(minutes=3), words=steps[1][1])
        move_case(
            case.pk,
            "answered",
            by=by,
            at=end + timedelta(minutes=4),
            words={"answer": "Sudah menyala."},
            proofs=[photo(shade=50 + n)],
        )
    residents.confirm(case.pk, at=end + timedelta(minutes=10))
    case.refresh_from_db()
    return case


def test_item_7_three_figures_stand_apart_and_open_to_the_cases_behind_them(town: Town) -> None:
    for n in range(8):
        answered(town, n)
    wrong = answered(town, 8, contested=True)
    errands.work_off(clock.now(), 2000)
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get("/kerja/kepala/"))
    assert "100%" in page
    assert "89%" in page
    assert "8 dari 9" in page
    assert "Lihat 1 yang tidak" in page
    assert page.count('class="dot"') + page.count('class="dot-open"') == 3 * 9
    opened = text_of(lurah.get("/kerja/angka/tepat/"))
    assert wrong.number in opened
    assert "Cara menghitung" in opened
    assert "Penyebut" in opened
    assert lurah.get("/kerja/angka/rata-rata/").status_code == 404, "the three are never blended"


def test_item_7_the_parts_of_a_camat_add_up_to_the_whole(town: Town) -> None:
    for n in range(3):
        answered(town, n)
    answered(town, 20, unit="kenanga")
    errands.work_off(clock.now(), 2000)
    page = text_of(signed_in(town, "kec-taman", "camat").get("/kerja/angka/cepat/"))
    assert "4 dari 4" in page
    assert "Kelurahan Melati" in page
    assert "Kelurahan Kenanga" in page


def test_item_2_each_head_sees_own_subtree_and_the_city_sees_all(town: Town) -> None:
    for unit in ("melati", "kenanga", "pu"):
        report(town, what=f"Terlambat di {unit}", unit=unit, at=moment("2025-10-06"))
    seen = {
        head: text_of(signed_in(town, unit, head).get("/kerja/kepala/"))
        for head, unit in (
            ("lurah", "melati"),
            ("camat", "kec-taman"),
            ("sekda", "setda"),
            ("wali-kota", "kota"),
        )
    }
    found = {
        head: {unit for unit in ("melati", "kenanga", "pu") if f"Terlambat di {unit}" in page}
        for head, page in seen.items()
    }
    assert found == {
        "lurah": {"melati"},
        "camat": {"melati", "kenanga"},
        "sekda": {"melati", "kenanga", "pu"},
        "wali-kota": {"melati", "kenanga", "pu"},
    }
    assert "Satu urusan terlambat." in seen["lurah"]
    assert "Tiga urusan terlambat." in seen["sekda"]


def test_item_6_the_head_sees_what_first_appeared_here_this_week(town: Town) -> None:
    for _n in range(4):
        report(town, at=moment("2025-11-05"))
    report(town, what="Sampah menumpuk", category="sampah-kebersihan", at=moment("2025-11-06"))
    report(town, what="Pekan lalu", at=moment("2025-10-30"))
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get("/kerja/kepala/"))
    assert '<span class="count">4</span>' in page
    behind = text_of(lurah.get("/kerja/muncul/1/"))
    assert behind.count("Lampu jalan mati di Gang 3") == 4
    assert lurah.get("/kerja/muncul/99/").status_code == 404


def test_item_27_the_head_sees_where_hand_overs_wait_and_since_when(town: Town) -> None:
    case = report(town, at=moment("2025-11-06")).case
    at = moment("2025-11-06", "10:00")
    handing.hand_over(case.pk, town.units["pu"], "Milik dinas.", by=town.by("melati", "petugas-loket"), at=at)
    page = text_of(signed_in(town, "melati", "lurah").get("/kerja/kepala/"))
    assert "Kelurahan Melati menunggu Dinas Pekerjaan Umum" in page
    assert "sejak Kamis 6 November pukul 10.00" in page
    agency = text_of(signed_in(town, "pu", "kepala-opd").get("/kerja/kepala/"))
    assert "Satu tawaran menunggu jawaban Anda." in agency


def test_item_11_lateness_reaches_the_heads_page_without_anyone_acting(town: Town) -> None:
    case = report(town, at=moment("2025-10-20")).case
    waking.wake(case.pk, clock.now())
    page = text_of(signed_in(town, "melati", "lurah").get("/kerja/kepala/"))
    assert "urusan terlambat" in page
    assert "Buka dan putuskan" in page


def test_nothing_late_is_said_as_good_news(town: Town) -> None:
    page = text_of(signed_in(town, "melati", "lurah").get("/kerja/kepala/"))
    assert "Tidak ada yang terlambat." in page
    assert "Belum ada yang selesai" in page, "no figure without a denominator"


@pytest.mark.parametrize(
    "query", ["dari=x&sampai=y", "dari=9/9/2099&sampai=1/1/2000", "dari=1/1/1000&sampai=1/1/2999", "dari=%00"]
)
def test_a_period_that_is_none_falls_back_to_this_week(town: Town, query: str) -> None:
    page = signed_in(town, "melati", "lurah").get(f"/kerja/angka/cepat/?{query}")
    assert page.status_code == 200
    assert "03/11/2025" in text_of(page)


def test_the_head_decides_from_the_list_within_reach_only(town: Town) -> None:
    case = report(town, at=moment("2025-10-20")).case
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get("/kerja/kepala/"))
    assert "Buka dan putuskan" in page, "the one main button of a row"
    assert "Pindahkan atau naikkan" in page, "the fold beneath says what it does"
    seat = town.posts["melati", "petugas-loket", 2]
    said = do(lurah, case, "pindahkan", post=seat.pk, reason="Rekan cuti", dari="kepala")
    assert said["Location"] == "/kerja/kepala/"
    assert do(lurah, case, "naikkan", reason="Perlu camat", dari="kepala").status_code == 302
    case.refresh_from_db()
    assert (case.holder_id, case.escalated) == (seat.pk, 1)
    mayor = text_of(signed_in(town, "kota", "wali-kota").get("/kerja/kepala/"))
    assert "Terlambat" in mayor
    assert 'class="decide"' not in mayor, "the mayor sees and notes; others decide"


def test_whatever_a_figure_is_counted_from_has_a_name_in_words() -> None:
    for meaning in DEFINITIONS:
        assert set(meaning.events) <= set(HAPPENINGS)
        assert "." not in happenings(meaning.events)


def test_item_89_every_number_of_the_heads_page_opens_to_as_many_matters_with_their_records(
    town: Town,
) -> None:
    done = [answered(town, n) for n in range(3)] + [answered(town, 3, contested=True)]
    fresh = [report(town, what=f"Got mampet {n}", category="drainase-banjir") for n in range(2)]
    errands.work_off(clock.now(), 2000)
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get("/kerja/kepala/"))
    firsts = re.findall(r'<span class="count">(\d+)</span><div><b><a href="([^"]+)"', page)
    assert sum(int(count) for count, _ in firsts) == len(done) + len(fresh)
    for count, address in firsts:
        assert len(set(re.findall(r"/kerja/urusan/(MLT-25-\d+)/", text_of(lurah.get(address))))) == int(count)
    figures = re.findall(r'class="of">(\d+) dari (\d+)</span>.*?<a href="([^"]+)"', page, flags=re.S)
    assert len(figures) == 3
    for good, total, address in figures:
        opened = text_of(lurah.get(address))
        behind = set(re.findall(r'/kerja/urusan/(MLT-25-\d+)/"', opened))
        assert len(behind) == int(total) - int(good), address
        for number in behind:
            assert "Riwayat" in text_of(lurah.get(f"/kerja/urusan/{number}/"))
        for words in ("Rumus", "Penyebut", "Kejadian dalam rekam"):
            assert words in opened
