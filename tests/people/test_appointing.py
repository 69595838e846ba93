"""Terms with days: definitive and acting; a decision stays with its day's holder, work passes on."""

from __future__ import annotations

from datetime import date

import pytest

from garda.people import appointing
from garda.people.changes import Unfit
from garda.people.holding import holder_on, posts_of, reaches
from garda.people.models import Person, Post, Term
from tests.town import Town, build_person, build_town, moment


@pytest.fixture
def town(db: None) -> Town:
    """The town without flows."""
    return build_town(flows=())


def lurah(town: Town) -> tuple[Post, Person, Term]:
    """The post, its holder, their term."""
    post = town.posts["melati", "lurah", 1]
    return post, town.persons["melati", "lurah", 1], post.terms.get()


def test_item_3_head_of_malang_on_three_days(town: Town) -> None:
    post = town.posts["kota", "wali-kota", 1]
    Term.objects.filter(post=post).delete()
    sutiaji = build_person(username="sutiaji", name="Sutiaji", city=town.city)
    iwan = build_person(username="iwan", name="Iwan Kurniawan", city=town.city)
    at = moment()
    appointing.appoint(post, sutiaji, "definitif", date(2018, 9, 24), last=date(2023, 9, 23), by=None, at=at)
    Term.objects.create(
        post=post,
        known_as="Pj, tidak disebut namanya",
        manner="pj",
        first=date(2023, 9, 24),
        last=date(2024, 7, 17),
    )
    appointing.appoint(post, iwan, "pj", date(2024, 7, 18), last=date(2025, 2, 19), by=None, at=at)

    def on(day: date) -> Term:
        term = holder_on(post, day)
        assert term is not None
        return term

    assert on(date(2023, 7, 26)).person == sutiaji
    assert (on(date(2024, 11, 18)).person, on(date(2024, 11, 18)).manner) == (iwan, "pj")
    unnamed = on(date(2024, 5, 6))
    assert unnamed.person is None
    assert unnamed.manner == "pj"


def test_item_3_two_definitive_holders_at_once_are_refused(town: Town) -> None:
    post, _holder, term = lurah(town)
    other = build_person(username="baru", name="Orang Baru", city=town.city)
    with pytest.raises(Unfit) as no:
        appointing.appoint(post, other, "definitif", date(2025, 11, 4), by=None, at=moment())
    assert no.value.field == "first"
    appointing.end_term(term, date(2025, 11, 3), by=None, at=moment())
    fresh = appointing.appoint(post, other, "definitif", date(2025, 11, 4), by=None, at=moment())
    assert appointing.successor_of(Term.objects.get(pk=term.pk)) == fresh


def test_item_3_an_acting_holder_stands_in_beside_a_definitive_one(town: Town) -> None:
    post, holder, _term = lurah(town)
    other = town.persons["melati", "seklur", 1]
    appointing.appoint(post, other, "plh", date(2025, 11, 4), last=date(2025, 11, 5), by=None, at=moment())
    during, after = holder_on(post, date(2025, 11, 4)), holder_on(post, date(2025, 11, 6))
    assert during is not None
    assert after is not None
    assert (during.person, after.person) == (other, holder)
    with pytest.raises(Unfit):
        third = town.persons["melati", "petugas-loket", 1]
        appointing.appoint(post, third, "plt", date(2025, 11, 5), by=None, at=moment())


def test_item_3_rights_end_with_the_term(town: Town) -> None:
    _post, holder, term = lurah(town)
    appointing.end_term(term, date(2025, 11, 3), by=None, at=moment())
    unit = town.units["melati"]
    assert reaches(posts_of(holder, date(2025, 11, 3)), "reassign", unit)
    assert not reaches(posts_of(holder, date(2025, 11, 4)), "reassign", unit)
    with pytest.raises(Unfit):
        appointing.end_term(term, date(2020, 1, 1), by=None, at=moment())


def test_item_4_lent_acts_count_only_on_their_days(town: Town) -> None:
    giver, taker = town.posts["melati", "lurah", 1], town.posts["melati", "seklur", 1]
    person = town.persons["melati", "seklur", 1]
    lent = appointing.delegate(giver, taker, date(2025, 11, 4), date(2025, 11, 6), by=None, at=moment())
    unit = town.units["melati"]

    def may(day: int) -> bool:
        return reaches(posts_of(person, date(2025, 11, day)), "head", unit)

    assert [may(3), may(4), may(6), may(7)] == [False, True, True, False]
    appointing.end_delegation(lent, date(2025, 11, 5), by=None, at=moment())
    assert [may(5), may(6)] == [True, False]
    for first, last in ((date(2025, 11, 4), date(2025, 11, 3)), (date(2025, 1, 1), date(2027, 1, 1))):
        with pytest.raises(Unfit):
            appointing.delegate(giver, taker, first, last, by=None, at=moment())


def test_a_person_gets_a_password_once_and_nobody_elses_name(town: Town) -> None:
    person, password = appointing.add_person(
        town.city, username="Sari.Utami", name="Sari Utami", by=None, at=moment()
    )
    assert person.username == "sari.utami"
    assert person.check_password(password)
    for username in ("sari.utami", "a", "spasi di tengah", "x" * 80):
        with pytest.raises(Unfit) as no:
            appointing.add_person(town.city, username=username, name="Lain", by=None, at=moment())
        assert no.value.field == "username"
    with pytest.raises(Unfit):
        appointing.change_person(person, name="Sari", email="bukan surel", by=None, at=moment())
    fresh = appointing.new_password(person, by=None, at=moment())
    person.refresh_from_db()
    assert person.check_password(fresh)
    assert not person.check_password(password)
