"""Item 20: a call to N units shows n/N, names who is missing, reminds, closes; answers link to procedures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from garda import clock, shelf
from garda.cases import sealing
from garda.cases.acting import Refused
from garda.dockets import counting, deciding, replying, reports
from garda.dockets.models import Docket, Report
from garda.enquiries import calling, consolidating, reading, reminding, states
from garda.enquiries.answering import Said
from garda.enquiries.models import Answer, Asked, Call
from garda.rosters.models import Bell
from garda.rules.loading import load_rules
from garda.trails import writing
from garda.trails.models import Line
from garda.trails.reading import broken, last_seq, lines
from tests.enquiries import asked
from tests.enquiries.asked import FRONT
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
HINDERS: dict[str, Any] = {
    "kind": "hard", "reference": "uu-25-2009#21", "hindrance": "Satu syarat diminta dua kali.",
    "proposal": "Cukup sekali di awal.",
}  # fmt: skip


@pytest.fixture
def town(db: None) -> Town:
    """The small town with its rules."""
    load_rules(shelf.folder("rules"))
    return build_town()


def sekda(town: Town, call: int, day: str = "2025-11-06") -> dict[str, Any]:
    """The secretary, acting on the call as it stands."""
    return {
        "by": town.persons["setda", "sekda", 1], "by_post": None, "at": moment(day),
        "seen": last_seq(town.city, calling.KIND, call),
    }  # fmt: skip


def test_item_20_a_call_to_n_units_shows_how_many_have_answered_and_names_who_is_missing(town: Town) -> None:
    call = asked.opened(town)
    board = asked.whole(town, call)
    assert (board.heading.sent, board.heading.asked) == (0, 3)
    assert [one.unit.key for one in board.missing] == ["kec-taman", "kenanga", "melati"]
    asked.answered(town, call, "kenanga")
    asked.save(town, call, "melati", 1, asked.said())
    board = asked.whole(town, call)
    assert (board.heading.sent, board.heading.asked) == (1, 3)
    assert [(one.unit.key, one.state) for one in board.missing] == [
        ("kec-taman", "waiting"),
        ("melati", "draft"),
    ]


def test_item_20_the_missing_are_reminded_once_by_hand_and_once_by_the_clock(town: Town) -> None:
    call = asked.opened(town)
    asked.answered(town, call, "kenanga")
    assert calling.remind_missing(call, **sekda(town, call)) == 2
    with pytest.raises(Refused, match="Sudah diingatkan"):
        calling.remind_missing(call, **sekda(town, call))
    heads = {town.persons["melati", "lurah", 1].pk, town.persons["kec-taman", "camat", 1].pk}
    told = Bell.objects.filter(name="call.reminded")
    assert set(told.values_list("person_id", flat=True)) == heads
    # It ends with Friday 14 November: those missing are reminded a working day before.
    assert reminding.remind(moment("2025-11-13", "07:00")) == 0
    assert reminding.remind(moment("2025-11-13", "08:00")) == 1
    assert reminding.remind(moment("2025-11-13", "09:00")) == 0
    assert told.count() == 4
    assert not told.filter(person=town.persons["kenanga", "lurah", 1]).exists(), (
        "who has sent is left in peace"
    )


def test_item_20_it_closes_at_the_deadline(town: Town) -> None:
    call = asked.opened(town)
    asked.answered(town, call, "melati")
    asked.save(town, call, "kenanga", 1, asked.said(), "2025-11-14")
    reminding.remind(moment("2025-11-13", "08:00"))
    assert reminding.remind(moment("2025-11-14", "23:59")) == 0
    assert reminding.remind(moment("2025-11-15", "00:00")) == 1
    assert Call.objects.get().state == Call.CLOSED
    for act in (
        lambda: asked.save(town, call, "kenanga", 2, Said(not_ours=True)),
        lambda: asked.send(town, call, "kenanga"),
        lambda: calling.remind_missing(call, **sekda(town, call)),
    ):
        with pytest.raises(Refused, match="sudah ditutup"):
            act()
    told = Bell.objects.get(name="call.closed")
    assert (told.person, told.facts["answered"], told.facts["asked"]) == (
        town.persons["setda", "sekda", 1],
        1,
        3,
    )
    assert reminding.remind(moment("2025-11-16")) == 0


def test_item_20_each_answer_links_to_a_procedure(town: Town) -> None:
    call = asked.opened(town)
    for unit in FRONT:
        asked.answered(town, call, unit)
    board = asked.whole(town, call)
    assert [(one.key, one.title) for one in board.procedures][1] == ("", "Penerimaan tamu di pintu")
    assert board.procedures[0].key == "sktm"
    assert Answer.objects.exclude(part__procedure__call=call).count() == 0
    assert {answer.part.procedure.key for answer in Answer.objects.select_related("part__procedure")} == {
        "sktm"
    }


def test_item_20_consolidated_counts_equal_the_answers(town: Town) -> None:
    call = asked.opened(town)
    asked.answered(town, call, "melati", "10", "ya")
    asked.answered(town, call, "kenanga", "14,5", "tidak")
    asked.save(town, call, "kec-taman", 1, asked.said("99", "ya"))  # a draft counts nowhere
    found = consolidating.consolidate(asked.whole(town, call))
    sent = Answer.objects.filter(part__asked__state=states.SENT).count()
    assert found.answers == sum(row.answers for row in found.units) == sent == 6
    service, other = found.procedures
    words, clear, minutes = service.questions
    assert [(one.unit.key, one.reply.said) for one in words.given] == [
        ("kenanga", "Warga datang dua kali."), ("melati", "Warga datang dua kali."),
    ]  # fmt: skip
    assert (clear.yes, clear.no) == (1, 1)
    assert minutes.numbers == (Decimal("10"), Decimal("14.5"))
    assert minutes.middle == Decimal("12.25")
    assert [unit.key for unit in other.not_ours] == ["kenanga", "melati"]
    assert other.answers == 0


@pytest.mark.parametrize(
    ("typed", "means"),
    [("1.500", "1500"), ("1.500,5", "1500.5"), ("12.5", "12.5"), ("2,5", "2.5"), ("３", "3"), ("0", "0")],
)
def test_item_20_a_number_is_read_as_it_is_written_in_indonesia(town: Town, typed: str, means: str) -> None:
    call = asked.opened(town)
    asked.answered(town, call, "melati", typed)
    found = consolidating.consolidate(asked.whole(town, call))
    assert found.procedures[0].questions[2].numbers == (Decimal(means),)


def test_item_20_counts_equal_the_answers_whatever_is_sent(town: Town) -> None:
    rng = Random(20)
    call = asked.opened(town)
    for _turn in range(25):
        unit, place = rng.choice(FRONT), rng.choice((1, 2))
        try:
            asked.save(
                town, call, unit, place,
                Said(not_ours=True) if rng.random() < 0.3 else asked.said(str(rng.randrange(90))),
            )  # fmt: skip
            if rng.random() < 0.5:
                asked.send(town, call, unit)
        except Refused:
            continue
        found = consolidating.consolidate(asked.whole(town, call))
        sent = Answer.objects.filter(part__asked__state=states.SENT).count()
        assert found.answers == sum(row.answers for row in found.units) == sent
        for one in found.procedures:
            for question in one.questions:
                if question.question.shape == states.YES_NO:
                    assert question.yes + question.no == len(question.given)
    assert list(broken(town.city)) == []


def test_item_20_what_is_half_done_is_kept_and_not_sent(town: Town) -> None:
    call = asked.opened(town)
    asked.save(town, call, "melati", 1, Said(answers={1: "Separuh dulu."}))
    with pytest.raises(Refused, match="Belum lengkap"):
        asked.send(town, call, "melati")
    row = asked.asked_of(town, call, "melati")
    (section, other) = reading.sections(asked.whole(town, call), [row.pk])[row.pk]
    assert (section.begun, section.full, section.replies[0].said) == (True, False, "Separuh dulu.")
    assert not other.begun
    asked.save(town, call, "melati", 1, asked.said("7"))
    asked.save(town, call, "melati", 2, Said(not_ours=True))
    asked.send(town, call, "melati")
    with pytest.raises(Refused, match="Tarik dulu"):
        asked.save(town, call, "melati", 1, asked.said("8"))


def test_item_20_what_was_sent_can_be_taken_back_and_sent_again(town: Town) -> None:
    call = asked.opened(town)
    asked.answered(town, call, "melati", **HINDERS)
    row = asked.asked_of(town, call, "melati")
    asked.answering.take_back(row.pk, **asked.acting(town, row))
    assert asked.whole(town, call).heading.sent == 0
    asked.save(town, call, "melati", 1, asked.said("20", **HINDERS))
    asked.send(town, call, "melati")
    assert Report.objects.count() == 1, "the same hindrance is reported once"
    assert [line.name for line in lines(town.city, "call-unit", row.pk)] == [
        "call.saved", "call.saved", "call.sent", "call.taken-back", "call.saved", "call.sent",
    ]  # fmt: skip


def test_item_20_an_answer_that_names_an_article_becomes_a_report_in_its_docket(town: Town) -> None:
    call = asked.opened(town)
    asked.save(town, call, "melati", 1, asked.said(**HINDERS))
    assert Report.objects.count() == 0, "a draft reports nothing"
    asked.save(town, call, "melati", 2, Said(not_ours=True))
    assert asked.send(town, call, "melati") == ["uu-25-2009#21"]
    asked.answered(town, call, "kenanga", **HINDERS)
    docket = Docket.objects.get()
    assert (docket.reference, docket.reports, docket.units, docket.hard) == ("uu-25-2009#21", 2, 2, 2)
    report = Report.objects.filter(unit=town.units["melati"]).get()
    assert (report.source, report.service, report.by) == (
        "call", "sktm", town.persons["melati", "petugas-loket", 1],
    )  # fmt: skip
    found = consolidating.consolidate(asked.whole(town, call)).procedures[0]
    assert [one.unit.key for one in found.hindrances] == ["kenanga", "melati"]


def test_item_20_a_hindrance_without_an_article_waits_to_be_sorted_and_what_lacks_is_counted(
    town: Town,
) -> None:
    call = asked.opened(town)
    asked.answered(town, call, "melati", **{**HINDERS, "reference": ""}, lacks="printer")
    asked.answered(town, call, "kenanga", lacks="printer")
    report = Report.objects.get()
    assert report.docket is None
    found = consolidating.consolidate(asked.whole(town, call))
    assert found.lacks == {"printer": 2}
    assert [unit.key for unit in found.procedures[0].lacks["printer"]] == ["kenanga", "melati"]
    with pytest.raises(Refused, match="dari daftar"):
        asked.save(town, call, "kec-taman", 1, asked.said(lacks="pesawat"))


def test_item_20_bad_answers_are_refused_at_their_field_and_nothing_is_kept(town: Town) -> None:
    call = asked.opened(town)
    for said, field in (
        (asked.said("banyak"), "answer3"),
        (asked.said("-4"), "answer3"),
        (asked.said("1" * 30), "answer3"),
        (asked.said("1e3"), "answer3"),
        (asked.said("1_000"), "answer3"),
        (asked.said("Infinity"), "answer3"),
        (asked.said(clear="mungkin"), "answer2"),
        (Said(answers={1: "x" * 5000}), "answer1"),
        (Said(answers={1: "ya"}, examples={1: "🙂" * 5000}), "example1"),
        (asked.said(kind="hard"), "hindrance"),
        (asked.said(hindrance="Syarat diminta dua kali."), "kind"),
    ):
        with pytest.raises(Refused) as no:
            asked.save(town, call, "melati", 1, said)
        assert no.value.field == field
    assert Answer.objects.count() == 0
    assert asked.asked_of(town, call, "melati").state == states.WAITING


def test_item_20_bad_calls_are_refused_at_their_field(town: Town) -> None:
    for more, field in (
        ({"title": ""}, "title"),
        ({"title": "x" * 200}, "title"),
        ({"until": date(2025, 11, 4)}, "until"),
        ({"until": date(2027, 1, 1)}, "until"),
        ({"questions": ()}, "question1"),
        ({"services": ("tak-ada",)}, "services"),
        ({"services": (), "named": ()}, "services"),
        ({"named": ("x" * 200,)}, "named"),
    ):
        with pytest.raises(Refused) as no:
            asked.opened(town, **more)
        assert no.value.field == field
    assert Call.objects.count() == 0


def test_item_20_the_same_form_twice_is_one_call_and_who_was_overtaken_changes_nothing(town: Town) -> None:
    assert asked.opened(town) == asked.opened(town)
    assert (Call.objects.count(), Asked.objects.count()) == (1, 3)
    assert Bell.objects.filter(name="call.opened").count() == 3
    call, row = Call.objects.get().pk, asked.asked_of(town, Call.objects.get().pk, "melati")
    as_seen = asked.acting(town, row)
    asked.save(town, call, "melati", 1, asked.said())
    with pytest.raises(writing.Overtaken):
        asked.answering.save(row.pk, asked.whole(town, call).procedures[0].id, asked.said("77"), **as_seen)
    assert Answer.objects.get(question__shape="number").number == 12


def test_item_20_more_time_moves_the_end_and_reminds_anew(town: Town) -> None:
    call = asked.opened(town)
    with pytest.raises(Refused):
        calling.extend(call, date(2025, 11, 14), **sekda(town, call))
    calling.extend(call, date(2025, 11, 21), **sekda(town, call))
    assert Bell.objects.filter(name="call.extended").count() == 3
    reminding.remind(moment("2025-11-15"))
    assert Call.objects.get().state == Call.OPEN
    assert Line.objects.get(name="call.extended").facts == {"from": "2025-11-14", "to": "2025-11-21"}


def test_item_20_answers_lie_sealed_and_examples_go_after_two_years(town: Town) -> None:
    call = asked.opened(town)
    asked.answered(town, call, "melati")
    row = Answer.objects.get(question__place=1)
    assert sealing.unseal(row.example) == "Surat RT ketinggalan."
    assert b"Warga" not in bytes(row.said)
    reminding.remind(moment("2025-11-13", "08:00"))
    reminding.remind(moment("2025-11-15"))
    assert reminding.remind(moment("2027-11-14")) == 0
    assert reminding.remind(moment("2027-11-15")) == 1
    row.refresh_from_db()
    assert (bytes(row.example), sealing.unseal(row.said)) == (b"", "Warga datang dua kali.")


OTHERWISE: dict[str, Any] = {
    **HINDERS, "kind": "perfect", "hindrance": "Satu syarat diminta tiga kali, dua kali di loket yang sama.",
}  # fmt: skip


def sent_anew(town: Town, call: int, said: dict[str, Any]) -> list[str]:
    """The ward takes its answers back, says what hinders in this way, and hands them in again."""
    row = asked.asked_of(town, call, "melati")
    asked.answering.take_back(row.pk, **asked.acting(town, row))
    asked.save(town, call, "melati", 1, asked.said(**said))
    return asked.send(town, call, "melati")


def test_item_20_a_hindrance_that_was_corrected_says_so_in_its_docket_and_counts_once(town: Town) -> None:
    call = asked.opened(town)
    asked.answered(town, call, "melati", **HINDERS)
    assert sent_anew(town, call, HINDERS) == [], "nothing was said differently"
    assert sent_anew(town, call, OTHERWISE) == ["uu-25-2009#21"]
    report, docket = Report.objects.get(), Docket.objects.get()
    assert (sealing.unseal(report.words), report.kind) == (OTHERWISE["hindrance"], "perfect")
    assert (docket.reports, docket.hard, docket.perfect) == (1, 0, 1)
    assert [line.name for line in lines(town.city, "rule-report", report.pk)] == [
        "report.made", "report.corrected",
    ]  # fmt: skip
    before = Docket.objects.values().get()
    counting.recount(town.city)
    assert Docket.objects.values().get() == before
    assert not list(broken(town.city))


CLEARED: dict[str, Any] = {"kind": "", "reference": "", "hindrance": "", "proposal": ""}


def test_item_20_a_hindrance_taken_out_takes_its_report_back_with_a_trace(town: Town) -> None:
    """Alone and untouched the docket ends with it; said again, it is reported again."""
    call = asked.opened(town)
    asked.answered(town, call, "melati", **HINDERS)
    first = Docket.objects.get().pk
    assert sent_anew(town, call, CLEARED) == []
    report = Report.objects.get()
    assert (report.docket_id, report.withdrawn_at) == (None, moment("2025-11-05"))
    assert not Docket.objects.exists()
    assert [line.name for line in lines(town.city, "rule-report", report.pk)][-1] == "report.withdrawn"
    assert [line.name for line in lines(town.city, "docket", first)][-1] == "docket.emptied"
    assert reports.count_unsorted(town.city) == 0
    year = (moment("2025-01-01"), moment("2026-01-01"))
    assert reports.by_kind_since(town.city, "uu-25-2009#21", *year) == (0, 0)
    desk = signed_in(town, "melati", "petugas-loket")
    with clock.moved_to(moment("2025-11-05", "10:00")):
        assert "ditarik kantor Anda sendiri" in text_of(desk.get("/kerja/lapor-aturan/"))
        told = text_of(desk.get(f"/kerja/lapor-aturan/{report.pk}/"))
    assert "Laporan ini ditarik kantor Anda sendiri" in told and "sudah dijawab" not in told
    assert sent_anew(town, call, CLEARED) == [], "nothing is left to take back"
    assert sent_anew(town, call, HINDERS) == ["uu-25-2009#21"]
    docket = Docket.objects.get()
    assert (docket.reports, docket.units, Report.objects.count()) == (1, 1, 2)
    assert not list(broken(town.city))


def test_item_20_a_report_taken_back_leaves_the_counts_of_what_others_reported(town: Town) -> None:
    call = asked.opened(town)
    asked.answered(town, call, "melati", **HINDERS)
    asked.answered(town, call, "kenanga", **HINDERS)
    assert sent_anew(town, call, CLEARED) == []
    docket = Docket.objects.get()
    assert (docket.reports, docket.hard, docket.units) == (1, 1, 1)
    assert docket.gathered.get().unit == town.units["kenanga"]
    before = Docket.objects.values().get()
    counting.recount(town.city)
    assert Docket.objects.values().get() == before


def test_item_20_what_somebody_has_taken_up_stands_and_is_answered(town: Town) -> None:
    call = asked.opened(town)
    asked.answered(town, call, "melati", **HINDERS)
    asked.answered(town, call, "kenanga", **HINDERS)
    docket = Docket.objects.get()
    by = {"by": town.persons["setda", "sekda", 1], "post": town.posts["setda", "sekda", 1].pk}
    deciding.decide(town.city, docket.pk, "keep", "Aturannya tetap begitu.", at=moment("2025-11-05"), **by)
    assert sent_anew(town, call, CLEARED) == []
    docket.refresh_from_db()
    assert (docket.reports, Report.objects.filter(withdrawn_at__isnull=True).count()) == (2, 2)


def test_item_20_a_correction_after_the_answer_or_of_another_article_is_a_report_of_its_own(
    town: Town,
) -> None:
    call = asked.opened(town)
    asked.answered(town, call, "melati", **HINDERS)
    docket = Docket.objects.get()
    by = {"by": town.persons["setda", "sekda", 1], "post": town.posts["setda", "sekda", 1].pk}
    at = moment("2025-11-05")
    deciding.decide(town.city, docket.pk, "keep", "Aturannya tetap begitu.", at=at, **by)
    replying.reply(town.city, docket.pk, "Aturannya tetap begitu.", at=at, **by)
    assert sent_anew(town, call, OTHERWISE) == ["uu-25-2009#21"]
    assert sent_anew(town, call, OTHERWISE) == [], "the correction is one report however often it is sent"
    docket.refresh_from_db()
    assert (docket.reports, docket.answered, docket.units) == (2, 1, 1)
    assert sent_anew(town, call, {**OTHERWISE, "reference": "uu-25-2009#50"}) == ["uu-25-2009#50"]
    assert sorted(Report.objects.values_list("reference", flat=True)) == [
        "uu-25-2009#21", "uu-25-2009#21", "uu-25-2009#50",
    ]  # fmt: skip
