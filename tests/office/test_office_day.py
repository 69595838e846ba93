"""The office's day on a page: recorded and planned, below the limit, the next two hours, who is in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from garda import clock
from garda.people.models import Person
from garda.rosters import attending
from garda.rosters.models import Absence
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
PAGE = "/kerja/kantor/"
CREW = ["lurah", "seklur", "kasi-pemerintahan", "kasi-pemberdayaan", "kasi-pelayanan"]


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday morning."""
    with clock.moved_to(moment(time="09:42")):
        yield build_town()


def came(town: Town, kind: str, time: str = "07:30", seat: int = 1) -> Person:
    """Somebody of Melati is in the office since `time`."""
    person = town.persons["melati", kind, seat]
    attending.check_in(town.units["melati"], person, how="head", at=moment(time=time))
    return person


def away(
    town: Town, kind: str, start: datetime, end: datetime, *, state: str = "granted", why: str = "duka"
) -> Absence:
    """An absence of somebody of Melati."""
    return Absence.objects.create(
        unit=town.units["melati"], person=town.persons["melati", kind, 1], kind=why, start=start, end=end,
        state=state, asked_at=moment(),
    )  # fmt: skip


def test_item_16_who_is_in_is_solid_and_what_is_planned_is_dots(town: Town) -> None:
    came(town, "seklur")
    came(town, "lurah", "08:05")
    away(town, "seklur", moment(time="10:30"), moment(time="11:00"))
    away(town, "lurah", moment(time="14:00"), moment(time="15:00"), state="asked", why="izin-singkat")
    page = text_of(signed_in(town, "melati", "seklur").get(PAGE))
    assert "Kantor aman hari ini" in page
    assert page.count('class="day-round"') >= 2
    assert "takziah 10.30 sampai 11.00" in page
    assert "minta izin (izin singkat) 14.00 sampai 15.00" in page
    assert "hadir sejak 08.05" in page
    assert "Garis tegak: sekarang, 09.42" in page
    assert "sejak 07.30" in page  # who is in


def test_item_16_a_gap_ahead_is_red_and_said(town: Town) -> None:
    came(town, "seklur")
    for kind, seat in [(one, 1) for one in CREW] + [
        ("petugas-loket", 1),
        ("petugas-loket", 2),
        ("penghubung", 1),
    ]:
        if (person := town.persons.get(("melati", kind, seat))) is not None:
            Absence.objects.create(
                unit=town.units["melati"], person=person, kind="dinas-luar", state="granted",
                start=moment(time="11:00"), end=moment(time="11:30"), asked_at=moment(),
            )  # fmt: skip
    page = text_of(signed_in(town, "melati", "seklur").get(PAGE))
    assert "Kantor akan kurang orang, pukul 11.00 sampai 11.30" in page
    assert 'class="day-short"' in page
    assert "0 dari 1 orang" in page
    assert "Dua jam ke depan" in page and "di bawah batas" in page


def test_item_16_an_office_that_keeps_no_presence_says_nothing_about_people(town: Town) -> None:
    page = text_of(signed_in(town, "melati", "seklur").get(PAGE))
    assert "jadi kami tidak menyebut siapa yang ada" in page
    assert "day-in" not in page and "Kantor kosong" not in page


def test_item_16_minutes_empty_today_are_not_hushed_up(town: Town) -> None:
    came(town, "seklur", "07:42")
    page = text_of(signed_in(town, "melati", "seklur").get(PAGE))
    assert "Kantor sempat kosong 12 menit, kini aman" in page


def test_item_16_an_empty_office_is_said_first(town: Town) -> None:
    came(town, "seklur")
    attending.check_out(
        town.units["melati"], town.persons["melati", "seklur", 1], how="head", at=moment(time="09:30")
    )
    page = text_of(signed_in(town, "melati", "seklur").get(PAGE))
    assert '<h1 class="sentence">Kantor kosong sekarang</h1>' in page


def test_another_day_is_planned_and_a_holiday_is_closed(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    assert "Kantor aman menurut rencana" in text_of(seklur.get(f"{PAGE}?hari=2025-11-05"))
    assert "Loket tutup: Hari Jadi Kota Contoh." in text_of(seklur.get(f"{PAGE}?hari=2025-11-12"))
    assert "Kantor hari ini" in text_of(seklur.get(f"{PAGE}?hari=kemarin"))


def test_only_offices_within_reach_are_shown(town: Town) -> None:
    officer = signed_in(town, "melati", "petugas-loket")
    assert officer.get(PAGE).status_code == 200
    assert officer.get(f"{PAGE}?kantor=kenanga").status_code == 404
    assert officer.get(f"{PAGE}?kantor=%00x").status_code == 404
    assert "Kelurahan Melati" in text_of(signed_in(town, "kec-taman", "camat").get(f"{PAGE}?kantor=melati"))
    other = build_town(key="lain", flows=())
    assert signed_in(other, "setda", "sekda").get(f"{PAGE}?kantor=tidak-ada").status_code == 404


def test_item_16_the_camat_sees_every_office_below(town: Town) -> None:
    came(town, "seklur")
    page = text_of(signed_in(town, "kec-taman", "camat").get(f"{PAGE}semua/"))
    assert "Semua kantor aman hari ini" in page
    assert "Kelurahan Melati" in page and "Kelurahan Kenanga" in page
    assert "1 orang" in page and "kehadiran belum dicatat" in page


def test_item_16_the_heads_page_opens_with_the_office_of_the_day(town: Town) -> None:
    came(town, "seklur")
    page = text_of(signed_in(town, "melati", "lurah").get("/kerja/kepala/"))
    assert "Kantor aman hari ini. Tidak ada yang terlambat." in page
    assert "day-chart" in page and "Buka hari kantor" in page
    city = text_of(signed_in(town, "kota", "wali-kota").get("/kerja/kepala/"))
    assert "day-chart" not in city
