"""The three top measures on pages: at the top for the city's heads, each opening to its records."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.cases import errands, waking
from garda.cases.models import Case
from garda.figures.models import Lost
from tests.office.staff import signed_in, text_of
from tests.office.test_head import answered
from tests.town import Town, ask_letter, build_town, moment


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Friday afternoon, some matters answered."""
    with clock.moved_to(moment("2025-11-07", "15:00")):
        yield build_town()


def test_item_58_three_figures_stand_at_the_top_of_the_citys_page_and_open(town: Town) -> None:
    cases = [answered(town, n) for n in range(2)]
    wrong = answered(town, 2, contested=True)
    letter = ask_letter(town, at=moment("2025-11-06", "08:00")).case
    waking.wake(letter.pk, moment("2025-11-07", "09:00"))
    errands.work_off(clock.now(), 2000)
    mayor = signed_in(town, "kota", "wali-kota")
    page = text_of(mayor.get("/kerja/kepala/"))
    assert (
        page.index("Tiga ukuran kota") < page.index("Terlambat</h2>") < page.index("Cepat, tepat, akuntabel")
    )
    for name in ("efisien", "akuntabel", "standar"):
        assert f"/kerja/ukuran/{name}/" in page
        assert mayor.get(f"/kerja/ukuran/{name}/").status_code == 200
    # Two of three results met the standard; one that is still open and late is in the denominator.
    opened = text_of(mayor.get("/kerja/ukuran/standar/"))
    assert "50%, 2 dari 4" in opened
    assert wrong.number in opened
    assert cases[0].number not in opened
    whole = text_of(mayor.get("/kerja/ukuran/akuntabel/"))
    assert "100%, 3 dari 3" in whole
    slow = text_of(mayor.get("/kerja/ukuran/efisien/"))
    assert all(case.number in slow for case in [*cases, wrong])
    assert "Kelurahan Melati" in slow
    assert text_of(mayor.get("/kerja/ukuran/efisien/?unit=kenanga")).count("Belum ada hasil") == 1


def test_item_58_a_deleted_matter_is_said_and_lowers_the_figures(town: Town) -> None:
    answered(town, 0)
    errands.work_off(clock.now(), 2000)
    Lost.objects.create(
        city=town.city, unit=town.units["melati"], number="MLT-25-0007",
        since=moment("2025-11-03", "08:00"), found_on=moment("2025-11-05").date(),
    )  # fmt: skip
    mayor = signed_in(town, "setda", "sekda")
    for name in ("akuntabel", "standar"):
        page = text_of(mayor.get(f"/kerja/ukuran/{name}/"))
        assert "50%, 1 dari 2" in page
        assert "MLT-25-0007" in page
        assert "Hilang dari basis data: 1 urusan" in page


def test_measures_belong_to_heads_and_reach_no_further_than_they_lead(town: Town) -> None:
    answered(town, 0)
    answered(town, 1, unit="kenanga")
    errands.work_off(clock.now(), 2000)
    assert signed_in(town, "melati", "petugas-loket").get("/kerja/ukuran/standar/").status_code == 403
    lurah = signed_in(town, "melati", "lurah")
    assert "Tiga ukuran kota" not in text_of(lurah.get("/kerja/kepala/"))
    assert "1 dari 1" in text_of(lurah.get("/kerja/ukuran/standar/"))
    assert lurah.get("/kerja/ukuran/standar/?unit=kenanga").status_code == 404
    assert lurah.get("/kerja/ukuran/lain/").status_code == 404
    assert "2 dari 2" in text_of(signed_in(town, "kec-taman", "camat").get("/kerja/ukuran/standar/"))


@pytest.mark.parametrize(
    "asked", ["dari=x", "dari=31/02/2025", "dari=01/12/2025&sampai=01/11/2025", "dari=01/01/1000"]
)
def test_days_that_cannot_be_are_the_last_thirty(town: Town, asked: str) -> None:
    answered(town, 0)
    errands.work_off(clock.now(), 2000)
    assert Case.objects.exists()
    page = text_of(signed_in(town, "kota", "wali-kota").get(f"/kerja/ukuran/standar/?{asked}"))
    assert 'value="09/10/2025"' in page
    assert "1 dari 1" in page
