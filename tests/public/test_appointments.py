"""An appointment from a phone: a time that the roster can keep, given back or turned into a number."""

from __future__ import annotations

import re
from typing import Any

import pytest

from garda import clock
from garda.counters.models import Slot, Ticket
from tests.public.visitors import words_of
from tests.town import Town, build_town, moment

TEN = "2025-11-04-600"
PAGE = "/contoh/kantor/melati/janji/"


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(moment("2025-11-04", "08:00")):
        yield build_town()


def test_a_time_is_kept_without_a_name_and_becomes_a_number_at_the_door(town: Town, client: Any) -> None:
    assert "Buat janji datang" in words_of(client.get("/contoh/kantor/melati/"))
    page = client.get(PAGE)
    assert f'value="{TEN}"' in page.content.decode()
    answer = client.post(PAGE, {"layanan": "sktm", "waktu": TEN}, follow=True)
    assert "Selasa 4 November pukul 10.00" in words_of(answer)
    mine = answer.request["PATH_INFO"]
    assert "Saya sudah datang</button>" not in answer.content.decode()
    assert "Belum waktunya" in words_of(client.post(mine, {"apa": "datang"}))
    with clock.moved_to(moment("2025-11-04", "09:50")):
        arrived = client.post(mine, {"apa": "datang"}, follow=True)
    assert "S 001" in words_of(arrived)
    assert Ticket.objects.get().key == "sktm"


def test_a_time_is_given_back(town: Town, client: Any) -> None:
    mine = client.post(PAGE, {"layanan": "belum-tahu", "waktu": TEN}, follow=True).request["PATH_INFO"]
    assert "batalkan" in words_of(client.post(mine, {"apa": "batal"}, follow=True))
    assert Slot.objects.get().state == "cancelled"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Pilih satu waktu."),
        ({"waktu": "besok"}, "Pilih satu waktu."),
        ({"waktu": "2025-11-04-601"}, "Waktu ini baru saja terisi"),
        ({"waktu": "2025-11-04-60000000000000000000"}, "Waktu ini baru saja terisi"),
        ({"waktu": TEN, "layanan": "tidak-ada"}, "Pilih keperluan dari daftar."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    town: Town, client: Any, typed: dict[str, str], said: str
) -> None:
    answer = client.post(PAGE, typed)
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert not Slot.objects.exists()


def test_the_last_place_is_gone_for_the_next_visitor(town: Town, client: Any) -> None:
    free = re.findall(rf'value="{TEN}"', client.get(PAGE).content.decode())
    for _visitor in range(10):
        client.post(PAGE, {"waktu": TEN, "layanan": "sktm"})
    assert free
    assert f'value="{TEN}"' not in client.get(PAGE).content.decode()


def test_another_city_and_a_wrong_token_see_nothing(town: Town, client: Any) -> None:
    assert client.get("/contoh/janji/salah/").status_code == 404
    assert client.get("/contoh/kantor/tidak-ada/janji/").status_code == 404
