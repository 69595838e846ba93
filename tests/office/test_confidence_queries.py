"""The pages of confidence ask the same of the database with few rows as with many."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from garda import clock
from garda.gatherings import keeping
from garda.integrity import boxing, declaring, emptying
from garda.integrity.models import Criticism, Report
from tests.office.staff import signed_in
from tests.town import Town, build_town, build_unit, moment, report

pytestmark = pytest.mark.django_db
WORDS = "Loket Melati sering tutup sebelum pukul tiga, padahal antreannya masih panjang."
LATER = moment("2025-11-07")
# Address → (whose browser, the most queries).
BUDGETS = {
    "/kerja/kritik/": (("kec-taman", "camat"), 12),
    "/kerja/kritik/kota/": (("setda", "sekda"), 12),
    "/kerja/perilaku/": (("ins", "inspektur"), 15),
    "/kerja/pertemuan/": (("setda", "sekda"), 11),
    "/kerja/ikrar/": (("melati", "lurah"), 13),
    "/kerja/ikrar/daftar/": (("ins", "inspektur"), 13),
    "/kerja/suara/": (("melati", "lurah"), 60),
    "/contoh/kritik/": (None, 4),
    "/contoh/lapor-perilaku/": (None, 4),
    "/contoh/keputusan/": (None, 3),
}


@pytest.fixture
def town() -> Any:
    with clock.moved_to(moment()):
        found = build_town(flows=("pengaduan",))
        build_unit(found, "ins", "INS", "Inspektorat", "inspektorat", "kota")
    with clock.moved_to(LATER):
        yield found


def more(town: Town, start: int, count: int) -> None:
    """So many more of everything."""
    melati, lurah, sekda = (
        town.units["melati"],
        *(town.persons[u, k, 1] for u, k in (("melati", "lurah"), ("setda", "sekda"))),
    )
    for n in range(start, start + count):
        for kind in (boxing.CRITICISM, boxing.REPORT):
            boxing.drop(town.city, melati, WORDS, kind=kind, at=moment(), form_key=f"{kind}{n:010}{kind}")
        case = report(town).case
        declaring.declare_interest(melati, case.pk, case.number, "Adik.", by=lurah, at=moment())
        declaring.declare_gift(
            melati, "Kue", "Warga", value=1, got_on=moment().date(), taken=True, by=lurah, at=moment()
        )
        pk = keeping.keep(
            town.city, town.units["setda"], title=f"Rapat {n}", day=moment().date(), closed=n % 2 == 0,
            by=sekda, at=moment(),
        )  # fmt: skip
        keeping.release(pk, f"Keputusan {n}.", by=sekda, at=moment())
    emptying.remind(LATER)


def asked(town: Town, address: str, who: tuple[str, str] | None) -> list[str]:
    """The queries of one page, with warm memory."""
    client = signed_in(town, *who) if who else Client()
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries.captured_queries]


def test_items_25_26_36_each_page_asks_the_same_with_few_and_with_many(town: Town) -> None:
    more(town, 0, 2)
    few = {address: asked(town, address, who) for address, (who, _most) in BUDGETS.items()}
    more(town, 2, 8)
    for address, (who, most) in BUDGETS.items():
        many = asked(town, address, who)
        assert len(many) <= most, f"{address}: {len(many)}\n" + "\n".join(sql[:150] for sql in many)
        assert len(many) <= len(few[address]) + 1, f"{address}: {len(few[address])} → {len(many)}"
    inspector, lurah = signed_in(town, "ins", "inspektur"), signed_in(town, "melati", "lurah")
    for client, address in (
        (lurah, f"/kerja/kritik/{Criticism.objects.order_by('pk')[0].pk}/"),
        (inspector, f"/kerja/perilaku/{Report.objects.order_by('pk')[0].pk}/"),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) <= 15, address
