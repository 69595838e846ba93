"""Pages of directives and calls ask as many queries for two units as for many."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from garda import clock, shelf
from garda.rules.loading import load_rules
from tests.directives import five
from tests.enquiries import asked
from tests.office.staff import signed_in
from tests.town import Town, build_town, build_unit, moment

pytestmark = pytest.mark.django_db
FEW = ("melati", "kenanga")
MANY = (*FEW, *(f"ward-{n}" for n in range(8)))


@pytest.fixture
def town(db: None) -> Any:
    """The town with eight more wards, on a Tuesday afternoon."""
    load_rules(shelf.folder("rules"))
    with clock.moved_to(moment(time="14:00")):
        new = build_town()
        for n in range(8):
            build_unit(new, f"ward-{n}", f"WX{n}", f"Kelurahan Contoh {n}", "kelurahan", "kec-taman", "99.01")
        yield new


def queries(client: Any, address: str) -> int:
    """How many the page asks, with warm memory."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_item_24_a_directive_to_many_units_asks_no_more(town: Town) -> None:
    sekda, counted = signed_in(town, "setda", "sekda"), []
    for units in (FEW, MANY):
        pk = five.coordinated(town, *units, form_key=f"{len(units)}")
        for unit in units:
            five.catch(town, pk, unit, "lurah")
        five.implement(town, pk, "melati", "lurah")
        counted.append([queries(sekda, f"/kerja/arahan/{pk}/{page}") for page in ("", "unit/melati/")])
    assert counted[0] == counted[1], counted
    assert counted[0][0] <= 16 and counted[0][1] <= 18, counted


def test_item_24_a_long_list_of_directives_asks_no_more(town: Town) -> None:
    sekda, counted = signed_in(town, "setda", "sekda"), []
    for turn in range(2):
        for n in range(2 + 5 * turn):
            pk = five.coordinated(town, "pu", "melati", form_key=f"{turn}-{n}")
            five.catch(town, pk, "pu")
            five.implement(town, pk, "pu")
        counted.append(queries(sekda, "/kerja/arahan/"))
    assert counted[0] == counted[1] <= 16, counted


def test_item_20_a_call_to_many_units_asks_no_more(town: Town) -> None:
    sekda, officer = signed_in(town, "setda", "sekda"), signed_in(town, "melati", "petugas-loket")
    counted = []
    for units in (FEW, MANY):
        call = asked.opened(town, *units, form_key=f"{len(units)}")
        for unit in units:
            asked.answered(town, call, unit, hindrance="Syarat diminta dua kali.", kind="hard")
        here = f"/kerja/permintaan/{call}/"
        found = [queries(sekda, f"{here}{page}") for page in ("", "tata/1/", "unit/melati/", "jawaban.csv")]
        counted.append([*found, queries(officer, f"{here}unit/melati/1/")])
    assert counted[0] == counted[1], counted
    assert all(n <= most for n, most in zip(counted[0], (16, 17, 17, 17, 19), strict=True)), counted
