"""What a flow calls unsure: an officer in charge sees it marked until somebody confirms it by a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from garda import clock, shelf
from garda.cases.confirming import confirm
from garda.cases.models import Confirmation
from garda.cases.publishing import flow_of, publish
from garda.flow.doubting import doubts
from garda.rules.loading import load_rules
from garda.sight.catalogue import entry
from garda.sight.doubting import doubted, in_doubt
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment, publish_flow

pytestmark = pytest.mark.django_db
MARK = "periksa perda/perwal setempat"
RULE = "standar-pelayanan#sktm"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    load_rules(shelf.folder("rules"))
    own = shelf.folder("rules", "malang.toml").read_text("utf-8").replace("malang", "contoh")
    (tmp_path / "contoh.toml").write_text(own, "utf-8")
    load_rules(tmp_path)
    with clock.moved_to(moment("2025-11-04", "14:00")):
        yield build_town(flows=["sktm"])


def waits(town: Town) -> list[str]:
    """The keys that still wait."""
    row = town.flows["sktm"]
    return [one.key for one in doubted(row, moment().date(), "id") if one.at is None]


def marks(page: str) -> dict[str, str]:
    """The fingerprint of each component, as the form carries it."""
    return dict(re.findall(r'name="sidik-([a-z]+)" value="([0-9a-f]{64})"', page))


def send(client: Client, page: str, *ticked: str, rule: str = RULE) -> int:
    sent = {"component": list(ticked), "rule": rule} | {f"sidik-{k}": v for k, v in marks(page).items()}
    return client.post("/kerja/alur/sktm/periksa/", sent).status_code


def test_item_11_what_is_unsure_is_marked_until_an_administrator_confirms_it_by_a_rule(town: Town) -> None:
    unsure = [one.key for one in doubts(flow_of(town.flows["sktm"]))]
    assert waits(town) == unsure
    admin = signed_in(town, "kota", "admin")
    page = text_of(admin.get("/kerja/alur/sktm/"))
    assert page.count(MARK) == len(unsure)
    assert f"{len(unsure)} perlu dicocokkan" in text_of(admin.get("/kerja/alur/"))
    form = admin.get("/kerja/alur/sktm/periksa/").content.decode()
    assert set(marks(form)) == set(unsure)
    assert send(admin, form, "time", "staff") == 302
    assert waits(town) == [one for one in unsure if one not in ("time", "staff")]
    page = text_of(admin.get("/kerja/alur/sktm/"))
    assert page.count(MARK) == len(unsure) - 2
    told = entry(town.city, "sktm", clock.now())
    assert told
    assert told["perlu_dicocokkan"] == waits(town)
    kept = Confirmation.objects.get(component="time")
    assert (kept.by, kept.rests_on) == (town.persons["kota", "admin", 1], RULE)
    assert kept.by.name in page
    assert send(admin, form, *(one for one in unsure if one not in ("time", "staff"))) == 302
    assert MARK not in text_of(admin.get("/kerja/alur/sktm/"))
    assert in_doubt([town.flows["sktm"]]) == {}


def test_a_confirmation_needs_a_tick_and_a_rule_that_is_in_force(town: Town) -> None:
    admin = signed_in(town, "kota", "admin")
    form = admin.get("/kerja/alur/sktm/periksa/").content.decode()
    assert send(admin, form) == 422
    assert send(admin, form, "time", rule="tidak-ada#1") == 422
    assert send(admin, form, "complaints") == 422, "what is sure needs no confirming"
    assert not Confirmation.objects.exists()


def test_who_may_not_confirm_sees_the_marks_and_no_button(town: Town) -> None:
    lurah = signed_in(town, "melati", "lurah")
    page = lurah.get("/kerja/alur/sktm/").content.decode()
    assert MARK in page
    assert "/periksa/" not in page
    assert lurah.get("/kerja/alur/sktm/periksa/").status_code == 403
    assert lurah.post("/kerja/alur/sktm/periksa/", {}).status_code == 403


def test_a_new_version_asks_again_only_for_what_it_says_differently(town: Town) -> None:
    row = town.flows["sktm"]
    by = town.by("setda", "sekda")
    for one in doubts(flow_of(row)):
        confirm(row, one.key, RULE, by=by, at=moment())
    new = row.text.replace('within   = "30 menit kerja"', 'within   = "45 menit kerja"', 1)
    assert new != row.text
    town.flows["sktm"] = publish(town.city, new, at=clock.now())
    assert waits(town) == ["time"]


def test_what_changed_since_it_was_read_is_not_confirmed(town: Town) -> None:
    admin = signed_in(town, "kota", "admin")
    form = admin.get("/kerja/alur/sktm/periksa/").content.decode()
    text = town.flows["sktm"].text.replace('within   = "30 menit kerja"', 'within   = "45 menit kerja"', 1)
    publish(town.city, text, at=clock.now())
    assert send(admin, form, "time") == 422
    assert not Confirmation.objects.exists()


def test_residents_read_nothing_of_it_and_a_flow_without_doubt_says_nothing(town: Town) -> None:
    client = Client()
    for address in ("/contoh/layanan/sktm/", "/contoh/layanan/sktm/standar/"):
        assert MARK not in text_of(client.get(address))
    publish_flow(city=town.city, key="pengaduan")
    page = text_of(signed_in(town, "kota", "admin").get("/kerja/alur/pengaduan/"))
    assert "Yang perlu dicocokkan" not in page
