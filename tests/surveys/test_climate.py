"""Items 42 and 45: situations tied to duties and rules, acts and habits in their states, ratings beside."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garda import shelf
from garda.cases.acting import Refused
from garda.scoring import read
from garda.surveys import answering, climate, climate_states, habits, leading, rounds, scenarios
from garda.surveys.climate_models import Action, Habit, HabitWeek
from garda.surveys.models import Box, Taken
from garda.trails.models import Line
from tests.surveys.asked import answered
from tests.surveys.climate import EXERCISE, PULSE, hold, manned
from tests.town import Town, build_unit, moment


@pytest.fixture
def town(db: None) -> Town:
    return manned()


# ---- situations ----------------------------------------------------------------------------------
def instrument():  # type: ignore[no-untyped-def]
    text = shelf.folder("instruments", "pola-layan.toml").read_text("utf-8")
    return read(text, "pola-layan.toml")


def test_item_42_a_dozen_situations_rest_on_duties_and_on_rules_of_the_register() -> None:
    known = {
        f"{rule['key']}#{one['key']}"
        for file in shelf.folder("rules").glob("*.toml")
        for rule in tomllib.loads(file.read_text("utf-8"))["rule"]
        for one in rule.get("article", [])
    }
    every = scenarios.scenarios()
    assert len(every) >= 12
    for one in every:
        assert one.rests_on in known, one.key
        assert one.element in {element.key for element in instrument().elements}
        assert one.duty.id and one.duty.en and one.why.id and one.why.en
        assert len({answer.id for answer in one.answers}) == len({answer.en for answer in one.answers}) == 4


def test_item_42_each_month_asks_one_of_each_element_and_a_year_asks_all() -> None:
    asked = instrument()
    met: set[str] = set()
    for month in range(1, 13):
        chosen = scenarios.of_month(asked, date(2026, month, 1))
        assert [one.element for one in chosen] == [element.key for element in asked.elements]
        met |= {one.key for one in chosen}
    assert met == {one.key for one in scenarios.scenarios()}


def test_item_42_the_place_of_an_answer_on_the_page_tells_nothing() -> None:
    places = [one.order.index(scenarios.ANSWERS - 1) for one in scenarios.scenarios()]
    assert len(set(places)) > 1
    assert all(sorted(one.order) == [0, 1, 2, 3] for one in scenarios.scenarios())


# ---- taking part ---------------------------------------------------------------------------------
def test_item_45_taking_part_keeps_that_somebody_did_and_never_what_they_said(town: Town) -> None:
    held = hold(town, PULSE, 6, {}, closed=False)
    keys = [
        one.key
        for one in climate.publishing.edition(town.city, held.instrument_id).instrument.elements  # type: ignore[union-attr]
    ]
    people = [town.persons["melati", "petugas-loket", seat] for seat in range(1, 7)]
    for at, person in enumerate(people):
        answering.take_part(held.pk, person, dict.fromkeys(keys, at % 5), at=moment("2025-06-02", "09:00"))
    box = Box.objects.get(round=held)
    assert sum(box.patterns.values()) == 6
    # In the order of what they say, not of who came.
    assert list(box.patterns) == sorted(box.patterns)
    assert set(Taken.objects.filter(round=held).values_list("person_id", flat=True)) == {p.pk for p in people}
    # Nothing of a round stands in any trail but that it opened.
    assert set(Line.objects.filter(kind="round").values_list("name", flat=True)) == {"round.opened"}
    with pytest.raises(Refused):
        answering.take_part(held.pk, people[0], dict.fromkeys(keys, 0), at=moment("2025-06-03"))
    with pytest.raises(Refused):
        answering.take_part(held.pk, people[0], dict.fromkeys(keys, 0), at=moment("2025-08-03"))


# ---- acts and habits -----------------------------------------------------------------------------
@given(
    st.lists(st.sampled_from(["plan", "finish", "drop", "begin", "mark", "end", "draw", "right"]), max_size=9)
)
def test_states_are_left_only_by_an_act_that_starts_there(acts: list[str]) -> None:
    for table in (climate_states.ACTION, climate_states.HABIT, climate_states.CHECK):
        state = ""
        for act in acts:
            if act not in table:
                continue
            starts, end = table[act]
            to = climate_states.after(table, state, act)
            assert (to == end) == (state in starts)
            state = to or state
        ends = {end for _starts, end in table.values()} - {
            s for starts, _end in table.values() for s in starts
        }
        assert state not in ends or all(climate_states.after(table, state, act) is None for act in table)


def test_item_45_every_change_of_an_act_writes_one_line(town: Town) -> None:
    unit, lurah = town.units["melati"], town.persons["melati", "lurah", 1]
    at = moment("2025-11-04")
    form = {"by": lurah, "at": at, "form_key": "a"}
    one = leading.plan(unit, "mood", "Rapat pagi singkat", date(2025, 11, 20), **form)
    assert leading.plan(unit, "mood", "Rapat pagi singkat", date(2025, 11, 20), **form) == one
    leading.finish(town.city, one.id, "Sudah delapan menit", by=lurah, at=at)
    for verb in (leading.finish, leading.drop):
        with pytest.raises(Refused):
            verb(town.city, one.id, "Sekali lagi ya", by=lurah, at=at)
    names = list(Line.objects.filter(kind="climate-action").order_by("seq").values_list("name", flat=True))
    assert names == ["climate-action.planned", "climate-action.done"]
    assert Action.objects.get().state == "done"


def test_item_45_a_habit_is_marked_once_a_week_and_counts_its_weeks(town: Town) -> None:
    unit, lurah = town.units["melati"], town.persons["melati", "lurah", 1]
    habit = habits.begin(unit, "Salam di pintu", by=lurah, at=moment("2025-10-06"))
    for week, kept in enumerate((True, False, True, True)):
        day = date(2025, 10, 8) + timedelta(weeks=week)
        habits.mark(town.city, habit, kept, by=lurah, at=moment(day.isoformat()))
        with pytest.raises(Refused):
            habits.mark(town.city, habit, not kept, by=lurah, at=moment(day.isoformat()))
    shown = habits.of_unit(unit, date(2025, 11, 5))[0]
    assert (shown.kept, shown.said, len(shown.weeks)) == (3, 4, 5)
    assert shown.is_open(date(2025, 11, 5)) and not shown.is_open(date(2025, 10, 29))
    habits.end(town.city, habit, by=lurah, at=moment("2025-11-05"))
    with pytest.raises(Refused):
        habits.mark(town.city, habit, True, by=lurah, at=moment("2025-11-05"))
    assert HabitWeek.objects.count() == 4 and Habit.objects.get().state == "ended"


# ---- ratings beside ------------------------------------------------------------------------------
def test_item_42_and_45_the_relation_with_ratings_says_n_and_needs_three_offices(town: Town) -> None:
    for key in ("mawar", "anggrek"):
        build_unit(town, key, key[:3].upper(), f"Kelurahan {key.title()}", "kelurahan", "kec-taman")
    today = date(2025, 11, 18)
    offices = {"melati": 1, "kenanga": 2, "mawar": 3}
    # July's rounds, and in August ratings that rise with them.
    for key in (PULSE, EXERCISE):
        hold(town, key, 7, {name: [level] * 5 for name, level in list(offices.items())[:2]})
    few = climate.related(town.city, PULSE, today)
    assert {one.relation.n for one in few} == {0}
    for name, level in offices.items():
        for n in range(5):
            answered(town, [level] * 9, name, at=moment(f"2025-08-0{n + 4}", "10:00"))
    two = [one for one in climate.related(town.city, PULSE, today) if one.lag == 1]
    assert {(one.relation.value, one.relation.n) for one in two} == {(None, 2)}
    for key in (PULSE, EXERCISE):
        hold(town, key, 9, {"mawar": [3] * 5})
        lagged = {one.lag: one.relation for one in climate.related(town.city, key, today)}
        assert lagged[3].value is None
    for n in range(5):
        answered(town, [3] * 9, "mawar", at=moment(f"2025-10-1{n}", "10:00"))
    for key in (PULSE, EXERCISE):
        found = [one.relation for one in climate.related(town.city, key, today) if one.lag == 1]
        assert {(one.value, one.n) for one in found} == {(Fraction(1), 3)}


def test_item_45_ratings_of_a_month_that_still_runs_stand_beside_nothing(town: Town) -> None:
    hold(town, PULSE, 10, {"melati": [3] * 5})
    for n in range(5):
        answered(town, [2] * 9, "melati", at=moment(f"2025-11-0{n + 4}", "10:00"))
    november = climate.related(town.city, PULSE, date(2025, 11, 18))
    assert {one.relation.n for one in november if one.lag == 1} == {0}
    december = climate.related(town.city, PULSE, date(2025, 12, 8))
    assert {one.relation.n for one in december if one.lag == 1} == {1}


def test_item_45_a_round_lasts_at_most_a_quarter(town: Town) -> None:
    with pytest.raises(Refused):
        rounds.open_round(
            town.city, PULSE, first=date(2025, 11, 1), last=date(2026, 11, 1), at=moment("2025-11-01")
        )
