"""Item 36: a yearly pledge to the code in force, declared interests that bar, gifts with the law's days."""

from __future__ import annotations

from datetime import date

import pytest

from garda.cases.acting import Refused
from garda.integrity import code_of_conduct, declarations, declaring
from garda.integrity.models import Gift, Interest, Pledge
from garda.people import register
from garda.rosters.models import Bell
from garda.trails.models import Line
from tests.town import Town, build_town, moment, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town(flows=("pengaduan",))


def test_item_36_the_pledge_is_yearly_to_the_version_in_force_and_given_once(town: Town) -> None:
    loket, melati = town.persons["melati", "petugas-loket", 1], town.units["melati"]
    for day in ("2025-11-04", "2025-11-05", "2026-01-05"):
        declaring.pledge(melati, by=loket, at=moment(day))
    assert sorted(Pledge.objects.values_list("year", "version")) == [(2025, 1), (2026, 1)]
    assert Line.objects.filter(name="pledge.given", by=loket).count() == 2
    people, pledged, without = declarations.pledges([melati.pk], date(2025, 11, 6), 1)
    assert people == len({key for key in town.persons if key[0] == "melati"})
    assert (pledged, len(without)) == (1, people - 1)


def test_item_36_the_code_and_every_dilemma_speak_both_languages_and_name_one_best_way() -> None:
    assert len(code_of_conduct.codes()[0].articles) >= 8
    assert len(code_of_conduct.dilemmas()) >= 6
    for one in code_of_conduct.dilemmas():
        assert sum(choice.best for choice in one.choices) == 1, one.key
        for words in (
            one.title,
            one.words,
            *(c.words for c in one.choices),
            *(c.reason for c in one.choices),
        ):
            assert words.id
            assert words.en
    rests_on, unsure = code_of_conduct.basis()
    assert rests_on
    assert unsure


def test_item_36_a_declared_interest_bars_until_it_is_over_and_the_head_is_told(town: Town) -> None:
    loket, case = town.persons["melati", "petugas-loket", 1], report(town).case
    melati = town.units["melati"]
    for _ in range(2):
        row = declaring.declare_interest(melati, case.pk, case.number, "Sepupu saya.", by=loket, at=moment())
    assert Interest.objects.count() == 1
    assert declaring.bars(loket.pk, case.pk)
    assert not declaring.bars(town.persons["melati", "lurah", 1].pk, case.pk)
    bell = Bell.objects.get(name="interest.declared")
    assert bell.person == town.persons["melati", "lurah", 1]
    assert "Sepupu" not in str(bell.facts) + str(list(Interest.objects.values()))
    with pytest.raises(Refused):
        declaring.end_interest(row.pk, by=town.persons["melati", "lurah", 1], at=moment())
    for _ in range(2):
        try:
            declaring.end_interest(row.pk, by=loket, at=moment())
        except Refused:
            continue
    assert not declaring.bars(loket.pk, case.pk)
    # Whoever could decide again by taking it back does not do so unseen.
    assert Bell.objects.get(name="interest.ended").person == town.persons["melati", "lurah", 1]


def test_item_36_a_gift_is_late_after_thirty_working_days_and_a_refused_one_never(town: Town) -> None:
    loket, melati = town.persons["melati", "petugas-loket", 1], town.units["melati"]

    def give(got_on: date, *, taken: bool = True) -> Gift:
        return declaring.declare_gift(
            melati, "Parsel", "Warga", value=150_000, got_on=got_on, taken=taken, by=loket, at=moment()
        )

    assert not give(date(2025, 10, 1)).late
    assert give(date(2025, 9, 1)).late
    assert not give(date(2025, 9, 1), taken=False).late
    with pytest.raises(Refused):
        give(date(2025, 12, 1))
    found = declarations.standing(loket, date(2025, 1, 1), date(2025, 12, 31))
    assert (found.gifts, found.late_gifts, found.pledged) == (3, 1, False)


def test_item_36_the_days_of_what_was_declared_are_those_of_its_own_city(town: Town) -> None:
    """Half past midnight on New Year in the east is still the old year in Jakarta."""
    loket, melati = town.persons["melati", "petugas-loket", 1], town.units["melati"]
    for zone, late in (("Asia/Jakarta", 0), ("Asia/Jayapura", 1)):
        town.city.zone, town.city.version = zone, town.city.version + 1
        town.city.save()
        register.forget()
        loket.refresh_from_db()
        Gift.objects.all().delete()
        declaring.declare_gift(
            melati, "Parsel", "Warga", value=150_000, got_on=date(2025, 12, 31), taken=False, by=loket,
            at=moment("2025-12-31", "22:30"),
        )  # fmt: skip
        new_year = declarations.standing(loket, date(2026, 1, 1), date(2026, 12, 31))
        assert new_year.gifts == late, zone


def test_item_36_who_was_given_it_never_decides_about_it(town: Town) -> None:
    lurah, sekda = town.persons["melati", "lurah", 1], town.persons["setda", "sekda", 1]
    row = declaring.declare_gift(
        town.units["melati"], "Batik", "Tamu dinas", value=300_000, got_on=date(2025, 11, 3), taken=True,
        by=lurah, at=moment(), form_key="h" * 24,
    )  # fmt: skip
    with pytest.raises(Refused):
        declaring.decide_gift(row.pk, declaring.KEPT, by=lurah, at=moment())
    declaring.decide_gift(row.pk, declaring.TO_STATE, by=sekda, at=moment())
    with pytest.raises(Refused):
        declaring.decide_gift(row.pk, declaring.KEPT, by=sekda, at=moment())
    assert Bell.objects.filter(name="gift.decided", person=lurah).count() == 1
