"""Hours and days that differ are data; every clock counts by them at once."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garda import clock
from garda.people import working_hours
from garda.people.calendars import calendar_of
from garda.people.changes import Unfit
from garda.people.models import City, Unit
from tests.town import Town, build_town, moment


@pytest.fixture
def town(db: None) -> Town:
    """The town without flows."""
    return build_town(flows=())


def due(town: Town, unit: str = "melati") -> str:
    """When a term of one working day from Tuesday 4 November ends."""
    found = Unit.objects.select_related("city").get(city=town.city, key=unit)
    calendar = calendar_of(found)
    at = clock.due(moment(), clock.Term.parse("1 hari kerja"), calendar).at
    return f"{calendar.local(at):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("07.30-12.00, 13.00-16.00", [[450, 720], [780, 960]]),
        ("08:00 sampai 14:30", [[480, 870]]),
        ("8.00–12.00; 12.30–15.00", [[480, 720], [750, 900]]),
        ("", []),
        ("tutup", []),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, spans: list[list[int]]) -> None:
    assert working_hours.spans_of(typed, "senin") == spans


@pytest.mark.parametrize(
    "typed", ["pagi", "08.00", "12.00-08.00", "08.00-12.00, 11.00-13.00", "08.00-25.00", "8-9"]
)
def test_what_is_no_hours_is_said_at_its_field(typed: str) -> None:
    with pytest.raises(Unfit) as no:
        working_hours.spans_of(typed, "rabu")
    assert no.value.field == "rabu"


@given(st.text(max_size=60))
def test_any_text_for_hours_gives_spans_or_a_sentence(typed: str) -> None:
    try:
        spans = working_hours.spans_of(typed, "senin")
    except Unfit as no:
        assert no.said
    else:
        assert all(0 <= start < end <= 1440 for start, end in spans)


def test_hours_written_out_are_read_back_the_same() -> None:
    week = working_hours.week_of({"senin": "07.30-12.00, 13.00-16.00", "jumat": "07.30-11.30"})
    again = working_hours.week_of(
        dict(zip(working_hours.DAYS, map(working_hours.day_text, week), strict=True))
    )
    assert again == week


def test_a_local_closure_of_one_unit_moves_its_due_dates_and_nobody_elses(town: Town) -> None:
    before = due(town), due(town, "kenanga")
    row = working_hours.keep_day(
        town.city,
        date(2025, 11, 5),
        name="Perbaikan gedung",
        kind="tutup",
        unit=town.units["melati"],
        by=None,
        at=moment(),
    )
    assert before == ("2025-11-05 16:00", "2025-11-05 16:00")
    assert (due(town), due(town, "kenanga")) == ("2025-11-06 16:00", "2025-11-05 16:00")
    working_hours.drop_day(row, by=None, at=moment())
    assert due(town) == before[0]


def test_a_season_and_a_units_own_hours_count_at_once(town: Town) -> None:
    week = working_hours.week_of(dict.fromkeys(working_hours.DAYS[:5], "08.00-14.00"))
    working_hours.keep_hours(
        town.city,
        name="Ramadan",
        week=week,
        first=date(2025, 11, 1),
        last=date(2025, 11, 30),
        by=None,
        at=moment(),
    )
    assert due(town) == "2025-11-05 14:00"
    own = working_hours.week_of(dict.fromkeys(working_hours.DAYS[:6], "09.00-17.00"))
    city = City.objects.get(pk=town.city.pk)
    working_hours.keep_hours(
        city, name="Jam pasar", week=own, unit=town.units["kenanga"], by=None, at=moment()
    )
    assert due(town, "kenanga") == "2025-11-05 17:00"


def test_the_citys_own_hours_can_be_changed_and_never_taken_away(town: Town) -> None:
    row = next(row for row in working_hours.hours_of(town.city) if row.first is None)
    with pytest.raises(Unfit):
        working_hours.drop_hours(row, by=None, at=moment())
    with pytest.raises(Unfit):
        working_hours.keep_hours(town.city, name="Jam lain", week=row.week, by=None, at=moment())
    with pytest.raises(Unfit):
        working_hours.keep_hours(
            town.city,
            name="x",
            week=row.week,
            first=date(2025, 1, 1),
            last=date(2025, 2, 1),
            row=row,
            by=None,
            at=moment(),
        )


def test_a_year_is_known_only_with_its_source(town: Town) -> None:
    with pytest.raises(Unfit):
        working_hours.know_year(town.city, 2027, "  ", by=None, at=moment())
    working_hours.know_year(town.city, 2027, "SKB Tiga Menteri", by=None, at=moment())
    assert 2027 in {one.year for one in working_hours.years_of(town.city)}
