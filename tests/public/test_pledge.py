"""The pledge of the city says every promise of every service, and what many promise only once."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client

from garda import clock
from garda.public.pledging import pledges
from garda.sight import shelves
from tests.town import Town, build_town, moment

FLOWS = ("pengaduan", "sktm", "domisili", "penghasilan", "skck")


@pytest.fixture
def town(db: None) -> Any:
    """The town with five services, three of which promise the same but for the time."""
    with clock.moved_to(moment()):
        yield build_town(flows=FLOWS)


def test_every_service_stands_in_one_group_that_promises_what_it_promises(town: Town) -> None:
    pages = [shelves.service(town.city, key, clock.now(), "id") for key in FLOWS]
    found = pledges(page for page in pages if page)
    assert sorted(page.flow.key for one in found for page in one.pages) == sorted(FLOWS)
    for one in found:
        assert all(page.flow.promises[1:] == one.promises for page in one.pages)
    assert len({one.promises for one in found}) == len(found)
    assert [len(one.pages) for one in found] == sorted((len(one.pages) for one in found), reverse=True)
    assert len(found[0].pages) > 1, "this town has services that promise the same"


def test_the_page_holds_every_promise_and_what_is_shared_once(town: Town, client: Client) -> None:
    page = unescape(client.get("/contoh/maklumat/").content.decode())
    found = pledges(one for key in FLOWS if (one := shelves.service(town.city, key, clock.now(), "id")))
    for group in found:
        for of in group.pages:
            assert of.service.title in page
            assert all(said.id in page for said in of.flow.promises)
    shared = {said.id: sum(said in group.promises for group in found) for said in found[0].promises}
    assert {said: page.count(f"<li>{said}</li>") for said in shared} == shared
