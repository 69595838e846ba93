"""Erasing: every word and paper of the resident's goes, whoever wrote it down; the office's own stays."""

from __future__ import annotations

import pytest

from garda.cases import (
    erasing,
    errands,
    indexing,
    moving,
    papers,
    replaying,
    residents,
    saying,
    splitting,
)
from garda.cases.acting import RESIDENT, Refused
from garda.cases.models import Case, Mark, Paper, Said
from tests.town import Town, ask_letter, build_town, fresh, moment, photo, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town()


def gone(case: Case) -> None:
    erasing.erase(case.pk, "request", by=RESIDENT, at=moment("2025-12-01"))
    assert replaying.faults_of(fresh(case), list(case.events.order_by("seq"))) == []


def test_nothing_is_erased_while_somebody_still_works_on_it(town: Town) -> None:
    case = ask_letter(town).case
    for act in (
        lambda: erasing.erase(case.pk, "request", by=town.by("melati", "lurah"), at=moment()),
        lambda: erasing.erase_own(case.pk, at=moment()),
    ):
        with pytest.raises(Refused):
            act()
    assert saying.spoken(case, "nik") == {"nik": "9901014107900001"}


def test_what_an_officer_wrote_down_for_the_resident_goes_with_the_rest(town: Town) -> None:
    loket = town.by("melati", "petugas-loket")
    case = report(
        town, by=loket, channel="counter", assisted=True, answers={"name": "Bunga", "phone": "+6281234567890"}
    ).case
    moving.move_case(case.pk, "asked", by=loket, at=moment(), words={"reason": "Gang berapa?"})
    residents.answer(
        case.pk, "Rumah Bunga, Gang 3", by=loket.for_resident(), at=moment(time="10:00"),
        handed=[papers.check("handed", photo().content)],
    )  # fmt: skip
    residents.add(case.pk, "Telepon saya 0812", at=moment(time="10:30"))
    residents.withdraw(case.pk, "Bunga pindah", by=loket.for_resident(), at=moment(time="11:00"))
    while errands.work_off(moment(time="11:00")):
        pass
    assert Mark.objects.filter(case=case).exists()
    kept = [papers.file_of(row) for row in Paper.objects.filter(case=case)]
    gone(case)
    assert set(saying.spoken(case)) == {"reason"}
    assert saying.spoken(case, "reason") == {"reason": "Gang berapa?"}, "the office's own question stays"
    assert not Mark.objects.filter(case=case).exists()
    row = Paper.objects.get(case=case)
    assert (row.content_mark, row.look_mark, row.taken_at, row.position) == (None, None, None, None)
    assert len(kept) == 1


def test_marks_do_not_come_back_with_an_errand_that_was_late(town: Town) -> None:
    case = ask_letter(town).case
    residents.withdraw(case.pk, "Tidak jadi", at=moment(time="10:00"))
    gone(case)
    while errands.work_off(moment("2025-12-01")):
        pass
    assert not Mark.objects.filter(case=case).exists()
    assert indexing.exact_mark("nik", "9901014107900001", town.city.pk)


def test_a_paper_of_the_residents_goes_whatever_it_is_called_and_the_offices_proof_stays(town: Town) -> None:
    case = report(town, papers=[photo(key="proof")]).case
    loket = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=loket, at=moment())
    moving.move_case(case.pk, "working", by=loket, at=moment(), words={"date": "2025-11-06"})
    moving.move_case(
        case.pk, "answered", by=loket, at=moment(), words={"answer": "Sudah"}, proofs=[photo(shade=9)]
    )
    residents.confirm(case.pk, at=moment("2025-11-05"))
    gone(case)
    by_kind = dict(Paper.objects.filter(case=case).values_list("by_kind", "erased_at"))
    assert by_kind["resident"] is not None
    assert by_kind["post"] is None
    assert Said.objects.filter(case=case, key="answer", erased_at__isnull=True).exists()


def test_item_89_the_point_on_the_map_goes_with_the_words_and_the_kelurahan_stays(town: Town) -> None:
    case = report(town, lat=-7.9951234, lng=112.6054321).case
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=by, at=moment())
    limb = splitting.split(case.pk, [(town.units["pu"], "Kerjakan")], by=by, at=moment())[0]
    moving.move_case(
        limb.pk, "answered", by=town.by("pu", "penghubung"), at=moment(), words={"answer": "Sudah"}
    )
    for one in (case, limb):
        texts = " ".join(text for _, _, text in replaying.texts(fresh(one)))
        assert "7.995" not in texts, "in the record only its salted fingerprint"
        assert "112.605" not in texts
    assert {pk for pk, faults in ((one.pk, found) for one, found in replaying.walk()) if faults} == set()
    Case.objects.filter(pk=case.pk).update(lat=-7.99)
    assert [one.pk for one, faults in replaying.walk() if faults] == [case.pk], (
        "a point moved by hand is found"
    )
    Case.objects.filter(pk=case.pk).update(lat=-7.9951234)
    residents.add(case.pk, "x", at=moment())
    moving.move_case(case.pk, "answered", by=by, at=moment(), words={"answer": "Semua sudah"})
    residents.confirm(case.pk, at=moment("2025-11-05"))
    gone(case)
    for one in (fresh(case), fresh(limb)):
        assert (one.lat, one.lng) == (None, None)
        assert one.area == town.area("melati")
    assert [one.pk for one, faults in replaying.walk() if faults] == []
    assert "point" not in saying.spoken(case)
