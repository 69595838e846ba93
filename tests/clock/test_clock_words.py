"""Dates, times and numbers as people here write and read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garda.clock import (
    ClockError,
    NaiveMoment,
    UnreadableDay,
    day_words,
    length_words,
    moment_words,
    number_words,
    parse_day,
    rupiah,
    time_words,
    weekday_words,
    zone_words,
)
from tests.clock.office import OFFICE, at


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12/9/2024", "12 September 2024"),
        ("26/4/18", "26 April 2018"),
        ("2024-09-12", "12 September 2024"),
        ("12 September 2024", "12 September 2024"),
        ("Kamis 12 September 2024", "12 September 2024"),
        ("Kamis, 12 Sept. 2024", "12 September 2024"),
        (" 1-8-2025 ", "1 Agustus 2025"),
        ("01.08.2025", "1 Agustus 2025"),
        ("17 agt 45", "17 Agustus 2045"),
        ("5 May 1987", "5 Mei 1987"),
        ("2/1/87", "2 Januari 1987"),
        ("29/2/2024", "29 Februari 2024"),
    ],
)
def test_item_88_dates_are_read_day_first(text: str, words: str) -> None:
    assert day_words(parse_day(text)).split(" ", 1)[1] == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "besok",
        "31/2/2024",
        "9/13/2024",
        "12/9",
        "12/9-2024",
        "12/9/024",
        "0/1/2024",
        "12 Foo 2024",
        "1/1/0000",
    ],
)
def test_dates_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(UnreadableDay):
        parse_day(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_no_text_whatever_breaks_the_reader_of_dates(text: str) -> None:
    try:
        assert isinstance(parse_day(text), date)
    except UnreadableDay as refused:
        assert isinstance(refused, ClockError)


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["id", "en"]))
def test_a_date_that_is_written_is_read_again(day: date, lang: str) -> None:
    assert parse_day(day_words(day, lang)) == day
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.day}/{day.month}/{day.year}") == day


def test_item_88_moments_are_worded_on_the_local_clock() -> None:
    moment = datetime(2025, 11, 27, 7, 0, tzinfo=UTC)
    assert moment_words(moment, "Asia/Jakarta") == "Kamis 27 November 2025 pukul 14.00"
    assert moment_words(moment, "Asia/Jayapura", label=True) == "Kamis 27 November 2025 pukul 16.00 WIT"
    assert moment_words(moment, "Asia/Jakarta", year=False) == "Kamis 27 November pukul 14.00"
    assert moment_words(moment, "Asia/Jakarta", "en") == "Thursday 27 November 2025 at 14:00"
    assert time_words(moment, "Asia/Makassar") == "15.00"
    assert time_words(time(7, 5)) == "07.05"
    assert time_words(time(7, 5), lang="en") == "07:05"
    assert weekday_words(date(2025, 11, 28)) == "Jumat"
    assert weekday_words(date(2025, 11, 28), short=True) == "Jum"
    assert zone_words("Asia/Makassar") == "WITA"


def test_a_moment_without_a_zone_is_not_worded() -> None:
    naive = datetime(2025, 11, 27, 7, 0)  # noqa: DTZ001 - the very thing that is refused
    with pytest.raises(NaiveMoment):
        moment_words(naive, "Asia/Jakarta")
    with pytest.raises(NaiveMoment):
        time_words(naive, "Asia/Jakarta")
    with pytest.raises(NaiveMoment):
        time_words(at("2025-11-27 14:00"))


@pytest.mark.parametrize(
    ("value", "decimals", "indonesian", "english"),
    [
        (0, None, "0", "0"),
        (2500, None, "2.500", "2,500"),
        (1234.5, None, "1.234,5", "1,234.5"),
        (1234567.891, 2, "1.234.567,89", "1,234,567.89"),
        (Decimal("83.165"), 2, "83,17", "83.17"),
        (-0.001, 1, "0,0", "0.0"),
        (-1234, None, "-1.234", "-1,234"),
        (1e-7, None, "0,0000001", "0.0000001"),
        (1e16, None, "10.000.000.000.000.000", "10,000,000,000,000,000"),
        (Decimal("100"), None, "100", "100"),
        (Decimal("1.50"), None, "1,5", "1.5"),
    ],
)
def test_item_88_numbers_have_a_decimal_comma(
    value: int | float | Decimal, decimals: int | None, indonesian: str, english: str
) -> None:
    assert number_words(value, decimals=decimals) == indonesian
    assert number_words(value, "en", decimals=decimals) == english


def test_item_88_money_is_written_in_rupiah() -> None:
    assert rupiah(0) == "Rp0"
    assert rupiah(2500) == "Rp2.500"
    assert rupiah(-1_250_000) == "-Rp1.250.000"
    assert rupiah(Decimal("2500.5")) == "Rp2.500,50"
    assert rupiah(2500, "en") == "Rp2,500"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_is_no_number_is_not_shown_as_one(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number_words(value)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 menit"), (1, "1 menit"), (60, "1 jam"), (72, "1 jam 12 menit"), (-72, "1 jam 12 menit")],
)
def test_lengths_are_said_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert length_words(minutes) == words


def test_long_lengths_are_said_in_days() -> None:
    assert length_words(2 * 450 + 65, OFFICE) == "2 hari kerja 1 jam"
    assert length_words(2 * 450 + 65, OFFICE, "en") == "2 working days 1 hour"
    assert length_words(450, OFFICE) == "1 hari kerja"
    assert length_words(3000) == "50 jam"
    assert length_words(3000, plain=True) == "2 hari 2 jam"
    assert length_words(1441, lang="en", plain=True) == "1 day"
