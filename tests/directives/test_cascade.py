"""Item 24: a directive is coordinated, caught, implemented with evidence, verified by someone else."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from garda import clock, shelf
from garda.cases import sealing
from garda.cases.acting import Refused
from garda.directives import coordinating, issuing, reading, reminding, states, taking
from garda.directives.models import Directive, Proof, Task
from garda.people.loading import load_city
from garda.people.models import Person, Post, Term
from garda.rosters.models import Bell
from garda.trails import writing
from garda.trails.models import Line
from garda.trails.reading import broken, last_seq, lines
from tests.directives import five
from tests.directives.five import AGENCIES
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db: None) -> Town:
    """The town with five agencies."""
    new = build_town(flows=())
    five.five_agencies(new)
    return new


def names(town: Town, kind: str, key: int) -> list[str]:
    """The names of the lines of a trail."""
    return [line.name for line in lines(town.city, kind, key)]


def test_item_24_one_directive_to_five_opd_has_five_states(town: Town) -> None:
    pk = five.coordinated(town, *AGENCIES)
    assert five.states_of(pk) == dict.fromkeys(AGENCIES, states.SENT)
    for unit in AGENCIES[1:]:
        five.catch(town, pk, unit)
    for unit in AGENCIES[2:]:
        five.implement(town, pk, unit)
    five.verify(town, pk, AGENCIES[3])
    five.give_back(town, pk, AGENCIES[4])
    assert five.states_of(pk) == {
        "pu": "sent", "lh": "caught", "kesehatan": "implemented", "sosial": "verified", "dukcapil": "caught",
    }  # fmt: skip
    found = reading.whole(town.city, pk)
    assert found is not None
    counts = found.heading
    assert (counts.asked, counts.caught, counts.implemented, counts.verified) == (5, 4, 2, 1)
    for name, n in (("asked", 5), ("missing", 1), ("caught", 4), ("implemented", 2), ("verified", 1)):
        assert len(reading.units_of(town.city, pk, moment(), name)) == n, "every count opens to its units"


def test_item_24_implemented_before_caught_is_refused(town: Town) -> None:
    pk = five.coordinated(town, "pu")
    with pytest.raises(Refused, match="Tangkap dulu"):
        five.implement(town, pk, "pu")
    task = five.task_of(town, pk, "pu")
    assert (task.state, task.done, task.proofs.count()) == ("sent", "", 0)
    with pytest.raises(Refused):
        five.verify(town, pk, "pu")
    five.catch(town, pk, "pu")
    with pytest.raises(Refused, match="bukti"):
        five.implement(town, pk, "pu", proofs=[])
    five.implement(town, pk, "pu")
    assert five.states_of(pk) == {"pu": "implemented"}


def test_item_24_it_is_caught_in_the_unit_s_own_words(town: Town) -> None:
    pk = five.coordinated(town, "pu")
    for words in ("", "siap", five.WORDS, five.WORDS.upper() + " "):
        with pytest.raises(Refused):
            five.catch(town, pk, "pu", words=words)
    five.catch(town, pk, "pu")
    assert five.task_of(town, pk, "pu").restated == five.RESTATED
    with pytest.raises(Refused, match="sudah ditangkap"):
        five.catch(town, pk, "pu")


def test_item_24_the_implementer_cannot_verify(town: Town) -> None:
    pk = five.coordinated(town, "pu", "melati")
    five.catch(town, pk, "pu")
    five.implement(town, pk, "pu")
    with pytest.raises(Refused, match="tidak memeriksa pekerjaannya sendiri"):
        five.verify(town, pk, "pu", by=("pu", "kepala-opd"))
    with pytest.raises(Refused, match="dari luar unit"):
        five.verify(town, pk, "pu", by=("pu", "penghubung"))
    five.catch(town, pk, "melati", "lurah")
    five.implement(town, pk, "melati", "seklur")
    with pytest.raises(Refused, match="dari luar unit"):
        five.verify(town, pk, "melati", by=("melati", "lurah"))
    five.verify(town, pk, "melati", by=("kec-taman", "camat"))
    five.verify(town, pk, "pu")
    assert set(five.states_of(pk).values()) == {"verified"}


def test_item_24_whoever_did_it_cannot_verify_it_from_another_post(town: Town) -> None:
    pk = five.coordinated(town, "pu")
    five.catch(town, pk, "pu")
    sekda = town.persons["setda", "sekda", 1]
    task = five.task_of(town, pk, "pu")
    # The secretary stands in at the agency and hands it in there.
    acting = {**five.acting(town, task, "pu", "kepala-opd"), "by": sekda}
    taking.implement(task.pk, five.DONE, [five.photo()], **acting)
    with pytest.raises(Refused, match="tidak memeriksa pekerjaannya sendiri"):
        five.verify(town, pk, "pu")


def test_item_24_given_back_with_a_reason_it_is_done_again_and_both_rounds_stay(town: Town) -> None:
    pk = five.coordinated(town, "lh")
    five.catch(town, pk, "lh")
    five.implement(town, pk, "lh")
    five.give_back(town, pk, "lh")
    five.implement(town, pk, "lh")
    five.verify(town, pk, "lh")
    one = reading.of_unit(town.city, pk, town.units["lh"], moment())
    assert one is not None
    assert (one.state, one.returned, [proof.round for proof in one.proofs]) == ("verified", 1, [0, 1])
    task = five.task_of(town, pk, "lh")
    assert names(town, taking.TASK, task.pk) == [
        "directive.sent", "directive.caught", "directive.implemented", "directive.returned",
        "directive.implemented", "directive.verified",
    ]  # fmt: skip
    told = set(Bell.objects.filter(person=town.persons["lh", "kepala-opd", 1]).values_list("name", flat=True))
    assert {"directive.sent", "directive.returned", "directive.verified"} <= told


def test_item_24_the_derived_briefing_of_6_may_2024_shows_its_origin_pj_wali_kota(db: None) -> None:
    city = load_city(shelf.folder("cities", "malang")).city
    mayor = Post.objects.get(unit__city=city, kind="wali-kota")
    sekda = Post.objects.get(unit__city=city, kind="sekda")
    writer = Person.objects.create(username="penghubung.malang", name="Penghubung Setda", city=city)
    day = date(2024, 5, 6)
    first = issuing.issue(
        city, mayor, five.said(given_on=day, due=date(2024, 6, 6)), by=writer, by_post=None, form_key="a",
        at=moment("2024-05-10"),
    )  # fmt: skip
    derived = issuing.issue(
        city, sekda, five.said(given_on=day, due=date(2024, 6, 6), closed=True, place="Balai Kota"),
        by=writer, by_post=None, form_key="b", at=moment("2024-05-10"), parent=first,
    )  # fmt: skip
    briefing = reading.whole(city, derived)
    assert briefing is not None
    (origin,) = briefing.chain
    assert (origin.origin_title, origin.origin_name) == ("Pj Wali Kota", ""), "no name is made up"
    assert "Iwan" not in f"{origin}"
    assert briefing.heading.origin_name == "Erik Setyo Santoso"
    assert (briefing.heading.closed, briefing.place) == (True, ""), "a closed session is named as that alone"
    later = issuing.issue(
        city, mayor, five.said(given_on=date(2024, 11, 18), due=date(2024, 12, 18)), by=writer, by_post=None,
        form_key="c", at=moment("2024-11-19"), parent=derived,
    )  # fmt: skip
    third = reading.whole(city, later)
    assert third is not None
    assert third.heading.origin_name == "Iwan Kurniawan"
    assert [one.id for one in third.chain] == [first, derived], "derived directives keep their origin"
    with pytest.raises(Refused, match="lebih dulu"):
        issuing.issue(
            city, mayor, five.said(given_on=date(2024, 5, 5), due=date(2024, 6, 6)), by=writer, by_post=None,
            form_key="d", at=moment("2024-05-10"), parent=first,
        )  # fmt: skip


def test_item_24_a_directive_stays_with_who_held_the_office_that_day(town: Town) -> None:
    pk = five.issued(town)
    Term.objects.filter(post=town.posts["kota", "wali-kota", 1]).update(last=date(2025, 11, 10))
    Term.objects.create(
        post=town.posts["kota", "wali-kota", 1], person=town.persons["setda", "sekda", 1], manner="pj",
        first=date(2025, 11, 11),
    )  # fmt: skip
    after = issuing.issue(
        town.city, town.posts["kota", "wali-kota", 1], five.said(given_on=date(2025, 11, 11)),
        by=town.persons["kota", "wali-kota", 1], by_post=None, form_key="lain", at=moment("2025-11-12"),
    )  # fmt: skip
    assert five.row(pk).origin_name == "Warga Wali-Kota Kota"
    assert (five.row(after).origin_title, five.row(after).origin_name) == (
        "Pj Wali Kota", "Warga Sekda Setda",
    )  # fmt: skip
    with pytest.raises(Refused, match="belum ada pemegang"):
        five.issued(town, form_key="x", given_on=date(2020, 1, 2), due=date(2025, 11, 20))


def test_item_24_the_same_form_twice_is_one_directive_and_one_sending(town: Town) -> None:
    first, second = five.issued(town), five.issued(town)
    assert first == second
    assert Line.objects.filter(name="directive.issued").count() == 1
    sekda = {"by": town.persons["setda", "sekda", 1], "by_post": None, "at": moment()}
    seen = last_seq(town.city, "directive", first)
    coordinating.coordinate(first, [town.units["pu"]], None, seen=seen, **sekda)
    with pytest.raises(Refused, match="sudah menerima"):
        coordinating.coordinate(first, [town.units["pu"]], None, seen=seen, **sekda)
    with pytest.raises(writing.Overtaken):
        coordinating.coordinate(first, [town.units["lh"]], None, seen=seen, **sekda)
    assert five.states_of(first) == {"pu": "sent"}, "nothing of the overtaken act was kept"


def test_item_24_what_is_overdue_goes_up_the_line_once_to_each(town: Town) -> None:
    pk = five.coordinated(town, "melati", due=date(2025, 11, 7))
    assert reminding.remind(moment("2025-11-06", "10:00")) == 0
    # Two working days to catch it: until Thursday's closing.
    assert reminding.remind(moment("2025-11-06", "16:30")) == 1
    assert reminding.remind(moment("2025-11-06", "16:31")) == 0
    for day in ("2025-11-07", "2025-11-13", "2025-11-28", "2025-12-31"):
        reminding.remind(moment(day, "23:00"))
    heard = list(
        Bell.objects.filter(name="directive.not-caught").order_by("pk").values_list("person_id", flat=True)
    )
    assert heard == [
        town.persons["melati", "lurah", 1].pk, town.persons["kec-taman", "camat", 1].pk,
        town.persons["kota", "wali-kota", 1].pk,
    ]  # fmt: skip
    five.catch(town, pk, "melati", "lurah")
    reminding.remind(moment("2026-01-05", "23:00"))
    assert Bell.objects.filter(name="directive.not-done").count() == 1
    one = reading.of_unit(town.city, pk, town.units["melati"], moment("2026-01-05"))
    assert one is not None
    assert one.late


def test_item_24_what_nobody_coordinates_and_nobody_verifies_is_said(town: Town) -> None:
    five.issued(town)
    reminding.remind(moment("2025-11-07", "08:00"))
    assert Bell.objects.get(name="directive.not-coordinated").person == town.persons["setda", "sekda", 1]
    pk = five.coordinated(town, "pu", form_key="dua")
    five.catch(town, pk, "pu")
    five.implement(town, pk, "pu")
    reminding.remind(moment("2025-11-14", "08:00"))
    assert Bell.objects.get(name="directive.not-verified").person == town.persons["setda", "sekda", 1]


def test_item_24_a_directive_taken_back_lets_go_of_what_is_not_done(town: Town) -> None:
    pk = five.coordinated(town, "pu", "lh")
    five.catch(town, pk, "lh")
    five.implement(town, pk, "lh")
    who = {"by": town.persons["kota", "wali-kota", 1], "by_post": None, "at": moment()}
    with pytest.raises(Refused):
        issuing.withdraw(pk, "", seen=last_seq(town.city, "directive", pk), **who)
    issuing.withdraw(pk, "Diganti arahan baru.", seen=last_seq(town.city, "directive", pk), **who)
    assert five.states_of(pk) == {"pu": "released", "lh": "implemented"}
    assert five.row(pk).state == Directive.WITHDRAWN
    with pytest.raises(Refused, match="ditarik"):
        five.issued(town, form_key="turunan", parent=pk)


def test_item_24_a_date_is_moved_and_a_unit_let_go_with_a_reason(town: Town) -> None:
    pk = five.coordinated(town, "pu", "lh")
    one, other = five.task_of(town, pk, "pu"), five.task_of(town, pk, "lh")
    coordinating.redate(
        one.pk, date(2025, 12, 1), "Menunggu papan.", **five.acting(town, one, "setda", "sekda")
    )
    coordinating.release(other.pk, "Tidak punya loket.", **five.acting(town, other, "setda", "sekda"))
    one.refresh_from_db()
    assert (one.due, one.state, one.why_due) == (date(2025, 12, 1), "sent", "Menunggu papan.")
    assert five.states_of(pk)["lh"] == "released"
    found = reading.whole(town.city, pk)
    assert found is not None
    assert found.heading.asked == 1, "who was let go is no denominator"


def test_item_24_a_proof_lies_sealed(town: Town) -> None:
    pk = five.coordinated(town, "pu")
    five.catch(town, pk, "pu")
    five.implement(town, pk, "pu")
    kept = Proof.objects.get()
    assert bytes(kept.content)[:2] != b"\xff\xd8"
    assert sealing.unseal_bytes(kept.content)[:2] == b"\xff\xd8"
    found = reading.proof_of(town.city, pk, town.units["pu"], kept.pk)
    assert found == ("image/jpeg", sealing.unseal_bytes(kept.content))
    assert reading.proof_of(town.city, pk, town.units["lh"], kept.pk) is None


def test_item_24_a_random_walk_never_leaves_the_table_of_acts(town: Town) -> None:
    rng = Random(24)
    pk = five.coordinated(town, *AGENCIES)
    acts = {"catch": five.catch, "implement": five.implement, "verify": five.verify, "return": five.give_back}
    for _turn in range(80):
        unit, act = rng.choice(AGENCIES), rng.choice(sorted(acts))
        before = five.states_of(pk)[unit]
        expected = states.after(before, act)
        if expected is None:
            with pytest.raises(Refused):
                acts[act](town, pk, unit)
        else:
            acts[act](town, pk, unit)
        assert five.states_of(pk)[unit] == (expected or before)
    assert list(broken(town.city)) == []
    for task in Task.objects.filter(directive=pk):
        walked = states.SENT
        for line in lines(town.city, taking.TASK, task.pk)[1:]:
            walked = (
                states.after(
                    walked,
                    {
                        "caught": "catch",
                        "implemented": "implement",
                        "verified": "verify",
                        "returned": "return",
                    }[line.name[10:]],
                )
                or "x"
            )
        assert walked == task.state, "the trail tells the same as the row"


def test_item_24_waiting_counts_what_a_person_can_do(town: Town) -> None:
    pk = five.coordinated(town, *AGENCIES)
    five.issued(town, form_key="lain")
    every = {town.units[key].pk for key in AGENCIES}
    sekda = town.persons["setda", "sekda", 1]
    assert reading.waiting(town.city, mine=[], verify=every, but=sekda, coordinates=True) == 1
    five.catch(town, pk, "pu")
    five.implement(town, pk, "pu")
    assert reading.waiting(town.city, mine=[], verify=every, but=sekda, coordinates=True) == 2
    head, own = town.persons["lh", "kepala-opd", 1], {town.units["lh"].pk}
    assert reading.waiting(town.city, mine=own, verify=[], but=head, coordinates=False) == 1
    assert [one.unit.key for one in reading.to_verify(town.city, every, sekda, clock.now())] == ["pu"]


def test_item_24_what_comes_back_after_its_date_has_a_day_before_anybody_hears(town: Town) -> None:
    pk = five.coordinated(town, "pu", due=date(2025, 11, 4))
    five.catch(town, pk, "pu")
    five.implement(town, pk, "pu")
    five.give_back(town, pk, "pu")
    assert reminding.remind(moment("2025-11-05", "10:00")) == 0
    assert reminding.remind(moment("2025-11-06", "16:00")) == 1
    assert Bell.objects.get(name="directive.not-done").person == town.persons["pu", "kepala-opd", 1]
