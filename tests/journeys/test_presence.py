"""Coming by phone, leaving an office empty, the head told within the minute, a resident believed."""

from __future__ import annotations

import pytest

from garda.config.tick import Tick
from garda.people.changes import changed
from garda.people.models import Unit
from tests.journeys.walking import Stage

pytestmark = pytest.mark.journey
OFFICE = {"latitude": -7.99501, "longitude": 112.60501}
MARKET = {"latitude": -7.98, "longitude": 112.62}


def test_item_16_a_phone_nearby_an_empty_office_and_a_resident_who_tells(stage: Stage) -> None:
    Unit.objects.filter(city=stage.town.city, key="lh").update(lat=-7.995, lng=112.605)
    changed(stage.town.city)
    officer = stage.officer("lh", "penghubung").signs_in()
    phone = officer.page.context
    phone.grant_permissions(["geolocation"])
    phone.set_geolocation(MARKET)
    officer.goes_to("/kerja/hadir/").heads("Anda belum tercatat hadir").looks_around("belum-hadir")
    officer.presses("Catat hadir").reads("meter dari kantor; batasnya 150 meter")
    phone.set_geolocation(OFFICE)
    officer.presses("Catat hadir").heads("Anda tercatat hadir sejak 09.00").looks_around("hadir")

    resident = stage.resident()
    resident.goes_to("/contoh/kantor/lh/").reads("Buka sekarang, 1 petugas").looks_around("kantor-buka")
    stage.it_is("2025-11-04", "09:30")
    officer.presses("Catat pulang").heads("Anda belum tercatat hadir")
    stage.it_is("2025-11-04", "09:31")
    Tick().watch(stage.now)
    resident.goes_to("/contoh/kantor/lh/").reads("Belum ada petugas di tempat", "sudah diberi tahu")
    head = stage.officer("lh", "kepala-opd").signs_in()
    head.goes_to("/kerja/kabar/").reads("kosong sejak")

    stage.it_is("2025-11-04", "09:40")
    resident.follows("Kantor kosong saat jam buka?").looks_around("kabar-kosong")
    resident.writes("Yang Anda lihat", "Pintu terbuka, loket kosong").presses("Kirim kabar")
    resident.reads("Catatan hadir sama dengan yang Anda lihat").looks_around("kabar-diterima")
    head.goes_to("/kerja/menit-kosong/lh/").heads("100 menit kosong dari 130").looks_around("menit-kosong")
    head.reads("09.30 sampai 09.40 (10)", "Pintu terbuka, loket kosong", "Menunggu jawaban atasan kantor")
