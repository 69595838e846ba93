"""What an office must keep is set on its own page, by those who arrange its roster."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.people.models import Unit
from garda.rosters.desks import desks_of
from garda.rosters.minimums import least_of, neighbours_of
from garda.rosters.models import Entry
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
PAGE = "/kerja/kantor/atur/"
FORM = {"people": "2", "alarm_after": "3", "radius": "200", "rests_on": "SK Lurah 1/2025"}


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday morning."""
    with clock.moved_to(moment(time="09:00")):
        yield build_town()


def _fresh(unit: Unit) -> Unit:
    return Unit.objects.select_related("city").get(pk=unit.pk)


def test_item_16_the_minimum_is_set_and_kept_in_the_book(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    assert "Yang harus dijaga Kelurahan Melati" in text_of(seklur.get(PAGE))
    answer = seklur.post(PAGE, {**FORM, "neighbour1": "kenanga"})
    assert answer.status_code == 302
    least = least_of(town.units["melati"])
    assert (least.people, least.alarm_after, least.radius) == (2, 3, 200)
    assert least.neighbours == ("kenanga",)
    entry = Entry.objects.get(name="minimum.set")
    assert entry.by == town.persons["melati", "seklur", 1]
    assert entry.facts["became"]["people"] == 2
    seklur.post(PAGE, {**FORM, "neighbour1": "kenanga"})
    assert Entry.objects.filter(name="minimum.set").count() == 1


def test_without_a_choice_the_offices_beside_are_asked(town: Town) -> None:
    assert [one.key for one in neighbours_of(town.units["melati"])] == ["kenanga"]
    assert [one.key for one in neighbours_of(town.units["melati"], ("kec-taman",))] == ["kec-taman"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"people": "0"}, "Isi jumlah orang"),
        ({"people": "dua"}, "Isi dengan angka."),
        ({"radius": "5"}, "Isi jarak dalam meter"),
        ({"alarm_after": "999"}, "Isi menit"),
        ({"neighbour2": "pu"}, "Pilih kantor dari daftar."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    town: Town, wrong: dict[str, str], said: str
) -> None:
    answer = signed_in(town, "melati", "seklur").post(PAGE, {**FORM, **wrong})
    assert answer.status_code == 422
    page = text_of(answer)
    assert said in page and "SK Lurah 1/2025" in page
    assert least_of(town.units["melati"]).people == 1


def test_who_was_overtaken_keeps_every_word(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    page = text_of(seklur.get(PAGE))
    seen = page.partition('name="semula" value="')[2].partition('"')[0]
    signed_in(town, "melati", "lurah").post(PAGE, FORM)
    answer = seklur.post(PAGE, {**FORM, "people": "3", "semula": seen})
    assert answer.status_code == 409 and 'value="3"' in text_of(answer)
    assert least_of(town.units["melati"]).people == 2


def test_item_16_a_desk_is_made_essential_added_and_closed(town: Town) -> None:
    unit, seklur = town.units["melati"], signed_in(town, "melati", "seklur")
    form = {"title": "Loket 1", "number": "1", "people": "1", "essential": "ya"}
    assert seklur.post(f"{PAGE}meja/loket-1/", form).status_code == 302
    assert desks_of(_fresh(unit))[0].essential
    form = {"title": "Loket Anak", "number": "9", "people": "1"}
    assert seklur.post(f"{PAGE}meja/baru/", form).status_code == 302
    assert "loket-anak" in {one.key for one in desks_of(_fresh(unit))}
    again = seklur.post(f"{PAGE}meja/baru/", {**form, "number": "10"})
    assert again.status_code == 422 and "sudah dipakai meja lain" in text_of(again)
    assert seklur.post(f"{PAGE}meja/loket-anak/tutup/").status_code == 302
    assert "loket-anak" not in {one.key for one in desks_of(_fresh(unit))}
    assert seklur.post(f"{PAGE}meja/tidak-ada/", form).status_code == 404
    assert seklur.post(f"{PAGE}meja/tidak-ada/tutup/").status_code == 422


def test_an_officer_and_another_office_come_no_further(town: Town) -> None:
    assert signed_in(town, "melati", "petugas-loket").get(PAGE).status_code == 403
    assert signed_in(town, "kenanga", "seklur").get(f"{PAGE}?kantor=melati").status_code == 404
    other = build_town(key="lain", flows=())
    assert signed_in(other, "melati", "seklur").get(f"{PAGE}?kantor=setda").status_code == 404


def test_item_16_a_minimum_of_skills_is_set_and_never_more_than_people(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    page = text_of(seklur.get(PAGE))
    assert "Keahlian yang harus ada" in page
    name = page.partition('name="skill-')[2].partition('"')[0]
    assert seklur.post(PAGE, {**FORM, f"skill-{name}": "1"}).status_code == 302
    assert least_of(town.units["melati"]).skills == {name: 1}
    answer = seklur.post(PAGE, {**FORM, f"skill-{name}": "3"})
    assert answer.status_code == 422 and "lebih banyak daripada orangnya" in text_of(answer)
    assert seklur.post(PAGE, {**FORM, f"skill-{name}": "x"}).status_code == 422
