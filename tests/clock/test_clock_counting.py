"""The counting rule, example by example."""

from __future__ import annotations

import copy
import pickle
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from garda.clock import (
    ZONES,
    Calendar,
    ClockError,
    DayOff,
    Hours,
    NaiveMoment,
    NoWorkingTime,
    OutOfRange,
    Season,
    Term,
    UnknownZone,
    UnreadableHours,
    UnreadableTerm,
    due,
    due_after_pause,
    extended,
    left,
    spent,
)
from tests.clock.office import OFFICE, RAMADAN_2026, USUAL, at, calendar, holidays, term

COUNTS = (3, 5, 10, 14, 17, 30, 60)
ALL_OFF = {
    "2026-03-13": "03-25 03-27 04-06 04-10 04-15 05-05 06-24",
    "2026-05-12": "05-19 05-21 06-02 06-08 06-11 07-01 08-12",
    "2026-11-20": "11-25 11-27 12-04 12-10 12-15 2027-01-07 2027-02-19",
    "2026-12-21": "12-28 12-30 2027-01-08 2027-01-14 2027-01-19 2027-02-08 2027-04-01",
}
PUBLIC_ONLY = {
    "2026-03-13": "03-18 03-23 03-30 04-06 04-09 04-28 06-15",
    "2026-05-12": "05-18 05-20 05-28 06-04 06-09 06-29 08-10",
    "2026-11-20": "11-25 11-27 12-04 12-10 12-15 2027-01-06 2027-02-17",
    "2026-12-21": "12-24 12-29 2027-01-07 2027-01-13 2027-01-18 2027-02-04 2027-03-23",
}
VECTORS = [
    (kind, start, count, when if len(when) > 5 else f"{start[:4]}-{when}")
    for kind, rows in (("all", ALL_OFF), ("public", PUBLIC_ONLY))
    for start, dues in rows.items()
    for count, when in zip(COUNTS, dues.split(), strict=True)
]
CALENDARS = {"all": OFFICE, "public": calendar(days_off=holidays("libur_nasional"))}


@pytest.mark.parametrize(("kind", "start", "count", "when"), VECTORS)
def test_item_88_the_clock_knows_the_holidays_as_data(kind: str, start: str, count: int, when: str) -> None:
    office = CALENDARS[kind]
    found = due(at(f"{start} 10:00"), Term(count, "day", True), office)
    assert found.at.date().isoformat() == when
    assert found.at == office.spans(found.at.date())[-1][1]


@pytest.mark.parametrize(
    ("start", "length", "when"),
    [
        ("2025-11-20 15:50", "30 menit kerja", "2025-11-21 07:50"),  # over the night
        ("2025-11-20 11:50", "30 menit kerja", "2025-11-20 13:20"),  # over the break
        ("2025-11-21 11:20", "30 menit kerja", "2025-11-21 13:20"),  # over the longer break of Friday
        ("2025-11-21 16:20", "30 menit kerja", "2025-11-24 07:50"),  # over the weekend
        ("2025-12-24 15:30", "2 jam kerja", "2025-12-29 09:00"),  # over Christmas, joint leave and a weekend
        ("2025-11-22 10:00", "30 menit kerja", "2025-11-24 08:00"),  # came in on a Saturday
        ("2025-11-20 15:30", "30 menit kerja", "2025-11-20 16:00"),  # ends as the office closes
        ("2025-11-20 06:00", "1 menit kerja", "2025-11-20 07:31"),  # came in before opening
        ("2025-11-20 14:00", "5 hari kerja", "2025-11-27 16:00"),
        ("2025-11-21 14:00", "5 hari kerja", "2025-11-28 16:30"),  # Friday closes later
        ("2025-11-20 16:00", "1 hari kerja", "2025-11-24 16:00"),  # at closing is after closing
        ("2025-11-20 15:59", "1 hari kerja", "2025-11-21 16:30"),
        ("2025-11-20 12:30", "1 hari kerja", "2025-11-21 16:30"),  # a break is still the same day
        ("2025-11-22 10:00", "1 hari kerja", "2025-11-25 16:00"),  # Saturday counts as Monday
        ("2025-12-24 17:00", "1 hari kerja", "2025-12-30 16:00"),
    ],
)
def test_item_7_the_clock_skips_closed_hours_and_holidays(start: str, length: str, when: str) -> None:
    assert due(at(start), term(length), OFFICE).at == at(when)


def test_item_7_time_spent_skips_closed_hours_and_holidays() -> None:
    assert spent(at("2025-12-24 15:30"), at("2025-12-29 09:00"), OFFICE) == 120
    assert spent(at("2025-12-25 08:00"), at("2025-12-25 15:00"), OFFICE) == 0
    assert spent(at("2025-11-17 00:00"), at("2025-11-24 00:00"), OFFICE) == 37 * 60 + 30


def test_item_7_ramadan_has_its_own_hours() -> None:
    office = calendar(seasons=(RAMADAN_2026,))
    assert spent(at("2026-02-23 00:00"), at("2026-03-02 00:00"), office) == 32 * 60 + 30
    assert due(at("2026-03-02 14:45"), term("30 menit kerja"), office).at == at("2026-03-03 08:15")
    assert due(at("2026-03-02 10:00"), term("3 hari kerja"), office).at == at("2026-03-05 15:00")


def test_what_is_due_tells_what_it_was_counted_from() -> None:
    found = due(at("2025-12-23 17:30"), term("2 hari kerja"), OFFICE)
    assert found.start == at("2025-12-23 17:30")
    assert found.received == at("2025-12-24 07:30")
    assert found.counted == (date(2025, 12, 29), date(2025, 12, 30))
    assert [reason for _, reason in found.skipped] == [
        "Hari Raya Natal",
        "Cuti Bersama Hari Raya Natal",
        "Sabtu",
        "Minggu",
    ]
    assert found.unsure_years == ()


def test_plain_time_counts_nights_and_holidays() -> None:
    breach = due(at("2025-12-24 15:30"), term("72 jam"), OFFICE)
    assert breach.at == at("2025-12-27 15:30")
    assert due(at("2025-12-24 15:30"), term("14 hari"), OFFICE).at == at("2026-01-07 15:30")
    assert left(at("2025-12-26 15:30"), breach.at, OFFICE, breach.term) == 24 * 60
    assert spent(at("2025-12-24 15:30"), at("2025-12-26 15:30"), OFFICE, breach.term) == 48 * 60
    assert breach.skipped == ()


def test_a_year_without_a_list_of_holidays_is_said() -> None:
    assert due(at("2027-12-20 10:00"), term("14 hari kerja"), OFFICE).unsure_years == (2028,)
    assert due(at("2029-12-20 10:00"), term("14 hari kerja"), OFFICE).unsure_years == (2029, 2030)
    assert due(at("2029-12-20 10:00"), term("72 jam"), OFFICE).unsure_years == ()


def test_late_on_the_evening_after_is_late() -> None:
    deadline = at("2025-11-27 16:00")
    assert left(deadline, deadline, OFFICE) == 0
    assert left(at("2025-11-27 20:00"), deadline, OFFICE) == -1
    assert left(at("2025-11-28 08:30"), deadline, OFFICE) == -60
    assert left(at("2025-11-27 15:00"), deadline, OFFICE) == 60


@pytest.mark.parametrize(
    ("paused", "resumed", "length", "was", "now"),
    [
        # Three working days are left after Monday, and are left after Thursday.
        ("2025-11-24 10:00", "2025-11-27 09:00", "5 hari kerja", "2025-11-27 16:00", "2025-12-02 16:00"),
        ("2025-11-24 10:00", "2025-11-24 15:00", "5 hari kerja", "2025-11-27 16:00", "2025-11-27 16:00"),
        # Stopped after closing and let go before opening: no working time stood still.
        ("2025-11-24 17:00", "2025-11-25 07:00", "5 hari kerja", "2025-11-27 16:00", "2025-11-27 16:00"),
        # Stopped on the last day, let go on a Saturday: the whole of the next working day.
        ("2025-11-27 15:00", "2025-11-29 10:00", "5 hari kerja", "2025-11-27 16:00", "2025-12-01 16:00"),
        ("2025-11-20 15:50", "2025-11-24 09:00", "30 menit kerja", "2025-11-21 07:50", "2025-11-24 09:30"),
        ("2025-11-20 14:10", "2025-11-22 09:00", "30 menit kerja", "2025-11-20 14:30", "2025-11-24 07:50"),
        ("2025-11-21 10:00", "2025-11-23 11:30", "72 jam", "2025-11-23 15:50", "2025-11-25 17:20"),
        # Paused at the very minute: nothing was left, and it is due when the office opens.
        ("2025-11-20 14:30", "2025-11-22 09:00", "30 menit kerja", "2025-11-20 14:30", "2025-11-24 07:30"),
        ("2025-11-27 16:00", "2025-12-02 09:00", "5 hari kerja", "2025-11-27 16:00", "2025-12-02 16:00"),
        # Already late: a pause does not make it less so.
        ("2025-11-28 09:00", "2025-12-05 09:00", "5 hari kerja", "2025-11-27 16:00", "2025-11-27 16:00"),
    ],
)
def test_what_was_left_at_a_pause_stays_left(
    paused: str, resumed: str, length: str, was: str, now: str
) -> None:
    assert due_after_pause(at(was), at(paused), at(resumed), term(length), OFFICE) == at(now)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ClockError, match="before it begins"):
        due_after_pause(at("2025-11-27 16:00"), at("2025-11-24 10:00"), at("2025-11-24 09:00"), *_five())


def test_an_information_request_of_ten_days_and_seven_more_is_seventeen() -> None:
    ten = due(at("2026-03-13 10:00"), term("10 hari kerja"), OFFICE)
    seventeen = due(at("2026-03-13 10:00"), term("17 hari kerja"), OFFICE)
    assert extended(ten.at, term("7 hari kerja"), OFFICE) == seventeen.at
    assert extended(ten.at, term("72 jam"), OFFICE) == ten.at + timedelta(hours=72)
    assert extended(at("2025-11-20 15:50"), term("30 menit kerja"), OFFICE) == at("2025-11-21 07:50")


def test_a_night_shift_works_over_midnight() -> None:
    night = calendar(hours=Hours((((0, 360), (1320, 1440)),) * 7), days_off={})
    assert night.closes(at("2025-11-20 23:00")) == at("2025-11-21 06:00")
    assert due(at("2025-11-20 23:30"), term("60 menit kerja"), night).at == at("2025-11-21 00:30")
    assert due(at("2025-11-20 23:30"), term("30 menit kerja"), night).at == at("2025-11-21 00:00")
    day = due(at("2025-11-20 23:30"), term("1 hari kerja"), night)
    assert day.at == at("2025-11-22 00:00")
    assert day.counted == (date(2025, 11, 21),)
    assert extended(day.at, term("1 hari kerja"), night) == at("2025-11-23 00:00")


def test_an_office_that_never_closes() -> None:
    always = calendar(hours=Hours((((0, 1440),),) * 7), days_off={})
    assert always.closes(at("2025-11-20 23:00")) is None
    assert due(at("2025-11-20 23:30"), term("90 menit kerja"), always).at == at("2025-11-21 01:00")


def test_a_day_off_can_be_worked_after_all() -> None:
    days = {
        date(2025, 11, 22): DayOff("Layanan Sabtu", "kerja", spans=((480, 600),)),
        date(2025, 11, 29): DayOff("Ganti hari", "kerja"),
        date(2025, 11, 24): DayOff("Kantor pindah", "tutup", "Moving house"),
    }
    office = calendar(days_off=days)
    assert office.spans(date(2025, 11, 22)) == ((at("2025-11-22 08:00"), at("2025-11-22 10:00")),)
    assert office.spans(date(2025, 11, 29))[-1][1] == at("2025-11-29 16:00")
    assert due(at("2025-11-21 16:20"), term("30 menit kerja"), office).at == at("2025-11-22 08:20")
    assert office.reason_off(date(2025, 11, 24)) == "Kantor pindah"
    assert office.reason_off(date(2025, 11, 24), "en") == "Moving house"
    assert office.reason_off(date(2025, 11, 22)) is None
    assert office.reason_off(date(2025, 11, 23)) == "Minggu"


def test_a_season_can_close_the_office_and_the_first_one_holds() -> None:
    closed = Hours(((),) * 7)
    seasons = (
        Season("Perbaikan gedung", date(2025, 11, 24), date(2025, 11, 28), closed, "Repairs"),
        Season("Masa lain", date(2025, 11, 24), date(2025, 12, 5), USUAL),
    )
    office = calendar(seasons=seasons, days_off={})
    assert office.reason_off(date(2025, 11, 26)) == "Perbaikan gedung"
    assert office.reason_off(date(2025, 11, 26), "en") == "Repairs"
    assert due(at("2025-11-21 10:00"), term("1 hari kerja"), office).at == at("2025-12-01 16:00")


def test_a_calendar_without_working_time_refuses_instead_of_walking_for_ever() -> None:
    never = calendar(hours=Hours(((),) * 7), days_off={})
    for length in ("1 menit kerja", "1 hari kerja"):
        with pytest.raises(NoWorkingTime, match="enough working time"):
            due(at("2025-11-20 10:00"), term(length), never)
    assert never.next_opening(at("2025-11-20 10:00")) is None
    assert never.closes(at("2025-11-20 10:00")) is None
    assert spent(at("2025-11-20 10:00"), at("2035-11-20 10:00"), never) == 0
    assert due(at("2025-11-20 10:00"), term("72 jam"), never).at == at("2025-11-23 10:00")
    once = calendar(
        hours=Hours(((),) * 7), days_off={date(2025, 11, 24): DayOff("Sekali", "kerja", spans=((480, 600),))}
    )
    assert due(at("2025-11-20 10:00"), term("2 jam kerja"), once).at == at("2025-11-24 10:00")
    with pytest.raises(NoWorkingTime):
        due(at("2025-11-20 10:00"), term("3 jam kerja"), once)


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2025, 11, 20, 10, 0)  # noqa: DTZ001 - the very thing that is refused
    good = at("2025-11-20 10:00")
    tries: list[Callable[[], object]] = [
        lambda: due(naive, term("5 hari kerja"), OFFICE),
        lambda: spent(naive, good, OFFICE),
        lambda: spent(good, naive, OFFICE),
        lambda: extended(naive, term("5 hari kerja"), OFFICE),
        lambda: OFFICE.is_open(naive),
        lambda: OFFICE.next_opening(naive),
    ]
    for attempt in tries:
        with pytest.raises(NaiveMoment, match="time zone"):
            attempt()


def test_moments_far_away_are_refused() -> None:
    for far in (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)):
        with pytest.raises(OutOfRange):
            due(far, term("5 hari kerja"), OFFICE)


def test_each_zone_has_its_own_wall_clock() -> None:
    nine = datetime(2025, 11, 20, 0, 0, tzinfo=UTC)
    assert [calendar(zone=zone).local(nine).hour for zone in ZONES] == [7, 7, 8, 9]
    assert due(nine, term("30 menit kerja"), calendar(zone="Asia/Jayapura")).at == nine + timedelta(
        minutes=30
    )
    with pytest.raises(UnknownZone, match="Asia/Jakarta"):
        calendar(zone="Europe/Amsterdam")


def test_the_zones_are_those_of_the_time_zone_database() -> None:
    for name, zone in ZONES.items():
        try:
            known = ZoneInfo(name)
        except ZoneInfoNotFoundError:  # a bare machine has no database, and needs none
            continue
        for year in range(1990, 2040):
            moment = datetime(year, 6, 1, tzinfo=UTC)
            assert moment.astimezone(known).utcoffset() == moment.astimezone(zone).utcoffset()


def test_a_calendar_can_be_kept_copied_and_told_apart() -> None:
    again = calendar()
    assert again == OFFICE
    assert {OFFICE: "kept"}[again] == "kept"
    assert copy.deepcopy(OFFICE) == OFFICE
    assert pickle.loads(pickle.dumps(OFFICE)) == OFFICE
    assert calendar(days_off={}) != OFFICE
    with pytest.raises(TypeError):
        OFFICE.days_off[date(2025, 1, 1)] = DayOff("x", "tutup")  # type: ignore[index]


def test_hours_that_make_no_sense_are_refused() -> None:
    for spans in (((720, 450),), ((0, 1441),), ((480, 720), (700, 960)), ((-1, 5),)):
        with pytest.raises(UnreadableHours):
            Hours((spans, *((),) * 6))
    with pytest.raises(UnreadableHours, match="seven"):
        Hours(((),) * 6)
    with pytest.raises(UnreadableHours, match="kind"):
        DayOff("x", "holiday")
    with pytest.raises(UnreadableHours, match="kerja"):
        DayOff("x", "tutup", spans=((0, 60),))
    with pytest.raises(UnreadableHours, match="ends before"):
        Season("x", date(2025, 1, 2), date(2025, 1, 1), USUAL)


@pytest.mark.parametrize("text", ["30 menit kerja", "2 jam kerja", "5 hari kerja", "72 jam", "14 hari"])
def test_terms_are_read_and_written_alike(text: str) -> None:
    assert str(Term.parse(text)) == text
    assert Term.parse(f"  {text.upper()} ") == Term.parse(text)


def test_terms_in_english() -> None:
    words = [
        Term.parse(text).words("en") for text in ("5 hari kerja", "1 hari kerja", "30 menit kerja", "72 jam")
    ]
    assert words == ["5 working days", "1 working day", "30 working minutes", "72 hours"]


@pytest.mark.parametrize(
    "text", ["", "hari kerja", "0 hari", "5 days", "-1 jam", "5hari", "99999 hari", "1.5 jam", "٣ hari"]
)
def test_terms_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(UnreadableTerm):
        Term.parse(text)


def test_ten_years_of_calendar_are_counted_in_look_ups() -> None:
    """The best of many rounds, since others share the machine; about 9 and 2 microseconds on a small one."""
    start, end = at("2025-11-20 14:00"), at("2025-12-20 14:00")
    five = term("5 hari kerja")
    assert _best(lambda: due(start, five, OFFICE)) < 40e-6
    assert _best(lambda: spent(start, end, OFFICE)) < 60e-6
    assert _best(lambda: spent(start, at("2035-11-20 14:00"), OFFICE)) < 60e-6


def _best(count: Callable[[], object]) -> float:
    rounds = []
    for _ in range(40):
        began = time.perf_counter()
        for _ in range(25):
            count()
        rounds.append((time.perf_counter() - began) / 25)
    return min(rounds)


def _five() -> tuple[Term, Calendar]:
    return term("5 hari kerja"), OFFICE
