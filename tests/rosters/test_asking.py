"""May this person leave from then to then: granted, with a substitute, or not, in one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from garda import clock
from garda.cases.acting import Refused
from garda.people.changes import changed
from garda.people.models import Person, Post
from garda.rosters import answering, asking, deciding
from garda.rosters.asking import Asking
from garda.rosters.days import day_of
from garda.rosters.models import Absence, Bell, Desk, Entry, Minimum, Offer, Shift, Skilled
from tests.town import Town, build_town, moment

DAY = "2025-11-04"  # a Tuesday


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday before its counters open."""
    with clock.moved_to(moment(DAY, "07:00")):
        yield build_town()


def staff_of(town: Town, unit: str) -> list[Person]:
    """Everybody of an office, the head first."""
    posts = Post.objects.filter(unit=town.units[unit], closed_on__isnull=True).order_by("pk")
    people = [post.terms.get().person for post in posts]
    return [one for one in people if one is not None]


def only(town: Town, unit: str, many: int) -> list[Person]:
    """Leave so many people in an office; the head is among them."""
    posts = list(Post.objects.filter(unit=town.units[unit]).order_by("-kind", "pk"))
    posts.sort(key=lambda post: post.kind != "lurah")
    for post in posts[many:]:
        post.closed_on = moment("2024-01-01").date()
        post.save()
    changed(town.city)
    return [post.terms.get().person for post in posts[:many]]  # type: ignore[misc]


def away(
    town: Town, person: Person, start: str, end: str, kind: str = "izin-singkat", unit: str = "melati"
) -> Absence:
    """Ask to be away on the day, at seven in the morning."""
    wish = Asking(town.units[unit], person, kind, moment(DAY, start), moment(DAY, end))
    return asking.ask(wish, by=person, at=moment(DAY, "07:00"))


def test_item_16_of_four_three_may_go_at_once_and_the_fourth_is_offered_a_substitute(town: Town) -> None:
    four = only(town, "melati", 4)
    assert [away(town, one, "09:00", "10:30").state for one in four[:3]] == ["granted"] * 3
    last = away(town, four[3], "10:00", "11:00")
    assert last.state == Absence.OFFERED
    [offer] = Offer.objects.filter(absence=last)
    assert offer.person not in four, "a neighbour unit, since nobody of the own is free"
    assert last.facts["minutes"] == 30, "10.00 to 10.30"
    assert Bell.objects.filter(person=offer.person, name="call.made").exists()


def test_item_16_with_nobody_to_stand_in_it_is_refused_with_the_gap_and_the_times_that_would_work(
    town: Town,
) -> None:
    two = only(town, "melati", 2)
    only(town, "kenanga", 1)
    assert away(town, two[0], "09:00", "10:30").state == Absence.GRANTED
    refused = away(town, two[1], "10:00", "11:00")
    assert refused.state == Absence.REFUSED
    assert refused.facts["minutes"] == 30
    first = datetime.fromisoformat(refused.facts["times"][0][0])
    assert first == moment(DAY, "10:30")
    for start, end in refused.facts["times"]:
        wish = Asking(
            town.units["melati"], two[1], "izin-singkat",
            datetime.fromisoformat(start), datetime.fromisoformat(end),
        )  # fmt: skip
        assert asking.would(wish, moment(DAY, "07:00")).state == Absence.GRANTED


def test_item_16_the_substitute_says_yes_and_both_offices_stay_whole(town: Town) -> None:
    one = only(town, "melati", 1)[0]
    absence = away(town, one, "09:00", "10:00")
    offer = Offer.objects.get(absence=absence)
    granted = answering.accept(offer.pk, by=offer.person, at=moment(DAY, "07:10"))
    assert (granted.state, granted.substitute) == (Absence.GRANTED, offer.person)
    shift = Shift.objects.get(stands_in=absence)
    assert (shift.start, shift.end) == (9 * 60, 10 * 60)
    here = day_of(town.units["melati"], moment(DAY).date())
    there = day_of(offer.unit, moment(DAY).date())
    assert [who.stands_in for who in here.people if who.person == offer.person_id] == [True]
    hand = next(one for one in there.cover.hands if one.who == offer.person_id)
    assert not any(start < 600 and end > 540 for start, end in hand.spans)


def test_item_16_a_neighbour_who_is_the_last_at_home_is_not_asked(town: Town) -> None:
    one = only(town, "melati", 1)[0]
    Minimum.objects.create(unit=town.units["kenanga"], people=len(staff_of(town, "kenanga")))
    Minimum.objects.create(unit=town.units["melati"], neighbours=["kenanga"])
    assert away(town, one, "09:00", "10:00").state == Absence.REFUSED


def test_item_16_a_no_goes_on_to_the_next_and_the_last_no_refuses(town: Town) -> None:
    one = only(town, "melati", 1)[0]
    Minimum.objects.create(unit=town.units["melati"], neighbours=["kenanga"])
    absence = away(town, one, "09:00", "10:00")
    said = 0
    while offer := Offer.objects.filter(absence=absence, answer="").first():
        answering.decline(offer.pk, by=offer.person, at=moment(DAY, "07:10"))
        said += 1
    absence.refresh_from_db()
    assert absence.state == Absence.REFUSED
    assert said == Offer.objects.filter(absence=absence, answer="declined").count() > 1


def test_item_16_a_call_that_nobody_answers_lapses(town: Town) -> None:
    one = only(town, "melati", 1)[0]
    absence = away(town, one, "13:00", "14:00")
    first = Offer.objects.get(absence=absence)
    assert answering.expire(moment(DAY, "08:59")) == 0
    assert answering.expire(moment(DAY, "11:05")) == 1
    first.refresh_from_db()
    assert first.answer == "lapsed"
    assert Offer.objects.filter(absence=absence, answer="").count() == 1
    assert answering.expire(moment(DAY, "13:00")) == 1
    absence.refresh_from_db()
    assert absence.state == Absence.REFUSED


def test_item_16_an_essential_desk_keeps_whoever_can_work_it(town: Town) -> None:
    people = staff_of(town, "melati")
    Desk.objects.create(
        unit=town.units["melati"], key="adminduk", title="Adminduk", essential=True, skills=["adminduk"]
    )
    Skilled.objects.create(person=people[0], skill="adminduk", first=moment("2024-01-01").date())
    Minimum.objects.create(unit=town.units["melati"], neighbours=["kenanga"])
    stuck = away(town, people[0], "09:00", "10:00")
    assert stuck.state == Absence.REFUSED
    assert stuck.facts["gaps"][0]["lacks"] == "desk:adminduk"
    assert away(town, people[1], "09:00", "10:00").state == Absence.GRANTED


def test_item_17_a_bereavement_with_two_in_the_office_leaves_one(town: Town) -> None:
    two = only(town, "melati", 2)
    Minimum.objects.create(unit=town.units["melati"], people=2)
    absence = away(town, two[1], "10:00", "12:00", kind="duka")
    assert absence.state == Absence.GRANTED, "urgent: below the minimum, but not empty"
    assert absence.facts["empty"] == 0
    assert Bell.objects.filter(person=two[0], name="absence.granted").exists(), "the head is told at once"


def test_item_17_a_bereavement_with_one_in_the_office_calls_before_release(town: Town) -> None:
    one = only(town, "melati", 1)[0]
    absence = away(town, one, "10:00", "12:00", kind="duka")
    assert absence.state == Absence.OFFERED
    called = list(Offer.objects.filter(absence=absence))
    assert len(called) > 1, "everybody who could come is called at once"
    answering.accept(called[1].pk, by=called[1].person, at=moment(DAY, "10:02"))
    with pytest.raises(Refused):
        answering.accept(called[0].pk, by=called[0].person, at=moment(DAY, "10:03"))
    absence.refresh_from_db()
    assert (absence.state, absence.substitute) == (Absence.GRANTED, called[1].person)
    assert set(Offer.objects.filter(absence=absence).values_list("answer", flat=True)) == {
        "accepted",
        "lapsed",
    }


def test_item_16_nobody_forbids_an_illness_but_a_substitute_is_called(town: Town) -> None:
    one = only(town, "melati", 1)[0]
    absence = away(town, one, "08:00", "15:00", kind="cuti-sakit")
    assert absence.state == Absence.GRANTED
    offer = Offer.objects.filter(absence=absence).first()
    assert offer is not None
    answering.accept(offer.pk, by=offer.person, at=moment(DAY, "07:20"))
    absence.refresh_from_db()
    assert absence.substitute == offer.person
    shift = Shift.objects.get(stands_in=absence)
    assert (shift.start, shift.end) == (8 * 60, 15 * 60), "planned where nobody would be left"


def test_a_leave_whose_place_was_lost_meanwhile_is_not_allowed(town: Town) -> None:
    head, other = only(town, "melati", 2)
    asked = away(town, other, "08:00", "12:00", kind="cuti-tahunan")
    Minimum.objects.filter(unit=town.units["melati"]).update(people=2)
    with pytest.raises(Refused) as refused:
        deciding.allow(asked.pk, by=head, at=moment(DAY, "07:30"))
    assert "240 menit" in refused.value.words.id


def test_leave_waits_for_the_head_and_holds_its_place(town: Town) -> None:
    head, other = only(town, "melati", 2)
    only(town, "kenanga", 1)
    asked = away(town, other, "08:00", "15:00", kind="cuti-tahunan")
    assert asked.state == Absence.ASKED
    assert away(town, head, "09:00", "10:00").state == Absence.REFUSED, "the place is held"
    with pytest.raises(Refused):
        deciding.allow(asked.pk, by=other, at=moment(DAY, "07:30"))
    allowed = deciding.allow(asked.pk, by=head, at=moment(DAY, "07:30"))
    assert (allowed.state, allowed.decided_by) == (Absence.GRANTED, head)


def test_a_heads_no_needs_its_reason_and_frees_the_substitute(town: Town) -> None:
    one = only(town, "melati", 1)[0]
    camat = town.persons["kec-taman", "camat", 1]
    absence = away(town, one, "08:00", "15:00", kind="cuti-tahunan")
    assert absence.state == Absence.OFFERED
    offer = Offer.objects.get(absence=absence)
    assert answering.accept(offer.pk, by=offer.person, at=moment(DAY, "07:10")).state == Absence.ASKED
    assert Bell.objects.filter(person=camat, name="absence.asked").exists(), "a head's own leave goes up"
    with pytest.raises(Refused) as refused:
        deciding.refuse(absence.pk, " ", by=camat, at=moment(DAY, "07:30"))
    assert refused.value.field == "why"
    deciding.refuse(absence.pk, "Ada rapat koordinasi.", by=camat, at=moment(DAY, "07:30"))
    assert not Shift.objects.filter(stands_in=absence).exists()
    assert Bell.objects.filter(person=offer.person, name="call.not-needed").exists()


def test_annual_leave_is_twelve_working_days_a_year(town: Town) -> None:
    person = staff_of(town, "melati")[1]

    def ask(first: str, last: str) -> Absence:
        wish = Asking(
            town.units["melati"], person, "cuti-tahunan", moment(first, "00:00"), moment(last, "23:59")
        )
        return asking.ask(wish, by=person, at=moment(DAY, "07:00"))

    assert ask("2025-11-10", "2025-11-21").state == Absence.ASKED  # nine working days: one is a holiday
    with pytest.raises(Refused) as refused:
        ask("2025-11-24", "2025-11-27")
    assert refused.value.field == "end"
    assert ask("2025-11-24", "2025-11-26").state == Absence.ASKED


@pytest.mark.parametrize(
    ("start", "end", "kind", "field"),
    [
        (("2025-11-04", "10:00"), ("2025-11-04", "09:00"), "izin-singkat", "end"),
        (("2025-11-04", "10:00"), ("2025-11-04", "11:00"), "jalan-jalan", "kind"),
        (("1990-11-04", "10:00"), ("2025-11-04", "11:00"), "izin-singkat", "start"),
        (("2025-09-04", "10:00"), ("2025-09-04", "11:00"), "izin-singkat", "start"),
    ],
)
def test_a_wish_that_cannot_be_read_says_where(
    town: Town, start: tuple[str, str], end: tuple[str, str], kind: str, field: str
) -> None:
    person = staff_of(town, "melati")[0]
    wish = Asking(town.units["melati"], person, kind, moment(*start), moment(*end))
    with pytest.raises(Refused) as refused:
        asking.ask(wish, by=person, at=moment(DAY, "07:00"))
    assert refused.value.field == field
    assert not Absence.objects.exists()


def test_who_is_away_cannot_be_away_twice_and_coming_back_frees_the_place(town: Town) -> None:
    two = only(town, "melati", 2)
    only(town, "kenanga", 1)
    first = away(town, two[1], "09:00", "12:00")
    with pytest.raises(Refused):
        away(town, two[1], "11:00", "13:00")
    deciding.back_early(first.pk, by=two[1], at=moment(DAY, "10:00"))
    assert away(town, two[0], "10:00", "12:00").state == Absence.GRANTED


def test_a_withdrawn_wish_frees_the_place_and_the_call(town: Town) -> None:
    one = only(town, "melati", 1)[0]
    absence = away(town, one, "13:00", "14:00")
    deciding.withdraw(absence.pk, by=one, at=moment(DAY, "08:00"))
    offer = Offer.objects.get(absence=absence)
    assert offer.answer == "lapsed"
    with pytest.raises(Refused):
        answering.accept(offer.pk, by=offer.person, at=moment(DAY, "08:01"))


def test_every_decision_stands_in_the_book_and_never_the_reason(town: Town) -> None:
    person = staff_of(town, "melati")[1]
    wish = Asking(
        town.units["melati"], person, "izin-singkat", moment(DAY, "09:00"), moment(DAY, "10:00"),
        why="Kontrol kehamilan",
    )  # fmt: skip
    absence = asking.ask(wish, by=person, at=moment(DAY, "07:00"))
    names = list(Entry.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["absence.asked", "absence.granted"]
    assert all("kehamilan" not in str(one.facts) for one in Entry.objects.all())
    assert b"kehamilan" not in bytes(absence.why)


def test_the_number_of_queries_does_not_grow_with_the_office(
    town: Town, django_assert_max_num_queries: Any
) -> None:
    from_at = moment(DAY, "09:00")
    person = staff_of(town, "melati")[1]
    wish = Asking(town.units["melati"], person, "cuti-tahunan", from_at, from_at + timedelta(days=9))
    asking.would(wish, moment(DAY, "07:00"))
    with django_assert_max_num_queries(16):
        asking.would(wish, moment(DAY, "07:00"))
