"""The resident's number, the kiosk and the wall in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from garda import clock
from garda.counters import calling
from garda.counters.models import Period, Ticket
from garda.rosters import devices
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
TAKE = "/contoh/kantor/melati/antre/"


@pytest.fixture
def town() -> Any:
    with clock.moved_to(moment("2025-11-04", "09:00")):
        yield build_town()


def number(client: Client, **typed: str) -> Any:
    return client.post(TAKE, {"layanan": "sktm", "dahulu": "", **typed}, follow=True)


def by(town: Town) -> Any:
    return town.persons["melati", "petugas-loket", 1]


def test_item_9_a_number_from_a_phone_without_name_or_account(town: Town) -> None:
    client = Client()
    assert "Ambil nomor" in text_of(client.get("/contoh/kantor/melati/"))
    said = text_of(number(client))
    assert "H 001" in said
    assert "Berikutnya giliran Anda" in said
    assert "berkas" in said, "what to have ready meanwhile"
    assert "belum cukup" in said, "with too few facts no time is told"
    number(client)
    assert Ticket.objects.count() == 1, "one open number per visitor and office"
    assert "sudah memegang nomor H 001" in text_of(client.get(TAKE))
    assert len(client.get(TAKE).content) < 40_000


def test_what_is_missing_or_not_there_is_said_at_its_field(town: Town) -> None:
    client = Client()
    for typed, said in (
        ({"layanan": ""}, "Pilih keperluan"), ({"layanan": "tidak-ada"}, "tidak ada di sini"),
        ({"dahulu": "raja"}, "Pilih alasan"), ({"layanan": "\0"}, "Pilih keperluan"),
    ):  # fmt: skip
        answer = number(client, **typed)
        assert answer.status_code == 422
        assert said in text_of(answer)
    assert client.get("/contoh/antrean/entah/").status_code == 404
    assert client.get("/contoh/kantor/entah/antre/").status_code == 404
    with clock.moved_to(moment("2025-11-04", "20:00")):
        assert "Loket tutup" in text_of(client.get(TAKE))
        assert number(client).status_code == 422
    assert not Ticket.objects.exists()


def test_a_number_is_let_go_once_and_the_page_says_so(town: Town) -> None:
    client = Client()
    token = number(client).redirect_chain[-1][0].split("/")[-2]
    said = text_of(client.post(f"/contoh/antrean/{token}/lepas/", follow=True))
    assert "sudah dilepas" in said
    assert client.post(f"/contoh/antrean/{token}/lepas/").status_code == 409
    assert Period.objects.get().end is not None


def test_a_resident_rates_once_after_being_served(town: Town) -> None:
    client = Client()
    token = number(client).redirect_chain[-1][0].split("/")[-2]
    one = Ticket.objects.get()
    assert client.post(f"/contoh/antrean/{token}/nilai/", {"nilai": "4"}).status_code == 422
    for act in ("call", "serve", "finish"):
        calling.act(one.pk, act, "loket-1", by=by(town), at=clock.now())
        page = text_of(client.get(f"/contoh/antrean/{token}/"))
    assert "Anda sudah dilayani" in page
    assert client.post(f"/contoh/antrean/{token}/nilai/", {"nilai": "9"}).status_code == 422
    assert "sudah kami terima" in text_of(
        client.post(f"/contoh/antrean/{token}/nilai/", {"nilai": "4"}, follow=True)
    )
    assert "sudah menilai" in text_of(client.post(f"/contoh/antrean/{token}/nilai/", {"nilai": "1"}))
    one.refresh_from_db()
    assert one.rating == 4


def test_item_9_only_a_registered_kiosk_gives_numbers_each_under_its_own_letter(town: Town) -> None:
    kiosk, address = Client(), "/contoh/kios/melati/"
    assert "belum didaftarkan" in text_of(kiosk.get(address))
    assert kiosk.post(address, {"layanan": "sktm"}).status_code == 422
    head = town.persons["melati", "lurah", 1]
    _, key = devices.register(town.units["melati"], kind="kios", name="Kios", by=head, at=clock.now())
    kiosk.cookies[devices.COOKIE] = key
    assert "Saya belum tahu" in text_of(kiosk.get(address))
    slip = text_of(kiosk.post(address, {"layanan": "belum-tahu", "dahulu": "lansia"}, follow=True))
    assert "P 001" in slip
    assert "Didahulukan" in slip
    assert "A 001" in text_of(kiosk.post(address, {"layanan": "sktm", "dahulu": ""}, follow=True))
    assert kiosk.post("/contoh/kios/kenanga/", {"layanan": "sktm"}).status_code == 422


def test_item_9_the_wall_shows_numbers_only_and_speaks_each_call_anew(town: Town) -> None:
    for _ in range(3):
        number(Client())
    melati, wall = town.units["melati"], "/contoh/layar/melati/"
    assert "Belum ada panggilan" in text_of(Client().get(wall))
    one = calling.call_next(melati, "loket-1", by=by(town), at=clock.now())
    assert one is not None
    html = Client().get(wall).content.decode()
    assert "Nomor H, satu. Silakan ke Loket satu." in html
    assert by(town).name not in html
    calling.act(one.id, "recall", "loket-1", by=by(town), at=clock.now())
    again = Client().get(wall).content.decode()
    marks = [page.split('data-mark="')[1].split('"')[0] for page in (html, again)]
    assert marks[0] != marks[1], "called again, it is spoken again"
    assert "H 002" in again


def test_item_9_a_number_becomes_a_matter_in_one_touch_and_is_rated_there(town: Town) -> None:
    client = Client()
    token = number(client, layanan="belum-tahu").redirect_chain[-1][0].split("/")[-2]
    one = Ticket.objects.get()
    officer = signed_in(town, "melati", "petugas-loket")
    officer.post("/kerja/antrean/panggil/")
    officer.post(f"/kerja/antrean/{one.pk}/layani/")
    page = officer.get("/kerja/antrean/").content.decode()
    assert f"/kerja/catat/?antre={one.pk}" in page
    assert (
        f"/kerja/catat/pengaduan/?antre={one.pk}"
        in officer.get(f"/kerja/catat/?antre={one.pk}").content.decode()
    )
    form = {"what": "Lampu mati", "story": "Gelap", "antre": str(one.pk), "where": "99.01.01.1001"}
    answer = officer.post("/kerja/catat/pengaduan/", form)
    assert answer.status_code == 302, text_of(answer)
    one.refresh_from_db()
    assert one.case_number.startswith("MLT-25-")
    officer.post(f"/kerja/antrean/{one.pk}/selesai/")
    assert one.case_number in text_of(client.get(f"/contoh/antrean/{token}/"))
    assert "halaman urusannya" in text_of(client.post(f"/contoh/antrean/{token}/nilai/", {"nilai": "4"}))
