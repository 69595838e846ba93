"""Asking once each, keeping counts, and nothing that leads from an answer back to who gave it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from garda import scoring
from garda.cases.acting import Refused
from garda.surveys import answering, inviting, keeping, publishing, rounds, tallying
from garda.surveys.models import Box, Kept, Response, Taken
from garda.trails import reading
from tests.surveys.asked import added_up, answered, asking_town, invited, sheet
from tests.town import DAY, moment

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2025, 11, 1), date(2025, 11, 30)


def skm(town, day=FIRST):
    edition = publishing.in_force(town.city, "skm", day)
    assert edition is not None
    return edition


def test_item_10_all_three_gives_seventy_five_and_class_c_from_kept_counts() -> None:
    town = asking_town()
    for minute in range(6):
        answered(town, [2] * 9, at=moment(time=f"09:{minute * 3:02d}"))
    tally = added_up(skm(town), first=FIRST, last=LAST)
    score = scoring.measure(tally, scoring.Asked(population=6)).score
    assert (score.n, score.value, score.band.key if score.band else "") == (6, Fraction(75), "C")


def test_the_same_thing_is_invited_once_and_answered_once() -> None:
    town = asking_town()
    day = date.fromisoformat(DAY)
    both = [
        inviting.invite(town.city, "case", "X-1", unit=town.units["melati"], served_on=day, at=moment())
        for _ in range(2)
    ]
    assert both[0] == both[1]
    answering.answer(both[0], "skm", sheet(town, [3] * 9), at=moment())
    with pytest.raises(Refused):
        answering.answer(both[0], "skm", sheet(town, [0] * 9), at=moment(time="10:00"))
    assert Response.objects.count() == Taken.objects.count() == 1
    assert inviting.answered(both[0]) == {"skm"}


def test_nothing_leads_from_a_sheet_to_the_invitation() -> None:
    town = asking_town()
    one = answered(town, [3] * 9, device="10.0.0.1 browser", comment="Ruang tunggu panas")
    row = Response.objects.get()
    kept = " ".join(str(getattr(row, field.attname)) for field in Response._meta.concrete_fields)
    assert one.token not in kept and one.source_key not in kept and "10.0.0.1" not in kept
    assert b"panas" not in bytes(row.comment or b"")
    assert row.at is not None and (row.at.second, row.at.microsecond) == (0, 0)
    assert not any(field.related_model is not None and field.related_model.__name__ in ("Invitation", "Taken")
                   for field in Response._meta.concrete_fields)  # fmt: skip
    assert not any(line.kind == "answer" for line in reading.lines(town.city, "answer", row.pk))


def test_keys_of_sheets_do_not_tell_who_came_first() -> None:
    town = asking_town()
    for minute in range(12):
        answered(town, [minute % 4] * 9, at=moment(time=f"09:{minute * 2:02d}"))
    in_time = list(Response.objects.order_by("at").values_list("pk", flat=True))
    assert in_time != sorted(in_time)


def test_a_device_is_marked_for_one_day_alone() -> None:
    town = asking_town()
    answered(town, [3] * 9, device="phone")
    answered(town, [3] * 9, device="phone", at=moment("2025-11-05"))
    marks = list(Response.objects.values_list("device", flat=True))
    assert len(set(marks)) == 2 and "phone" not in marks


def test_a_sheet_needs_an_answer_and_only_answers_of_the_scale() -> None:
    town = asking_town()
    one = invited(town)
    for places in ({}, {"time": None}, {"time": 4}, {"time": -1}, {"nothing": 1}):
        with pytest.raises(Refused):
            answering.answer(one, "skm", places, at=moment())
    with pytest.raises(Refused) as long:
        answering.answer(one, "skm", {"time": 1}, comment="x" * 5000, at=moment())
    assert long.value.field == "comment"
    answering.answer(one, "skm", {"time": 1}, comment="baik \0 🙂", at=moment())
    assert Response.objects.get().pattern == "-,-,1,-,-,-,-,-,-"


def test_an_invitation_ends_after_thirty_days() -> None:
    town = asking_town()
    one = invited(town)
    with pytest.raises(Refused):
        answering.answer(one, "skm", sheet(town, [3] * 9), at=moment("2025-12-05"))
    answering.answer(one, "skm", sheet(town, [3] * 9), at=moment("2025-12-04"))


def test_after_satisfaction_one_further_instrument_is_asked_and_no_more() -> None:
    town = asking_town()
    seen = set()
    for _ in range(12):
        one = invited(town, officer=town.persons["melati", "petugas-loket", 1])
        first = answering.next_to_ask(one, moment())
        assert first is not None and first.key == "skm"
        answering.answer(one, "skm", sheet(town, [3] * 9), at=moment())
        second = answering.next_to_ask(one, moment())
        assert second is not None
        seen.add(second.key)
        answering.answer(
            one, second.key, {element.key: 0 for element in second.instrument.elements}, at=moment()
        )
        assert answering.next_to_ask(one, moment()) is None
    assert seen == set(answering.BY_TURN)


def test_whether_an_officer_was_courteous_is_asked_only_where_one_served() -> None:
    town = asking_town()
    asked = set()
    for _ in range(12):
        one = invited(town)
        answering.answer(one, "skm", sheet(town, [3] * 9), at=moment())
        second = answering.next_to_ask(one, moment())
        assert second is not None
        asked.add(second.key)
    assert answering.ABOUT_AN_OFFICER not in asked


def test_counts_kept_are_those_counted_again() -> None:
    town = asking_town()
    for minute in range(10):
        answered(town, [minute % 4, None, *[3] * 7], unit="melati" if minute % 3 else "kenanga",
                 at=moment(time=f"09:{minute * 2:02d}"), device="one phone")  # fmt: skip
    before = {row.cell: row.patterns for row in Kept.objects.all() if row.patterns}
    assert keeping.recount(town.city) == 0
    assert {row.cell: row.patterns for row in Kept.objects.all()} == before
    Kept.objects.first().delete()  # type: ignore[union-attr]
    assert keeping.recount(town.city) == 1
    assert {row.cell: row.patterns for row in Kept.objects.all()} == before


def test_a_period_is_its_whole_months_and_the_days_around_them() -> None:
    assert tallying.parted(date(2025, 1, 1), date(2025, 3, 31)) == ((date(2025, 1, 1), date(2025, 3, 1)), [])
    assert tallying.parted(date(2025, 1, 15), date(2025, 1, 20)) == (
        None, [(date(2025, 1, 15), date(2025, 1, 20))]
    )  # fmt: skip
    months, edges = tallying.parted(date(2025, 1, 15), date(2025, 3, 5))
    assert months == (date(2025, 2, 1), date(2025, 2, 1))
    assert edges == [(date(2025, 1, 15), date(2025, 1, 31)), (date(2025, 3, 1), date(2025, 3, 5))]
    assert tallying.parted(date(2025, 1, 31), date(2025, 2, 27))[0] is None


def test_any_days_any_filter_are_what_the_sheets_say() -> None:
    town = asking_town()
    for at in range(24):
        answered(town, [at % 4] * 9, unit=("melati", "kenanga")[at % 2], service=("sktm", "ktp")[at // 3 % 2],
                 at=moment("2025-10-28") + timedelta(days=at, minutes=at))  # fmt: skip
    edition, units = skm(town), town.units
    for first, last in ((date(2025, 10, 1), date(2025, 11, 30)), (date(2025, 10, 30), date(2025, 11, 12))):
        for unit in ("melati", "kenanga"):
            for service in (None, "sktm"):
                rows = Response.objects.filter(day__range=(first, last), unit=units[unit])
                rows = rows.filter(service=service) if service else rows
                tally = added_up(edition, units=[units[unit].pk], service=service, first=first, last=last)
                assert tally.count() == rows.count()
                by_area = tallying.tallies(edition, first, last, ("area",), service=service)
                assert by_area[(units[unit].area_id,)].patterns == tally.patterns
        cells = tallying.cells(edition, first, last)
        assert sum(cells.values()) == Response.objects.filter(day__range=(first, last)).count()


def test_invited_counts_what_was_served_in_the_period() -> None:
    town = asking_town()
    for day in ("2025-10-31", "2025-11-01", "2025-11-30", "2025-12-01"):
        invited(town, served_on=date.fromisoformat(day))
    assert tallying.invited(town.city, first=FIRST, last=LAST) == 2
    assert tallying.invited(town.city, units=[town.units["kenanga"].pk], first=FIRST, last=LAST) == 0
    assert tallying.invited(town.city, service="sktm", first=FIRST, last=LAST) == 2
    assert tallying.invited(town.city, service="pengaduan", first=FIRST, last=LAST) == 0


# ---- rounds among staff --------------------------------------------------------------------------
def test_item_45_a_round_among_staff_keeps_no_sheet_and_each_takes_part_once() -> None:
    town = asking_town()
    held = rounds.open_round(
        town.city, "denyut", unit=town.units["melati"], first=FIRST, last=LAST, at=moment()
    )
    again = rounds.open_round(
        town.city, "denyut", unit=town.units["melati"], first=FIRST, last=LAST, at=moment()
    )
    assert held == again and held.invited == rounds.staff_count(town.city, town.units["melati"], FIRST) > 4
    people = [person for (unit, _kind, _seat), person in town.persons.items() if unit == "melati"]
    edition = publishing.edition(town.city, held.edition_id)
    assert edition is not None
    places: dict[str, int | None] = {one.key: 1 for one in edition.instrument.elements}
    day = date.fromisoformat(DAY)
    for person in people:
        assert rounds.rounds_for(person, town.units["melati"], day) == [held]
        answering.take_part(held.id, person, places, at=moment())
        with pytest.raises(Refused):
            answering.take_part(held.id, person, places, at=moment())
        assert rounds.rounds_for(person, town.units["melati"], day) == []
    assert Response.objects.count() == 0
    assert sum(Box.objects.get().patterns.values()) == len(people)
    assert added_up(edition, first=FIRST, last=LAST).count() == len(people)
    assert tallying.cells(edition, FIRST, LAST, ("unit",)) == {(town.units["melati"].pk,): len(people)}


def test_item_45_a_round_is_not_for_another_office_nor_another_city() -> None:
    town = asking_town()
    other = asking_town(key="lain")
    held = rounds.open_round(
        town.city, "denyut", unit=town.units["melati"], first=FIRST, last=LAST, at=moment()
    )
    for person in (town.persons["kenanga", "lurah", 1], other.persons["melati", "lurah", 1]):
        with pytest.raises(Refused):
            answering.take_part(held.id, person, {}, at=moment())
    assert rounds.rounds_for(other.persons["melati", "lurah", 1], other.units["melati"], FIRST) == []


class KeptCounts(TestCase):
    """Whatever is answered in whatever order: kept counts are the sum of the sheets."""

    @settings(max_examples=8, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 40)), max_size=9))
    def test_kept_is_the_sum_of_the_sheets(self, sheets: list[tuple[int, bool, int]]) -> None:
        town = asking_town()
        for place, elsewhere, minute in sheets:
            answered(town, [place] * 9, unit="kenanga" if elsewhere else "melati", device="same",
                     at=moment(time=f"09:{minute:02d}"))  # fmt: skip
        assert keeping.recount(town.city) == 0
        assert added_up(skm(town), first=FIRST, last=LAST).count() == len(sheets)
