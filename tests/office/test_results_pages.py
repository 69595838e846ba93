"""Results in the office: the regulation's arithmetic on the page, nothing of fewer than five people."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from html import unescape
from typing import Any

import pytest

from garda import clock
from garda.scoring import showable
from garda.surveys import following_up, keeping, periods, results
from garda.surveys.models import Invitation, Response
from tests.office.staff import signed_in, text_of
from tests.surveys.asked import answered, asking_town, invited
from tests.town import Town, moment

OCTOBER = "?masa=2025-10"
THREES = [2] * 9


@pytest.fixture
def town(db: None) -> Any:
    """A Tuesday in November, October is over."""
    with clock.moved_to(moment("2025-11-10", "09:00")):
        yield asking_town()


def sheets(town: Town, n: int, places: list[int | None] = THREES, unit: str = "melati", **more: Any) -> None:
    """`n` visitors of October, over its working days."""
    key = more.pop("key", "skm")
    for place in range(n):
        day = (1, 2, 3, 6, 7, 8, 9, 10, 13, 14)[place % 10]
        at = moment(f"2025-10-{day:02d}", f"{8 + place // 10 % 4:02d}:{place % 60:02d}")
        answered(town, places, unit, at=at, key=key, **more)


def page(town: Town, address: str, who: tuple[str, str] = ("melati", "lurah")) -> str:
    response = signed_in(town, *who).get(address)
    assert response.status_code == 200, address
    return unescape(re.sub(r"\s+", " ", text_of(response)))


def table(
    town: Town, query: str = OCTOBER, who: tuple[str, str] = ("setda", "sekda")
) -> list[dict[str, str]]:
    text = text_of(signed_in(town, *who).get(f"/kerja/hasil/data.csv{query}"))
    return list(csv.DictReader(io.StringIO(text)))


def test_item_79_a_head_sees_which_service_of_the_office_is_weak_where_it_tells_on_nobody(town: Town) -> None:
    for unit, n in (("melati", 20), ("kenanga", 14), ("kec-taman", 14)):
        sheets(town, n, THREES, unit)
        sheets(town, n, [3] * 9, unit, service="pengaduan")
        sheets(town, n, THREES, unit, service="lain")
    sheets(town, 3, [0] * 9, service="jarang")
    said = page(town, f"/kerja/hasil/melati/{OCTOBER}")
    here = said[said.index("Per layanan di kantor ini") :]
    assert "75,00" in here and "20 jawaban" in here and "25,00" not in here
    assert "jarang" in here[here.index("terlalu sedikit jawaban untuk ditampilkan") :]
    board = results.board(town.city, "skm", periods.read("2025-10"), date(2025, 11, 10))
    assert board is not None
    unit, few = town.units["melati"].pk, results.Scope(town.units["melati"].pk, "jarang")
    shown = {one.service for one in board.shown.shares if one.home == unit}
    assert shown and "jarang" not in shown
    assert board.result(few, board.year).measure is None
    # Nobody is shown a service of an office for another survey, and the public for none.
    assert "Per layanan di kantor ini" not in page(town, f"/kerja/hasil/melati/{OCTOBER}&instrumen=kemudahan")
    assert {row["lingkup"] for row in table(town)} <= {"kota", "kantor", "layanan"}


def test_item_79_all_threes_are_75_and_class_c(town: Town) -> None:
    sheets(town, 12)
    said = page(town, f"/kerja/hasil/melati/{OCTOBER}")
    assert "Kelurahan Melati dinilai kurang baik: 75,00 dari 100, mutu C" in said
    assert "B, Baik" not in said


def test_item_79_the_index_is_that_of_the_sheet_reckoned_by_hand(town: Town) -> None:
    """NRR per element from the table of the regulation, each times 1/9, added, times 25."""
    rows = [[3, 2, 1, 3, 2, 2, 3, 2, 2], [2, 2, 2, 3, 2, 3, 3, 2, 1], [3, 3, 1, 3, 3, 2, 2, 1, 2]] * 4
    for place, row in enumerate(rows):
        answered(town, list(row), at=moment("2025-10-06", f"09:{place:02d}"))
    means = [Fraction(sum(row[at] + 1 for row in rows), len(rows)) for at in range(9)]
    index = sum(mean * Fraction(1, 9) for mean in means) * 25
    shown = f"{float(round(index, 2)):.2f}".replace(".", ",")
    said = page(town, f"/kerja/hasil/melati/{OCTOBER}")
    assert shown in said
    old = sum(mean * Fraction(11, 100) for mean in means) * 25
    assert f"{float(round(old, 2)):.2f}".replace(".", ",") not in said


def test_item_79_below_the_minimum_it_says_how_many_there_are(town: Town) -> None:
    sheets(town, 12, [4] * 6, key="kemudahan")
    said = page(town, "/kerja/hasil/melati/?instrumen=kemudahan&masa=2025-10")
    assert said.count("Baru 12 dari 30 jawaban") >= 2


def test_item_79_the_sample_asked_for_is_that_of_the_table_for_those_served(town: Town) -> None:
    sheets(town, 10)
    for _n in range(30):
        invited(town, served_on=date(2025, 10, 6))
    said = page(town, f"/kerja/hasil/melati/{OCTOBER}")
    assert "Baru 10 dari 36 jawaban" in said, "Krejcie and Morgan: 36 of 40"
    assert "10 dari 40 undangan dijawab, 25%" in said
    assert "Kurang baik" not in said, "too few answers have no class"


def test_item_10_comfort_and_ease_are_two_figures(town: Town) -> None:
    sheets(town, 30, [4, 4, 4, 1, 1, 1], key="kemudahan")
    said = page(town, "/kerja/hasil/melati/?instrumen=kemudahan&masa=2025-10")
    assert "kemudahan 100,00" in said
    assert "kenyamanan 40,00" in said
    assert "70,00" not in said


def test_item_79_a_head_reads_which_month_comes_out_when_and_how_many_answered_so_far(town: Town) -> None:
    sheets(town, 10, [2] * 9)
    for n in range(7):
        answered(town, [0] * 9, at=moment("2025-11-05", f"09:{n:02d}"))
    lurah = signed_in(town, "melati", "lurah")
    month = lurah.get("/kerja/hasil/melati/?masa=2025-10").content.decode()
    assert "November 2025 keluar Senin 8 Desember" in month
    assert "Sejauh ini 7 jawaban di kantor ini" in month
    assert "Masa ini masih berjalan" not in month
    year = lurah.get("/kerja/hasil/melati/?masa=2025").content.decode()
    assert "Masa ini masih berjalan. Yang dihitung sampai Oktober 2025." in year
    september = lurah.get("/kerja/hasil/melati/?masa=2025-09").content.decode()
    assert "keluar Senin" not in september
    # A month that runs is asked for by its address: the last one that is out is shown, under its own name.
    assert "Oktober 2025</p>" in lurah.get("/kerja/hasil/melati/?masa=2025-11").content.decode()


def test_item_79_below_five_in_the_running_month_no_number_is_said(town: Town) -> None:
    sheets(town, 10, [2] * 9)
    for n in range(4):
        answered(town, [0] * 9, at=moment("2025-11-05", f"09:{n:02d}"))
    page = signed_in(town, "melati", "lurah").get("/kerja/hasil/melati/").content.decode()
    assert "November 2025 keluar" in page and "Sejauh ini" not in page


def test_item_79_fewer_than_five_show_nothing_at_all(town: Town) -> None:
    sheets(town, 4, [0] * 9)
    for address in ("/kerja/hasil/", "/kerja/hasil/melati/"):
        said = page(town, address + OCTOBER)
        assert "25,00" not in said
        assert "terlalu sedikit jawaban" in said
    assert (
        signed_in(town, "melati", "lurah").get(f"/kerja/hasil/melati/unsur/time/{OCTOBER}").status_code == 404
    )
    assert {row["n"] for row in table(town)} == {""}


def test_item_79_a_month_that_still_runs_shows_nothing(town: Town) -> None:
    for n in range(8):
        answered(town, [0] * 9, at=moment("2025-11-03", f"09:{n:02d}"))
    for query in ("?masa=2025-11", "?masa=2025-t4", "?masa=2025"):
        assert "25,00" not in page(town, f"/kerja/hasil/melati/{query}")


def test_item_79_an_element_opens_to_its_counts_with_no_count_below_five(town: Town) -> None:
    sheets(town, 14, [2, 2, 3, 3, 2, 2, 2, 2, 2])
    sheets(town, 6, [2, 2, 2, 3, 2, 2, 2, 2, 2], service="pengaduan")
    sheets(town, 2, [2, 2, 0, 3, 2, 2, 2, 2, 2], service="ktp")
    said = page(town, f"/kerja/hasil/melati/unsur/time/{OCTOBER}")
    assert "dari 22 jawaban" in said
    assert re.search(r"Sangat cepat</th><td class=\"num\"[^>]*>14", said)
    assert re.search(r"Tidak cepat sampai cepat</th><td class=\"num\"[^>]*>8", said)


def test_item_79_the_export_gives_every_figure_again_by_hand(town: Town) -> None:
    sheets(town, 10, [3, 2, 1, 3, 2, 2, 3, 2, 2])
    sheets(town, 7, [1, 2, 2, 3, 2, None, 3, 2, 1], unit="kenanga")
    rows = [row for row in table(town) if row["lingkup"] == "kantor"]
    for office in {row["nama"] for row in rows}:
        mine = [row for row in rows if row["nama"] == office]
        head = next(row for row in mine if row["baris"] == "indeks")
        if not head["nilai"]:
            assert not [row for row in mine if row["baris"] == "unsur" and row["butir"] == "competence"]
            continue
        parts = [row for row in mine if row["baris"] == "unsur"]
        index = sum(
            Fraction(row["bobot"])
            * Fraction(row["jumlah_nilai"])
            / int(row["n"])
            / Fraction(row["puncak_skala"])
            for row in parts
        )
        assert Decimal(head["nilai"]) == round(Decimal(float(index * 100)), 2)
        n, served = int(head["n"]), int(head["diundang"])
        variance = Fraction(head["jumlah_kuadrat"]) / (n * (n - 1)) * (served - n) / max(1, served - 1)
        assert float(head["batas_bawah"]) == pytest.approx(
            float(index * 100) - 1.96 * variance**0.5, abs=0.011
        )
    assert all(int(row["n"]) == 0 or int(row["n"]) >= 5 for row in table(town) if row["n"])


def test_item_79_no_two_filters_of_the_real_pages_reveal_fewer_than_five(town: Town) -> None:
    """Every figure that the export shows over all periods is a group of sheets; all are judged together."""
    plan = {("melati", "sktm"): 9, ("melati", "pengaduan"): 3, ("kenanga", "sktm"): 2, ("kenanga", "ktp"): 8,
            ("kec-taman", "ktp"): 6, ("kec-taman", "sktm"): 1}  # fmt: skip
    for (unit, service), n in plan.items():
        sheets(town, n, unit=unit, service=service)
    every = list(Response.objects.values_list("pk", "unit__name", "service"))
    groups: list[tuple[object, list[int]]] = []
    for query in ("?masa=2025-10", "?masa=2025-t4", "?masa=2025"):
        for row in table(town, query):
            if row["baris"] != "indeks" or not row["n"]:
                continue
            of = {"kota": lambda _u, _s: True, "kantor": lambda u, _s, name=row["nama"]: u == name}
            title = {"Surat Keterangan Tidak Mampu": "sktm", "Pengaduan": "pengaduan"}
            key = title.get(row["nama"], row["nama"])
            holds = of.get(row["lingkup"], lambda _u, s, key=key: s == key or key.lower().startswith(s))
            cells = [pk for pk, unit, service in every if holds(unit, service)]
            assert len(cells) == int(row["n"]), row
            groups.append(((query, row["lingkup"], row["nama"]), cells))
    assert groups
    assert showable(groups, dict.fromkeys([pk for pk, _u, _s in every], 1)) == {name for name, _c in groups}


def test_item_79_the_share_of_those_invited_is_said(town: Town) -> None:
    sheets(town, 10)
    assert Invitation.objects.count() == 10
    assert "10 dari 10 undangan dijawab, 100%" in page(town, f"/kerja/hasil/melati/{OCTOBER}")


def test_item_79_an_officers_sheets_are_seen_apart(town: Town) -> None:
    sheets(town, 10)
    sheets(town, 6, [3] * 9, assisted_by=town.persons["melati", "petugas-loket", 1])
    said = page(town, f"/kerja/hasil/melati/{OCTOBER}")
    assert re.search(r"Diisikan petugas</dt><dd>6", said)
    assert re.search(r"Tanpa yang diisikan[^<]*</dt><dd>75,00 \(10\)", said)


def test_item_79_sheets_set_aside_are_left_out_and_both_values_are_shown(town: Town) -> None:
    from_flagged = [0] * 9
    sheets(town, 12)
    sheets(town, 5, from_flagged)
    for row in Response.objects.filter(pattern=",".join("0" * 9)):
        _set_aside(row)
    said = page(town, f"/kerja/hasil/melati/{OCTOBER}")
    assert "75,00" in said
    assert re.search(r"Dengan lembar yang disisihkan</dt><dd>60,29 \(17\)", said)


def test_item_79_one_sheet_set_aside_keeps_the_whole_so_that_it_is_not_laid_bare(town: Town) -> None:
    sheets(town, 12)
    sheets(town, 1, [0] * 9)
    _set_aside(Response.objects.get(pattern=",".join("0" * 9)))
    said = page(town, f"/kerja/hasil/melati/{OCTOBER}")
    assert "71,15" in said
    assert "75,00" not in said
    assert "selisihnya menunjuk orang" in said


def _set_aside(row: Response) -> None:
    keeping.count(row.city_id, keeping.cell_of(row), row.pattern, -1)
    row.aside = True
    row.save(update_fields=["aside"])
    keeping.count(row.city_id, keeping.cell_of(row), row.pattern, 1)


def test_item_79_the_three_weakest_become_follow_ups_from_the_page(town: Town) -> None:
    sheets(town, 10, [2, 2, 1, 3, 2, 2, 0, 1, 2])
    client = signed_in(town, "melati", "lurah")
    said = page(town, f"/kerja/hasil/melati/{OCTOBER}")
    assert said.count("termasuk tiga terlemah") == 3
    for _n in range(2):
        client.post(f"/kerja/hasil/melati/tindak-lanjut/{OCTOBER}")
    found = following_up.listed([town.units["melati"].pk])
    assert [one.about for one in found] == ["behaviour", "time", "complaints"]
    assert "Jadikan tiga unsur" not in page(town, f"/kerja/hasil/melati/{OCTOBER}")


def test_item_79_a_follow_up_goes_from_hand_to_hand_in_the_browser(town: Town) -> None:
    sheets(town, 10, [2, 2, 1, 3, 2, 2, 0, 1, 2])
    client, officer = signed_in(town, "melati", "lurah"), signed_in(town, "melati", "petugas-loket")
    client.post(f"/kerja/hasil/melati/tindak-lanjut/{OCTOBER}")
    one = following_up.listed([town.units["melati"].pk])[0]
    here = f"/kerja/tindak-lanjut/{one.id}/"
    typed = {
        "owner": str(town.persons["melati", "petugas-loket", 1].pk),
        "due": "kemarin",
        "plan": "Sapa tamu",
    }
    wrong = client.post(here + "ambil/", {**typed, "seen": "1"})
    assert wrong.status_code == 422
    assert "Sapa tamu" in text_of(wrong)
    assert client.post(here + "ambil/", {**typed, "due": "14/11/2025", "seen": "1"}).status_code == 302
    assert client.post(here + "ambil/", {**typed, "due": "15/11/2025", "seen": "1"}).status_code == 409
    assert officer.post(here + "lepas/", {"why": "Tidak perlu", "seen": "2"}).status_code == 403
    assert officer.post(here + "lapor/", {"result": "Semua berlatih menyapa", "seen": "2"}).status_code == 302
    late = officer.post(here + "lapor/", {"result": "Tulisan tab kedua", "seen": "2"})
    assert late.status_code == 422 and "Tulisan tab kedua" in text_of(late)
    said = text_of(client.get(here))
    assert "Semua berlatih menyapa" in said and "Tulisan tab kedua" not in said
    early = client.post(here + "periksa/", {"verdict": "membaik", "why": "Sudah ramah", "seen": "3"})
    assert early.status_code == 422
    assert "masa berikutnya" in text_of(early)


def test_item_79_another_office_and_another_city_see_nothing(town: Town) -> None:
    other = asking_town(key="lain")
    sheets(town, 10, [2, 2, 1, 3, 2, 2, 0, 1, 2])
    period = periods.month_at(date(2025, 10, 1))
    board = results.board(town.city, "skm", period, date(2025, 11, 10))
    assert board is not None
    one = following_up.open_weakest(board, town.units["melati"], period, by=None, at=clock.now())[0]
    for strangers, unit in ((town, "kenanga"), (other, "melati")):
        client = signed_in(strangers, unit, "lurah")
        assert client.get(f"/kerja/tindak-lanjut/{one.id}/").status_code == 404
    assert signed_in(town, "kenanga", "lurah").get("/kerja/hasil/melati/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "?masa=\0",
        "?masa=9999-99",
        "?instrumen=😀",
        "?instrumen=rb-2023",
        "?masa=2031",
        "?edisi=x",
        "?masa=" + "9" * 5000,
    ],
)
def test_item_89_bad_input_is_answered_with_a_page(town: Town, query: str) -> None:
    client = signed_in(town, "melati", "lurah")
    for address in (
        "/kerja/hasil/",
        "/kerja/hasil/melati/",
        "/kerja/tindak-lanjut/",
        "/kerja/hasil/data.csv",
    ):
        assert client.get(address + query).status_code in (200, 404)
    assert client.get("/kerja/hasil/?edisi=99").status_code == 404


def test_item_10_what_visitors_say_of_ease_and_comfort_stands_beside_the_burden(town: Town) -> None:
    sheets(town, 30, [4, 4, 4, 1, 1, 1], key="kemudahan", service="sktm")
    for address in ("/kerja/beban/", "/kerja/beban/sktm/"):
        said = page(town, address)
        assert re.search(r"<dt>Kemudahan, Tahun 2025</dt><dd><b>100,00</b>", said)
        assert re.search(r"<dt>Kenyamanan, Tahun 2025</dt><dd><b>40,00</b>", said)


def test_item_79_integrity_and_manner_are_instruments_of_their_own_and_never_mixed(town: Town) -> None:
    sheets(town, 30, [4] * 5, key="spak")
    sheets(town, 6, [3, 3, 3, 1, 1, 1], key="tegas-santun")
    said = page(town, "/kerja/hasil/melati/?instrumen=spak&masa=2025-10")
    assert "Kelurahan Melati: 3,33 dari 4" in said, "no band is sure, so none is said"
    assert "dari 6" in said
    said = page(town, "/kerja/hasil/melati/?instrumen=tegas-santun&masa=2025-10")
    assert "Kelurahan Melati: tegas tetapi kasar" in said
    assert "belum ada jawaban" in page(town, f"/kerja/hasil/melati/{OCTOBER}")
