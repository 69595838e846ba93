"""One team: progress from tasks, help asked by what is late, help given and thanked, load per person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from garda.people.changes import Unfit
from garda.rosters import helping, loads
from garda.rosters.loads import PersonLoad
from garda.rosters.models import Bell, Entry
from tests.town import Town, ask_letter, build_town, moment

UNTIL = date(2025, 11, 28)


@pytest.fixture
def town(db: None) -> Town:
    """The small town."""
    return build_town()


def who(town: Town, kind: str, seat: int = 1) -> Any:
    """Somebody of Melati."""
    return town.persons["melati", kind, seat]


def planned(town: Town, *dues: date) -> tuple[int, list[int]]:
    """A goal with tasks of the first desk officer."""
    unit, head = town.units["melati"], who(town, "lurah")
    goal = helping.add_goal(unit, "Arsip rapi", UNTIL, by=head, at=moment())
    tasks = [
        helping.add_task(unit, goal, f"Bagian {n}", who(town, "petugas-loket"), due, by=head, at=moment())
        for n, due in enumerate(dues)
    ]
    return goal, tasks


def test_item_30_a_goal_s_progress_comes_from_its_tasks_alone(town: Town) -> None:
    unit, officer = town.units["melati"], who(town, "petugas-loket")
    _goal, (first, _second) = planned(town, UNTIL, UNTIL)
    assert [(one.done, len(one.tasks)) for one in loads.team_at(unit, moment()).goals] == [(0, 2)]
    with pytest.raises(Unfit):
        helping.finish(unit, first, by=who(town, "lurah"), at=moment())
    helping.finish(unit, first, by=officer, at=moment())
    assert [(one.done, len(one.tasks)) for one in loads.team_at(unit, moment()).goals] == [(1, 2)]


def test_item_30_an_overdue_task_asks_the_team_for_help_once(town: Town) -> None:
    unit, officer = town.units["melati"], who(town, "petugas-loket")
    planned(town, date(2025, 11, 5))
    assert helping.ask_for_overdue(moment("2025-11-05", "23:00")) == 0
    assert helping.ask_for_overdue(moment("2025-11-06", "00:30")) == 1
    assert helping.ask_for_overdue(moment("2025-11-06", "02:00")) == 0
    team = {one.pk for one in helping.team_of(unit, moment())}
    assert set(Bell.objects.filter(name="help.asked").values_list("person_id", flat=True)) == team - {
        officer.pk
    }
    assert Entry.objects.get(name="help.asked").by is None
    assert loads.team_at(unit, moment("2025-11-06")).goals[0].tasks[0].late


def test_item_30_help_is_given_by_one_and_thanked_once(town: Town) -> None:
    unit, officer, helper = town.units["melati"], who(town, "petugas-loket"), who(town, "petugas-loket", 2)
    _goal, (task,) = planned(town, UNTIL)
    helping.ask(unit, task, by=officer, at=moment())
    helping.help_with(unit, task, by=helper, at=moment())
    for late in (who(town, "lurah"), officer):
        with pytest.raises(Unfit):
            helping.help_with(unit, task, by=late, at=moment())
    for _twice in range(2):
        helping.thank(unit, task, by=officer, at=moment())
    assert Bell.objects.filter(name="help.thanked", person=helper).count() == 1
    found = {one.person: one for one in loads.team_at(unit, moment()).loads}
    assert (found[helper.pk].given, found[officer.pk].received) == (1, 1)
    assert found[who(town, "lurah").pk].alone and not found[helper.pk].alone


def test_item_30_load_per_person_counts_matters_tasks_and_shares_a_common_desk(town: Town) -> None:
    unit = town.units["melati"]
    for _n in range(4):
        ask_letter(town)
    planned(town, UNTIL)
    found = {one.person: one for one in loads.team_at(unit, moment()).loads}
    first, second = found[who(town, "petugas-loket").pk], found[who(town, "petugas-loket", 2).pk]
    assert (first.shared, first.sharers, first.tasks, first.pieces) == (4, 2, 1, 3)
    assert (second.shared, second.pieces) == (4, 2)
    assert found[who(town, "lurah").pk].pieces == 0


def test_who_carries_far_more_than_the_middle_is_overloaded() -> None:
    base = PersonLoad(1, "A", "", 2, 0, 0, 0, 0, 0, 0, 0)
    team = [base, replace(base, person=2), replace(base, person=3, matters=5)]
    judged = [loads._judged(one, team, 2.0).heavy for one in team]
    assert judged == [False, False, True]
    assert not loads._judged(replace(base, matters=4), team, 2.0).heavy


def test_what_is_wrong_is_said_at_its_field(town: Town) -> None:
    unit, head = town.units["melati"], who(town, "lurah")
    goal, _tasks = planned(town)
    stranger = town.persons["kenanga", "lurah", 1]
    for title, person, due, field in (
        ("", head, UNTIL, "title"), ("x" * 161, head, UNTIL, "title"),
        ("Tugas", head, date(2025, 11, 3), "due"), ("Tugas", stranger, UNTIL, "person"),
    ):  # fmt: skip
        with pytest.raises(Unfit) as caught:
            helping.add_task(unit, goal, title, person, due, by=head, at=moment())
        assert caught.value.field == field
    helping.close_goal(unit, goal, by=head, at=moment())
    with pytest.raises(Unfit):
        helping.add_task(unit, goal, "Tugas", head, UNTIL, by=head, at=moment())
    assert loads.team_at(unit, moment()).goals == ()
