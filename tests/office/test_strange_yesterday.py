"""Whoever left an office yesterday: its orders, questions, follow-ups and critics are not theirs any more."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from garda import clock
from garda.integrity import boxing, emptying
from garda.integrity.models import Criticism
from garda.people import holding
from garda.people.models import Term
from tests.directives import five
from tests.enquiries import asked
from tests.office.staff import signed_in
from tests.surveys.test_following_up import reported, taken, town
from tests.town import Town, moment

__all__ = ["town"]
BEHIND = "/kerja/tindak-lanjut/"
TO_DO = ("Tunjuk pemiliknya.", "Laporkan hasilnya.", "Periksa hasilnya.")
YESTERDAY, TODAY = date(2025, 11, 13), "2025-11-14"


def leaves(town: Town, kind: str, *, to: str) -> None:
    """Their post in Melati ended yesterday; today they hold the same one elsewhere, if `to` says so."""
    person = town.persons["melati", kind, 1]
    Term.objects.filter(person=person).update(last=YESTERDAY)
    if to:
        post = town.posts[to, kind, 1]
        post.terms.update(last=YESTERDAY)
        Term.objects.create(post=post, person=person, first=date.fromisoformat(TODAY))
    holding.forget()


def places(town: Town) -> list[str]:
    """What is Melati's own: a directive, a call, a follow-up, a criticism."""
    directive = five.coordinated(town, "melati", "kenanga")
    call = asked.opened(town, "melati", "kenanga")
    boxing.drop(town.city, town.units["melati"], "Loketnya sering tutup sebelum waktunya.",
                kind=boxing.CRITICISM, at=moment(), form_key="satu" * 8)  # fmt: skip
    emptying.remind(moment(TODAY, "07:00"))
    return [
        f"/kerja/arahan/{directive}/unit/melati/", f"/kerja/permintaan/{call}/unit/melati/",
        f"/kerja/permintaan/{call}/unit/melati/1/", f"/kerja/kritik/{Criticism.objects.get().pk}/",
    ]  # fmt: skip


@pytest.mark.parametrize(("to", "status"), [("kenanga", 404), ("", 403)])
def test_items_20_24_26_who_left_yesterday_opens_and_answers_nothing_of_the_office(
    town: Town, to: str, status: int
) -> None:
    found = places(town)
    with clock.moved_to(moment(TODAY)):
        lurah = signed_in(town, "melati", "lurah")
        assert [lurah.get(one).status_code for one in found] == [200] * 4
        leaves(town, "lurah", to=to)
        assert [lurah.get(one).status_code for one in found] == [status] * 4
        acts: list[tuple[str, dict[str, Any]]] = [
            (f"{found[0]}tangkap/", {"restated": five.RESTATED, "seen": "1"}),
            (f"{found[1]}kirim/", {"seen": "0"}),
            (found[2], {"answer1": "Baik", "seen": "0"}),
            (found[3], {"verdict": "not", "reason": "Tidak benar, kami selalu buka.", "seen": "1"}),
        ]
        for address, data in acts:
            assert lurah.post(address, data).status_code == status, address


def test_item_79_an_owner_who_left_yesterday_answers_for_no_follow_up(town: Town) -> None:
    matter = taken(town)
    here = f"/kerja/tindak-lanjut/{matter.id}/"
    with clock.moved_to(moment(TODAY)):
        officer = signed_in(town, "melati", "petugas-loket")
        assert officer.get(here).status_code == 200
        leaves(town, "petugas-loket", to="kenanga")
        assert officer.get(here).status_code == 404
        assert officer.post(f"{here}lapor/", {"result": "Sudah beres semuanya"}).status_code == 404


def test_item_79_a_follow_up_that_was_reported_stays_with_its_office(town: Town) -> None:
    matter = reported(town)
    with clock.moved_to(moment(TODAY)):
        leaves(town, "petugas-loket", to="")
        lurah = signed_in(town, "melati", "lurah")
        assert lurah.get(f"/kerja/tindak-lanjut/{matter.id}/").status_code == 200


def test_items_79_and_89_the_door_counts_what_the_page_behind_it_asks_of_this_person(town: Town) -> None:
    reported(town)
    for kind, n, act in (("lurah", 3, "Periksa hasilnya."), ("petugas-loket", 0, "")):
        with clock.moved_to(moment(TODAY)):
            client = signed_in(town, "melati", kind)
            door, page = (client.get(there).content.decode() for there in ("/kerja/suara/", BEHIND))
        assert (f"Tindak lanjut survei, {n} menunggu" in re.sub("<[^>]+>", "", door)) == bool(n)
        assert (f"{n} menunggu Anda" in page) == bool(n) and (act in page)
        assert sum(page.count(one) for one in TO_DO) == n
