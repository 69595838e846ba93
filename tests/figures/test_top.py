"""The three top measures: counted from the record, opened to it, and never raised by deleting."""

from __future__ import annotations

import importlib
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from garda import clock
from garda.cases import moving, residents, waking
from garda.cases.models import Case, Event
from garda.config.cli import main
from garda.demo import month
from garda.figures import adding, counting, endings, losing, top, versions
from garda.figures.models import DayEnding, DayFigure, Ending, Lost, Removed
from garda.figures.top import Top
from garda.figures.waiting import waiting
from tests.figures.test_counting import FIRST, LAST, contested_one, follow, late_one, settled
from tests.town import Town, ask_letter, build_town, moment, photo, report

pytestmark = pytest.mark.django_db

END = moment("2025-11-30", "20:00")


@pytest.fixture
def town() -> Town:
    return build_town()


def tops(town: Town) -> Top:
    """The three measures of the whole town in November."""
    return top.top(town.city, [unit.pk for unit in town.units.values()], FIRST, LAST, END)


def unproven(town: Town) -> Case:
    """A report answered in words alone, on which the resident never said anything."""
    case = report(town, at=moment("2025-11-04", "08:00")).case
    loket = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=loket, at=moment("2025-11-04", "08:30"))
    words = {"answer": "Sudah."}
    moving.move_case(case.pk, "answered", by=loket, at=moment("2025-11-04", "09:00"), words=words)
    waking.wake(case.pk, moment("2025-11-28"))
    case.refresh_from_db()
    assert (case.state, case.outcome) == (Case.CLOSED, "done")
    return case


def drawn(town: Town) -> Case:
    """A report that its resident took back after two working hours."""
    case = report(town, at=moment(time="08:00")).case
    return residents.withdraw(case.pk, "Sudah menyala sendiri.", at=moment(time="10:00"))


def delete(case: Case) -> None:
    """Delete a matter past the program, as somebody could who takes the database's guards away."""
    guards = importlib.import_module("garda.cases.migrations.0002_append_only")
    editor = SimpleNamespace(connection=connection)
    guards.lift(None, editor)
    for table in connection.introspection.table_names():
        names = [
            one.name for one in connection.introspection.get_table_description(connection.cursor(), table)
        ]
        if "event_id" in names:
            _sql(
                f"DELETE FROM {table} WHERE event_id IN (SELECT id FROM cases_event WHERE case_id = %s)", case
            )
    for table in connection.introspection.table_names():
        names = [
            one.name for one in connection.introspection.get_table_description(connection.cursor(), table)
        ]
        if "case_id" in names:
            _sql(f"DELETE FROM {table} WHERE case_id = %s", case)
    _sql("DELETE FROM cases_case WHERE id = %s", case)
    guards.lay(None, editor)


def _sql(sentence: str, case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sentence, [case.pk])


def recounted(town: Town) -> Top:
    """The measures after everything was counted again from what is left."""
    for day in sorted({row.day for row in DayFigure.objects.all()}):
        counting.recount(town.city, day)
    versions.recount(town.city)
    with clock.moved_to(END):
        endings.recount(town.city)
    return tops(town)


def test_item_58_three_measures_are_counted_from_the_record(town: Town) -> None:
    good, contested, late = settled(town), contested_one(town), late_one(town, explained=True)
    bare, gone = unproven(town), drawn(town)
    follow(END)
    found = tops(town)
    assert (found.ended, found.results, found.overdue, found.lost) == (5, 4, 0, 0)
    assert found.minutes == sum(
        sum(waiting(one, END).by_kind.get(kind, 0) for kind in versions.OFFICE)
        for one in Case.objects.filter(pk__in=[one.pk for one in (good, contested, late, bare, gone)])
    )
    assert found.per_result == round(found.minutes / 4)
    # In time and right the first time: not the contested one, not the late one.
    assert (found.met, found.of("met"), found.share("met")) == (2, 4, 50)
    # What nobody but the officer bears out does not count as accounted for.
    assert (found.named, found.verified, found.whole, found.sound) == (4, 3, 4, 3)
    assert found.share("sound") == 75


def test_item_58_each_opens_to_its_records(town: Town) -> None:
    contested, late, bare = contested_one(town), late_one(town, explained=True), unproven(town)
    settled(town)
    follow(END)
    units = [unit.pk for unit in town.units.values()]
    assert [one.number for one in top.behind(units, FIRST, LAST, "sound")] == [bare.number]
    unmet = {one.number for one in top.behind(units, FIRST, LAST, "met")}
    assert unmet == {contested.number, late.number}
    slow = top.behind(units, FIRST, LAST, "efficient")
    assert slow[0].number == late.number
    assert sum(one.minutes for one in slow) == tops(town).minutes
    assert sum(one.results for one in top.by_unit(units, FIRST, LAST)) == tops(town).results
    with pytest.raises(KeyError):
        top.behind(units, FIRST, LAST, "other")


def test_item_58_the_database_refuses_to_delete_a_matter(town: Town) -> None:
    case = settled(town)
    follow(END)
    with pytest.raises(Exception, match="Rekam tidak dapat diubah atau dihapus"), transaction.atomic():
        _sql("DELETE FROM cases_event WHERE case_id = %s", case)


@pytest.mark.parametrize("which", ["slow", "unproven", "overdue", "withdrawn", "last", "all"])
def test_item_58_no_measure_rises_by_deleting(town: Town, which: str) -> None:
    chosen = {
        "slow": [late_one(town, explained=False)],
        "unproven": [unproven(town)],
        "overdue": [ask_letter(town).case],
        "withdrawn": [drawn(town)],
    }
    waking.wake(chosen["overdue"][0].pk, moment("2025-11-20"))
    settled(town)
    contested_one(town)
    chosen["last"] = [settled(town, day="2025-11-06")]
    chosen["all"] = [one for cases in chosen.values() for one in cases]
    follow(END)
    before = recounted(town)
    for case in chosen[which]:
        delete(case)
    after = recounted(town)
    assert after.lost == len(chosen[which])
    assert (after.share("sound") or 0) <= (before.share("sound") or 0)
    assert (after.share("met") or 0) <= (before.share("met") or 0)
    assert before.per_result is not None
    assert after.per_result is not None
    assert after.per_result >= before.per_result
    # And it is said which, and since when at the latest it was there.
    numbers = {one.number for one in Lost.objects.all()}
    assert numbers == {case.number for case in chosen[which]}
    for case in chosen[which]:
        assert Lost.objects.get(number=case.number).since <= case.opened_at


def test_what_was_deleted_counts_before_anything_is_counted_again(town: Town) -> None:
    settled(town)
    case = late_one(town, explained=False)
    follow(END)
    before = tops(town)
    delete(case)
    # Kept counts stand as they are; at night the missing number is found and added.
    assert tops(town) == before
    with clock.moved_to(END):
        assert losing.look(town.city) == 1
        assert losing.look(town.city) == 1
    after = tops(town)
    assert (after.lost, after.results) == (1, before.results)
    assert (after.per_result or 0) > (before.per_result or 0)
    # It counts in no period before its number was given.
    early = top.top(town.city, [town.units["melati"].pk], date(2025, 10, 1), date(2025, 10, 31), END)
    assert early.lost == 0


def test_several_periods_of_the_measures_read_at_once_are_what_each_is_alone(town: Town) -> None:
    settled(town)
    late_one(town, explained=True)
    unproven(town)
    case = late_one(town, explained=False)
    follow(END)
    delete(case)
    with clock.moved_to(END):
        assert losing.look(town.city) == 1
    units = [unit.pk for unit in town.units.values()]
    days = [FIRST + timedelta(days=n) for n in range(30)]
    periods = [(FIRST, LAST), top.before(FIRST, LAST), *[(day, day) for day in days]]
    threes = [adding.three(units, *period) for period in periods]
    at_once = top.several(town.city, units, periods, END, threes)
    assert at_once == [top.top(town.city, units, *period, END) for period in periods]
    assert sum(one.results for one in at_once[2:]) == at_once[0].results > 0


def test_verify_names_the_numbers_that_are_gone(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    settled(town)
    case = settled(town)
    follow(END)
    delete(case)
    assert main(["verify"]) == 1
    assert f"{case.number}: nomor ini pernah diberikan" in capsys.readouterr().out


def test_a_number_that_is_there_again_is_no_longer_lost(town: Town) -> None:
    unit = town.units["melati"]
    report(town)
    Lost.objects.create(
        city=town.city,
        unit=unit,
        number=Case.objects.get().number,
        since=moment(),
        found_on=date(2025, 11, 4),
    )
    with clock.moved_to(END):
        assert losing.look(town.city) == 0
    assert Lost.objects.get().back_on == END.date()
    assert tops(town).lost == 0


def test_a_record_that_was_changed_no_longer_counts_as_whole(town: Town) -> None:
    case = settled(town)
    follow(END)
    assert (tops(town).whole, tops(town).sound) == (1, 1)
    Case.objects.filter(pk=case.pk).update(category="lain-lain")
    assert endings.look_again(town.city, END.date(), FIRST) == 1
    assert (tops(town).whole, tops(town).sound) == (0, 0)
    assert [one.number for one in top.behind([case.first_unit_id], FIRST, LAST, "sound")] == [case.number]
    assert endings.look_again(town.city, END.date(), FIRST) == 0


def test_endings_counted_again_give_what_was_kept(town: Town) -> None:
    settled(town)
    contested_one(town)
    late_one(town, explained=True)
    unproven(town)
    drawn(town)
    again = settled(town, day="2025-11-05")
    residents.contest(again.pk, "Mati lagi.", at=moment("2025-11-06"))
    report(town, simulated=True, at=moment("2025-11-06"))
    follow(END)
    kept = endings.kept(town.city)
    assert len(kept["rows"]) == 5
    with clock.moved_to(END):
        endings.recount(town.city)
    assert endings.kept(town.city) == kept
    assert not Ending.objects.filter(case=again).exists()
    assert sum(row.ended for row in DayEnding.objects.all()) == 5


def test_what_bears_a_result_out(town: Town) -> None:
    def closing(outcome: str, by: str, *events: Event) -> bool:
        last = Event(name="case.closed", seq=9, by_kind=by, facts={"outcome": outcome})
        return endings.is_verified(last, [*events, last])

    def event(name: str, seq: int = 2, by: str = "post", **facts: object) -> Event:
        return Event(name=name, seq=seq, by_kind=by, facts=facts)

    proof = event("case.moved", papers=[["proof", "f"]])
    assert closing("done", "resident")
    assert not closing("done", "clock")
    assert closing("done", "clock", proof)
    assert not closing("done", "clock", event("case.moved", by="resident", papers=[["proof", "f"]]))
    assert not closing("done", "clock", proof, event("case.reopened", 3, "resident"))
    assert closing("done", "post", event("letter.signed"))
    assert not closing("done", "post", event("letter.signed"), event("letter.revoked", 3))
    assert closing("done", "clock", event("case.answered-with", proofs=[["proof", "f"]]))
    assert closing("refused", "post", event("case.moved", said=[["rule", "f"]]))
    assert not closing("refused", "post", proof)
    assert not closing("withdrawn", "resident")


def test_proof_in_the_record_is_seen(town: Town) -> None:
    case = report(town, at=moment(time="08:00")).case
    loket = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=loket, at=moment(time="08:30"))
    words = {"answer": "Sudah menyala."}
    moving.move_case(
        case.pk, "answered", by=loket, at=moment(time="09:00"), words=words, proofs=[photo(shade=3)]
    )
    waking.wake(case.pk, moment("2025-11-28"))
    follow(END)
    assert Ending.objects.get(case=case).verified


def test_simulated_matters_that_were_removed_are_not_lost(town: Town) -> None:
    with clock.moved_to(END):
        report(town, at=moment(time="08:00"))
        report(town, simulated=True, at=moment(time="09:00"))
        report(town, simulated=True, at=moment(time="09:30"))
        report(town, at=moment(time="10:00"))
        follow(END)
        assert month.forget(town.city) == 2
        assert losing.look(town.city) == 0
    unit = town.units["melati"].pk
    assert Removed.objects.get().numbers == [[unit, 2025, 2, 3]]
    assert Removed.objects.get().count == 2


def test_nothing_to_count_says_nothing(town: Town) -> None:
    found = tops(town)
    assert (found.per_result, found.share("sound"), found.share("met"), found.rating) == (
        None,
        None,
        None,
        None,
    )
    assert not found.enough
    assert top.before(found.first, found.last) == (date(2025, 10, 2), date(2025, 10, 31))
    assert adding.three([], FIRST, LAST).share("fast") is None
