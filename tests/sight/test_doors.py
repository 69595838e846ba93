"""One rule for who reaches a case, in lists and at its door; and who may read what of it."""

from __future__ import annotations

from random import Random

import pytest

from garda.cases import errands, handing, leading, moving, residents
from garda.cases.acting import Refused
from garda.cases.models import Case, Reading
from garda.cases.opening_seals import open_words
from garda.people import roles
from garda.people.holding import Held
from garda.people.models import Post
from garda.sight import doors, lists, offers, stories
from garda.sight.cases_page import page_of
from garda.sight.doors import Staff
from tests.town import Town, ask_letter, build_town, build_unit, fresh, moment, publish_flow, report

pytestmark = pytest.mark.django_db
SECRET = {"confidential": True}


@pytest.fixture
def town() -> Town:
    town = build_town()
    build_unit(town, "ins", "INS", "Inspektorat", "inspektorat", "kota")
    build_unit(town, "bag-hukum", "HKM", "Bagian Hukum", "bagian", "setda")
    return town


def staff(town: Town, *posts: tuple[str, str]) -> Staff:
    """Somebody who holds these posts: (unit, kind)."""
    rows = [
        Post.objects.select_related("unit__city").get(pk=town.posts[unit, kind, 1].pk) for unit, kind in posts
    ]
    return Staff(town.persons[posts[0][0], posts[0][1], 1], tuple(Held(row, "definitif") for row in rows))


def some_cases(town: Town, dice: Random, count: int = 30) -> list[Case]:
    """Matters here and there: open and confidential, offered, passed on, first raised elsewhere."""
    units = [key for key, unit in town.units.items() if unit.kind not in ("kota",)]
    offices = [
        key for key in units if town.units[key].kind in ("opd", "bagian", "inspektorat", "sekretariat")
    ]
    for number in range(count):
        unit = dice.choice(units)
        case = report(town, unit=unit, answers=SECRET if dice.random() < 0.4 else {}).case
        to = dice.choice([key for key in offices if key != unit])
        if number % 3:
            by = town.by(unit, case.desk)
            handing.hand_over(case.pk, town.units[to], "Urusan Anda", by=by, at=moment())
        if number % 3 == 2:
            kind = next(kind for key, kind, _ in town.posts if key == to)
            handing.accept(case.pk, by=town.by(to, kind), at=moment())
    found = list(Case.objects.select_related("city", "unit", "first_unit", "offer_unit", "flow"))
    dice.shuffle(found)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_item_4_lists_and_doors_agree_for_anyone_and_any_case(town: Town, seed: int) -> None:
    dice = Random(seed)
    cases = some_cases(town, dice)
    everybody = sorted({(unit, kind) for unit, kind, _ in town.posts})
    for _ in range(25):
        who = staff(town, *dice.sample(everybody, dice.choice([1, 1, 2, 3])))
        for act in roles.ACTS:
            reached = set(doors.within(who, act).values_list("pk", flat=True))
            assert reached == {case.pk for case in cases if doors.reaches_case(who, act, case)}, (who, act)
            changed = {case.pk for case in cases if doors.may_act(who, act, case)}
            assert changed <= reached, "nobody changes what they cannot see"
            units = doors.units_in_reach(who, act)
            assert set(units) == {unit.pk for unit in town.units.values() if who.may(act, unit)}


def test_the_buttons_of_a_page_are_exactly_what_the_heart_accepts(town: Town) -> None:
    dice = Random(7)
    for case in some_cases(town, dice, 12):
        for unit, kind, _seat in dice.sample(sorted(town.posts), 6):
            who = staff(town, (unit, kind))
            if not doors.may_act(who, "move", case):
                continue
            buttons = {move.key for move, _ in page_of(who, case, "id", moment()).moves}
            step = moving.standing(case)[1]
            for move in step.moves:
                try:
                    moving._allow(case, moving.standing(case)[0], move, doors.mover(who, case), 1)
                    accepted = True
                except Refused:
                    accepted = False
                assert (move.key in buttons) is accepted, (unit, kind, move.key)


# ---- confidential matters -----------------------------------------------------------------------
def test_a_confidential_matter_is_seen_by_its_holder_and_overseers_and_by_nobody_else(town: Town) -> None:
    case = report(town, what="Kepala kantor minta uang", answers=SECRET).case
    assert case.private
    loket = town.by("melati", "petugas-loket")
    inspector, mayor = staff(town, ("ins", "inspektur")), staff(town, ("kota", "wali-kota"))
    ward, agency = staff(town, ("melati", "lurah")), staff(town, ("pu", "penghubung"))

    def seen(who: Staff) -> bool:
        found = {row.number for row in lists.search(who, "minta uang", moment())}
        found |= {row.number for row in lists.search(who, case.number, moment())}
        at_door = doors.reaches_case(who, "see-case", fresh(case))
        assert (case.number in found) is at_door
        return at_door

    errands.work_off(moment())
    assert (seen(ward), seen(agency), seen(mayor), seen(inspector)) == (True, False, True, True)
    handing.hand_over(case.pk, town.units["pu"], "Urusan Anda", by=loket, at=moment(time="10:00"))
    assert seen(agency), "who is asked to take it must be able to read it"
    handing.accept(case.pk, by=town.by("pu", "penghubung"), at=moment(time="10:30"))
    assert (seen(ward), seen(agency), seen(mayor)) == (False, True, True)
    who = staff(town, ("melati", "petugas-loket"))
    assert all(one.number != case.number for one in offers.answered_lately(who, moment(time="11:00"), "id"))
    appeared = lists.first_appeared(ward, moment("2025-11-03"), moment("2025-11-05"))
    assert all(case.number not in one.numbers for one in appeared)


def test_an_open_matter_stays_in_sight_where_it_was_first_raised(town: Town) -> None:
    case = report(town).case
    loket = town.by("melati", "petugas-loket")
    handing.hand_over(case.pk, town.units["pu"], "Urusan Anda", by=loket, at=moment(time="10:00"))
    handing.accept(case.pk, by=town.by("pu", "penghubung"), at=moment(time="10:30"))
    assert doors.reaches_case(staff(town, ("melati", "lurah")), "see-case", fresh(case))


def test_every_matter_of_a_private_flow_is_confidential_and_so_are_its_parts(town: Town) -> None:
    assert ask_letter(town).case.private
    assert not report(town).case.private
    assert not report(town, answers={"confidential": False}).case.private


# ---- what is read -------------------------------------------------------------------------------
def all_words(told: stories.Story) -> str:
    return " ".join(
        [told.title, told.sentence, told.question, *(f"{e.title} {e.text} {e.quote}" for e in told.entries)]
    )


def test_the_resident_never_reads_words_meant_for_colleagues(town: Town) -> None:
    case = report(town).case
    loket, lurah = town.by("melati", "petugas-loket"), town.by("melati", "lurah")
    moving.move_case(case.pk, "asked", by=loket, at=moment(), words={"reason": "Gang berapa?"})
    leading.reassign(case.pk, None, "RAHASIA Bu Rina cuti", by=lurah, at=moment(time="09:10"))
    leading.note(case.pk, "RAHASIA pelapor sering begini", by=loket, at=moment(time="09:20"))
    leading.escalate(case.pk, "RAHASIA mohon putusan", by=lurah, at=moment(time="09:30"))
    told = stories.story(fresh(case), "resident", "id", moment(time="10:00"))
    assert told.question == "Gang berapa?"
    assert "RAHASIA" not in all_words(told)
    office = stories.story(fresh(case), "staff", "id", moment(time="10:00"))
    assert "RAHASIA pelapor sering begini" in all_words(office)
    residents.withdraw(case.pk, "Tidak jadi", at=moment(time="11:00"))
    residents.rate(report_closed(town).pk, 1, "RAHASIA petugasnya galak", at=moment("2025-11-05"))
    for one in Case.objects.all():
        assert "RAHASIA" not in all_words(stories.story(one, "resident", "id", moment("2025-11-06")))


def report_closed(town: Town) -> Case:
    """A report that was answered and agreed to."""
    case, loket = report(town).case, town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=loket, at=moment())
    moving.move_case(case.pk, "answered", by=loket, at=moment(), words={"answer": "Sudah"})
    return residents.confirm(case.pk, at=moment(time="10:00"))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_sealed_words_stand_on_no_page_until_they_are_opened_and_that_is_logged(
    town: Town, lang: str
) -> None:
    town.flows["keberatan-informasi"] = publish_flow(city=town.city, key="keberatan-informasi")
    case = ask_letter(town).case
    who = staff(town, ("melati", "lurah"))
    page = page_of(who, case, lang, moment())
    shown = (
        repr(page) + repr(lists.desk(who, moment(), lang)) + repr(lists.search(who, case.number, moment()))
    )
    shown += repr(stories.story(case, "resident", lang, moment()))
    for secret in ("9901014107900001", "Bunga Contoh", "Nomor 5"):
        assert secret not in shown, secret
    assert not Reading.objects.exists()
    by = who.by_for(case.unit_id)
    assert open_words(case, "nik", "memeriksa", by=by, at=moment()) == "9901014107900001"
    row = Reading.objects.get()
    assert (row.person_id, row.post_id, row.what, row.at) == (by.person, by.post, "nik", moment())


def test_what_is_written_down_for_a_resident_carries_the_officers_name(town: Town) -> None:
    case, loket = report(town).case, town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "asked", by=loket, at=moment(), words={"reason": "Gang berapa?"})
    residents.answer(case.pk, "Gang 3", by=loket.for_resident(), at=moment(time="10:00"))
    residents.withdraw(case.pk, "Tidak jadi", by=loket.for_resident(), at=moment(time="11:00"))
    name = town.persons["melati", "petugas-loket", 1].name
    for reader, lang, words in (("resident", "id", "Dicatat oleh"), ("staff", "en", "Written down by")):
        told = all_words(stories.story(fresh(case), reader, lang, moment(time="12:00")))
        assert told.count(f"{words} {name}") == 2, reader


def test_a_paused_matter_is_not_called_late_for_the_time_it_waits(town: Town) -> None:
    case, loket = report(town).case, town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "asked", by=loket, at=moment(), words={"reason": "Gang berapa?"})
    at = moment("2025-11-28")
    told = stories.story(fresh(case), "resident", "id", at)
    assert told.due is not None
    assert (told.due.late, told.state) == (False, "pause")
    page = page_of(staff(town, ("melati", "lurah")), fresh(case), "id", at)
    assert (page.late, "explain" in page.can) == (False, True)
