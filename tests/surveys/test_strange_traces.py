"""A stranger with the whole database before and after: what does one answer, one criticism, leave in it?

Every table is read before and after the act. Whatever is new or changed may not hold who it was beside what
they said: no person, no session, no moment, no number that counts up along with one that does.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from garda import clock
from garda.people.models import Person
from garda.surveys import answering, publishing, rounds
from garda.surveys.models import Response, Taken
from tests.office.staff import signed_in, text_of
from tests.surveys.asked import invited, sheet
from tests.surveys.climate import EXERCISE, PULSE, manned
from tests.town import Town, moment

NOW = moment("2025-11-18", "10:00")
MARK = "Kalimat penanda kolibri zamrud tentang kantor ini."
Rows = dict[str, dict[Any, dict[str, Any]]]


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    with clock.moved_to(NOW):
        yield manned()


def everything() -> Rows:
    """Every row of every table, by table and key."""
    return {
        model._meta.label: {row["pk"]: row for row in model._default_manager.values("pk", *_columns(model))}
        for model in apps.get_models()
    }


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def left(before: Rows, after: Rows) -> Iterator[tuple[str, dict[str, Any], set[str]]]:
    """(table, row, the columns that changed) of everything new or changed."""
    for label, rows in after.items():
        for pk, row in rows.items():
            old = before[label].get(pk)
            changed = set(row) if old is None else {name for name in row if row[name] != old[name]}
            if changed:
                yield label, row, changed


def persons_in(label: str, row: dict[str, Any]) -> set[int]:
    """The persons whom a row names by a key."""
    model = apps.get_model(label)
    keys = [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Person)  # type: ignore[arg-type]
    ]
    named = {row[key] for key in keys if row[key] is not None}
    return named | ({row["pk"]} if model is Person else set())


def moments_in(row: dict[str, Any], changed: set[str]) -> set[str]:
    """The columns of what changed that hold a moment of the day."""
    return {name for name in changed if hasattr(row[name], "hour")}


# ---- criticism -----------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/kerja/kritik/tulis/", "/kerja/perilaku/lapor/"])
@pytest.mark.parametrize(
    ("unit", "kind"),
    [("melati", "petugas-loket"), ("melati", "seklur"), ("setda", "sekda"), ("kota", "wali-kota")],
)
def test_item_25_and_36_what_staff_write_in_confidence_names_nobody_and_no_moment(
    town: Town, unit: str, kind: str, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    client, person = signed_in(town, unit, kind), town.persons[unit, kind, 1]
    page = text_of(client.get(address))
    assert "<form" in page
    fields = {"kantor": "melati", "tentang": "kantor", "penangan": "lain", "kata": MARK}
    before = everything()
    with caplog.at_level(logging.DEBUG):
        told = client.post(address, fields)
        assert told.status_code == 200, text_of(told)[:400]
        client.post(address, {**fields, "kata": "pendek"})
    traces = list(left(before, everything()))
    assert {label for label, _row, _changed in traces} == {"integrity.Slip"}
    for label, row, changed in traces:
        assert person.pk not in persons_in(label, row), label
        assert not moments_in(row, changed), label
        assert MARK not in str(row)
    for said in (MARK, "kolibri", person.username, person.name):
        assert said not in caplog.text
    code = next((word for word in text_of(told).split() if word.count("-") == 3), "")
    assert code == "" or code not in str(traces)


def test_item_25_and_36_a_resident_leaves_no_visit_behind(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    before = everything()
    with caplog.at_level(logging.DEBUG):
        for address in ("/contoh/kritik/", "/contoh/lapor-perilaku/"):
            client.get(address)
            fields = {"kantor": "melati", "tentang": "kantor", "penangan": "lain", "kata": MARK}
            told = client.post(
                address, fields, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Peramban-Langka/9"
            )
            assert told.status_code == 200
    traces = list(left(before, everything()))
    assert {label for label, _row, _changed in traces} == {"integrity.Slip"}
    assert "sessionid" not in client.cookies
    for said in (MARK, "kolibri", "203.0.113.77", "Peramban-Langka"):
        assert said not in str(traces) and said not in caplog.text


# ---- rounds and visitors -------------------------------------------------------------------------
def test_item_45_taking_part_leaves_who_and_what_apart(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    held = [
        rounds.open_round(town.city, key, first=date(2025, 11, 10), last=date(2025, 11, 25), at=NOW)
        for key in (PULSE, EXERCISE)
    ]
    clients = [signed_in(town, "melati", "petugas-loket", seat) for seat in range(1, 6)]
    for at, client in enumerate(clients):
        for one in held:
            asked = publishing.edition(town.city, one.edition_id)
            assert asked is not None
            before = everything()
            where = "denyut" if one.key == PULSE else "latihan"
            with caplog.at_level(logging.DEBUG):
                client.post(
                    f"/kerja/{where}/{one.id}/",
                    {element.key: str(at % 4) for element in asked.instrument.elements},
                )
            traces = {label: (row, changed) for label, row, changed in left(before, everything())}
            assert set(traces) == {"surveys.Taken", "surveys.Box"}
            row, changed = traces["surveys.Taken"]
            assert not moments_in(row, changed) and "pattern" not in str(row)
            box, changed = traces["surveys.Box"]
            assert not persons_in("surveys.Box", box) and not moments_in(box, changed)
            assert list(box["patterns"]) == sorted(box["patterns"])
    assert "melati" not in caplog.text.replace(str(town.city), "")


def test_item_79_visitors_who_came_one_after_another_can_not_be_told_by_order(town: Town) -> None:
    people, said = [], []
    for n in range(12):
        at = moment("2025-11-18", f"09:{n:02d}")
        one = invited(town, served_on=at.date())
        places = [(n >> bit) & 1 for bit in range(4)] + [2] * 5
        answering.answer(one, "skm", sheet(town, list(places), "skm", "2025-11-18"), at=at)
        people.append(one.id)
        said.append(",".join(map(str, places)))
    truth = dict(zip(people, said, strict=True))
    # Those who know when each sheet came, to the minute, and in which order it was noted who had come.
    came = list(Taken.objects.order_by("pk").values_list("invitation_id", flat=True))
    sheets = list(Response.objects.order_by("at").values_list("pattern", flat=True))
    guessed = sum(truth[who or 0] == what for who, what in zip(came, sheets, strict=True))
    by_key = list(Response.objects.order_by("pk").values_list("pattern", flat=True))
    guessed_by_key = sum(truth[who or 0] == what for who, what in zip(came, by_key, strict=True))
    assert guessed < 8, "the order of those who came is the order of the sheets"
    assert guessed_by_key < 8
