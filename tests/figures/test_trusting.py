"""Item 80: signs of trust are counted from what residents did, each matter once, and can be counted again."""

from __future__ import annotations

import pytest

from garda.cases import errands, moving, residents
from garda.figures import trusting
from garda.figures.models import SignCount, TrustSign
from tests.figures.test_counting import late_one, settled
from tests.town import Town, ask_letter, build_town, moment, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town(flows=("pengaduan", "sktm"))


def worked() -> None:
    while errands.work_off(moment("2026-12-31"), 500):
        pass


def counts(element: str) -> dict[tuple[str, str], tuple[int, int]]:
    rows = SignCount.objects.filter(element=element)
    return {(one.area_code, f"{one.month:%Y-%m}"): (one.shown, one.among) for one in rows}


MELATI, KENANGA = "99.01.01.1001", "99.01.01.1002"


def test_item_80_reports_under_a_name_against_all_that_need_none(town: Town) -> None:
    report(town, answers={"name": "Bunga"})
    report(town)
    report(town, unit="kenanga", answers={"name": "Cahya", "phone": "081234567890"})
    ask_letter(town)
    worked()
    assert counts("signed") == {(MELATI, "2025-11"): (1, 2), (KENANGA, "2025-11"): (1, 1)}
    assert not TrustSign.objects.filter(element="signed", case__first_unit=None).exists()


def test_item_80_who_comes_back_within_a_year_is_one_person_who_came_back(town: Town) -> None:
    ask_letter(town, at=moment("2025-03-04"))
    ask_letter(town, at=moment("2025-11-04"))
    worked()
    assert counts("return-use") == {(MELATI, "2025-03"): (0, 1), (MELATI, "2025-11"): (1, 1)}
    ask_letter(town, at=moment("2025-11-05"))
    worked()
    assert counts("return-use")[MELATI, "2025-11"] == (1, 1), "one person, once a month"


def test_item_80_somebody_new_who_comes_twice_in_a_month_came_back(town: Town) -> None:
    ask_letter(town, at=moment("2025-11-04"))
    ask_letter(town, at=moment("2025-11-06"))
    worked()
    assert counts("return-use") == {(MELATI, "2025-11"): (1, 1)}


def test_item_80_nobody_without_nik_or_telephone_is_called_known(town: Town) -> None:
    report(town)
    report(town)
    worked()
    assert counts("return-use") == {}


def test_item_80_a_late_answer_that_was_contested_is_a_right_claimed(town: Town) -> None:
    late_one(town, explained=True)
    late_one(town, explained=True, contested=True)
    settled(town)
    worked()
    assert counts("rights-claimed") == {(MELATI, "2025-11"): (1, 2)}


def test_item_80_contesting_after_the_end_turns_the_sign_of_its_month(town: Town) -> None:
    late = late_one(town, explained=True)
    worked()
    assert counts("rights-claimed") == {(MELATI, "2025-11"): (0, 1)}
    residents.contest(late.pk, "Namanya salah.", at=moment("2025-11-06"))
    worked()
    assert counts("rights-claimed") == {(MELATI, "2025-11"): (1, 1)}


def test_item_80_who_asked_before_the_promised_day_did_not_wait_for_it(town: Town) -> None:
    settled(town)
    case = report(town, at=moment("2025-11-04", "08:00")).case
    residents.add(case.pk, "Kapan diperbaiki?", at=moment("2025-11-04", "08:20"))
    loket = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=loket, at=moment("2025-11-04", "08:30"))
    moving.move_case(
        case.pk, "answered", by=loket, at=moment("2025-11-04", "09:00"), words={"answer": "Sudah menyala."}
    )
    residents.confirm(case.pk, at=moment("2025-11-04", "10:00"))
    worked()
    assert counts("promises-believed") == {(MELATI, "2025-11"): (1, 2)}


def test_item_80_what_no_office_answered_says_nothing_of_promises(town: Town) -> None:
    residents.withdraw(report(town).case.pk, "sudah selesai sendiri", at=moment("2025-11-05"))
    worked()
    assert counts("promises-believed") == {}
    assert counts("rights-claimed") == {}


def test_item_80_counts_made_again_are_the_counts_that_were_kept(town: Town) -> None:
    for n in range(3):
        report(town, answers={"name": "Bunga"} if n else {})
    ask_letter(town)
    worked()
    kept = {element: counts(element) for element in trusting.ELEMENTS}
    SignCount.objects.update(shown=0, among=99)
    trusting.recount(town.city, moment("2025-11-20").date())
    assert {element: counts(element) for element in trusting.ELEMENTS} == kept
