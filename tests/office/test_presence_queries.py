"""Pages about presence ask as much with many people and days as with few."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from garda import clock
from garda.rosters import disciplining, office_days, reporting_empty
from garda.rosters.models import Presence
from tests.office.staff import signed_in
from tests.rosters.test_attending import at, come, go
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db
# Address → (whose browser, the most queries).
BUDGETS = {
    "/kerja/hadir/": (("melati", "petugas-loket"), 14),
    "/kerja/hadir/perbaiki/": (("melati", "lurah"), 16),
    "/kerja/hadir/perangkat/": (("melati", "lurah"), 11),
    "/kerja/menit-kosong/": (("setda", "sekda"), 20),
    "/kerja/menit-kosong/melati/": (("kec-taman", "camat"), 20),
    "/kerja/disiplin/": (("melati", "petugas-loket"), 10),
    "/kerja/disiplin/kantor/": (("kec-taman", "camat"), 13),
}


def fill(town: Town, first: int, last: int) -> None:
    """Some days of coming and going in both offices, and what follows from them."""
    for day in range(first, last):
        for unit in ("melati", "kenanga"):
            for seat in (1, 2):
                come(town, f"07:{30 + seat * day}", n=seat, unit=unit, day=f"2025-11-{day:02d}")
                go(town, f"15:{30 + seat}", n=seat, unit=unit, day=f"2025-11-{day:02d}")
        night = at("23:59", f"2025-11-{day:02d}") + timedelta(minutes=20)
        office_days.keep_past_days(town.city, night)
        disciplining.look_back(town.city, night)


def asked(town: Town, address: str, who: tuple[str, str]) -> list[str]:
    """The queries of one page, with warm memory."""
    client = signed_in(town, *who)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries.captured_queries]


def test_each_page_asks_the_same_with_few_stays_and_with_many() -> None:
    town = build_town(flows=())
    fill(town, 4, 6)
    reporting_empty.report(town.units["melati"], when=at("07:31"), at=at("07:40"), words="Sepi")
    with clock.moved_to(at("09:00", "2025-11-13")):
        few = {address: asked(town, address, who) for address, (who, _most) in BUDGETS.items()}
    fill(town, 6, 9)
    fill(town, 10, 12)
    with clock.moved_to(at("09:00", "2025-11-13")):
        for address, (who, most) in BUDGETS.items():
            many = asked(town, address, who)
            shown = "\n".join(sql[:160] for sql in many)
            assert len(many) <= most, f"{address}: {len(many)} queries\n{shown}"
            assert len(many) <= len(few[address]), f"{address}: {len(few[address])} → {len(many)}\n{shown}"
    assert Presence.objects.count() > 20
