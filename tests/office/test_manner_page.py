"""Firm but courteous in the browser: a private profile with advice, the spread, observing, practice."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from garda import clock
from garda.surveys import coaching
from garda.surveys.models import Coaching, Observation
from garda.trails.models import Line
from garda.trails.reading import broken
from tests.office.staff import do, signed_in, text_of
from tests.surveys.asked import answered, asking_town
from tests.surveys.test_manner import BOTH, LAX, RUDE, officer, rated
from tests.town import Town, ask_letter, build_post, moment

ADDRESS = "/kerja/sikap/"
NOW = moment("2025-11-25", "14:00")
ELEMENTS = ("same-rule", "no-shortcut", "reason-given", "greeted", "polite-words", "way-out")


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(NOW):
        yield asking_town()


def observed(town: Town, client: Any, who: str, **more: str) -> Any:
    form = {"officer": who, "kunci": "k1", "words": "Sapaannya baik. Sebutkan juga aturannya."}
    return client.post(f"{ADDRESS}kantor/amati/", {**form, **dict.fromkeys(ELEMENTS, "2"), **more})


def test_item_15_an_officer_sees_their_own_profile_with_advice_and_nobody_else_does(town: Town) -> None:
    rated(town, LAX, 6, officer(town, 1))
    rated(town, RUDE, 6, officer(town, 2))
    lax = text_of(signed_in(town, "melati", "petugas-loket", 1).get(ADDRESS))
    assert "Menurut warga Anda santun tetapi longgar" in lax and "sebut aturannya" in lax
    rude = text_of(signed_in(town, "melati", "petugas-loket", 2).get(ADDRESS))
    assert "Menurut warga Anda tegas tetapi kasar" in rude and "caranya belum" in rude
    assert "longgar" not in rude and 'class="status late"' not in lax
    head = text_of(signed_in(town, "melati", "lurah").get(ADDRESS))
    assert "Belum cukup jawaban warga tentang Anda" in head
    leader = text_of(signed_in(town, "melati", "lurah").get(f"{ADDRESS}kantor/"))
    assert officer(town, 1).name not in re.sub(r"<option.*?</option>", "", leader)


def test_item_15_below_five_nothing_is_shown_and_no_page_tells_when_or_about_what(town: Town) -> None:
    for _one in range(4):
        answered(
            town, list(RUDE), key="tegas-santun", at=moment("2025-10-14", "10:37"), officer=officer(town)
        )
    mine = signed_in(town, "melati", "petugas-loket", 1)
    head = signed_in(town, "melati", "lurah")
    assert "tegas tetapi kasar" not in text_of(mine.get(ADDRESS))
    assert "terlalu sedikit" in text_of(head.get(f"{ADDRESS}kantor/"))
    rated(town, RUDE, 2, officer(town), "2025-10-21")
    for page in (text_of(mine.get(ADDRESS)), text_of(head.get(f"{ADDRESS}kantor/"))):
        assert "tegas tetapi kasar" in page.lower()
        for trace in ("10.37", "10:37", "14 Oktober", "21 Oktober", "sktm", "test-"):
            assert trace not in page


def test_item_15_the_head_sees_a_spread_without_names_only_from_five_officers_on(town: Town) -> None:
    for seat in (3, 4, 5, 6):
        build_post(town, "melati", "petugas-loket", seat)
    for seat in (1, 2, 3, 4):
        rated(town, RUDE, 6, officer(town, seat))
    head = signed_in(town, "melati", "lurah")
    assert "Ditampilkan bila lima petugas" in text_of(head.get(f"{ADDRESS}kantor/"))
    rated(town, RUDE, 6, officer(town, 5))
    rated(town, BOTH, 6, officer(town, 6))
    page = text_of(head.get(f"{ADDRESS}kantor/"))
    spread = page[page.index("Sebaran petugas") :]
    assert "5 petugas" in spread and "kurang dari 5 petugas" in spread


def test_an_observation_is_read_by_the_two_alone_and_sealed(town: Town) -> None:
    lurah, who = signed_in(town, "melati", "lurah"), officer(town, 1)
    for _twice in range(2):
        assert observed(town, lurah, str(who.pk)).status_code == 302
    row = Observation.objects.get()
    assert b"Sapaannya" not in bytes(row.words or b"")
    assert "Sapaannya" not in str([line.facts for line in Line.objects.all()])
    mine = signed_in(town, "melati", "petugas-loket", 1)
    assert "1 menunggu" in text_of(mine.get("/kerja/suara/"))
    assert "Sapaannya baik" in text_of(mine.get(ADDRESS))
    assert "Sudah dibaca orangnya" in text_of(lurah.get(f"{ADDRESS}kantor/"))
    other = text_of(signed_in(town, "melati", "petugas-loket", 2).get(ADDRESS))
    assert "Sapaannya" not in other
    assert coaching.observations_by(town.persons["melati", "seklur", 1], town.units["melati"]) == []
    coaching.remind(moment("2028-01-03"))
    row.refresh_from_db()
    assert row.words is None


def test_item_15_a_practice_is_agreed_tried_and_closed(town: Town) -> None:
    lurah, who = signed_in(town, "melati", "lurah"), officer(town, 1)
    form = {
        "officer": str(who.pk), "element": "way-out", "due": "28/11/2025", "kunci": "p1",
        "words": "Tiga kali menolak sambil menyebut jalan keluarnya.",
    }  # fmt: skip
    wrong = lurah.post(f"{ADDRESS}kantor/latih/", {**form, "due": "kemarin"})
    assert wrong.status_code == 422 and "Tiga kali menolak" in text_of(wrong)
    for _twice in range(2):
        assert lurah.post(f"{ADDRESS}kantor/latih/", form).status_code == 302
    row = Coaching.objects.get()
    mine = signed_in(town, "melati", "petugas-loket", 1)
    assert "Tiga kali menolak" in text_of(mine.get(ADDRESS))
    assert "menyepakati latihan" in text_of(mine.get("/kerja/kabar/"))
    assert coaching.remind(moment("2025-11-30")) == 1 == coaching.remind(moment("2025-11-30")) + 1
    act = f"{ADDRESS}latihan/{row.pk}/"
    lurah.post(f"{act}selesai/")
    row.refresh_from_db()
    assert row.state == coaching.GIVEN, "not closed before it was tried"
    signed_in(town, "melati", "petugas-loket", 2).post(f"{act}coba/")
    row.refresh_from_db()
    assert row.state == coaching.GIVEN, "nobody tries for another"
    mine.post(f"{act}coba/")
    assert "sudah mencoba" in text_of(lurah.get("/kerja/kabar/"))
    lurah.post(f"{act}selesai/")
    row.refresh_from_db()
    assert row.state == coaching.CLOSED and not list(broken(town.city))


def test_the_states_of_a_practice_walked_at_random(town: Town) -> None:
    lurah, who = town.persons["melati", "lurah", 1], officer(town, 1)
    chance = Random(15)
    for turn in range(6):
        due = moment("2025-12-01").date()
        pk = coaching.give(
            town.units["melati"], who, "greeted", "Menyapa lebih dulu", due, f"w{turn}", by=lurah, post=None,
            at=NOW,
        )  # fmt: skip
        state = coaching.GIVEN
        for _step in range(5):
            name = chance.choice(["try", "close", "drop"])
            starts, end = coaching.ACTS[name]
            by = who if name == "try" else lurah
            try:
                coaching.act(pk, name, by=by, post=None, at=NOW)
            except coaching.Refused:
                assert state not in starts and state != end
            else:
                assert state in starts or state == end
                state = end
            assert Coaching.objects.get(pk=pk).state == state


def test_item_15_wording_for_a_lawful_polite_refusal_names_the_rule_and_the_way_out(town: Town) -> None:
    mine = signed_in(town, "melati", "petugas-loket", 1)
    page = text_of(mine.get(f"{ADDRESS}menolak/", {"layanan": "sktm"}))
    assert "Pengantar RT dan RW" in page and "Temui ketua RT Anda lebih dulu" in page
    assert "Aturannya melarang" in page and "berhak menyanggah" in page
    assert mine.get(f"{ADDRESS}menolak/", {"layanan": "tidak-ada"}).status_code == 404


def test_item_15_the_move_that_refuses_leads_to_that_wording(town: Town) -> None:
    case = ask_letter(town).case
    mine = signed_in(town, "melati", "petugas-loket", 1)
    do(mine, case, "langkah/checking")
    checker = signed_in(town, "melati", "kasi-pemberdayaan")
    pages = [text_of(one.get(f"/kerja/urusan/{case.number}/")) for one in (mine, checker)]
    assert any("/kerja/sikap/menolak/?layanan=sktm" in page for page in pages)


@pytest.mark.parametrize("typed", ["", "x" * 5000, "\x00", "😀" * 700, "9" * 40])
def test_bad_input_is_answered_and_what_was_typed_stays(town: Town, typed: str) -> None:
    lurah = signed_in(town, "melati", "lurah")
    form = dict.fromkeys(("officer", "element", "due", "kunci", "words", *ELEMENTS), typed)
    for path in ("amati", "latih"):
        assert lurah.post(f"{ADDRESS}kantor/{path}/", form).status_code == 422
    mine = str(town.persons["melati", "lurah", 1].pk)
    assert observed(town, lurah, mine).status_code == 422, "nobody observes themselves"
    assert lurah.post(f"{ADDRESS}latihan/{10**25}/coba/").status_code in (302, 404)
    assert lurah.get(f"{ADDRESS}kantor/", {"kantor": typed.strip("\0") or "kenanga"}).status_code == 404


def test_only_who_leads_the_office_observes(town: Town) -> None:
    who = str(officer(town, 1).pk)
    assert observed(town, signed_in(town, "melati", "petugas-loket", 2), who).status_code == 403
    assert observed(town, signed_in(town, "kenanga", "lurah"), who).status_code == 422
    assert not Observation.objects.exists()
