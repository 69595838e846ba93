"""What the published sheet says of earlier results: what was done, how much of it and how soon."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from garda import clock
from garda.scoring import compared, measure, shown
from garda.surveys import followed, following_up, periods, result_words, results
from garda.surveys.follow_up_models import FollowUp
from tests.public.october import after_october, read
from tests.scoring.shelves import instrument_of, sheets
from tests.surveys.asked import answered
from tests.town import Town, moment

OCTOBER = periods.month_at(date(2025, 10, 1))
HERE = "/contoh/kepuasan/melati/?masa=2025-11"


@pytest.fixture
def town(db: None) -> Any:
    with after_october() as town:
        yield town


def opened(town: Town) -> list[following_up.Matter]:
    """October's three weakest: behaviour, time, complaints."""
    board = results.board(town.city, "skm", OCTOBER, date(2025, 11, 10))
    assert board is not None
    lurah = town.persons["melati", "lurah", 1]
    return following_up.open_weakest(board, town.units["melati"], OCTOBER, by=lurah, at=clock.now())


def dealt_with(town: Town, matter: int, day: str) -> None:
    """Taken up at once, reported done on that day."""
    lurah = town.persons["melati", "lurah", 1]
    following_up.take(matter, lurah.pk, date(2025, 12, 5), "Sapa setiap tamu", by=lurah, at=clock.now())
    following_up.report(matter, "Setiap tamu disapa", by=lurah, at=moment(day, "10:00"))


def november(town: Town) -> None:
    """November: behaviour is no longer among the weakest."""
    for n in range(10):
        answered(town, [0, 0, 0, 3, 3, 3, 3, 3, 3], at=moment("2025-11-11", f"09:{n:02d}"))


def test_item_79_the_sheet_says_what_was_done_about_the_period_before(town: Town, client: Client) -> None:
    one, two, three = opened(town)
    dealt_with(town, one.id, "2025-11-14")  # 4 days
    dealt_with(town, two.id, "2025-11-20")  # 10 days
    november(town)
    with clock.moved_to(moment("2025-12-10", "09:00")):
        said = read(client, HERE)
        part = said.partition("Tindak lanjut dari hasil sebelumnya")[2]
        assert "2 dari 3 unsur terlemah sudah dikerjakan (67%), separuhnya dalam 4 hari." in part
        assert "Perilaku pelaksana (1,00)" in part, "it is said though it is no longer among the weakest"
        assert part.count("Setiap tamu disapa") == 2
        assert "Oktober 2025" in part and "Sedang ditentukan siapa yang mengurus" in part
        assert three.about not in ("", one.about, two.about)
        pdf = client.get(f"/contoh/kepuasan/melati/lembar.pdf{HERE[HERE.index('?') :]}")
        assert pdf.content.startswith(b"%PDF-")


def test_item_79_nothing_is_said_twice_and_nothing_where_nothing_was_found(
    town: Town, client: Client
) -> None:
    assert "Tindak lanjut dari hasil sebelumnya" not in read(client, "/contoh/kepuasan/melati/?masa=2025-10")
    dealt_with(town, opened(town)[0].id, "2025-11-14")
    said = read(client, "/contoh/kepuasan/melati/?masa=2025-10")
    assert said.count("Setiap tamu disapa") == 1, "it stands beside its element above"
    assert "1 dari 3 unsur terlemah sudah dikerjakan (33%)" in said


def test_item_79_what_was_left_counts_as_not_done_and_its_words_stay_inside(
    town: Town, client: Client
) -> None:
    matter = opened(town)[0]
    lurah = town.persons["melati", "lurah", 1]
    following_up.drop(matter.id, "Petugasnya sudah pindah", by=lurah, at=clock.now())
    said = read(client, "/contoh/kepuasan/melati/?masa=2025-10")
    assert "0 dari 3 unsur terlemah sudah dikerjakan (0%), 1 ditinggalkan dengan alasan." in said
    assert "Tidak dilanjutkan; alasannya tercatat." in said
    assert "Petugasnya sudah pindah" not in said


def test_item_79_the_city_says_the_share_of_all_offices_and_how_it_counts(town: Town, client: Client) -> None:
    dealt_with(town, opened(town)[0].id, "2025-11-10")
    said = read(client, "/contoh/kepuasan/?masa=2025-10")
    assert (
        "Semua kantor: 1 dari 3 unsur terlemah sudah dikerjakan (33%), separuhnya pada hari yang sama."
        in said
    )
    assert "menghitung setiap jawaban sekali, bukan rata-rata kantor" in said
    assert "menghitung setiap jawaban sekali" not in read(client, "/contoh/kepuasan/melati/?masa=2025-10")
    client.cookies["bahasa"] = "en"
    english = read(client, "/contoh/kepuasan/?masa=2025-10")
    assert "All offices: 1 of 3 weakest elements dealt with (33%), half of them on the same day." in english


def test_item_79_the_share_by_hand_over_every_kind_of_period(town: Town) -> None:
    unit = town.units["melati"]
    at = moment("2025-11-10", "09:00")
    rows = [
        ("2025-09", "done", 5), ("2025-10", "better", 9), ("2025-11", "open", None),
        ("2025-t3", "taken", None),
        ("2025-t4", "dropped", None), ("2024-t4", "done", 1), ("2025", "done", 2),
    ]  # fmt: skip
    for place, (period, state, days) in enumerate(rows):
        FollowUp.objects.create(
            city=town.city, unit=unit, key="skm", about=f"unsur-{place}", period=period, state=state,
            done_on=date(2025, 11, 10 + days) if days is not None else None, opened_at=at,
        )  # fmt: skip
    found = {key: followed.of_city(town.city, "skm", one) for key in ("2025-10", "2025-t4", "2025")
             if (one := periods.read(key))}  # fmt: skip
    # The month and the one before: 09 done in 5, 10 better in 9; the earlier of two is said.
    assert (found["2025-10"].found, found["2025-10"].done, found["2025-10"].days) == (2, 2, 5)
    # The quarter and the one before: 09, 10, 11, t3, t4.
    assert (found["2025-t4"].found, found["2025-t4"].done, found["2025-t4"].left) == (5, 2, 1)
    # The year and the one before: everything; done in 1, 2, 5 and 9 days.
    assert (found["2025"].found, found["2025"].done, found["2025"].days) == (7, 4, 2)
    matters = following_up.of_office(unit, "skm", limit=60)
    for key, share in found.items():
        period = periods.read(key)
        assert period is not None
        assert followed.of_matters(town.city, matters, period) == share, "one office is the whole city here"


def test_item_79_the_sheet_asks_as_often_with_many_follow_ups(town: Town, client: Client) -> None:
    counted = []
    opened(town)
    for more in (0, 40):
        for place in range(more):
            FollowUp.objects.create(
                city=town.city, unit=town.units["melati"], key="skm", about=f"unsur-{place}",
                period="2025-10", state="open", opened_at=clock.now(),
            )  # fmt: skip
        for address in ("/contoh/kepuasan/?masa=2025-10", "/contoh/kepuasan/melati/?masa=2025-10"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert len(client.get(address).content) < 40_000
            counted.append(len(queries))
    assert counted[:2] == counted[2:], counted


def test_item_79_older_reports_with_weights_of_0_11_are_set_beside_it(town: Town, client: Client) -> None:
    # 2+... the sheet of every visitor: 3,3,2,4,3,3,1,2,3 = 24; 24/9*25 = 66.67 and 24*0.11*25 = 66.00.
    said = read(client, "/contoh/kepuasan/melati/?masa=2025-10")
    assert "66,67" in said
    assert "Untuk dibandingkan dengan laporan lama: 66,00 dengan bobot 0,11." in said
    assert "laporan lama" not in read(client, "/contoh/kepuasan/melati/?survei=spak&masa=2025-10")


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (214, 215, "99"),
        (215, 215, "100"),
        (0, 9, "0"),
        (1, 900, "1"),
        (1, 2, "50"),
        (2, 3, "67"),
        (1, 8, "13"),
    ],
)
def test_all_and_none_are_said_of_all_and_none_alone(part: int, whole: int, said: str) -> None:
    assert result_words.share(part, whole) == said


def test_the_older_value_is_the_sum_of_nrr_times_0_11_times_25() -> None:
    skm = instrument_of("skm-2017")
    means = ["3.42", "3.35", "3.10", "3.90", "3.40", "3.45", "3.55", "3.30", "3.20"]
    rows = [[4 if sheet < Fraction(mean) * 100 - 300 else 3 for mean in means] for sheet in range(100)]
    score = measure(sheets(skm, rows)).score
    assert str(shown(score.value or Fraction(0), 2)) == "85.19"
    older = compared(skm, score)
    assert older == sum((Fraction(mean) for mean in means), Fraction(0)) * Fraction(11, 100) * 25
    assert str(shown(older or Fraction(0), 2)) == "84.34"
    assert compared(instrument_of("spkp"), score) is None, "only where older reports did so"
