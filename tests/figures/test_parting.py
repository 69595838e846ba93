"""Every complaint, poor rating and report is under one part or more: suggested, corrected with trace."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from garda.cases import moving, residents
from garda.cases.acting import Refused
from garda.cases.models import Case
from garda.figures import parting
from garda.figures.models import PartClass
from garda.figures.parting import ACTS, Classed
from garda.trails import reading
from garda.trails.models import Line
from garda.trails.writing import Overtaken
from tests.figures.test_counting import follow
from tests.town import Town, build_town, moment, report

pytestmark = pytest.mark.django_db

LATE = moment("2025-11-04", "12:00")


@pytest.fixture
def town() -> Town:
    return build_town()


def complained(
    town: Town, what: str, category: str = "kepegawaian-pelayanan", *, rating: int = 0, words: str = ""
) -> Case:
    """A complaint that was answered, agreed to and, if asked, rated."""
    case = report(town, what=what, category=category, at=moment(time="08:00")).case
    loket = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=loket, at=moment(time="08:30"))
    moving.move_case(case.pk, "answered", by=loket, at=moment(time="09:00"), words={"answer": "Maaf. Sudah."})
    residents.confirm(case.pk, at=moment(time="10:00"))
    if rating:
        residents.rate(case.pk, rating, words, at=moment(time="10:30"))
    follow(LATE)
    return case


def only(town: Town, kind: str = "case") -> Classed:
    row = PartClass.objects.get(kind=kind)
    found = parting.one_of(town.city, row.pk)
    assert found is not None
    return found


def settle(town: Town, one: Classed, parts: tuple[str, ...], why: str = "", **more: object) -> Classed:
    lurah = town.persons["melati", "lurah", 1]
    said = {"office": one.office, "praise": one.praise, "by": lurah, "post": None, "at": LATE, **more}
    return parting.settle(one.id, parts, why=why, **said)  # type: ignore[arg-type]


def test_item_14_a_complaint_that_ended_is_classed_by_its_words_without_keeping_them(town: Town) -> None:
    case = complained(town, "Petugas galak dan ruang tunggunya panas")
    one = only(town)
    assert (one.key, one.unit_id) == (case.number, town.units["melati"].pk)
    assert one.parts == one.suggested == ("facilities", "behaviour")
    assert one.state == "suggested" and one.office and not one.praise
    assert not any("galak" in str(value) for value in PartClass.objects.values().get().values())
    assert not any("galak" in str(line.facts) for line in Line.objects.all())


def test_item_14_a_complaint_about_the_city_has_a_part_but_is_in_no_offices_profile(town: Town) -> None:
    complained(town, "Lampu jalan mati di Gang 3", "penerangan-jalan")
    one = only(town)
    assert one.parts == ("facilities",) and not one.office


def test_item_14_a_poor_rating_is_classed_by_its_words_a_good_one_is_no_complaint(town: Town) -> None:
    complained(town, "Lampu mati", "penerangan-jalan", rating=1, words="Petugasnya judes")
    assert only(town, "rating").parts == ("behaviour",)
    complained(town, "Lampu padam lagi", "penerangan-jalan", rating=4, words="Cepat")
    assert PartClass.objects.filter(kind="rating").count() == 1


def test_item_14_the_same_record_comes_once(town: Town) -> None:
    unit = town.units["melati"]
    assert parting.note(unit, "rule", "7", date(2025, 11, 4), ("rules",), at=LATE)
    assert parting.note(unit, "rule", "7", date(2025, 11, 4), ("behaviour",), at=LATE) is None
    assert PartClass.objects.get().parts == "rules"


def test_item_14_classes_are_confirmed_with_one_touch_and_corrected_with_trace(town: Town) -> None:
    complained(town, "Petugas galak")
    one = only(town)
    assert settle(town, one, one.parts).state == "confirmed"
    with pytest.raises(Refused) as no:
        settle(town, one, ("rules",))
    assert no.value.field == "why"
    now = settle(town, one, ("behaviour", "rules"), "Syaratnya memang berubah-ubah")
    assert (now.state, now.parts, now.suggested) == ("corrected", ("rules", "behaviour"), ("behaviour",))
    said = [(change.name, change.before, change.after) for change in parting.trace(town.city, one.id)]
    assert said == [
        ("part.suggested", (), ("behaviour",)),
        ("part.confirmed", ("behaviour",), ("behaviour",)),
        ("part.corrected", ("behaviour",), ("rules", "behaviour")),
    ]
    assert parting.trace(town.city, one.id)[-1].by == town.persons["melati", "lurah", 1].name
    assert not list(reading.broken(town.city))


def test_two_who_sort_at_once_are_noticed_and_the_same_press_twice_does_one_thing(town: Town) -> None:
    complained(town, "Petugas galak")
    one, seen = only(town), 1
    settle(town, one, one.parts, seen=seen)
    with pytest.raises(Overtaken):
        settle(town, one, ("rules",), "Ini soal syarat", seen=seen)
    settle(town, one, one.parts)
    assert len(parting.trace(town.city, one.id)) == 2


@pytest.mark.parametrize("parts", [(), ("nothing",), ("",)])
def test_a_record_is_under_one_part_at_least(town: Town, parts: tuple[str, ...]) -> None:
    complained(town, "Petugas galak")
    with pytest.raises(Refused) as no:
        settle(town, only(town), parts, "Tidak jelas")
    assert no.value.field == "parts"


def test_the_states_of_a_record_walked_at_random(town: Town) -> None:
    complained(town, "Petugas galak")
    chance, states = Random(14), {"suggested"}
    for _step in range(25):
        before = only(town)
        parts = tuple(part for part in ("rules", "facilities", "behaviour") if chance.random() < 0.5)
        try:
            after = settle(town, before, parts, chance.choice(["", "Alasan yang cukup"]))
        except Refused:
            assert only(town) == before
            continue
        if after != before:
            starts, end = ACTS["confirm" if after.parts == before.parts else "correct"]
            assert before.state in starts and after.state == end
        states.add(after.state)
    assert len(reading.lines(town.city, parting.TRAIL, before.id)) >= 3
    assert states >= {"suggested", "corrected"}
