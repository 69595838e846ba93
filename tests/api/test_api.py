"""The machine's face: facts anyone may read, errors in the standard's form."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from garda.cases import publishing, seals
from tests import town as towns

pytestmark = pytest.mark.django_db


def test_the_services_in_force_and_their_fingerprints() -> None:
    town = towns.build_town()
    listed = Client().get("/api/contoh/layanan/").json()
    assert {one["key"] for one in listed["services"]} == set(town.flows)
    one = Client().get("/api/contoh/layanan/sktm/").json()
    assert one["fingerprint"] == town.flows["sktm"].fingerprint
    publishing.withdraw_flow(town.flows["sktm"], at=towns.moment())
    assert Client().get("/api/contoh/layanan/sktm/").status_code == 404


def test_item_89_the_seals_are_published() -> None:
    town = towns.build_town()
    towns.report(town)
    seal = seals.seal_day(town.city, date(2025, 11, 4), towns.moment("2025-11-05"))
    (day,) = Client().get("/api/contoh/segel/").json()["seals"]
    assert day == {"day": "2025-11-04", "events": 1, "before": "", "root": seal.root}


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/api/tidak-ada/layanan/", 404),
        ("get", "/api/contoh/layanan/tidak-ada/", 404),
        ("get", "/api/contoh/segel/?simulasi=ya", 400),
        ("post", "/api/contoh/segel/", 405),
        ("delete", "/api/sehat/", 405),
    ],
)
def test_errors_are_problem_documents_and_never_a_page(method: str, address: str, status: int) -> None:
    towns.build_town()
    found = getattr(Client(), method)(address)
    assert found.status_code == status
    assert found["Content-Type"] == "application/problem+json"
    assert found.json()["status"] == status and found.json()["detail"]


def test_health_tells_what_waits() -> None:
    town = towns.build_town()
    assert Client().get("/api/sehat/").json()["errands"]["open"] == 0
    towns.report(town)
    assert Client().get("/api/sehat/").json()["errands"]["open"] > 0
