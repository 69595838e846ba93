"""Minutes of an office's day: to the minute from presence, the same when counted again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garda.cases.acting import Refused
from garda.rosters import attending, correcting, office_days
from garda.rosters.models import Entry, OfficeDay, Presence
from tests.rosters.test_attending import at, come, go, seat
from tests.town import Town, build_town

DAY = date(2025, 11, 4)
OPEN = [(450, 720), (780, 960)]
SPAN = st.tuples(st.integers(0, 1440), st.integers(0, 1440)).map(lambda two: (min(two), max(two)))


@pytest.fixture
def town(db: None) -> Town:
    return build_town(flows=())


@given(st.lists(st.tuples(st.integers(1, 4), SPAN), max_size=12), st.integers(1, 3))
def test_item_16_the_minutes_of_a_day_agree_with_a_slow_count(
    stays: list[tuple[int, tuple[int, int]]], need: int
) -> None:
    counted = [
        (minute, len({who for who, (start, end) in stays if start <= minute < end}))
        for first, last in OPEN
        for minute in range(first, last)
    ]
    found = office_days.minutes_of(OPEN, stays, need)
    empty = [minute for minute, there in counted if not there]
    assert (found.opened, found.covered, found.empty) == (450, 450 - len(empty), len(empty))
    assert found.below == sum(there < need for _minute, there in counted)
    assert [minute for start, end in found.gaps for minute in range(start, end)] == empty
    assert all(later > end for (_s, end), (later, _e) in zip(found.gaps, found.gaps[1:], strict=False))


def test_item_16_a_twelve_minute_gap_reads_twelve(town: Town) -> None:
    come(town, "07:30")
    go(town, "10:00")
    come(town, "10:12", n=2)
    go(town, "16:00", n=2)
    melati = town.units["melati"]
    found = office_days.of_day(melati, DAY, at("16:30"))
    assert found is not None and found.live
    assert found.minutes == office_days.Minutes(450, 438, 12, 12, ((600, 612),))
    early = office_days.of_day(melati, DAY, at("10:05"))
    assert early is not None and (early.minutes.opened, early.minutes.empty) == (155, 5)


def test_a_day_over_is_kept_once_and_counted_again_the_same(town: Town) -> None:
    come(town, "07:30")
    go(town, "10:00")
    come(town, "10:12", n=2)  # never leaves: the day's end is taken
    next_day = at("00:15", "2025-11-05")
    assert office_days.keep_past_days(town.city, next_day) == 1
    first = OfficeDay.objects.get()
    assert (first.empty, first.gaps) == (12, [[600, 612]])
    assert Presence.objects.get(left_how="lapsed").left == at("16:00")
    assert office_days.keep_past_days(town.city, next_day + timedelta(hours=1)) == 0
    office_days.keep([town.units["melati"]], DAY, next_day + timedelta(hours=2))
    again = OfficeDay.objects.get()
    assert (again.pk, again.opened, again.covered, again.empty, again.below, again.gaps) == (
        first.pk, first.opened, first.covered, first.empty, first.below, first.gaps
    )  # fmt: skip


def test_days_that_nobody_watched_are_caught_up_and_days_off_are_none(town: Town) -> None:
    come(town, "07:30")
    assert office_days.keep_past_days(town.city, at("08:00", "2025-11-10")) == 4
    days = list(OfficeDay.objects.order_by("day").values_list("day", "empty"))
    assert [day.day for day, _n in days] == [4, 5, 6, 7], "no Saturday, no Sunday, no day before presence"
    assert [empty for _day, empty in days] == [0, 450, 450, 450]


def test_the_head_corrects_with_a_reason_and_the_day_is_counted_anew(town: Town) -> None:
    come(town, "08:00")
    go(town, "16:00")
    office_days.keep_past_days(town.city, at("00:15", "2025-11-05"))
    assert OfficeDay.objects.get().empty == 30
    stay = Presence.objects.get()
    lurah, melati = town.persons["melati", "lurah", 1], town.units["melati"]
    later = at("09:00", "2025-11-05")
    fixed = correcting.correct(
        melati, seat(town), by=lurah, at=later, came=at("07:30"), left=at("16:00"),
        reason="Listrik padam sampai pukul 08.00", stay_id=stay.pk,
    )  # fmt: skip
    assert fixed.corrected and fixed.came == at("07:30")
    assert OfficeDay.objects.get().empty == 0
    entry = Entry.objects.get(name="presence.corrected")
    assert entry.by == lurah and entry.facts["was"]["came"] == stay.came.isoformat()
    assert "padam" not in str(entry.facts), "the book holds no words of a person"
    assert correcting.reasons_of(melati, DAY) == {stay.pk: "Listrik padam sampai pukul 08.00"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": "  x "}, "reason"),
        ({"came": "09:30"}, "came"),
        ({"left": "07:00"}, "left"),
        ({"left": "09:30"}, "left"),
        ({"who": "lurah"}, "person"),
        ({"who": "kenanga"}, "person"),
        ({"who": "overlap"}, "came"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_with_its_field(
    town: Town, change: dict[str, str], field: str
) -> None:
    lurah = town.persons["melati", "lurah", 1]
    come(town, "07:40")
    who = {"lurah": lurah, "kenanga": seat(town, 1, "kenanga"), "overlap": seat(town)}
    person = who.get(change.get("who", ""), seat(town, 2))
    with pytest.raises(Refused) as no:
        correcting.correct(
            town.units["melati"], person, by=lurah, at=at("09:00"), came=at(change.get("came", "07:30")),
            left=at(change.get("left", "08:30")), reason=change.get("reason", "Lupa mencatat hadir"),
        )  # fmt: skip
    assert no.value.field == field


def test_who_stands_in_two_stays_counts_once_and_below_the_minimum_is_told(town: Town) -> None:
    attending.hold(town.units["melati"].pk)
    type(town.units["melati"].minimum).objects.update(people=2)
    come(town, "07:30")
    come(town, "09:30", n=2)
    found = office_days.of_day(town.units["melati"], DAY, at("10:00"))
    assert found is not None
    assert (found.minutes.covered, found.minutes.empty, found.minutes.below) == (150, 0, 120)
