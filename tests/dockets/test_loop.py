"""The loop of a docket: decided within a clock, answered, changed for real, acknowledged, closed."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from garda.cases.acting import Refused
from garda.dockets import (
    acknowledging,
    deciding,
    listing,
    reminding,
    renewing,
    replying,
    reports,
    sorting,
    states,
)
from garda.dockets.models import Docket, Report
from garda.rosters.models import Bell
from garda.trails import reading
from garda.trails.writing import Overtaken
from tests.dockets.land import (
    build_land,
    decide,
    decider,
    new_version,
    new_wording,
    officer,
    send,
    send_twelve,
)
from tests.town import Town, moment

LATER = moment("2025-11-11")
THANKS = "Terima kasih. Mulai 10 November pengantar RT tidak diminta lagi."


@pytest.fixture
def town(db: Any) -> Town:
    return build_land()


def test_the_table_of_states_walked_at_random_never_leaves_it() -> None:
    dice = random.Random(23)
    for _walk in range(200):
        state = states.OPEN
        for _step in range(12):
            act = dice.choice(list(states.ACTS))
            after = states.after(state, act)
            if after is not None:
                assert after in (*states.LIVE, states.CLOSED)
                assert state in states.ACTS[act][0]
                assert state != states.CLOSED or after == states.CLOSED
                state = after


def test_item_23_a_docket_cannot_close_with_an_unanswered_reporter(town: Town) -> None:
    send_twelve(town)
    docket = decide(town, "keep")
    with pytest.raises(Refused, match="12 pelapor belum dijawab"):
        deciding.close(town.city, docket.pk, at=LATER, **decider(town))
    some = list(Report.objects.values_list("pk", flat=True)[:11])
    assert replying.reply(town.city, docket.pk, THANKS, to=some, at=LATER, **decider(town)) == 11
    with pytest.raises(Refused, match="1 pelapor belum dijawab"):
        deciding.close(town.city, docket.pk, at=LATER, **decider(town))
    assert replying.reply(town.city, docket.pk, THANKS, at=LATER, **decider(town)) == 1
    deciding.close(town.city, docket.pk, at=LATER, **decider(town))
    docket.refresh_from_db()
    assert (docket.state, docket.answered, docket.wake_at) == ("closed", 12, None)


def test_item_23_a_late_report_must_be_answered_too(town: Town) -> None:
    send(town)
    docket = decide(town, "keep")
    replying.reply(town.city, docket.pk, THANKS, at=LATER, **decider(town))
    send(town, "kenanga", at=LATER)
    with pytest.raises(Refused, match="1 pelapor belum dijawab"):
        deciding.close(town.city, docket.pk, at=LATER, **decider(town))


def test_item_23_a_change_cannot_close_without_new_article_and_new_flow_version(town: Town) -> None:
    send(town)
    docket = decide(town)
    replying.reply(town.city, docket.pk, THANKS, at=LATER, **decider(town))
    with pytest.raises(Refused, match="Bunyi pasal yang baru belum ditautkan"):
        deciding.close(town.city, docket.pk, at=LATER, **decider(town))
    renewing.reword(town.city, docket.pk, new_wording(town), at=LATER, **decider(town))
    with pytest.raises(Refused, match="Versi layanan yang baru belum ditautkan"):
        deciding.close(town.city, docket.pk, at=LATER, **decider(town))
    flow = new_version(town)
    renewing.renew(town.city, docket.pk, flow.pk, at=LATER, **decider(town))
    deciding.close(town.city, docket.pk, at=LATER, **decider(town))
    names = [line.name for line in reading.lines(town.city, "docket", docket.pk)]
    assert names == [
        "docket.opened", "docket.decided", "docket.replied", "docket.reworded", "docket.renewed",
        "docket.closed",
    ]  # fmt: skip
    assert not list(reading.broken(town.city))


def test_only_versions_younger_than_the_docket_can_be_linked(town: Town) -> None:
    send(town)
    docket = decide(town)
    assert renewing.wordings(docket) == [] and renewing.versions(docket, "id") == []
    with pytest.raises(Refused):
        renewing.renew(town.city, docket.pk, town.flows["sktm"].pk, at=LATER, **decider(town))
    flow = new_version(town)
    assert [one.id for one in renewing.versions(docket, "id")] == [flow.pk]
    renewing.renew(town.city, docket.pk, flow.pk, at=LATER, **decider(town))
    with pytest.raises(Refused, match="sudah ditautkan"):
        renewing.renew(town.city, docket.pk, flow.pk, at=LATER, **decider(town))


def test_item_23_the_decision_has_a_clock_and_goes_up_when_it_is_over(town: Town) -> None:
    send(town)
    docket = Docket.objects.get()
    reminding.remind(docket.due_at - timedelta(minutes=1))
    docket.refresh_from_db()
    assert docket.raised == 0
    late = docket.due_at + timedelta(minutes=1)
    reminding.remind(late)
    reminding.remind(late)
    docket.refresh_from_db()
    told = list(Bell.objects.filter(name="docket.overdue").values_list("person__username", flat=True))
    assert docket.raised == 1 and sorted(told) == ["sekda.setda", "wali-kota.kota"]
    assert listing.ranked(town.city, late).rows[0].late
    assert [line.name for line in reading.lines(town.city, "docket", docket.pk)].count("docket.overdue") == 1


def test_item_23_who_publishes_is_told_that_an_article_is_to_be_changed(town: Town) -> None:
    send(town)
    decide(town)
    told = set(Bell.objects.filter(name="docket.decided").values_list("person__username", flat=True))
    assert "penyelenggara.pu" in told and "sekda.setda" not in told


def test_two_who_decide_at_once_make_one_decision(town: Town) -> None:
    send(town)
    docket = Docket.objects.get()
    seen = reading.last_seq(town.city, "docket", docket.pk)
    decide(town, "keep")
    with pytest.raises((Overtaken, Refused)):
        deciding.decide(
            town.city, docket.pk, "change", "Diubah saja menurut saya.", at=LATER, seen=seen, **decider(town)
        )
    docket.refresh_from_db()
    assert docket.decision == "keep"


def test_a_decision_is_taken_back_only_while_nothing_came_of_it(town: Town) -> None:
    send(town)
    docket = decide(town, "keep")
    deciding.reconsider(town.city, docket.pk, at=LATER, **decider(town))
    docket = decide(town, "explain")
    replying.reply(town.city, docket.pk, THANKS, at=LATER, **decider(town))
    with pytest.raises(Refused):
        deciding.reconsider(town.city, docket.pk, at=LATER, **decider(town))


def test_item_22_a_sorted_report_joins_the_docket_of_its_article(town: Town) -> None:
    first = send(town)
    lost = send(town, "kenanga", reference="#")
    assert reports.count_unsorted(town.city) == 1
    went = sorting.sort(town.city, lost.id, "standar-pelayanan#sktm", at=LATER, **decider(town))
    assert went == first.docket and reports.count_unsorted(town.city) == 0
    assert Docket.objects.get().units == 2
    with pytest.raises(Refused):
        sorting.sort(town.city, lost.id, "standar-pelayanan#sktm", at=LATER, **decider(town))


def test_a_report_without_any_article_is_answered(town: Town) -> None:
    lost = send(town, reference="#")
    sorting.answer(town.city, lost.id, "Ini soal jam kantor, sudah kami teruskan.", at=LATER, **decider(town))
    assert reports.count_unsorted(town.city) == 0
    mine = reports.own(town.city, officer(town, "melati"))[0]
    assert mine.reply.startswith("Ini soal jam kantor")


def test_item_23_every_reporter_reads_the_answer_beside_their_own_words(town: Town) -> None:
    sent = send(town, proposal="Cukup kartu keluarga.")
    docket = decide(town, "explain")
    replying.reply(town.city, docket.pk, THANKS, at=LATER, **decider(town))
    person = officer(town, "melati")
    assert Bell.objects.filter(person=person, name="report.answered").count() == 1
    assert reports.fresh_answers(town.city, person) == 1
    read = reports.own_one(town.city, person, sent.id, LATER)
    assert read is not None and read.reply == THANKS and read.proposal == "Cukup kartu keluarga."
    assert reports.fresh_answers(town.city, person) == 0
    assert reports.own_one(town.city, officer(town, "kenanga"), sent.id, LATER) is None


def test_item_23_front_line_staff_acknowledge_n_of_all_with_names_missing(town: Town) -> None:
    send(town)
    docket = decide(town)
    renewing.renew(town.city, docket.pk, new_version(town).pk, at=LATER, **decider(town))
    all_ = acknowledging.acknowledged(docket, LATER)
    counters = {one.name for one in all_ if one.post == "Petugas Loket"}
    assert all_ and all(one.at is None for one in all_) and counters
    assert {one.unit for one in all_} >= {"Kelurahan Melati", "Kelurahan Seroja"}
    assert Bell.objects.filter(name="docket.renewed").count() == len(all_)
    person = officer(town, "melati")
    assert acknowledging.acknowledge(town.city, docket.pk, by=person, post=None, at=LATER)
    assert not acknowledging.acknowledge(town.city, docket.pk, by=person, post=None, at=LATER)
    now = acknowledging.acknowledged(docket, LATER)
    assert (sum(one.at is not None for one in now), len(now)) == (1, len(all_))
    with pytest.raises(Refused):
        wali = town.persons["kota", "wali-kota", 1]
        acknowledging.acknowledge(town.city, docket.pk, by=wali, post=None, at=LATER)


def test_item_23_median_loop_time_and_open_loops_by_age(town: Town) -> None:
    for day, end in (("2025-10-06", 10), ("2025-10-07", 20), ("2025-10-08", 40)):
        begun = moment(day)
        send(town, at=begun)
        docket = Docket.objects.get(state="open")
        deciding.decide(town.city, docket.pk, "keep", "Aturannya tetap.", at=begun, **decider(town))
        replying.reply(town.city, docket.pk, THANKS, at=begun, **decider(town))
        deciding.close(town.city, docket.pk, at=begun + timedelta(days=end), **decider(town))
    send(town, at=moment("2025-12-01"))
    send(town, at=moment("2025-10-01"), reference="uu-25-2009#21")
    found = listing.loops(town.city, moment("2025-12-10"))
    assert (found.closed, found.median, found.open) == (3, 20, 2)
    assert (found.young, found.month, found.old, found.late) == (1, 0, 1, 1)
    assert found.oldest == moment("2025-10-01")


def test_words_are_erased_after_their_time_and_the_answer_stays(town: Town) -> None:
    send(town)
    docket = decide(town, "keep")
    replying.reply(town.city, docket.pk, THANKS, at=LATER, **decider(town))
    assert reminding.erase(LATER + timedelta(days=729)) == 0
    assert reminding.erase(LATER + timedelta(days=731)) == 1
    row = Report.objects.get()
    assert bytes(row.words) == b"" and row.reply == THANKS


def test_dockets_are_ranked_by_people_affected(town: Town) -> None:
    send_twelve(town)
    send(town, reference="uu-25-2009#21")
    Docket.objects.filter(reference="uu-25-2009#21").update(visitors=5000)
    Docket.objects.filter(reference="standar-pelayanan#sktm").update(visitors=70)
    rows = listing.ranked(town.city, moment()).rows
    assert [one.reference for one in rows] == ["uu-25-2009#21", "standar-pelayanan#sktm"]
    assert (rows[1].reports, rows[1].wards, rows[1].visitors) == (12, 7, 70)
    near = listing.ranked(town.city, moment(), units=[town.units["seroja"].pk]).rows
    assert [one.reference for one in near] == ["standar-pelayanan#sktm"]
