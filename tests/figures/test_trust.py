"""Items 80 and 56: trust apart from satisfaction with each source; a steady service behind rising hopes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garda.cases import errands
from garda.figures import expecting, trust
from garda.figures.expecting import FALLING, RISING, warning
from garda.figures.trust import Beside, Reading
from garda.people.register import register_of
from garda.surveys import periods
from tests.figures import asked_months
from tests.surveys.asked import asking_town
from tests.town import Town, moment, report

pytestmark = pytest.mark.django_db
TODAY = date(2025, 12, 9)
NOVEMBER = periods.month_at(date(2025, 11, 1))


@pytest.fixture
def town() -> Town:
    return asking_town(flows=("pengaduan", "sktm"))


def read(value: float, n: int = 40, low: float | None = None, high: float | None = None) -> Reading:
    exact = [Fraction(str(one)) if one is not None else None for one in (value, low, high)]
    assert exact[0] is not None
    return Reading(exact[0], n, n >= 30, exact[1], exact[2], 30)


# ---- trust ---------------------------------------------------------------------------------------
def test_item_80_trust_can_fall_while_satisfaction_rises_and_it_is_said(town: Town) -> None:
    for month, place in (("2025-10", 3), ("2025-11", 2)):
        asked_months.trust(town, month, place)
    for month, place in (("2025-10", 2), ("2025-11", 3)):
        asked_months.satisfaction(town, month, place)
    found = trust.picture(town.city, NOVEMBER, TODAY)
    assert found.whole.trust is not None
    assert found.whole.satisfaction is not None
    assert (found.whole.trust.value, found.whole.satisfaction.value) == (60, 100)
    assert found.apart is not None
    assert (found.apart.trust, found.apart.satisfaction) == (-20, 25)
    [place] = [one for one in found.places if one.unit.key == "melati"]
    assert place.apart is not None


def test_item_80_trust_is_never_copied_from_satisfaction(town: Town) -> None:
    asked_months.satisfaction(town, "2025-11", 3)
    found = trust.picture(town.city, NOVEMBER, TODAY)
    assert found.whole.trust is None
    assert found.whole.satisfaction is not None


def test_item_80_moving_together_is_not_moving_apart() -> None:
    both = Beside(read(60), read(70))
    assert trust.apart(both, Beside(read(65), read(75))) is None
    assert trust.apart(both, Beside(read(65), read(70))) is None
    assert trust.apart(both, Beside(read(65), None)) is None
    found = trust.apart(Beside(read(60, 40, 58, 62), read(70, 40, 69, 71)),
                        Beside(read(50, 40, 48, 52), read(80, 40, 79, 81)))  # fmt: skip
    assert found is not None
    assert found.sure
    loose = trust.apart(Beside(read(60, 40, 50, 70), read(70, 40, 60, 80)),
                        Beside(read(57, 40, 47, 67), read(73, 40, 63, 83)))  # fmt: skip
    assert loose is not None
    assert not loose.sure


def test_item_80_fewer_than_five_say_nothing_and_fewer_than_asked_say_so(town: Town) -> None:
    asked_months.trust(town, "2025-11", 3, times=4)
    assert trust.picture(town.city, NOVEMBER, TODAY).whole.trust is None
    asked_months.trust(town, "2025-11", 3, times=8)
    found = trust.picture(town.city, NOVEMBER, TODAY).whole.trust
    assert found is not None
    assert (found.n, found.sound, found.needed) == (12, False, 30)


def test_item_80_every_sign_has_its_counts_and_few_are_hidden(town: Town) -> None:
    for n in range(12):
        report(town, at=moment("2025-11-04"), answers={"name": "Bunga"} if n < 9 else {})
    for _ in range(3):
        report(town, unit="kenanga", at=moment("2025-11-05"))
    _follow()
    found = trust.picture(town.city, NOVEMBER, TODAY)
    whole = {one.element.key: one for one in found.signs}["signed"]
    assert (whole.counted, whole.among) == (9, 15)
    assert not found.places, "Melati's twelve less than the city's fifteen would tell of Kenanga's three"
    for _ in range(3):
        report(town, unit="kenanga", at=moment("2025-11-06"))
    _follow()
    places = {one.unit.key: one for one in trust.picture(town.city, NOVEMBER, TODAY).places}
    signed = {key: {one.element.key: one for one in place.signs}["signed"] for key, place in places.items()}
    assert {key: (one.counted, one.among) for key, one in signed.items()} == {
        "melati": (9, 12), "kenanga": (0, 6)
    }  # fmt: skip
    rows, count = trust.records(town.city, "signed", "99.01.01.1001", NOVEMBER, TODAY, 50)
    assert (len(rows), count, sum(one.shown for one in rows)) == (12, 12, 9)
    assert register_of(town.city).by_code["99.01.01.1001"].name == "Melati"


def _follow() -> None:
    while errands.work_off(moment("2025-12-01"), 500):
        pass


# ---- expectation ---------------------------------------------------------------------------------
def test_item_56_experience_80_and_expectation_75_80_85_warns_at_the_third(town: Town) -> None:
    for month, expected in (("2025-09", 75), ("2025-10", 80), ("2025-11", 85)):
        asked_months.expectation(town, month, expected, 80)
    found = expecting.expectations(town.city, TODAY)
    for line in found.lines:
        told = [(one.gap, one.warned) for one in line.points if one.gap is not None]
        assert told == [(5, ""), (0, ""), (-5, RISING)], line.key
    assert [line.key for line in found.lines] == ["", "sktm"]
    assert found.lines[1].warning == RISING


def test_item_56_a_service_that_falls_is_told_from_hopes_that_rise() -> None:
    assert warning((Fraction(80), Fraction(82)), (Fraction(80), Fraction(70))) == FALLING
    assert warning((Fraction(80), Fraction(82)), (Fraction(90), Fraction(82))) == RISING
    assert warning((Fraction(85), Fraction(80)), (Fraction(90), Fraction(80))) == "", "it had turned before"
    assert warning(None, (Fraction(90), Fraction(80))) == "", "nothing to compare with"


@given(*[st.integers(0, 100)] * 4)
def test_item_56_it_warns_exactly_when_the_gap_turns(a: int, b: int, c: int, d: int) -> None:
    turned = b - a >= 0 and d - c < 0
    assert bool(warning((Fraction(a), Fraction(b)), (Fraction(c), Fraction(d)))) is turned


def test_item_56_too_few_answers_neither_warn_nor_break_the_line(town: Town) -> None:
    asked_months.expectation(town, "2025-09", 75, 80)
    asked_months.keep(town, "harapan", "2025-10", [([3] * 5 + [0] * 5, 6)])
    asked_months.expectation(town, "2025-11", 85, 80)
    line = expecting.expectations(town.city, TODAY).lines[0]
    told = {f"{one.first:%m}": one for one in line.points}
    assert (told["10"].sound, told["10"].warned) == (False, "")
    assert told["11"].warned == RISING


def test_item_56_quarters_are_those_that_are_over() -> None:
    spans = expecting.stretch(date(2025, 12, 9), periods.QUARTER)
    assert spans[-1].key == "2025-t3"
    assert len(spans) == expecting.QUARTERS
    assert expecting.stretch(date(2026, 1, 8), periods.QUARTER)[-1].key == "2025-t4"
