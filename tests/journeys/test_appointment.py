"""A time kept from a phone, the office's promise on its page, and what the head reads of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from garda.counters import calling, promising, taking
from garda.rosters import attending, office_days
from tests.journeys.walking import Stage
from tests.town import build_unit, moment

pytestmark = pytest.mark.journey


def yesterday(stage: Stage) -> None:
    """A Monday on which somebody was there but for twelve minutes, and twelve people were served."""
    unit = stage.town.units["flamboyan"]
    by = stage.town.persons["flamboyan", "petugas-loket", 1]
    for came, left in (("07:30", "10:00"), ("10:12", "16:00")):
        attending.check_in(unit, by, how=attending.HEAD, at=moment("2025-11-03", came))
        attending.check_out(unit, by, how=attending.HEAD, at=moment("2025-11-03", left))
    start = moment("2025-11-03", "09:00")
    for minutes in range(1, 13):
        one = taking.take_number(unit, at=start, channel="officer", key="sktm")
        for name, after in (("call", 0), ("serve", 0), ("finish", 6)):
            calling.act(one.id, name, "loket-1", by=by, at=start + timedelta(minutes=minutes + after))
    gone = taking.take_number(unit, at=start, channel="phone")
    for name in ("call", "recall", "recall", "miss"):
        calling.act(gone.id, name, "loket-1", by=by, at=start + timedelta(minutes=30))
    office_days.keep_past_days(stage.town.city, stage.now)
    promising.keep_past_days(stage.town.city, stage.now)


def test_an_appointment_from_a_phone_and_the_promise_behind_it(stage: Stage) -> None:
    build_unit(stage.town, "flamboyan", "FLB", "Kelurahan Flamboyan", "kelurahan", "kec-taman")
    yesterday(stage)
    resident = stage.resident().goes_to("/contoh/kantor/flamboyan/")
    resident.reads("97% dari jam buka", "Separuh warga menunggu paling lama 6 menit").looks_around("kantor")
    resident.follows("Buat janji datang").heads("Kapan Anda ingin datang?").looks_around("pilih-waktu")
    resident.page.locator("input[value='2025-11-04-600']").check(force=True)
    resident.presses("Simpan janji").heads("Kami tunggu Anda")
    resident.reads("Selasa 4 November", "10.00").looks_around("janji")
    mine = resident.page.url
    stage.it_is("2025-11-04", "09:50")
    resident.page.goto(mine)
    resident.presses("Saya sudah datang").reads("S 001")

    # Today nobody has come yet: the month says so.
    head = stage.officer("flamboyan", "lurah").signs_in().goes_to("/kerja/janji-kinerja/")
    head.heads("74% dari jam buka yang dijanjikan ada petugasnya").looks_around("janji-semua")
    head.follows("Kelurahan Flamboyan").reads("1 tidak datang saat dipanggil").looks_around("janji-kantor")
    head.follows("1 tidak datang saat dipanggil").reads("Nomor di balik angka").looks_around("janji-nomor")
