"""What each service of kelurahan and kecamatan must be: whole, grounded, told apart, and of no city."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from garda import clock, shelf
from garda.cases.publishing import publish, withdraw_flow
from garda.flow import Flow, components
from garda.flow.letters import placeholders
from garda.rules.loading import load_rules
from garda.rules.reading import look_up, look_up_all
from tests.shelf.test_shelf_flows import SERVICES, flow_of, posts, sayings, text_of
from tests.town import Town, build_town, moment, publish_flow

CITIES = ("malang", "mojokerto")
DAY = date(2026, 11, 2)
# Made by another office: the ward helps, and says that it is not needed.
ELSEWHERE = ("pindah", "kk", "ktp", "kelahiran", "kematian")
NO_LETTER = ("pindah", "kk", "ktp", "legalisasi")
# Two kinds of unit work on it, in this order.
TWO_HOUSES = {
    "ahli-waris": ["kelurahan", "kecamatan", "kelurahan"],
    "izin-keramaian": ["kelurahan", "kecamatan", "kelurahan"],
}


def usual(flow: Flow) -> list[str]:
    """The steps of the usual way, by their first moves."""
    way, key = [], flow.start
    while not flow.steps[key].end:
        way.append(key)
        key = flow.steps[key].moves[0].to
    return way


@pytest.mark.parametrize("key", SERVICES)
def test_item_11_a_service_has_its_fourteen_components_and_is_free(key: str) -> None:
    flow = flow_of(key)
    assert flow.kind == "request"
    assert [one.key for one in components(flow) if not one.stated] == []
    assert flow.fee == 0
    assert flow.instead
    assert 30 <= len(flow.words) <= 70
    assert set(flow.offered) <= {"kelurahan", "kecamatan"}


@pytest.mark.django_db
def test_item_21_every_requirement_and_service_rests_on_an_article_in_force_in_both_cities() -> None:
    load_rules(shelf.folder("rules"))
    for city in CITIES:
        for key in SERVICES:
            flow = flow_of(key)
            wanted = {*flow.rests_on, *(one for step in flow.steps.values() for one in step.rests_on)}
            for requirement in flow.requirements:
                assert all("#" in one for one in requirement.rests_on), (key, requirement.key)
                wanted |= set(requirement.rests_on)
            found = look_up_all(wanted, city_key=city, on=DAY)
            assert set(found) == wanted, (city, key)
            own = found[f"standar-pelayanan#{key}"]
            assert own.words, (city, key)


@pytest.mark.django_db
def test_item_21_an_article_says_on_each_day_what_it_said_then() -> None:
    load_rules(shelf.folder("rules"))
    before = look_up("uu-1-1974#7", city_key="malang", on=date(2019, 10, 14))
    after = look_up("uu-1-1974#7", city_key="malang", on=date(2019, 10, 15))
    assert before
    assert after
    assert "16 tahun" in before.words
    assert "16 tahun" not in after.words


@pytest.mark.parametrize("key", SERVICES)
def test_what_the_letter_says_is_asked_in_the_form_and_little_else(key: str) -> None:
    flow = flow_of(key)
    if key in NO_LETTER:
        assert flow.letter is None
        return
    letter = flow.letter
    assert letter is not None
    fields = {one.key: one for one in flow.fields}
    assert set(letter.needs) <= set(fields)
    assert all(fields[one].required for one in letter.needs)
    said = {*letter.rows, *(name for text in letter.says for name in placeholders(text))}
    # Beside the letter: who asks (where it is about somebody else), and at most one question for the work.
    spare = {one.key for one in flow.fields if one.required and one.about == "case"} - said
    assert len(spare) <= 1, spare
    spare_persons = {one.key for one in flow.fields if one.required and one.about == "person"} - said
    assert spare_persons <= {"name", "nik", "address"}
    assert not any(name in fields for name in ("religion", "blood", "mother-maiden"))
    for text in (letter.title, *letter.says):
        assert text.endswith((".", "}")) or text == letter.title


@pytest.mark.parametrize("key", SERVICES)
def test_the_usual_way_is_this_services_own(key: str) -> None:
    flow, kinds = flow_of(key), posts()
    for step in flow.steps.values():
        if step.at:
            assert any(step.at in kinds[post]["units"] for post in step.posts), step.key
    if key in TWO_HOUSES:
        houses = [flow.steps[one].at for one in usual(flow)]
        assert [one for n, one in enumerate(houses) if n == 0 or one != houses[n - 1]] == TWO_HOUSES[key]
    if flow.letter is not None:
        guarded = [
            step for step in flow.steps.values() for one in step.moves if "letter-signed" in one.guards
        ]
        assert len(guarded) == 1 + len(flow.letter.also_signed_by)
        assert all(any(kinds[post]["signs"] for post in step.posts) for step in guarded)


def test_services_differ_in_their_steps_their_papers_and_their_times() -> None:
    ways = {key: usual(flow_of(key)) for key in SERVICES}
    assert len({tuple(way) for way in ways.values()}) >= 9
    assert "visiting" in ways["tidak-sengketa"]
    assert "second-check" in ways["tidak-sengketa"]
    assert "second-check" in ways["beda-nama"]
    assert "meeting" in ways["bantuan-sosial"]
    assert "recording" in ways["ktp"]
    assert {flow_of(key).offered for key in ("dispensasi-nikah", "rekomendasi-proposal")} == {("kecamatan",)}
    assert set(flow_of("legalisasi").offered) == {"kelurahan", "kecamatan"}
    papers = {tuple(sorted(one.key for one in flow_of(key).requirements)) for key in SERVICES}
    assert len(papers) >= 18
    assert len({flow_of(key).within for key in SERVICES}) >= 7
    assert len({flow_of(key).number for key in SERVICES}) == len(SERVICES)


@pytest.mark.parametrize("key", ELSEWHERE)
def test_item_8_where_another_office_makes_the_product_the_service_says_so_first(key: str) -> None:
    flow = flow_of(key)
    assert "Dispendukcapil" in flow.lead.id
    assert flow.instead
    assert "Dispendukcapil" in flow.instead.id
    last = flow.steps["done"].shown.id + flow.steps[usual(flow)[-1]].shown.id + flow.instead.id
    assert "Dispendukcapil" in last


INDONESIAN = set(
    "yang dan di ke dari untuk dengan satu dua tiga empat lima enam tujuh delapan berkas surat".split()
)


@pytest.mark.parametrize("key", SERVICES)
def test_item_88_no_indonesian_word_is_left_in_the_english(key: str) -> None:
    for said in sayings(tomllib.loads(text_of(key))):
        assert not set(re.findall(r"[a-z]+", said["en"].lower())) & INDONESIAN, said["en"]


def test_no_flow_names_a_city_or_a_part_of_one() -> None:
    names = set()
    for city in CITIES:
        told = tomllib.loads(shelf.folder("cities", city, "city.toml").read_text("utf-8"))
        names |= {told["name"], told["short"]}
        with shelf.folder("cities", city, "units.csv").open(encoding="utf-8") as file:
            names |= {
                row["name"] for row in csv.DictReader(file) if row["kind"] in ("kelurahan", "kecamatan")
            }
    for key in SERVICES:
        text = text_of(key)
        assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)] == [], key


def entries() -> list[dict[str, object]]:
    found = tomllib.loads(shelf.folder("elsewhere.toml").read_text("utf-8"))["elsewhere"]
    assert isinstance(found, list)
    return found


def test_item_8_what_is_not_given_here_is_told_with_who_gives_it() -> None:
    assert len(entries()) >= 40
    phrases = [phrase for one in entries() for phrase in one["words"]]  # type: ignore[attr-defined]
    assert len(phrases) == len(set(phrases))
    assert all(phrase == phrase.lower() for phrase in phrases)
    everything = " ".join(phrases)
    for sought in "sim paspor bpjs pbb nib kia pdam pln stnk npwp haji".split():
        assert re.search(rf"\b{sought}\b", everything), sought


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    load_rules(shelf.folder("rules"))
    with clock.moved_to(moment("2025-11-04", "09:00")):
        yield build_town(flows=["ahli-waris"])


def test_item_8_withdrawing_a_service_takes_its_page_flow_and_poster_together(town: Town) -> None:
    client = Client()
    pages = ("", "poster/", "standar/")
    assert [client.get(f"/contoh/layanan/ahli-waris/{one}").status_code for one in pages] == [200] * 3
    assert "Ahli Waris" in client.get("/contoh/layanan/").content.decode()
    withdraw_flow(town.flows["ahli-waris"], at=clock.now())
    assert [client.get(f"/contoh/layanan/ahli-waris/{one}").status_code for one in pages] == [404] * 3
    assert "Ahli Waris" not in client.get("/contoh/layanan/").content.decode()


def test_item_8_an_office_that_does_not_give_a_service_names_the_one_that_does(town: Town) -> None:
    publish_flow(city=town.city, key="dispensasi-nikah")
    page = Client().get("/contoh/layanan/dispensasi-nikah/?unit=melati").content.decode()
    assert "kecamatan" in page.lower()
    office = Client().get("/contoh/kantor/melati/").content.decode()
    assert "/layanan/dispensasi-nikah/" not in office


def test_the_whole_shelf_is_in_force_after_one_reading(town: Town) -> None:
    for key in SERVICES:
        publish(town.city, text_of(key), at=clock.now())
    page = Client().get("/contoh/layanan/").content.decode()
    for key in SERVICES:
        assert f"/contoh/layanan/{key}/" in page, key
