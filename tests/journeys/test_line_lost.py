"""The line is lost for half an hour: kiosk and officer go on, and nothing is lost or doubled."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from garda import clock
from garda.counters.models import Act, Period, Ticket
from garda.rosters import devices
from tests.journeys.walking import Stage, Walker
from tests.town import build_unit

pytestmark = pytest.mark.journey

KIOSK = "/contoh/kios/anggrek/"
HALF_AN_HOUR = timedelta(minutes=30)


def kiosk_of(stage: Stage) -> Walker:
    """The kiosk of an office of this journey's own, registered by its head; its printer is silent."""
    head = stage.town.persons["anggrek", "lurah", 1]
    _placed, key = devices.register(
        stage.town.units["anggrek"], kind="kios", name="Kios pintu", by=head, at=stage.now
    )
    kiosk = stage.resident(width=1280)
    kiosk.page.context.add_cookies([{"name": devices.COOKIE, "value": key, "url": stage.address}])
    kiosk.page.add_init_script("window.print = function () {};")
    return kiosk


def it_is(page: Page, at: Any) -> None:
    """The device's own clock."""
    page.clock.set_system_time(at)


def loses_its_line(walker: Walker) -> None:
    """Offline from here on: a browser says so a little before nothing goes out any more."""
    walker.page.context.set_offline(True)
    for _ in range(50):
        if not walker.page.evaluate(
            "fetch('/?' + Math.random(), {method: 'HEAD'}).then(() => true, () => false)"
        ):
            return
    raise AssertionError("the browser still has its line")


def takes(kiosk: Walker, code: str) -> None:
    """Touches the kiosk, reads the number on the slip and goes."""
    kiosk.presses("Saya belum tahu")
    expect(kiosk.page.locator(".slip-number")).to_have_text(code)
    kiosk.page.locator(".acts >> text=Selesai").click()
    expect(kiosk.page.locator(".slip-number")).to_have_count(0)


def test_item_16_a_line_lost_for_thirty_minutes_loses_nothing_and_doubles_nothing(stage: Stage) -> None:
    build_unit(stage.town, "anggrek", "AGK", "Kelurahan Anggrek", "kelurahan", "kec-taman")
    kiosk, began = kiosk_of(stage), stage.now
    kiosk.goes_to(KIOSK)
    it_is(kiosk.page, began)
    kiosk.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    kiosk.page.reload()
    takes(kiosk, "A 001")
    officer = stage.officer("anggrek", "petugas-loket").signs_in().goes_to("/kerja/antrean/")
    it_is(officer.page, began)
    officer.heads("1 orang menunggu")

    for walker in (kiosk, officer):
        loses_its_line(walker)
    takes(kiosk, "A 002")
    kiosk.page.reload()  # the page comes from what the kiosk kept
    kiosk.ticks("Lansia")
    takes(kiosk, "P 001")
    kiosk.reads("Sambungan terputus. Nomor tetap kami beri.").looks_around("kios-tanpa-sambungan")
    officer.presses("Panggil A 001").reads("Sambungan terputus.", "1 tindakan menunggu dikirim.")
    officer.looks_around("pemanggil-tanpa-sambungan")
    officer.presses("Mulai melayani")
    it_is(officer.page, began + timedelta(minutes=10))
    officer.presses("Selesai").reads("3 tindakan menunggu dikirim.")
    called = Ticket.objects.get(unit=stage.town.units["anggrek"], letter="A", number=1)
    assert called.state == "waiting", "what the officer did is not known here yet"

    clock.move(began + HALF_AN_HOUR)
    for walker in (kiosk, officer):
        it_is(walker.page, began + HALF_AN_HOUR)
        walker.page.context.set_offline(False)
    kiosk.reads("Sambungan sudah kembali.")
    officer.reads("Sambungan kembali. Semua tindakan sudah terkirim.")
    officer.goes_to("/kerja/antrean/").heads("2 orang menunggu").presses("Panggil P 001")
    officer.reads("P 001 di Loket 1")

    rows = Ticket.objects.filter(unit=stage.town.units["anggrek"]).order_by("letter", "number")
    found = [(f"{one.letter} {one.number:03d}", one.state) for one in rows]
    assert found == [("A 001", "done"), ("A 002", "waiting"), ("P 001", "called")]
    served = Period.objects.get(ticket=rows[0], kind="serving")
    assert timedelta(minutes=9) < served.end - served.start <= timedelta(minutes=10)  # type: ignore[operator]
    assert rows[1].arrived < began + timedelta(minutes=5), "it came when the kiosk gave it"
    assert not Act.objects.filter(refused=True).exists()
    takes(kiosk.goes_to(KIOSK), "A 003")
    # What the browser said about the line is what this journey is about.
    lost = re.compile("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    stage.watch.troubles = [one for one in stage.watch.troubles if not lost.search(one)]
