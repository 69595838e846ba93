"""A docket asks the same number of queries with a few reports and with many; so does the ranking."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from garda import clock
from garda.dockets import renewing
from garda.dockets.models import Docket, Report
from tests.dockets.land import build_land, decide, decider, new_version, new_wording, send, send_twelve
from tests.office.staff import signed_in
from tests.town import Town, moment

NOW = moment("2025-11-11")


@pytest.fixture
def town(db: Any) -> Any:
    with clock.moved_to(NOW):
        yield build_land()


def counted(client: Client, address: str) -> int:
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_docket_and_its_pages_ask_no_more_the_more_is_reported(town: Town) -> None:
    send(town)
    docket = decide(town)
    renewing.reword(town.city, docket.pk, new_wording(town), at=NOW, **decider(town))
    renewing.renew(town.city, docket.pk, new_version(town).pk, at=NOW, **decider(town))
    sekda, loket = signed_in(town, "setda", "sekda"), signed_in(town, "melati", "petugas-loket")
    pages = [
        (sekda, f"/kerja/berkas-aturan/{docket.pk}/", 38),
        (sekda, f"/kerja/berkas-aturan/{docket.pk}/laporan/", 15),
        (sekda, "/kerja/berkas-aturan/", 20),
        (loket, f"/kerja/perubahan/{docket.pk}/", 19),
        (loket, "/kerja/lapor-aturan/", 12),
        (loket, f"/kerja/lapor-aturan/{Report.objects.get().pk}/", 15),
        (Client(), "/contoh/perubahan/", 9),
        (Client(), f"/contoh/perubahan/{docket.pk}/", 9),
    ]
    few = [counted(client, address) for client, address, _most in pages]
    send_twelve(town)
    send(town, reference="uu-25-2009#21")
    many = [counted(client, address) for client, address, _most in pages]
    assert Docket.objects.count() == 2
    for (_client, address, most), before, after in zip(pages, few, many, strict=True):
        assert after <= before + 1, (address, before, after)
        assert after <= most, (address, after)
