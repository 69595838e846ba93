"""Who is told what, once each, and nothing that a person said."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import settings

from garda.cases import errands, handing, leading, moving, residents, splitting, waking
from garda.cases.models import Case, Errand, Event
from garda.notices import lists, receivers
from garda.notices.filling import FINDERS
from garda.notices.models import Notice
from garda.notices.telling import WHEN, tell
from garda.notices.wording import TABLE
from garda.people.holding import posts_of
from garda.people.models import Term
from garda.sight.telling import SENTENCES
from tests.town import Town, ask_letter, build_town, fresh, moment, photo, report

pytestmark = pytest.mark.django_db

SPOKEN = "Kabelnya digigit tikus di rumah Bu Bunga"


@pytest.fixture
def town() -> Town:
    return build_town()


def follow(at: datetime) -> None:
    """Do every errand that is due."""
    while errands.work_off(at):
        pass


def told(case: Case, event: str) -> dict[str, str]:
    """Receiver → words of the notices about the latest event of that name."""
    last = Event.objects.filter(case=case, name=event).order_by("-seq").first()
    return {
        f"{row.post.kind}.{row.post.unit.key}" if row.post else "resident": row.words_id
        for row in Notice.objects.filter(event=last).select_related("post__unit")
    }


def test_every_event_has_its_tellings_and_every_placeholder_a_meaning() -> None:
    assert set(TABLE) == set(SENTENCES)
    for tells in TABLE.values():
        for one in tells:
            assert one.to in {*receivers.KINDS, Notice.RESIDENT}
            assert one.when in WHEN
            for words in (one.words.id, one.words.en):
                assert words.format_map(dict.fromkeys(FINDERS, "x"))


def test_followers_hear_of_every_event_that_has_a_telling() -> None:
    wanted = settings.FOLLOWERS["tell"][1]
    for name in (name for name, tells in TABLE.items() if tells):
        assert any(name == one or (one.endswith("*") and name.startswith(one[:-1])) for one in wanted), name


def test_item_11_a_minute_late_apologises_and_tells_the_head_then_the_superior(town: Town) -> None:
    case = ask_letter(town).case  # 09.00, thirty working minutes
    assert waking.wake(case.pk, moment(time="09:30")) == 1  # the first desk's ten minutes
    assert waking.wake(case.pk, moment(time="09:31")) == 1
    follow(moment(time="09:31"))
    late = told(case, "clock.late")
    assert set(late) == {"lurah.melati", "resident"}
    assert late["resident"].startswith("Maaf, janji kami belum kami tepati.")
    assert "Selasa 4 November pukul 09.30" in late["resident"]

    next_day = moment("2025-11-05", "16:00")
    waking.wake(case.pk, next_day)
    follow(next_day)
    assert {"camat.kec-taman", "resident"} == set(told(case, "case.escalated"))

    waking.wake(case.pk, moment("2025-11-06", "16:00"))
    follow(moment("2025-11-06", "16:00"))
    assert {"camat.kec-taman", "sekda.setda", "resident"} == set(told(case, "case.escalated"))


def test_item_3_the_head_told_is_who_held_the_post_that_day(town: Town) -> None:
    lurah = town.posts["melati", "lurah", 1]
    Term.objects.filter(post=lurah).update(last=moment("2025-11-03").date())
    case = ask_letter(town).case
    waking.wake(case.pk, moment(time="10:00"))
    follow(moment(time="10:00"))
    assert "seklur.melati" in told(case, "clock.late")


def test_item_27_an_offer_tells_the_receiver_then_the_offerer(town: Town) -> None:
    case = report(town).case
    loket, penghubung = town.by("melati", "petugas-loket"), town.by("pu", "penghubung")
    handing.hand_over(case.pk, town.units["pu"], "Lampu urusan PU.", by=loket, at=moment(time="09:10"))
    follow(moment(time="09:10"))
    made = told(case, "offer.made")
    assert set(made) == {"penghubung.pu", "kepala-opd.pu", "resident"}
    assert "Kelurahan Melati tetap memegangnya" in made["resident"]

    handing.return_to(case.pk, "Tiang itu bukan milik kami.", by=penghubung, at=moment(time="09:30"))
    follow(moment(time="09:30"))
    assert set(told(case, "offer.returned")) == {"petugas-loket.melati"}


def test_item_27_the_third_bounce_is_told_to_both_heads(town: Town) -> None:
    case = report(town).case
    loket = town.by("melati", "petugas-loket")
    for turn in range(3):
        at = moment(f"2025-11-0{4 + turn}")
        handing.hand_over(case.pk, town.units["pu"], "Lampu urusan PU.", by=loket, at=at)
        handing.return_to(case.pk, "Bukan milik kami.", by=town.by("pu", "penghubung"), at=at)
    follow(moment("2025-11-06"))
    third = told(case, "offer.returned")
    assert {"lurah.melati", "kepala-opd.pu"} <= set(third)
    assert "3 kali" in third["lurah.melati"]


def test_an_errand_done_twice_tells_once(town: Town) -> None:
    case = report(town).case
    event = Event.objects.get(case=case)
    tell(event, moment())
    tell(Event.objects.get(pk=event.pk), moment(time="10:00"))
    assert Notice.objects.filter(event=event).count() == 1
    follow(moment())
    assert Notice.objects.filter(event=event).count() == 1
    assert not Errand.objects.filter(done_at__isnull=True).exists()


def test_no_word_of_a_person_is_in_a_notice(town: Town) -> None:
    case = report(town, what=SPOKEN, answers={"name": "Bunga Contoh"}).case
    loket = town.by("melati", "petugas-loket")
    at = moment(time="10:00")
    moving.move_case(case.pk, "asked", by=loket, at=at, words={"reason": "Tiang nomor berapa, Bu Bunga?"})
    residents.answer(case.pk, SPOKEN, at=moment(time="11:00"))
    follow(moment(time="11:00"))
    assert Notice.objects.filter(case=case).count() > 3
    for row in Notice.objects.filter(case=case):
        assert not any(word in row.words_id + row.words_en for word in ("tikus", "Bunga", "Tiang"))


def test_the_resident_reads_each_news_once_and_in_their_words(town: Town) -> None:
    case = report(town).case
    loket, lurah = town.by("melati", "petugas-loket"), town.by("melati", "lurah")
    moving.move_case(case.pk, "handling", by=loket, at=moment(time="10:00"))
    moving.move_case(case.pk, "working", by=loket, at=moment(time="11:00"), words={"date": "2025-11-05"})
    proof = {"words": {"answer": "Lampunya sudah kami ganti."}, "proofs": [photo()]}
    moving.move_case(case.pk, "answered", by=loket, at=moment("2025-11-05"), **proof)
    residents.contest(case.pk, "Masih padam malam ini.", at=moment("2025-11-06"))
    follow(moment("2025-11-06"))
    assert set(told(case, "case.moved")) == {"lurah.melati"}
    moving.move_case(
        case.pk, "handling", by=lurah, at=moment("2025-11-07"), words={"reason": "Benar, kami ganti lagi."}
    )
    moving.move_case(
        case.pk, "answered", by=loket, at=moment("2025-11-07", "10:00"), words={"answer": "Sudah menyala."}
    )
    residents.confirm(case.pk, at=moment("2025-11-07", "18:00"))
    follow(moment("2025-11-07", "18:00"))
    lines = lists.of_resident(fresh(case))
    assert (
        lines[0].words
        == f"Laporan {case.number} selesai. Bila belum beres, sanggah dari halaman laporan Anda."
    )
    assert lines[-1].words.startswith("Terima kasih. Laporan Anda sudah kami terima dengan nomor")
    assert len(lines) == len({line.words for line in lines}) == 7
    assert all(line.words for line in lists.of_resident(fresh(case), "en"))


def test_a_post_reads_what_was_told_to_it(town: Town) -> None:
    case = ask_letter(town).case
    waking.wake(case.pk, moment(time="10:00"))
    follow(moment(time="10:00"))
    lurah = posts_of(town.persons["melati", "lurah", 1], moment().date())
    other = posts_of(town.persons["kenanga", "lurah", 1], moment().date())
    assert lists.unread_count(lurah) == 2  # the desk and the whole matter
    assert lists.unread_count(other) == 0
    lines = lists.of_posts(lurah)
    assert [line.number for line in lines] == [case.number] * 2
    assert lists.mark_read(other, moment(time="10:05"), [line.id for line in lines]) == 0
    assert lists.mark_read(lurah, moment(time="10:05"), [lines[0].id]) == 1
    assert [line.read for line in lists.of_posts(lurah)] == [False, True]  # unread first, though older
    assert [line.read for line in lists.of_posts(lurah, limit=1)] == [False]
    assert lists.mark_read(lurah, moment(time="10:06")) == 1
    assert lists.unread_count(lurah) == 0
    assert len(lists.of_posts(lurah)) == 2


def test_item_27_limbs_tell_the_units_asked_and_the_unit_that_asked(town: Town) -> None:
    case = report(town).case
    loket = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=loket, at=moment(time="09:10"))
    parts = [(town.units["pu"], "Perbaiki tiangnya."), (town.units["lh"], "Pangkas dahannya.")]
    limbs = splitting.split(case.pk, parts, by=loket, at=moment(time="09:20"))
    follow(moment(time="09:20"))
    assert set(told(limbs[0], "case.opened")) == {"penghubung.pu"}
    assert "Dinas Pekerjaan Umum dan Dinas Lingkungan Hidup" in told(case, "case.split")["resident"]
    for place, key in enumerate(("pu", "lh")):
        at = moment(time=f"1{place}:00")
        by = town.by(key, "penghubung")
        moving.move_case(limbs[place].pk, "answered", by=by, at=at, words={"answer": "Bagian kami selesai."})
        follow(at)
    last = told(case, "limb.closed")
    assert last["petugas-loket.melati"].startswith("Semua bagian")
    assert last["resident"].startswith("Dinas Lingkungan Hidup sudah menyelesaikan bagiannya")
    assert not Notice.objects.filter(case__in=limbs, receiver=Notice.RESIDENT).exists()


def test_escalating_by_hand_tells_the_superior_alone(town: Town) -> None:
    case = report(town).case
    leading.escalate(
        case.pk, "Perlu keputusan camat.", by=town.by("melati", "lurah"), at=moment(time="10:00")
    )
    follow(moment(time="10:00"))
    found = told(case, "case.escalated")
    assert set(found) == {"camat.kec-taman"}
    assert "Perlu keputusan" not in found["camat.kec-taman"]


def test_a_notice_of_a_late_errand_says_how_it_stood_then(town: Town) -> None:
    case = report(town).case
    loket = town.by("melati", "petugas-loket")
    handing.hand_over(case.pk, town.units["pu"], "Lampu urusan PU.", by=loket, at=moment(time="09:10"))
    handing.accept(case.pk, by=town.by("pu", "penghubung"), at=moment(time="09:30"))
    follow(moment("2025-11-20"))
    assert set(told(case, "offer.made")) == {"penghubung.pu", "kepala-opd.pu", "resident"}
    assert "Rabu 5 November pukul 16.00" in told(case, "offer.made")["penghubung.pu"]
    assert set(told(case, "offer.accepted")) == {"petugas-loket.melati", "resident"}


def test_item_27_an_offer_nobody_accepts_returns_and_escalates_to_the_silent_head(town: Town) -> None:
    case = report(town).case
    loket = town.by("melati", "petugas-loket")
    handing.hand_over(case.pk, town.units["pu"], "Lampu urusan PU.", by=loket, at=moment(time="09:10"))
    due = fresh(case).offer_due_at
    assert due is not None
    after = due + timedelta(minutes=1)
    waking.wake(case.pk, after)
    follow(after)
    assert fresh(case).offer_unit is None
    assert fresh(case).unit == town.units["melati"]
    told_of = told(case, "offer.lapsed")
    assert {"petugas-loket.melati", "kepala-opd.pu"} <= set(told_of)
    assert "tidak dijawab kantor Anda pada waktunya" in told_of["kepala-opd.pu"]
