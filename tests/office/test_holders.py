"""Who is named on a matter after its holder has changed, and which units really own work."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from garda import clock
from garda.cases import errands, residents
from garda.cases.models import Case
from garda.figures.adding import SUMS, three
from garda.people import appointing
from garda.people.models import Term, Unit
from tests.office.staff import do, signed_in, text_of
from tests.town import Town, build_person, build_town, build_unit, moment, report

NEW = "Orang Yang Menggantikan"
FIRST, LAST = date(2025, 11, 1), date(2025, 11, 30)


@pytest.fixture
def town(db: None) -> Any:
    """The town, grown by an inspectorate and a section, on a Tuesday morning."""
    with clock.moved_to(moment()):
        made = build_town()
        build_unit(made, "ins", "INS", "Inspektorat Daerah", "inspektorat", "kota")
        build_unit(made, "bag-hukum", "HKM", "Bagian Hukum", "bagian", "setda")
        yield made


def answered(client: Client, case: Case) -> None:
    """Handled and answered at once by whoever sits there."""
    do(client, case, "langkah/handling")
    assert do(client, case, "langkah/answered", answer="Lampunya sudah menyala lagi.").status_code == 302


def test_item_3_after_a_hand_over_open_matters_name_the_new_holder_and_closed_ones_the_old(
    town: Town,
) -> None:
    seat = town.posts["melati", "petugas-loket", 1]
    old = town.persons["melati", "petugas-loket", 1]
    closed, running = report(town).case, report(town, what="Got mampet").case
    Case.objects.update(holder=seat)
    answered(signed_in(town, "melati", "petugas-loket"), closed)
    residents.confirm(closed.pk, at=moment(time="10:00"))
    appointing.end_term(Term.objects.get(post=seat), date(2025, 11, 4), by=None, at=moment())
    fresh = build_person(username="pengganti", name=NEW, city=town.city)
    appointing.appoint(seat, fresh, "definitif", date(2025, 11, 5), by=None, at=moment())
    with clock.moved_to(moment("2025-11-05")):
        client = Client()
        client.force_login(fresh)
        then, now = (text_of(client.get(f"/kerja/urusan/{one.number}/")) for one in (closed, running))
        listed = text_of(client.get("/kerja/meja/"))
    assert old.name in then
    assert NEW not in then.split("<main")[1]
    assert old.name not in now
    assert running.number in listed
    assert closed.number not in listed


@pytest.mark.parametrize(("unit", "kind"), [("ins", "inspektur"), ("bag-hukum", "kabag")])
def test_item_2_an_inspectorate_and_a_section_take_work_and_finish_it(
    town: Town, unit: str, kind: str
) -> None:
    case = report(town, what="Petugas minta uang").case
    kind = kind if (unit, kind, 1) in town.posts else next(k for u, k, _ in town.posts if u == unit)
    client = signed_in(town, unit, kind)
    said = do(
        signed_in(town, "melati", "petugas-loket"),
        case,
        "tawarkan",
        unit=town.units[unit].pk,
        reason="Urusan unit itu.",
    )
    assert said.status_code == 302
    assert case.number in text_of(client.get("/kerja/meja/"))
    assert do(client, case, "terima").status_code == 302
    answered(client, case)
    residents.confirm(case.pk, at=moment(time="10:00"))
    while errands.work_off(moment(time="10:00")):
        pass
    assert three([town.units[unit].pk], FIRST, LAST).closed == 1


def test_item_2_every_metric_of_every_kind_of_unit_adds_up_to_the_city(town: Town) -> None:
    for key, unit in town.units.items():
        if unit.kind == "kota":
            continue
        case = report(town, unit=key, at=moment()).case
        if unit.kind in ("kelurahan", "inspektorat", "bagian"):
            answered(signed_in(town, key, case.desk), case)
            residents.confirm(case.pk, at=moment(time="10:00"))
    while errands.work_off(moment(time="10:00")):
        pass
    kinds = sorted({unit.kind for unit in town.units.values()})
    parts = [
        three(Unit.objects.filter(city=town.city, kind=kind).values_list("pk", flat=True), FIRST, LAST)
        for kind in kinds
    ]
    total = three(Unit.objects.values_list("pk", flat=True), FIRST, LAST)
    assert (total.opened, total.closed) == (len(town.units) - 1, 4)
    for name in (*SUMS, "overdue"):
        assert sum(getattr(part, name) for part in parts) == getattr(total, name), name
