"""The kiosk's own addresses: only the office's registered kiosk gives numbers, and only numbers."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from garda import clock
from garda.counters.models import Ticket
from garda.rosters import devices
from tests.office.staff import signed_in
from tests.town import Town, build_town, moment

SEND = "/contoh/kios/melati/kirim/"


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(moment()):
        yield build_town()


def kiosk(town: Town, unit: str = "melati", kind: str = "kios") -> Client:
    """A browser on a device that the office registered."""
    head = town.persons[unit, "lurah", 1]
    _placed, key = devices.register(town.units[unit], kind=kind, name="Kios", by=head, at=moment())
    client = Client()
    client.cookies[devices.COOKIE] = key
    return client


def parcel(**more: Any) -> str:
    """One number as a kiosk sends it."""
    act = {"client": str(uuid4()), "name": "take", "at": 0, "number": 1, "key": "sktm"} | more
    return json.dumps({"now": 0, "acts": [act]})


def send(client: Client, body: str, address: str = SEND) -> Any:
    """Send a parcel."""
    return client.post(address, body, content_type="application/json")


def test_a_kiosk_sends_its_number_and_gets_the_visitors_page(town: Town) -> None:
    body = parcel()
    first, again = (send(kiosk(town), body).json()["answers"][0] for _ in range(2))
    assert first == again
    assert (first["code"], first["refused"], first["other"]) == ("A 001", False, False)
    assert Ticket.objects.get().token == first["token"]


def test_nobody_else_gives_numbers(town: Town) -> None:
    for client in (Client(), kiosk(town, "kenanga"), kiosk(town, kind="layar")):
        assert send(client, parcel()).status_code == 403
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("body", ["", "[", "[]", '{"acts": 3}', "[" * 5000])
def test_a_bad_parcel_is_said_to_be_one(town: Town, body: str) -> None:
    assert send(kiosk(town), body).status_code == 400
    assert send(signed_in(town, "melati", "petugas-loket"), body, "/kerja/antrean/kirim/").status_code == 400


def test_a_kiosk_does_not_call_and_a_caller_gives_no_number(town: Town) -> None:
    assert send(kiosk(town), parcel(name="next", desk="loket-1")).json()["answers"] == []
    caller = signed_in(town, "melati", "petugas-loket")
    assert send(caller, parcel(desk="loket-1"), "/kerja/antrean/kirim/").json()["answers"] == []
    assert not Ticket.objects.exists()


def test_an_officer_of_another_office_reaches_no_number_here(town: Town) -> None:
    send(kiosk(town), parcel())
    ticket = Ticket.objects.get()
    body = parcel(name="call", ticket=ticket.pk, desk="loket-1")
    (answer,) = send(signed_in(town, "kenanga", "petugas-loket"), body, "/kerja/antrean/kirim/").json()[
        "answers"
    ]
    assert answer["refused"]
    ticket.refresh_from_db()
    assert ticket.state == "waiting"


def test_the_worker_stays_within_the_kiosk(town: Town, client: Client) -> None:
    answer = client.get("/contoh/kios/melati/pekerja.js")
    assert answer["Content-Type"].startswith("text/javascript")
