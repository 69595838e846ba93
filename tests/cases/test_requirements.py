"""What a flow requires: the record tells what is there, and the way onward is shut until all of it is."""

from __future__ import annotations

import pytest

from garda.cases import moving, receiving, replaying, requirements, residents
from garda.cases.acting import Overtaken, Refused
from garda.cases.models import Case, Event
from tests.town import Town, ask_letter, build_town, fresh, moment, photo

pytestmark = pytest.mark.django_db
ALL = ["pengantar", "ktp", "kk", "foto-rumah", "pernyataan"]


@pytest.fixture
def town() -> Town:
    return build_town()


def absent(case: Case) -> list[str]:
    return [one.key for one in requirements.lacking(fresh(case))]


def onward(town: Town, case: Case) -> Case:
    return moving.move_case(case.pk, "checking", by=town.by("melati", "petugas-loket"), at=moment())


def whole(case: Case) -> bool:
    return replaying.faults_of(fresh(case), list(case.events.order_by("seq"))) == []


def test_item_11_a_matter_goes_on_only_with_everything_the_standard_requires(town: Town) -> None:
    case = ask_letter(town, brought=["ktp"], papers=[photo(key="kk")]).case
    assert absent(case) == ["pengantar", "foto-rumah", "pernyataan"]
    loket = town.by("melati", "petugas-loket")
    assert "checking" not in {move.key for move in moving.moves_of(fresh(case), loket)}
    with pytest.raises(Refused) as no:
        onward(town, case)
    assert "syarat" in no.value.words.id
    receiving.receive(case.pk, ["pengantar", "foto-rumah"], by=loket, at=moment())
    assert absent(case) == ["pernyataan"]
    receiving.receive(case.pk, ["pernyataan"], by=loket, at=moment(), words="Ditulis di loket")
    assert onward(town, case).step == "checking"
    events = list(Event.objects.filter(case=case, name="post.received").order_by("seq"))
    assert [one.facts["brought"] for one in events] == [["pengantar", "foto-rumah"], ["pernyataan"]]
    assert all(one.by_person_id == loket.person for one in events)
    assert whole(case)


def test_what_is_asked_for_again_is_not_there_until_it_comes_again(town: Town) -> None:
    case = ask_letter(town).case
    loket = town.by("melati", "petugas-loket")
    words = {"reason": "Fotonya tidak terbaca", "missing": ("ktp", "foto-rumah")}
    moving.move_case(case.pk, "waiting", by=loket, at=moment(), words=words)
    assert [one.key for one in requirements.asked(fresh(case))] == ["ktp", "foto-rumah"]
    residents.answer(case.pk, "", at=moment(time="10:00"), handed=[photo(key="ktp")])
    assert absent(case) == ["foto-rumah"]
    with pytest.raises(Refused):
        onward(town, case)
    residents.add(case.pk, "", at=moment(time="10:10"), handed=[photo(key="foto-rumah", shade=4)])
    assert onward(town, case).step == "checking"
    assert whole(case)


def test_optional_papers_bar_nothing_and_a_flow_without_requirements_asks_for_none(town: Town) -> None:
    from_home = ask_letter(town, brought=ALL).case
    assert absent(from_home) == []
    assert requirements.asked(fresh(from_home)) == ()


def test_only_who_holds_the_matter_ticks_off_and_only_what_the_flow_lists(town: Town) -> None:
    case = ask_letter(town, brought=[]).case
    loket, other = town.by("melati", "petugas-loket"), town.by("kenanga", "petugas-loket")
    for by, keys in ((other, ["ktp"]), (loket, []), (loket, ["surat-kelakuan-baik"])):
        with pytest.raises(Refused):
            receiving.receive(case.pk, keys, by=by, at=moment())
    with pytest.raises(Overtaken):
        receiving.receive(case.pk, ["ktp"], by=loket, at=moment(), seen=7)
    assert len(absent(case)) == 5


def test_originals_may_be_brought_while_the_matter_waits(town: Town) -> None:
    case = ask_letter(town, brought=ALL[:4]).case
    loket = town.by("melati", "petugas-loket")
    words = {"reason": "Belum ada pernyataan", "missing": ("pernyataan",)}
    moving.move_case(case.pk, "waiting", by=loket, at=moment(), words=words)
    receiving.receive(case.pk, ["pernyataan"], by=loket, at=moment(time="11:00"))
    assert requirements.asked(fresh(case)) == ()
    moving.move_case(case.pk, "received-at-desk", by=loket, at=moment(time="11:01"))
    assert onward(town, case).step == "checking"
