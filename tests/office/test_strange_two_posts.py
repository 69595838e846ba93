"""Who stands in one place above, and still holds the post below: nobody looks over their own shoulder."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from garda import clock
from garda.cases.acting import Refused
from garda.integrity import answering, boxing, criticisms, emptying
from garda.integrity.models import Criticism
from garda.people import holding
from garda.people.models import Term
from garda.registers import counting, states, supplying
from garda.registers.counting import Count
from garda.registers.models import Supply
from garda.registers.supplying import Asker
from garda.rosters.models import Bell
from garda.trails.reading import last_seq
from tests.directives import five
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, forget_kept, moment

pytestmark = pytest.mark.django_db
ORDERS, THINGS = "/kerja/arahan/", "/kerja/sarana/permintaan/"


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday, its lurah of Melati standing in as camat beside the camat."""
    with clock.moved_to(moment()):
        new = build_town(flows=())
        Term.objects.create(
            post=new.posts["kec-taman", "camat", 1], person=new.persons["melati", "lurah", 1], manner="plt",
            first=date(2025, 11, 1),
        )  # fmt: skip
        holding.forget()
        yield new
    forget_kept()


def test_item_24_who_stands_in_above_verifies_nothing_of_their_own_unit(town: Town) -> None:
    pk = five.coordinated(town, "melati", "kenanga")
    for unit in ("melati", "kenanga"):
        five.catch(town, pk, unit, "lurah")
        five.implement(town, pk, unit, "seklur")
    stands_in = signed_in(town, "melati", "lurah")
    own, other = f"{ORDERS}{pk}/unit/melati/", f"{ORDERS}{pk}/unit/kenanga/"
    assert "Sudah terlaksana" not in text_of(stands_in.get(own))
    for act, words in (("terima", {}), ("kembalikan", {"why": "Belum lengkap."})):
        refused = stands_in.post(f"{own}{act}/", {"seen": "3", **words})
        assert refused.status_code == 422 and "dari luar unit" in text_of(refused), act
    assert five.states_of(pk)["melati"] == "implemented"
    assert stands_in.post(f"{other}terima/", {"seen": "3"}).status_code == 302
    assert signed_in(town, "kec-taman", "camat").post(f"{own}terima/", {"seen": "3"}).status_code == 302
    assert set(five.states_of(pk).values()) == {"verified"}


def test_item_24_nobody_between_the_giver_and_the_unit_lets_it_off_or_gives_it_longer(town: Town) -> None:
    pk = five.coordinated(town, "melati", "kenanga")
    unit, acts = f"{ORDERS}{pk}/unit/melati/", ("bebas", "batas")
    said = {"seen": "1", "why": "Tidak perlu lagi.", "due": "28/11/2025"}
    for who in (("kec-taman", "camat"), ("melati", "lurah")):
        client = signed_in(town, *who)
        assert not any(f"{unit}{act}/" in text_of(client.get(unit)) for act in acts), who
        for act in acts:
            assert client.post(f"{unit}{act}/", said).status_code == 403, (who, act)
    assert five.states_of(pk)["melati"] == "sent"
    assert signed_in(town, "kota", "wali-kota").post(f"{unit}batas/", said).status_code == 302
    free = {**said, "seen": "2"}
    assert signed_in(town, "setda", "sekda").post(f"{unit}bebas/", free).status_code == 302
    # What the camat gave, the camat takes back from one of the wards.
    camat = signed_in(town, "kec-taman", "camat")
    given = {
        "title": "Apel pagi di halaman", "words": five.WORDS, "given_on": "4/11/2025", "due": "18/11/2025",
        "form_key": "a" * 32, "units": ["melati", "kenanga"],
    }  # fmt: skip
    there = camat.post(f"{ORDERS}baru/", given)["Location"]
    assert camat.post(f"{there}unit/kenanga/bebas/", said).status_code == 302


def test_item_13_who_stands_in_above_grants_nothing_to_their_own_office(town: Town) -> None:
    lacking = {"kursi-tunggu": Count(1, 0, 0)}
    made = []
    for unit in ("melati", "kenanga"):
        by = town.persons[unit, "petugas-loket", 1]
        counting.count(town.units[unit], lacking, by=by, at=moment())
        made.append(supplying.ask(town.units[unit], "kursi-tunggu", "", by=Asker(by), at=moment())[0])
    own, other = made
    stands_in, yes = signed_in(town, "melati", "lurah"), {"granted": "1", "why": "Dananya terbatas."}
    assert stands_in.post(f"{THINGS}{own}/putus/", yes).status_code == 403
    assert "Simpan keputusan" not in text_of(stands_in.get(f"{THINGS}{own}/"))
    assert stands_in.post(f"{THINGS}{other}/putus/", yes).status_code == 302
    assert Supply.objects.get(pk=own).state == states.ASKED
    assert signed_in(town, "kec-taman", "camat").post(f"{THINGS}{own}/putus/", yes).status_code == 302


def criticised(town: Town, unit: str = "melati") -> Criticism:
    """A criticism of that office, taken out of the box."""
    boxing.drop(town.city, town.units[unit], "Loketnya sering tutup sebelum waktunya.",
                kind=boxing.CRITICISM, at=moment(), form_key=unit * 8)  # fmt: skip
    emptying.remind(moment("2025-11-07"))
    return Criticism.objects.get(unit=town.units[unit])


def test_item_26_what_goes_up_never_comes_back_to_who_was_silent_below(town: Town) -> None:
    own, other = criticised(town), criticised(town, "kenanga")
    emptying.remind(max(own.due_at, other.due_at))
    own.refresh_from_db()
    other.refresh_from_db()
    assert own.at_unit == town.units["kota"], "who stands in as camat was silent as lurah"
    assert other.at_unit == town.units["kec-taman"]
    assert not Bell.objects.filter(person=town.persons["melati", "lurah", 1], name="criticism.raised",
                                   url__endswith=f"/{own.pk}/").exists()  # fmt: skip


def test_item_26_who_began_to_stand_in_after_it_went_up_answers_nothing_of_their_own(town: Town) -> None:
    standing = Term.objects.filter(manner="plt")
    standing.update(first=date(2026, 3, 1))
    holding.forget()
    row = criticised(town)
    with clock.moved_to(row.due_at):
        emptying.remind(row.due_at)
        row.refresh_from_db()
        assert row.at_unit == town.units["kec-taman"]
        standing.update(first=date(2025, 11, 1))
        holding.forget()
        lurah, page = signed_in(town, "melati", "lurah"), f"/kerja/kritik/{row.pk}/"
        assert 'name="verdict"' not in text_of(lurah.get(page))
        held = holding.posts_of(town.persons["melati", "lurah", 1], row.due_at.date())
        assert criticisms.waiting(town.city, held) == 0, "nothing that they may not answer waits for them"
        other = holding.posts_of(town.persons["kec-taman", "camat", 1], row.due_at.date())
        assert criticisms.waiting(town.city, other) == 1
        said = {"verdict": "not", "reason": "Jam tutupnya sudah sesuai jadwal kantor kami."}
        assert lurah.post(page, said).status_code == 403
        with pytest.raises(Refused, match="naik dari kantor Anda"):
            answering.answer(
                row.pk, "not", said["reason"], by=town.persons["melati", "lurah", 1], at=row.due_at,
                held=holding.posts_of(town.persons["melati", "lurah", 1], row.due_at.date()),
            )  # fmt: skip
        said["seen"] = str(last_seq(town.city, answering.KIND, row.pk))
        assert signed_in(town, "kec-taman", "camat").post(page, said).status_code == 302
