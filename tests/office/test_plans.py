"""The plan pages: made, changed by hand with its cost said first, published, read as a calendar."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from garda import clock
from garda.rosters.models import Minimum, Plan
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday; Melati must keep two people."""
    with clock.moved_to(moment()):
        town = build_town()
        Minimum.objects.create(unit=town.units["melati"], people=2)
        yield town


def test_item_16_a_month_is_planned_changed_and_published_in_the_browser(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    assert "Belum ada rencana Desember 2025" in text_of(seklur.get("/kerja/rencana/?bulan=2025-12"))
    made = seklur.post("/kerja/rencana/buat/", {"bulan": "2025-12"}, follow=True)
    page = text_of(made)
    assert "Rancangan Desember 2025: setiap menit loket terjaga" in page
    plan = Plan.objects.get()
    who = town.persons["melati", "petugas-loket", 1]
    address = f"/kerja/rencana/{plan.pk}/{who.pk}/2025-12-08/"
    assert address in page
    choices = text_of(seklur.get(address))
    assert "Tidak bertugas" in choices and "07.30–12.00" in choices
    wrong = seklur.post(address, {"pilih": "sendiri", "start": "10.00", "until": "09.00"})
    assert wrong.status_code == 422 and 'value="10.00"' in text_of(wrong)
    assert seklur.post(address, {"pilih": "450-720"}).status_code == 302
    assert Plan.objects.get().method == "hand"
    officer = signed_in(town, "melati", "petugas-loket")
    assert officer.get(f"/kerja/rencana/{plan.pk}/").status_code == 404  # a draft is not theirs to see
    assert officer.post(f"/kerja/rencana/{plan.pk}/terbit/").status_code == 403
    assert "diberi tahu" in text_of(seklur.post(f"/kerja/rencana/{plan.pk}/terbit/", follow=True))
    seen = text_of(officer.get("/kerja/rencana/?bulan=2025-12"))
    assert "Rencana Desember 2025 berlaku" in seen and "terbit/" not in seen
    assert "Jadwal Desember 2025" in text_of(officer.get("/kerja/kabar/"))
    assert "07.30–12.00" in text_of(officer.get("/kerja/rencana/saya/"))


def test_bad_months_plans_and_hours_are_answered_plainly(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    assert seklur.get("/kerja/rencana/?bulan=0000-99").status_code == 200
    assert seklur.post("/kerja/rencana/buat/", {"bulan": "2025-10"}).status_code == 422
    assert seklur.get("/kerja/rencana/99999999999999999999/").status_code == 404
    seklur.post("/kerja/rencana/buat/", {"bulan": "2025-12"})
    plan, who = Plan.objects.get(), town.persons["melati", "lurah", 1]
    for bad in ("2025-12-99", "2026-01-08", "x"):
        assert seklur.get(f"/kerja/rencana/{plan.pk}/{who.pk}/{bad}/").status_code == 404
    for pick in ("", "x", "1-", "0-60", "960-450", "99999-1"):
        answer = seklur.post(f"/kerja/rencana/{plan.pk}/{who.pk}/2025-12-08/", {"pilih": pick})
        assert answer.status_code == 422, pick
    assert seklur.post(f"/kerja/rencana/{plan.pk}/apa/").status_code == 404


def test_another_office_s_plan_is_not_there(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    seklur.post("/kerja/rencana/buat/", {"bulan": "2025-12"})
    plan = Plan.objects.get()
    other = signed_in(town, "kenanga", "seklur")
    assert other.get(f"/kerja/rencana/{plan.pk}/").status_code == 404
    assert other.get(f"/kerja/rencana/{plan.pk}/?kantor=melati").status_code == 404
    assert other.post(f"/kerja/rencana/{plan.pk}/terbit/").status_code == 404


def test_the_calendar_address_is_shown_once_read_without_signing_in_and_taken_back(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    seklur.post("/kerja/rencana/buat/", {"bulan": "2025-12"})
    seklur.post(f"/kerja/rencana/{Plan.objects.get().pk}/terbit/")
    officer = signed_in(town, "melati", "petugas-loket")
    page = text_of(officer.post("/kerja/rencana/saya/kalender/"))
    found = re.search(r"(/kalender/[\w-]+\.ics)", page)
    assert found and found[1] not in text_of(officer.get("/kerja/rencana/saya/"))
    answer = Client().get(found[1])
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert Calendar.from_ical(answer.content).walk("VEVENT")
    officer.post("/kerja/rencana/saya/kalender/", {"cabut": "ya"})
    assert Client().get(found[1]).status_code == 404
    assert Client().get("/kalender/apa-saja.ics").status_code == 404
