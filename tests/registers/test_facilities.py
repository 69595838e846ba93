"""Item 13: shortages are counted, a request is answered or overdue, a delivery closes what was lacking."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from garda import clock, shelf
from garda.cases.acting import Refused
from garda.cases.publishing import flow_of
from garda.people import roles
from garda.people.holding import Held
from garda.registers import (
    comforting,
    counting,
    deciders,
    hindrances,
    requests,
    shortages,
    standards,
    states,
    supplying,
)
from garda.registers.counting import Count
from garda.registers.models import Supply
from garda.registers.supplying import Asker
from garda.rosters.models import Bell
from garda.trails.models import Line
from garda.trails.reading import broken
from garda.trails.writing import Overtaken
from tests.town import Town, ask_letter, build_town, build_unit, moment

AT = moment("2025-11-04", "09:00")


@pytest.fixture
def town(db: None) -> Town:
    return build_town(flows=("pengaduan", "sktm", "ktp"))


def who(town: Town, unit: str, kind: str) -> Asker:
    return Asker(town.persons[unit, kind, 1], town.posts[unit, kind, 1])


def stock(town: Town, unit: str = "melati", at: Any = AT, **counts: tuple[int, int, int]) -> None:
    given = {key.replace("_", "-"): Count(*one) for key, one in counts.items()}
    counting.count(town.units[unit], given, by=town.persons[unit, "petugas-loket", 1], at=at)


def held(town: Town, key: str, unit: str = "melati") -> shortages.Held:
    return next(one for one in shortages.held_by(town.units[unit]) if one.item.key == key)


def asked(town: Town, key: str = "komputer", at: Any = AT) -> int:
    unit = town.units["melati"]
    return supplying.ask(unit, key, "", by=who(town, "melati", "petugas-loket"), at=at)[0]


def state(supply: int) -> str:
    return Supply.objects.get(pk=supply).state


# ---- counting ------------------------------------------------------------------------------------
def test_item_13_standard_two_working_one_is_a_shortage_of_one(town: Town) -> None:
    stock(town, komputer=(0, 1, 1))
    one = held(town, "komputer")
    assert (one.standard, one.working, one.broken, one.short) == (2, 1, 1, 1)


def test_item_13_what_nobody_counted_is_not_called_lacking(town: Town) -> None:
    one = held(town, "komputer")
    assert (one.counted_at, one.short) == (None, 0)
    assert shortages.ranked(list(town.units.values()), AT) == []


def test_item_13_delivery_of_one_closes_a_shortage_of_one(town: Town) -> None:
    stock(town, komputer=(1, 0, 0))
    supply = asked(town)
    sekda = who(town, "setda", "sekda")
    supplying.decide(supply, 1, "", by=sekda, at=AT)
    supplying.fund(supply, "apbd", date(2025, 11, 20), by=sekda, at=AT)
    supplying.deliver(supply, 1, by=sekda, at=AT + timedelta(days=3))
    assert held(town, "komputer").short == 1, "it counts only when the office has looked at it"
    supplying.check(supply, 1, "", by=who(town, "melati", "petugas-loket"), at=AT + timedelta(days=3))
    assert held(town, "komputer").short == 0
    assert state(supply) == states.RECEIVED
    names = Line.objects.filter(kind="supply", key=str(supply)).order_by("seq").values_list("name", flat=True)
    assert list(names) == [f"supply.{w}" for w in ("asked", "granted", "funded", "delivered", "received")]


def test_item_13_what_came_broken_goes_back_and_still_lacks(town: Town) -> None:
    stock(town, kursi_tunggu=(4, 0, 0))
    supply, sekda = asked(town, "kursi-tunggu"), who(town, "setda", "sekda")
    counter = who(town, "melati", "petugas-loket")
    supplying.decide(supply, 8, "", by=sekda, at=AT)
    supplying.fund(supply, "kelurahan", date(2025, 12, 1), by=sekda, at=AT)
    supplying.deliver(supply, 8, by=sekda, at=AT)
    with pytest.raises(Refused):
        supplying.check(supply, 6, "", by=counter, at=AT)
    supplying.check(supply, 6, "dua kaki patah", by=counter, at=AT)
    assert (state(supply), held(town, "kursi-tunggu").short) == (states.FUNDED, 2)
    supplying.deliver(supply, 2, by=sekda, at=AT)
    supplying.check(supply, 2, "", by=counter, at=AT)
    assert (state(supply), held(town, "kursi-tunggu").short) == (states.RECEIVED, 0)


def test_item_13_how_many_are_asked_for_is_counted_not_typed(town: Town) -> None:
    with pytest.raises(Refused):
        asked(town)
    stock(town, komputer=(2, 0, 0), kursi_tunggu=(4, 0, 2))
    with pytest.raises(Refused):
        asked(town)
    assert Supply.objects.get(pk=asked(town, "kursi-tunggu")).wanted == 8


def test_item_13_the_same_thing_asked_twice_is_one_request(town: Town) -> None:
    stock(town, komputer=(0, 0, 0))
    assert asked(town) == asked(town)
    assert Supply.objects.count() == 1


# ---- the desk's one touch ------------------------------------------------------------------------
def test_item_13_one_touch_says_broken_and_one_says_mended(town: Town) -> None:
    unit, by = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    stock(town, printer=(1, 1, 0))
    counting.report_broken(unit, "printer", by=by, at=AT, seen=1)
    one = held(town, "printer")
    assert (one.good, one.worn, one.broken, one.short, one.broken_since) == (1, 0, 1, 1, AT)
    with pytest.raises(Overtaken):
        counting.report_broken(unit, "printer", by=by, at=AT, seen=1)
    counting.report_mended(unit, "printer", by=by, at=AT, seen=2)
    assert (held(town, "printer").short, held(town, "printer").broken_since) == (0, None)
    with pytest.raises(Refused):
        counting.report_mended(unit, "printer", by=by, at=AT)


def test_item_13_broken_before_anybody_counted_is_known_and_nothing_more(town: Town) -> None:
    unit, by = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    counting.report_broken(unit, "printer", by=by, at=AT)
    one = held(town, "printer")
    assert (one.broken, one.short, one.counted_at) == (1, 0, None)
    with pytest.raises(Refused):
        counting.report_broken(unit, "printer", by=by, at=AT)
    assert [found.none_left for found in hindrances.at_office(town.city, "melati")] == [False]


def test_numbers_that_are_none_change_nothing(town: Town) -> None:
    for wrong in ((-1, 0, 0), (1000, 0, 0)):
        with pytest.raises(Refused):
            stock(town, printer=(1, 0, 0), komputer=wrong)
    assert held(town, "printer").counted_at is None, "all of a sheet is kept, or nothing"
    with pytest.raises(Refused):
        stock(town, perekam_ktp=(1, 0, 0))


# ---- services that need it -----------------------------------------------------------------------
def test_item_13_services_that_need_a_broken_thing_are_slower_and_others_are_not(town: Town) -> None:
    unit, by = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    stock(town, printer=(2, 0, 0), kursi_tunggu=(12, 0, 0))
    sktm, report = (town_flow(town, key) for key in ("sktm", "pengaduan"))
    assert hindrances.at_office(town.city, "melati", sktm) == []
    counting.report_broken(unit, "printer", by=by, at=AT)
    counting.report_broken(unit, "kursi-tunggu", by=by, at=AT)
    [found] = hindrances.at_office(town.city, "melati", sktm)
    assert (found.said.id, found.said.en, found.none_left) == (
        "printer rusak",
        "printer broken",
        False,
    )
    assert [one.office_key for one in hindrances.everywhere(town.city, sktm)] == ["melati"]
    assert hindrances.at_office(town.city, "melati", report) == []
    assert hindrances.at_office(town.city, "kenanga", sktm) == []
    counting.report_mended(unit, "printer", by=by, at=AT)
    assert hindrances.at_office(town.city, "melati", sktm) == []


def town_flow(town: Town, key: str) -> Any:
    return flow_of(town.flows[key])


# ---- answers in time -----------------------------------------------------------------------------
def test_item_13_a_request_has_an_answer_or_appears_overdue(town: Town) -> None:
    stock(town, komputer=(1, 0, 0))
    supply = asked(town)
    [row] = requests.waiting(town.city, [town.units["melati"].pk])
    assert row.due_at == moment("2025-11-11", "16:00"), "five working days at the camat's office"
    assert supplying.remind(row.due_at - timedelta(minutes=1)) == 0
    assert not row.late(row.due_at - timedelta(minutes=1))
    assert supplying.remind(row.due_at) == 1
    assert supplying.remind(row.due_at + timedelta(days=1)) == 0, "told once"
    assert row.late(row.due_at)
    told = set(Bell.objects.filter(name="supply.overdue").values_list("person_id", flat=True))
    assert told == {town.persons["kec-taman", "camat", 1].pk, town.persons["setda", "sekda", 1].pk}
    supplying.decide(supply, 0, "menunggu APBD perubahan", by=who(town, "kec-taman", "camat"), at=row.due_at)
    assert supplying.remind(row.due_at + timedelta(days=1)) == 0


def test_item_13_a_no_and_fewer_than_asked_need_a_reason(town: Town) -> None:
    stock(town, kursi_tunggu=(2, 0, 0))
    supply, camat = asked(town, "kursi-tunggu"), who(town, "kec-taman", "camat")
    for granted in (0, 9):
        with pytest.raises(Refused):
            supplying.decide(supply, granted, " ", by=camat, at=AT)
    for granted in (-1, 11):
        with pytest.raises(Refused):
            supplying.decide(supply, granted, "alasan yang cukup", by=camat, at=AT)
    supplying.decide(supply, 10, "", by=camat, at=AT)
    assert state(supply) == states.GRANTED


def test_item_13_nobody_decides_for_their_own_office_but_who_has_the_whole_city(town: Town) -> None:
    def may(unit: str, kind: str, other: str) -> bool:
        return deciders.may_decide([Held(town.posts[unit, kind, 1], "definitif")], town.units[other])

    assert may("kec-taman", "camat", "melati")
    assert not may("kec-taman", "camat", "kec-taman")
    assert not may("kec-taman", "camat", "pu")
    assert not may("melati", "lurah", "melati")
    assert may("setda", "sekda", "kec-taman")
    assert may("setda", "sekda", "setda")
    first = [deciders.decider(town.units[key]) for key in ("melati", "kec-taman", "pu")]
    assert [one.unit.key for one in first if one] == ["kec-taman", "setda", "setda"]
    other = build_town(key="lain", flows=())
    assert not may("setda", "sekda", "kota") or town.units["kota"].city_id == town.city.pk
    assert not deciders.may_decide(
        [Held(town.posts["setda", "sekda", 1], "definitif")], other.units["melati"]
    )


def test_item_13_the_front_line_reports_and_somebody_above_decides() -> None:
    assert roles.reach("petugas-loket", "keep-facilities") == "unit"
    for kind in ("petugas-loket", "lurah", "seklur", "kasi-pelayanan"):
        assert roles.reach(kind, "decide-facilities") is None


# ---- ranked --------------------------------------------------------------------------------------
def test_item_13_shortages_are_ranked_by_visitors_affected(town: Town) -> None:
    stock(town, "melati", printer=(1, 0, 0), kursi_tunggu=(0, 0, 0))
    stock(town, "kenanga", printer=(0, 0, 0))
    with clock.moved_to(moment("2025-11-03", "09:00")):
        for _ in range(3):
            ask_letter(town, unit="kenanga", at=moment("2025-11-03", "09:00"))
        ask_letter(town, unit="melati", at=moment("2025-11-03", "10:00"))
    found = shortages.ranked(list(town.units.values()), AT)
    assert [(one.unit.key, one.item.key, one.short, one.visitors) for one in found] == [
        ("kenanga", "printer", 2, 3),
        ("melati", "kursi-tunggu", 12, 1),
        ("melati", "printer", 1, 1),
    ]


# ---- states --------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(4))
def test_item_13_a_random_walk_never_leaves_the_table(town: Town, seed: int) -> None:
    rng = Random(seed)
    stock(town, kursi_tunggu=(rng.randint(0, 9), 0, 0))
    supply, by = asked(town, "kursi-tunggu"), who(town, "setda", "sekda")
    acts: dict[str, Any] = {
        "grant": lambda row: supplying.decide(supply, row.wanted, "", by=by, at=AT),
        "refuse": lambda row: supplying.decide(supply, 0, "tidak ada dana", by=by, at=AT),
        "withdraw": lambda row: supplying.withdraw(supply, by=by, at=AT),
        "fund": lambda row: supplying.fund(supply, "hibah", date(2025, 12, 1), by=by, at=AT),
        "deliver": lambda row: supplying.deliver(supply, max(1, row.granted - row.received), by=by, at=AT),
        "accept": lambda row: supplying.check(supply, row.arrived, "", by=by, at=AT),
        "return": lambda row: supplying.check(supply, max(0, row.arrived - 1), "satu rusak", by=by, at=AT),
    }
    for _ in range(24):
        row = Supply.objects.get(pk=supply)
        act = rng.choice(sorted(acts))
        expected = states.after(row.state, act)
        lines = Line.objects.count()
        try:
            acts[act](row)
        except Refused:
            assert expected is None or act in ("accept", "return", "deliver")
            assert Line.objects.count() == lines, "what was refused left nothing behind"
            assert state(supply) == row.state
        else:
            assert state(supply) == expected
    assert not list(broken(town.city))


def test_states_say_no_to_what_they_do_not_know() -> None:
    with pytest.raises(KeyError):
        states.after(states.ASKED, "burn")
    assert all(states.after(end, act) is None for end in states.ENDS for act in states.ACTS)


# ---- the shelf -----------------------------------------------------------------------------------
def test_item_13_every_service_named_on_the_shelf_is_there_and_doubts_are_marked() -> None:
    flows = {path.name.removesuffix(".toml") for path in shelf.folder("flows").iterdir()}
    for one in standards.standard().items.values():
        if isinstance(one.needed_by, tuple):
            assert set(one.needed_by) <= flows, one.key
        assert one.broken is not None or not one.needed_by, f"{one.key}: what do residents read?"
        assert not one.sure or one.rests_on, f"{one.key} is sure without a rule"


def test_a_number_of_things_reads_well_in_both_languages() -> None:
    chair = standards.standard().items["kursi-tunggu"]
    assert chair.counted(8, "id") == "8 kursi tunggu"
    assert chair.counted(1, "en") == "1 chair to wait on"
    assert chair.counted(8, "en") == "8 chairs to wait on"


# ---- comfort -------------------------------------------------------------------------------------
def test_item_10_comfort_is_looked_at_on_a_day_and_keeps_its_date(town: Town) -> None:
    unit, by = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    points = standards.standard().points
    assert {"duduk", "teduh", "toilet", "akses", "privasi"} <= set(points)
    with pytest.raises(Refused):
        comforting.look(unit, {"duduk": True}, by=by, at=AT)
    comforting.look(unit, {key: key != "privasi" for key in points}, by=by, at=AT)
    comforting.look(unit, {key: key != "toilet" for key in points}, by=by, at=AT + timedelta(hours=1))
    [found] = comforting.past(unit)
    assert ([one.key for one in found.unmet], found.day) == (["toilet"], date(2025, 11, 4))
    assert comforting.latest([unit, town.units["kenanga"]]) == {unit.pk: found}
    assert not found.old(date(2025, 12, 4))
    assert found.old(date(2025, 12, 5))


def test_an_office_that_stands_alone_still_has_somebody_who_decides(town: Town) -> None:
    build_unit(town, "bag-umum", "UMM", "Bagian Umum", "bagian", "setda")
    found = deciders.decider(town.units["bag-umum"])
    assert found is not None
    assert found.unit.key == "setda"
