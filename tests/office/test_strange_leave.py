"""Asking to be away with something wrong."""

from __future__ import annotations

import pytest

from garda import clock
from tests.office.staff import signed_in
from tests.town import build_town, moment

pytestmark = pytest.mark.django_db
ASK = "/kerja/izin/minta/"
WRONG = {"kind": "izin-singkat", "day": "5/11/2025", "start": "11.00", "until": "10.00"}
SAID = "Waktu kembali harus sesudah waktu pergi."


def test_item_16_what_is_wrong_is_said_on_top_and_at_its_field_and_in_the_live_preview() -> None:
    with clock.moved_to(moment(time="08:00")):
        client = signed_in(build_town(), "melati", "petugas-loket")
        whole = client.post(ASK, WRONG).content.decode()
        live = client.post(ASK, {**WRONG, "periksa": "1"}, headers={"hx-request": "true"}).content.decode()
    assert whole.count(SAID) == 2
    assert SAID in live.split('id="jawaban"')[1]
