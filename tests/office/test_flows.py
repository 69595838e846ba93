"""Publishing flows from a page: findings beside the drawing, differences in words, a second yes, reviews."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from garda import clock, shelf
from garda.cases.models import FlowReview, PublishedFlow
from garda.cases.publishing import in_force
from garda.config.cli import main
from garda.flow import fingerprint
from garda.people.models import City
from garda.rules.loading import load_rules
from garda.rules.models import Rule
from tests.office.staff import signed_in, text_of
from tests.town import Town, ask_letter, build_town, fresh, moment

TEXT = shelf.folder("flows", "sktm.toml").read_text("utf-8")
CHANGED = TEXT.replace('within   = "30 menit kerja"', 'within   = "45 menit kerja"')


@pytest.fixture
def town(db: None, tmp_path: Path) -> Any:
    """The town on a Tuesday morning, with the register of rules and a standard of its own."""
    load_rules(shelf.folder("rules"))
    own = shelf.folder("rules", "malang.toml").read_text("utf-8").replace("malang", "contoh")
    (tmp_path / "contoh.toml").write_text(own, "utf-8")
    load_rules(tmp_path)
    with clock.moved_to(moment()):
        yield build_town()


def officer(town: Town) -> Any:
    """The officer in charge of services, or whoever may publish."""
    unit = next(unit for (unit, kind, _seat) in town.posts if kind == "penyelenggara")
    return signed_in(town, unit, "penyelenggara")


def test_a_text_is_checked_drawn_and_compared_and_nothing_is_kept(town: Town) -> None:
    page = text_of(officer(town).post("/kerja/alur/naskah/", {"text": CHANGED}))
    assert "45 menit kerja" in page
    assert "30 menit kerja" in page
    assert 'class="route"' in page
    assert "Terbitkan versi baru" in page
    assert PublishedFlow.objects.filter(key="sktm").count() == 1


def test_publishing_needs_the_second_yes_for_the_very_text_that_was_shown(town: Town) -> None:
    client = officer(town)
    sent = {"text": CHANGED, "aksi": "terbitkan", "sidik": fingerprint(CHANGED)}
    assert client.post("/kerja/alur/naskah/", sent).status_code == 422
    assert client.post("/kerja/alur/naskah/", {**sent, "yakin": "ya", "sidik": "0" * 64}).status_code == 422
    before = ask_letter(town).case
    answer = client.post("/kerja/alur/naskah/", {**sent, "yakin": "ya"})
    assert answer.status_code == 302
    row = in_force(City.objects.get(pk=town.city.pk), "sktm", clock.now())
    assert row is not None
    assert (row.version, row.by is not None) == (2, True)
    assert fresh(before).flow_id == town.flows["sktm"].pk, "running matters keep their version"
    again = client.post("/kerja/alur/naskah/", {**sent, "yakin": "ya"})
    assert again.status_code == 302
    assert PublishedFlow.objects.filter(key="sktm").count() == 2, "the same text twice is one version"


NO_POST = TEXT.replace('["petugas-loket", "seklur"]', '["raja"]')
NO_RULE = TEXT.replace("standar-pelayanan#sktm", "aturan-karangan#1")


@pytest.mark.parametrize(
    "text",
    ["", "x = = =", "language = 1", NO_POST, NO_RULE, "[[step]]\n" * 5000, "\x00" * 50, "x" * 500_000],
)
def test_a_grave_finding_is_said_and_forbids_publishing(town: Town, text: str) -> None:
    client = officer(town)
    page = client.post("/kerja/alur/naskah/", {"text": text})
    assert page.status_code in (200, 422)
    forced = {"text": text, "aksi": "terbitkan", "yakin": "ya", "sidik": fingerprint(text)}
    assert client.post("/kerja/alur/naskah/", forced).status_code in (200, 422)
    assert PublishedFlow.objects.filter(key="sktm").count() == 1


def test_an_uploaded_file_is_read_as_the_text_is(town: Town) -> None:
    client = officer(town)
    good = SimpleUploadedFile("sktm.toml", CHANGED.encode())
    assert "45 menit kerja" in text_of(client.post("/kerja/alur/naskah/", {"flow": good}))
    bad = SimpleUploadedFile("sktm.toml", b"\xff\xfe\x00")
    assert client.post("/kerja/alur/naskah/", {"flow": bad}).status_code == 422


def test_item_19_past_its_date_a_flow_is_on_the_list_the_same_day(town: Town) -> None:
    review = town.flows["sktm"].review
    assert review is not None
    client = officer(town)
    with clock.moved_to(moment(review.isoformat(), "09:00")):
        assert "menunggu tinjauan" not in text_of(client.get("/kerja/alur/"))
    following = date.fromordinal(review.toordinal() + 1).isoformat()
    with clock.moved_to(moment(following, "00:05")):
        page = text_of(client.get("/kerja/alur/"))
        assert "2 alur menunggu tinjauan" in page
        assert "Lewat 1 hari" in page
        head = text_of(signed_in(town, "melati", "lurah").get("/kerja/kepala/"))
        assert "melewati tanggal tinjauan" in head


def test_item_19_a_review_without_outcome_does_not_clear_it(town: Town) -> None:
    review = town.flows["sktm"].review
    assert review is not None
    client = officer(town)
    with clock.moved_to(moment(date.fromordinal(review.toordinal() + 5).isoformat(), "09:00")):
        sent = {"words": "Sedang dibicarakan dengan lurah.", "next_review": "1/10/2028"}
        assert client.post("/kerja/alur/sktm/tinjau/", {**sent, "outcome": ""}).status_code == 302
        assert "Lewat 5 hari" in text_of(client.get("/kerja/alur/"))
        assert (
            client.post(
                "/kerja/alur/sktm/tinjau/", {**sent, "outcome": "keep", "next_review": "1/1/2020"}
            ).status_code
            == 422
        )
        assert (
            client.post("/kerja/alur/sktm/tinjau/", {**sent, "outcome": "keep", "words": " "}).status_code
            == 422
        )
        assert client.post("/kerja/alur/sktm/tinjau/", {**sent, "outcome": "keep"}).status_code == 302
        page = text_of(client.get("/kerja/alur/sktm/"))
        assert "Tetap seperti ini" in page
        assert "Seharusnya ditinjau" not in page
        assert "1 alur menunggu tinjauan" in text_of(client.get("/kerja/alur/")), "the other one still waits"
    assert FlowReview.objects.count() == 2


def test_withdrawing_takes_the_service_away_and_leaves_running_matters(town: Town) -> None:
    case = ask_letter(town).case
    client = officer(town)
    assert client.post("/kerja/alur/sktm/cabut/").status_code == 422
    assert client.post("/kerja/alur/sktm/cabut/", {"yakin": "ya"}).status_code == 302
    assert in_force(City.objects.get(pk=town.city.pk), "sktm", clock.now()) is None
    counter = signed_in(town, "melati", "petugas-loket")
    assert counter.get("/kerja/catat/sktm/").status_code == 404
    assert counter.get(f"/kerja/urusan/{case.number}/").status_code == 200
    assert client.get("/kerja/alur/sktm/v1.toml").content.decode() == TEXT
    assert client.get("/kerja/alur/sktm/v9.toml").status_code == 404
    assert client.get("/kerja/alur/tidak-ada/").status_code == 404


def test_a_lurah_reviews_and_does_not_publish(town: Town) -> None:
    lurah = signed_in(town, "melati", "lurah")
    assert lurah.get("/kerja/alur/").status_code == 200
    assert lurah.get("/kerja/alur/naskah/").status_code == 403
    assert lurah.post("/kerja/alur/sktm/cabut/", {"yakin": "ya"}).status_code == 403


SHELF = """
[[step]]
key    = "shelf"
title  = { id = "Rak arsip", en = "Archive shelf" }
shown  = { id = "Berkas di rak.", en = "The papers are on a shelf." }
desk   = { id = "Rak", en = "Shelf" }
post   = "lurah"
within = "10 menit kerja"
"""


def test_item_9_a_flow_with_one_dead_end_is_refused_on_the_page_and_the_step_is_named(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = _to_the_shelf() + SHELF
    client = officer(town)
    page = text_of(client.post("/kerja/alur/naskah/", {"text": text}))
    assert "Rak arsip" in page
    assert "buntu" in page
    assert "Terbitkan versi baru" not in page
    forced = {"text": text, "aksi": "terbitkan", "yakin": "ya", "sidik": fingerprint(text)}
    answer = client.post("/kerja/alur/naskah/", forced)
    assert answer.status_code == 422
    assert "melarang penerbitan" in text_of(answer)
    file = tmp_path / "sktm.toml"
    file.write_text(text, "utf-8")
    assert main(["publish", str(file), "--city", town.city.key]) == 1
    said = capsys.readouterr()
    assert "Rak arsip" in said.out + said.err
    assert PublishedFlow.objects.filter(key="sktm").count() == 1


def _to_the_shelf() -> str:
    """The letter's flow with a first move that leads to the shelf."""
    head, mark, rest = TEXT.partition("  [[step.move]]\n")
    move = '  key    = "shelf"\n  to     = "shelf"\n  label  = { id = "Simpan", en = "Put away" }\n\n'
    return head + mark + move + mark + rest


def test_item_19_a_rule_past_its_review_is_on_the_list_the_same_day(town: Town) -> None:
    day = date(2027, 10, 1)
    assert Rule.objects.filter(city_key="contoh", review=day).exists()
    client = officer(town)
    with clock.moved_to(moment(day.isoformat(), "23:50")):
        assert "Aturan yang menunggu tinjauan" not in text_of(client.get("/kerja/alur/"))
    with clock.moved_to(moment("2027-10-02", "00:05")):
        page = text_of(client.get("/kerja/alur/"))
        assert "Aturan yang menunggu tinjauan" in page
        assert "/kerja/aturan/standar-pelayanan/" in page
        assert "sedang ditinjau" in text_of(client.get("/contoh/aturan/standar-pelayanan/"))
    Rule.objects.filter(city_key="contoh").update(review="2030-10-01")
    with clock.moved_to(moment("2027-10-02", "00:05")):
        assert "Aturan yang menunggu tinjauan" not in text_of(client.get("/kerja/alur/"))
        assert "sedang ditinjau" not in text_of(client.get("/contoh/aturan/standar-pelayanan/"))


def test_item_89_who_was_overtaken_publishes_nothing_and_loses_no_word(town: Town) -> None:
    first, second = officer(town), officer(town)
    other = CHANGED.replace("45 menit kerja", "60 menit kerja")
    shown = text_of(second.post("/kerja/alur/naskah/", {"text": other}))
    based = re.search(r'name="versi" value="([^"]*)"', shown)
    assert based
    sent = {
        "text": CHANGED,
        "aksi": "terbitkan",
        "sidik": fingerprint(CHANGED),
        "yakin": "ya",
        "versi": based[1],
    }
    assert first.post("/kerja/alur/naskah/", sent).status_code == 302
    late = {**sent, "text": other, "sidik": fingerprint(other)}
    answer = second.post("/kerja/alur/naskah/", late)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "60 menit kerja" in page
    assert "mendahului Anda" in page
    row = in_force(City.objects.get(pk=town.city.pk), "sktm", clock.now())
    assert row is not None
    assert row.text == CHANGED
