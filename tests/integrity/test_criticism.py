"""Item 26: criticism is answered with a reason and an action, goes up unanswered; its author is nowhere."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from garda.cases.acting import Refused
from garda.integrity import answering, boxing, criticisms, emptying, states
from garda.integrity.models import Criticism, Slip
from garda.people.holding import Held
from garda.people.models import Person, Term
from garda.rosters.models import Bell
from garda.trails.models import Line
from garda.trails.reading import broken
from tests.town import Town, build_town, build_unit, moment

pytestmark = pytest.mark.django_db
WORDS = "Loket Melati sering tutup sebelum pukul tiga, padahal antreannya masih panjang."
REASON = "Benar, jadwal jaga sore belum diatur dengan baik."
# Three days later every slip of today has been taken out.
OPENED = "2025-11-07"


@pytest.fixture
def town() -> Town:
    found = build_town(flows=())
    build_unit(found, "ins", "INS", "Inspektorat", "inspektorat", "kota")
    return found


def held(town: Town, unit: str, kind: str) -> list[Held]:
    post = town.posts[unit, kind, 1]
    post.unit = town.units[unit]
    return [Held(post, "definitif")]


def say(town: Town, unit: str = "melati", key: str = "satu", **more: Any) -> str:
    """A criticism that falls into the box."""
    given = {"kind": boxing.CRITICISM, "at": moment(), "form_key": key * 8, **more}
    return boxing.drop(town.city, town.units[unit], given.pop("words", WORDS), **given)


def taken_out(town: Town, unit: str = "melati", **more: Any) -> Criticism:
    """The same, taken out of the box."""
    say(town, unit, **more)
    emptying.remind(moment(OPENED))
    return Criticism.objects.get(unit=town.units[unit])


def answer(town: Town, row: Criticism, verdict: str = answering.ACCEPTED, **more: Any) -> Criticism:
    """The lurah answers."""
    due = (moment(OPENED) + timedelta(days=10)).date()
    given = {"action": "Menambah petugas sore mulai Senin.", "action_due": due, "at": moment(OPENED), **more}
    who = given.pop("who", ("melati", "lurah"))
    by, posts = town.persons[(*who, 1)], held(town, *who)
    return answering.answer(row.pk, verdict, given.pop("reason", REASON), by=by, held=posts, **given)


def test_item_26_accepted_needs_an_action_with_a_date(town: Town) -> None:
    row = taken_out(town)
    for missing in ({"action": ""}, {"action_due": None}, {"action_due": moment("2025-10-01").date()},
                    {"action_due": moment("2027-01-01").date()}):  # fmt: skip
        with pytest.raises(Refused) as no:
            answer(town, row, **missing)
        assert no.value.field in ("action", "action_due")
    answer(town, row)
    row.refresh_from_db()
    assert (row.state, row.verdict) == (states.ACTING, answering.ACCEPTED)
    with pytest.raises(Refused):
        answer(town, row)


def test_item_26_not_accepted_needs_a_reason_and_partly_may_go_without_an_action(town: Town) -> None:
    row = taken_out(town)
    with pytest.raises(Refused) as no:
        answer(town, row, answering.NOT, reason="tidak", action="")
    assert no.value.field == "reason"
    answer(town, row, answering.PARTLY, action="")
    row.refresh_from_db()
    assert row.state == states.ANSWERED


def test_item_26_unanswered_after_the_limit_it_goes_one_level_up_until_it_stands_at_the_top(
    town: Town,
) -> None:
    row = taken_out(town)
    assert emptying.remind(row.due_at - timedelta(minutes=1)) == 0
    lurah, camat = held(town, "melati", "lurah"), held(town, "kec-taman", "camat")
    assert answering.may_answer(lurah, row.at_unit)
    assert not answering.may_answer(camat, row.at_unit), "as long as it is the lurah's time"
    for place, head in (("kec-taman", "camat"), ("kota", "wali-kota")):
        emptying.remind(row.due_at)
        row = Criticism.objects.get(pk=row.pk)
        assert row.at_unit == town.units[place]
        assert answering.may_answer(held(town, place, head), row.at_unit)
        assert Bell.objects.filter(person=town.persons[place, head, 1], name="criticism.raised").exists()
    with pytest.raises(Refused):
        answer(town, row)
    assert emptying.remind(row.due_at + timedelta(days=30)) == 0, "nobody stands above the mayor"
    assert criticisms.shares(town.city, row.received_on, row.received_on, row.due_at).late == 1


def test_item_26_the_action_is_finished_with_what_came_of_it_and_reminded_once_when_late(town: Town) -> None:
    row = answer(town, taken_out(town))
    later = moment("2025-12-01")
    assert emptying.remind(later) == 1
    assert emptying.remind(later) == 0
    told = {bell.person for bell in Bell.objects.filter(name="criticism.action-late")}
    assert told == {town.persons["melati", "lurah", 1], town.persons["kec-taman", "camat", 1]}
    lurah, posts = town.persons["melati", "lurah", 1], held(town, "melati", "lurah")
    answering.finish(row.pk, "Dua petugas berjaga sampai pukul empat.", by=lurah, held=posts, at=later)
    row.refresh_from_db()
    assert row.state == states.DONE


def test_item_26_a_day_begins_at_midnight_in_the_city_and_not_hours_later(town: Town) -> None:
    early = moment(OPENED, "05:30")  # the day before, in UTC
    row = answer(town, taken_out(town), at=early)
    assert row.action_due is not None
    shown = criticisms.one_of(town.city, row.pk, [row.unit_id], by=row.answered_by, at=early)
    assert shown is not None and shown.answered_on == early.date() and not shown.action_late
    after = moment((row.action_due + timedelta(days=1)).isoformat(), "05:30")
    found = criticisms.one_of(town.city, row.pk, [row.unit_id], by=row.answered_by, at=after)
    assert found is not None and found.action_late
    assert emptying.remind(after - timedelta(hours=6)) == 0
    assert emptying.remind(after) == 1


def test_item_26_shares_of_answered_and_of_those_with_an_action_by_hand(town: Town) -> None:
    for n in range(6):
        say(town, "melati" if n % 2 else "pu", key=f"kunci{n}")
    emptying.remind(moment(OPENED))
    mine = list(Criticism.objects.filter(unit=town.units["melati"]).order_by("pk"))
    answer(town, mine[0])
    answer(town, mine[1], answering.NOT, action="")
    day = moment(OPENED).date()
    found = criticisms.shares(town.city, day, day, moment(OPENED))
    assert (found.received, found.answered, found.with_action, found.done, found.waiting) == (6, 2, 1, 0, 4)
    assert found.enough
    by_unit = dict(criticisms.shares_by_unit(town.city, day, day, moment(OPENED)))
    assert by_unit[town.units["melati"]].received == 3
    assert not by_unit[town.units["melati"]].enough


# ---- anonymity ---------------------------------------------------------------------------------------
def test_item_26_no_column_could_hold_who_wrote_nor_when(town: Town) -> None:
    assert {field.name for field in Slip._meta.concrete_fields} == {
        "id", "city", "unit", "kind", "post", "opens_on", "sealed", "code", "simulated",
    }  # fmt: skip
    row = taken_out(town, known=None)
    inside = boxing.inside_of(row.sealed)
    assert set(inside) == {"words", "leader"}
    people = {field.name for field in Criticism._meta.concrete_fields if field.related_model is Person}
    assert people == {"answered_by"}


def test_item_26_the_day_it_was_written_is_drawn_away_and_nothing_is_told_before(town: Town) -> None:
    for n in range(40):
        say(town, key=f"hari{n}")
    days = set(Slip.objects.values_list("opens_on", flat=True))
    first = moment().date()
    assert days <= {first + timedelta(days=n) for n in (1, 2, 3)}
    assert len(days) > 1
    assert not Bell.objects.exists()
    assert not Line.objects.exists()


def test_item_26_what_is_taken_out_together_comes_in_a_drawn_order_at_one_moment_with_one_bell(
    town: Town,
) -> None:
    codes = [boxing.kept(town.city, say(town, key=f"urut{n:02}")) for n in range(20)]
    Slip.objects.update(opens_on=moment("2025-11-05").date())
    emptying.empty(town.city, moment("2025-11-05"), Random(26))
    lines = list(Line.objects.filter(name="criticism.received").order_by("pk"))
    assert {line.at for line in lines} == {moment("2025-11-05")}
    assert {line.by for line in lines} == {None}
    by_key = {str(row.pk): row.code for row in Criticism.objects.all()}
    assert [by_key[line.key] for line in lines] != codes
    listed = [boxing.kept(town.city, code) for code in codes]
    shown = criticisms.inbox(town.city, [town.units["melati"].pk], [], moment("2025-11-05"))
    assert [by_key[str(one.id)] for one in shown] != listed
    bells = Bell.objects.filter(name="criticism.received")
    assert [(one.person, one.facts) for one in bells] == [(town.persons["melati", "lurah", 1], {"n": 20})]
    assert not list(broken(town.city))


def test_item_26_numbers_and_addresses_in_the_words_are_masked_before_they_are_sealed(town: Town) -> None:
    row = taken_out(town, words=f"{WORDS} Hubungi 0812-3456-7890 atau budi@contoh.id, NIK 3573010101900001.")
    said = boxing.inside_of(row.sealed)["words"]
    for told in ("0812", "budi@", "3573"):
        assert told not in said
    assert "pukul tiga" in said


def test_item_26_sent_twice_it_is_one_also_after_it_was_taken_out(town: Town) -> None:
    first = say(town)
    assert say(town) == first
    emptying.remind(moment(OPENED))
    assert say(town, at=moment("2025-11-10")) == first
    assert (Slip.objects.count(), Criticism.objects.count()) == (0, 1)


def test_item_26_the_code_opens_the_answer_and_never_the_words(town: Town) -> None:
    code = say(town)
    assert criticisms.by_code(town.city, code, moment()) == ("box", None)
    emptying.remind(moment(OPENED))
    state, found = criticisms.by_code(town.city, code.lower().replace("-", " "), moment(OPENED))
    assert state == "open"
    assert found is not None
    assert found.words == ""
    assert criticisms.by_code(town.city, "AAAA-BBBB-CCCC-DDDD", moment()) == ("", None)
    assert boxing.tidy(code) not in str(list(Criticism.objects.values()))


LINE = (
    ("melati", "lurah"), ("melati", "seklur"), ("kec-taman", "camat"), ("setda", "sekda"),
    ("kota", "wali-kota"),
)  # fmt: skip


@pytest.mark.parametrize(("unit", "kind"), LINE)
def test_item_26_nobody_of_the_criticised_line_learns_a_known_author(
    town: Town, unit: str, kind: str
) -> None:
    author = town.persons["melati", "petugas-loket", 1]
    row = taken_out(town, known=author)
    by, posts = town.persons[unit, kind, 1], held(town, unit, kind)
    assert criticisms.author_of(town.city, row.pk, posts, by=by, at=moment(OPENED)) is None
    assert criticisms.known_to(town.city, posts, by) == []
    shown = criticisms.one_of(town.city, row.pk, [row.unit_id], by=by, at=moment(OPENED))
    assert author.name not in str(shown)
    assert str(author.pk) not in [str(value) for value in vars(shown).values()]


@pytest.mark.parametrize(("unit", "kind"), [("pu", "kepala-opd"), ("setda", "sekda"), ("kota", "wali-kota")])
def test_item_26_the_head_of_a_criticised_opd_and_their_line_learn_no_known_author(
    town: Town, unit: str, kind: str
) -> None:
    author = town.persons["melati", "petugas-loket", 1]
    row = taken_out(town, "pu", known=author)
    by, posts = town.persons[unit, kind, 1], held(town, unit, kind)
    assert criticisms.author_of(town.city, row.pk, posts, by=by, at=moment(OPENED)) is None
    assert criticisms.known_to(town.city, posts, by) == []
    shown = criticisms.one_of(town.city, row.pk, [row.unit_id], by=by, at=moment(OPENED))
    assert shown is not None
    assert author.name not in str(shown) and author.username not in str(shown)


def test_item_26_only_the_inspectorate_learns_who_wished_to_be_known_and_it_is_logged(town: Town) -> None:
    author, inspector = town.persons["melati", "petugas-loket", 1], town.persons["ins", "inspektur", 1]
    row = taken_out(town, known=author)
    posts = held(town, "ins", "inspektur")
    assert criticisms.author_of(town.city, row.pk, posts, by=inspector, at=moment(OPENED)) == author.name
    assert Line.objects.filter(name="criticism.author-read", by=inspector).count() == 1
    say(town, "ins", key="dua", known=author)
    emptying.remind(moment(OPENED))
    about_them = Criticism.objects.get(unit=town.units["ins"])
    assert criticisms.author_of(town.city, about_them.pk, posts, by=inspector, at=moment(OPENED)) is None


def test_item_26_who_left_the_criticised_line_for_the_inspectorate_learns_no_author(town: Town) -> None:
    author, inspector = town.persons["melati", "petugas-loket", 1], town.persons["ins", "inspektur", 1]
    row, posts = taken_out(town, known=author), held(town, "ins", "inspektur")
    assert [one[0] for one in criticisms.known_to(town.city, posts, inspector)] == [row.pk]
    post, day = town.posts["kec-taman", "camat", 1], moment(OPENED).date()
    Term.objects.create(post=post, person=inspector, first=date(2024, 1, 2), last=day - timedelta(days=1))
    assert criticisms.known_to(town.city, posts, inspector) == []
    assert criticisms.author_of(town.city, row.pk, posts, by=inspector, at=moment(OPENED)) is None


def test_item_26_each_readers_first_reading_of_the_words_is_a_line_and_words_go_after_a_year(
    town: Town,
) -> None:
    row = answer(town, taken_out(town), answering.NOT, action="")
    lurah, at = town.persons["melati", "lurah", 1], moment(OPENED)
    for _ in range(2):
        shown = criticisms.one_of(town.city, row.pk, [row.unit_id], by=lurah, at=at)
        assert shown is not None
        assert shown.words == WORDS
    assert Line.objects.filter(name="criticism.read", by=lurah).count() == 1
    assert emptying.remind(at + timedelta(days=366)) == 1
    row.refresh_from_db()
    assert (bytes(row.sealed), row.reason) == (b"", REASON)


@pytest.mark.parametrize("acts", [states.CRITICISM, states.REPORT, states.INTEREST, states.GIFT])
def test_items_26_and_36_a_random_walk_of_acts_never_leaves_the_table_of_states(acts: states.Acts) -> None:
    drawn = Random(36)
    known = {end for _starts, end in acts.values()} | {states.NOTHING}
    for _ in range(100):
        state = states.NOTHING
        for _step in range(10):
            act = drawn.choice(sorted(acts))
            reached = states.after(acts, state, act)
            assert (reached is None) == (state not in acts[act][0])
            state = state if reached is None else reached
        assert state in known


def test_item_26_a_paper_that_came_out_while_its_form_was_sent_again_is_not_in_the_box_twice(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = "ulang" * 6
    boxing.drop(town.city, town.units["melati"], WORDS, kind=boxing.CRITICISM, at=moment(), form_key=form)
    asked = boxing._dropped_before
    came = iter([lambda: emptying.remind(moment("2025-11-07"))])

    def asked_just_before(city: Any, code: str) -> bool:
        """The answer is "not here", and then the box is emptied."""
        next(came, lambda: None)()
        return False

    monkeypatch.setattr(boxing, "_dropped_before", asked_just_before)
    boxing.drop(
        town.city, town.units["melati"], WORDS, kind=boxing.CRITICISM, at=moment("2025-11-07"), form_key=form
    )
    monkeypatch.setattr(boxing, "_dropped_before", asked)
    assert not Slip.objects.exists() and Criticism.objects.count() == 1
    emptying.remind(moment("2025-11-12"))
