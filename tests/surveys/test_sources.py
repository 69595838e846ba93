"""What is asked about: a matter that ended, a number that was served, a sheet of paper; each once."""

from __future__ import annotations

from datetime import date

import pytest

from garda.cases import errands
from garda.cases.models import Case, Event
from garda.cases.residents import withdraw
from garda.counters import calling, taking
from garda.notices import links
from garda.surveys import answering, expiring, inviting, periods, sources, tallying
from garda.surveys.models import Invitation, Looked, Response
from garda.trails import reading
from tests.surveys.asked import answered, asking_town, sheet
from tests.town import Town, fresh, moment, report

pytestmark = pytest.mark.django_db


def served(town: Town, time: str = "09:00", day: str = "2025-11-04") -> taking.Taken:
    """A number that was called, served and finished at a desk of Melati."""
    unit, officer = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    taken = taking.take_number(unit, at=moment(day, time), channel=taking.OFFICER, key="sktm")
    for minute, act in enumerate(("call", "serve", "finish"), 1):
        at = moment(day, f"{time[:3]}{int(time[3:]) + minute:02d}")
        calling.act(taken.id, act, "", by=officer, at=at)
    return taken


def end(case: Case, outcome: str = "done") -> Event:
    """The event that a matter ended with, as followers hear of it."""
    return Event(case=case, name="case.closed", day=date(2025, 11, 4), facts={"outcome": outcome})


def test_item_10_a_matter_that_ended_is_asked_about_once() -> None:
    town = asking_town()
    case = fresh(report(town))
    for _ in range(2):
        sources.ask(end(case), moment())
    one = sources.of_case(case)
    assert one is not None and Invitation.objects.count() == 1
    assert (one.unit_id, one.service, one.flow_version) == (town.units["melati"].pk, "pengaduan", 1)


def test_a_matter_taken_back_is_not_asked_about() -> None:
    town = asking_town()
    opened = report(town)
    withdraw(opened.case.pk, "", at=moment(time="10:00"))
    errands.work_off(moment(time="10:01"))
    assert Invitation.objects.count() == 0


def test_of_a_confidential_matter_the_place_is_left_out() -> None:
    town = asking_town()
    case = fresh(report(town, answers={"confidential": "ya"}))
    assert case.private
    sources.ask(end(case), moment())
    assert Invitation.objects.get().area_id is None


def test_item_10_a_number_is_asked_about_when_it_was_served_and_by_itself() -> None:
    town = asking_town()
    unit = town.units["melati"]
    waiting = taking.take_number(unit, at=moment(time="08:00"), channel=taking.OFFICER, key="sktm")
    assert sources.of_ticket(town.city, waiting.token, moment()) is None
    taken = served(town)
    assert expiring.remind(moment(time="09:30")) == 1
    assert expiring.remind(moment(time="09:31")) == 0
    one = sources.of_ticket(town.city, taken.token, moment(time="09:32"))
    assert one is not None and Invitation.objects.count() == 1
    assert one.officer_id == town.persons["melati", "petugas-loket", 1].pk
    assert sources.of_number(unit, taken.code.lower().replace(" ", ""), moment(time="09:33")) == one
    for wrong in ("", "A", "999", "ZZZ 1", "A 1234567890", waiting.code, "🙂 1", "A \0"):
        assert sources.of_number(unit, wrong, moment(time="09:34")) is None


def test_item_10_who_was_served_while_the_tick_rested_is_invited_when_it_is_back() -> None:
    town = asking_town()
    expiring.remind(moment("2025-11-03", "16:00"))
    for day in ("2025-11-04", "2025-11-05", "2025-11-07"):
        served(town, day=day)
    assert expiring.remind(moment("2025-11-10", "08:00")) == 3
    assert expiring.remind(moment("2025-11-10", "08:01")) == 0
    days = set(Invitation.objects.values_list("served_on", flat=True))
    assert days == {date(2025, 11, 4), date(2025, 11, 5), date(2025, 11, 7)}


def test_item_10_the_tick_invites_nobody_after_the_sheets_of_the_day_may_be_decided() -> None:
    town = asking_town()
    old, last = served(town, day="2025-10-30"), served(town, day="2025-10-31")
    assert expiring.remind(moment("2025-11-06", "07:00")) == 1, "the last day of the month, six days later"
    assert Invitation.objects.get().served_on == date(2025, 10, 31)
    assert periods.decided_by(date(2025, 10, 31)) == date(2025, 11, 6)
    assert sources.of_ticket(town.city, last.token, moment("2025-11-06")) is not None
    assert sources.of_ticket(town.city, old.token, moment("2025-11-06")) is not None, "by their own page"


def test_item_10_many_who_waited_are_invited_by_and_by_and_nobody_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "AT_ONCE", 2)
    town = asking_town()
    expiring.remind(moment("2025-11-03", "16:00"))
    for time in ("08:10", "08:20", "08:30", "08:40", "08:50"):
        served(town, time=time)
    found = [expiring.remind(moment("2025-11-07", f"10:{minute:02d}")) for minute in range(4)]
    assert found == [2, 2, 1, 0]
    assert Looked.objects.get().upto == moment("2025-11-07", "10:02"), "moved on when nobody is left behind"


def test_item_10_a_clock_that_ran_ahead_and_was_set_right_passes_nobody_over() -> None:
    town = asking_town()
    expiring.remind(moment("2026-03-02"))
    expiring.remind(moment("2025-11-03"))
    served(town)
    assert expiring.remind(moment("2025-11-06")) == 1


def test_sheets_of_paper_answer_once_each_and_count_as_asked_when_they_did() -> None:
    town = asking_town()
    head = town.persons["melati", "lurah", 1]
    sheets = sources.print_sheets(town.units["melati"], 5, by=head, at=moment())
    assert len({one.token for one in sheets}) == 5
    assert reading.count(town.city) > 0
    typed = f" {sheets[0].token[:5].lower()}-{sheets[0].token[5:].lower()} "
    found = inviting.invitation(town.city, typed.strip())
    assert found == sheets[0]
    day = {"first": date(2025, 11, 1), "last": date(2025, 11, 30)}
    assert tallying.invited(town.city, **day) == 0
    answering.answer(sheets[0], "skm", sheet(town, [3] * 9), channel=Response.PAPER, at=moment())
    assert tallying.invited(town.city, **day) == 1


def test_minutes_and_devices_go_after_two_days_and_words_after_a_year() -> None:
    town = asking_town()
    answered(town, [3] * 9, device="phone", comment="Kursi tunggu kurang")
    expiring.remind(moment("2025-11-06"))
    assert Response.objects.get().at is not None
    expiring.remind(moment("2025-11-07"))
    row = Response.objects.get()
    assert (row.at, row.device) == (None, "") and row.comment is not None
    expiring.remind(moment("2026-11-06"))
    assert Response.objects.get().comment is None


def test_item_10_the_news_in_a_chat_that_a_matter_ended_carries_its_survey_once() -> None:
    town = asking_town()
    case = fresh(report(town))
    assert links.survey_link(case) == ""
    sources.ask(end(case), moment())
    one = sources.of_case(case)
    assert one is not None and links.survey_link(case).endswith(f"/contoh/survei/{one.token}/")
    answering.answer(one, "skm", sheet(town, [3] * 9), at=moment())
    assert links.survey_link(case) == ""
