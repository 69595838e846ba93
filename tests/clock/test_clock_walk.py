"""The clock against a slow, obvious walk, minute by minute, on calendars of all sorts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import ParamSpec, TypeVar

from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from garda.clock import (
    Calendar,
    NoWorkingTime,
    Term,
    due,
    due_after_pause,
    extended,
    left,
    spent,
    strip,
)
from tests.clock import slow_walk

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

walked = settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.too_slow])
quick = settings(max_examples=110, deadline=None, suppress_health_check=[HealthCheck.too_slow])

terms = st.one_of(
    st.builds(Term, slow_walk.amounts, st.just("minute"), st.booleans()),
    st.builds(Term, st.integers(1, 40), st.just("hour"), st.booleans()),
    st.builds(Term, st.integers(1, 20), st.just("day"), st.booleans()),
)
working_terms = terms.filter(lambda term: term.working)
spells = st.integers(0, 12 * 1440).map(lambda number: timedelta(minutes=number))


@walked
@given(slow_walk.calendars, slow_walk.moments, slow_walk.amounts)
def test_a_term_in_minutes_is_due_where_the_walk_ends(
    calendar: Calendar, start: datetime, amount: int
) -> None:
    walk = slow_walk.due_after_minutes(start, amount, calendar)
    assume(walk is not None)
    found = due(start, Term(amount, "minute", True), calendar)
    assert found.at == walk
    assert found.received == slow_walk.opening(start, calendar)
    assert found.counted[0] == found.received.date()


@walked
@given(slow_walk.calendars, slow_walk.moments, st.integers(1, 12))
def test_a_term_in_days_is_due_where_the_walk_ends(calendar: Calendar, start: datetime, amount: int) -> None:
    walk = slow_walk.due_after_days(start, amount, calendar)
    assume(walk is not None)
    found = due(start, Term(amount, "day", True), calendar)
    assert found.at == walk
    assert len(found.counted) == amount
    between = (found.counted[-1] - found.received.date()).days
    assert len(found.counted) + len(found.skipped) == between


@walked
@given(slow_walk.calendars, slow_walk.moments, slow_walk.moments)
def test_time_spent_is_what_the_walk_counts(calendar: Calendar, one: datetime, other: datetime) -> None:
    first, last = sorted((one, other))
    walk = slow_walk.spent(first, last, calendar)
    assert spent(first, last, calendar) == walk
    assert spent(last, first, calendar) == -walk


@walked
@given(slow_walk.calendars, slow_walk.moments)
def test_open_next_opening_and_closing_agree_with_the_walk(calendar: Calendar, at: datetime) -> None:
    assert calendar.is_open(at) == slow_walk.is_open(calendar, at)
    walk = slow_walk.opening(at, calendar)
    if walk is not None:
        assert calendar.next_opening(at) == walk
    closes = calendar.closes(at)
    if not slow_walk.is_open(calendar, at):
        assert closes is None
    elif closes is not None:
        assert not slow_walk.is_open(calendar, closes)
        whole = int((closes - slow_walk.floored(at)).total_seconds()) // 60
        assert spent(at, closes, calendar) == whole
    day = calendar.local(at).date()
    assert calendar.is_working_day(day) == bool(slow_walk.spans_of(calendar, day))
    assert (calendar.reason_off(day) is None) == calendar.is_working_day(day)
    length = sum(int((end - start).total_seconds()) // 60 for start, end in calendar.spans(day))
    assert length == sum(end - start for start, end in slow_walk.spans_of(calendar, day))


@quick
@given(slow_walk.calendars, slow_walk.moments, slow_walk.amounts)
def test_the_time_spent_until_due_is_the_term(calendar: Calendar, start: datetime, amount: int) -> None:
    found = _due(start, Term(amount, "minute", True), calendar)
    assert spent(start, found, calendar) == amount
    assert left(start, found, calendar) == amount


@quick
@given(slow_walk.calendars, slow_walk.moments, slow_walk.days)
def test_what_is_due_when_the_office_closes_is_not_due_the_next_day(
    calendar: Calendar, start: datetime, day: date
) -> None:
    for _, closing in calendar.spans(day):
        if amount := max(spent(start, closing, calendar), 0):
            assert due(start, Term(amount, "minute", True), calendar).at == closing


@quick
@given(slow_walk.calendars, slow_walk.moments, slow_walk.moments, slow_walk.moments)
def test_time_spent_adds_up(calendar: Calendar, a: datetime, b: datetime, c: datetime) -> None:
    assert spent(a, b, calendar) + spent(b, c, calendar) == spent(a, c, calendar)


@quick
@given(slow_walk.calendars, slow_walk.moments, slow_walk.moments, terms)
def test_who_comes_later_is_due_no_earlier(
    calendar: Calendar, one: datetime, other: datetime, term: Term
) -> None:
    first, last = sorted((one, other))
    assert _due(first, term, calendar) <= _due(last, term, calendar)


@quick
@given(slow_walk.calendars, slow_walk.moments, terms, st.integers(-3000, 3000))
def test_left_is_negative_exactly_when_late(
    calendar: Calendar, start: datetime, term: Term, seconds: int
) -> None:
    due_at = _due(start, term, calendar)
    at = due_at + timedelta(seconds=seconds)
    assert (left(at, due_at, calendar, term) < 0) == (seconds > 0)


@quick
@given(slow_walk.calendars, slow_walk.moments, terms, spells, spells)
def test_a_pause_keeps_what_was_left(
    calendar: Calendar, start: datetime, term: Term, ran: timedelta, stood: timedelta
) -> None:
    due_at = _due(start, term, calendar)
    paused = start + ran
    resumed = paused + stood
    assume(paused <= due_at)
    new = _tried(due_after_pause, due_at, paused, resumed, term, calendar)
    assert new >= due_at
    if not term.working or term.unit != "day":
        assert left(resumed, new, calendar, term) == left(paused, due_at, calendar, term)
        return
    assert _days_left(resumed, new, calendar) == _days_left(paused, due_at, calendar)


@quick
@given(slow_walk.calendars, slow_walk.moments, terms, spells)
def test_a_pause_without_length_moves_nothing(
    calendar: Calendar, start: datetime, term: Term, ran: timedelta
) -> None:
    due_at = _due(start, term, calendar)
    paused = start + ran
    assume(paused < due_at)
    assert _tried(due_after_pause, due_at, paused, paused, term, calendar) == due_at


@quick
@given(slow_walk.calendars, slow_walk.moments, terms, spells, spells)
def test_a_pause_after_the_due_moment_moves_nothing(
    calendar: Calendar, start: datetime, term: Term, ran: timedelta, stood: timedelta
) -> None:
    due_at = _due(start, term, calendar)
    paused = due_at + ran + timedelta(minutes=1)
    assert due_after_pause(due_at, paused, paused + stood, term, calendar) == due_at


@quick
@given(slow_walk.calendars, slow_walk.moments, terms, st.integers(1, 30))
def test_an_extension_counts_on_as_if_the_term_had_been_longer(
    calendar: Calendar, start: datetime, term: Term, more: int
) -> None:
    longer = Term(term.amount + more, term.unit, term.working)
    extra = Term(more, term.unit, term.working)
    assert _tried(extended, _due(start, term, calendar), extra, calendar) == _due(start, longer, calendar)


@quick
@given(slow_walk.calendars, slow_walk.moments, terms)
def test_the_strip_tells_every_day_once(calendar: Calendar, start: datetime, term: Term) -> None:
    found = _tried(due, start, term, calendar)
    cells = strip(found, calendar, fold=False)
    assert [cell.day for cell in cells] == [
        cells[0].day + timedelta(days=number) for number in range(len(cells))
    ]
    assert cells[-1].kind == "end"
    if term.unit == "day":
        assert cells[-1].number == term.amount
    assert all(cell.reason for cell in cells if cell.kind == "off")
    folded = strip(found, calendar)
    assert (folded[0], folded[-1]) == (cells[0], cells[-1])
    assert len(folded) == len(cells) or len(cells) > 10
    assert all(cell.last.weekday() == 6 and cell.day.weekday() == 0 for cell in folded if cell.last)
    assert [cell for cell in folded if not cell.last] == [
        cell for cell in cells if not any(week.day <= cell.day <= week.last for week in folded if week.last)
    ]
    stood_for = sum((cell.last - cell.day).days + 1 if cell.last else 1 for cell in folded)
    assert stood_for == len(cells)


@quick
@given(slow_walk.calendars, st.lists(slow_walk.moments, min_size=1, max_size=3), working_terms)
def test_the_same_calendar_made_anew_says_the_same(
    calendar: Calendar, starts: list[datetime], term: Term
) -> None:
    again = Calendar(
        calendar.zone, calendar.hours, calendar.seasons, dict(calendar.days_off), calendar.known_years
    )
    assert again == calendar
    assert hash(again) == hash(calendar)
    for start in starts:
        assert _tried(due, start, term, again) == due(start, term, calendar)


def _tried(count: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs) -> Answer:
    """The answer, or the next example when this calendar never has enough time: seasons may be all."""
    try:
        return count(*args, **kwargs)
    except NoWorkingTime:
        reject()


def _due(start: datetime, term: Term, calendar: Calendar) -> datetime:
    return _tried(due, start, term, calendar).at


def _days_left(at: datetime, due_at: datetime, calendar: Calendar) -> int:
    """Whole working days after today's, up to the due one: counted one by one."""
    today = slow_walk.opening(at, calendar)
    assert today is not None
    day, days = slow_walk.wall_clock(calendar, today).date(), 0
    last = slow_walk.wall_clock(calendar, due_at - slow_walk.MINUTE).date()
    while day < last:
        day += timedelta(days=1)
        days += bool(slow_walk.spans_of(calendar, day))
    return days
