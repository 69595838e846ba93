"""Social duties on their pages: whose turn it is, sending, balance, a numbered matter from what was heard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from garda import clock
from garda.cases.models import Case
from garda.people.changes import changed
from garda.people.models import Term
from garda.rosters import duties
from garda.rosters.models import Absence, Bell, Duty, Entry, Minimum
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, forget_kept, moment

pytestmark = pytest.mark.django_db
PAGE = "/kerja/kantor/tugas/"
WEDDING = {
    "kind": "undangan", "what": "Pernikahan di RW 02", "host": "Keluarga Contoh", "place": "Gang 3",
    "day": "5/11/2025", "start": "9.00", "until": "11.00",
}  # fmt: skip


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday morning."""
    with clock.moved_to(moment(time="08:00")):
        yield build_town()


def enter(client: Any, **more: str) -> Any:
    """Enter a duty; the answer."""
    return client.post(PAGE, {**WEDDING, **more})


def send_first(client: Any, address: str) -> int:
    """Press the first of the proposals; whom it sent."""
    page = text_of(client.get(address))
    person = page.partition('name="orang" value="')[2].partition('"')[0]
    assert client.post(f"{address}utus/", {"orang": person}).status_code == 302
    return int(person)


def test_item_17_the_one_whose_turn_it_is_is_sent_told_and_away(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    assert "Belum ada tugas sosial bulan ini" in text_of(seklur.get(PAGE))
    address = enter(seklur)["Location"]
    page = text_of(seklur.get(address))
    assert "Siapa yang diutus" in page and "Belum diutus bulan ini." in page
    person = send_first(seklur, address)
    absence = Absence.objects.get(duty__isnull=False)
    assert (absence.person_id, absence.state, absence.kind) == (person, "granted", "undangan")
    assert Bell.objects.filter(person_id=person, name="duty.sent").count() == 1
    assert Entry.objects.filter(name="duty.sent", person_id=person).count() == 1
    page = text_of(seklur.get(address))
    assert "diutus" in page and "Siapa yang diutus" not in page
    assert "Sudah ada yang diutus." in text_of(seklur.post(f"{address}utus/", {"orang": str(person)}))
    page = text_of(seklur.get(PAGE))
    assert "1 tugas sosial" in page and "1 tugas, 2 jam" in page
    assert "Pernikahan di RW 02" in text_of(seklur.get(f"{PAGE}orang/{person}/?bulan=2025-11"))


def test_item_17_after_twenty_duties_loads_differ_by_at_most_one(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    for n in range(20):
        address = enter(seklur, day=f"{5 + n // 3}/11/2025", start=f"{8 + n % 3}.00", until=f"{9 + n % 3}.00")
        send_first(seklur, address["Location"])
    loads = duties.loads_of(town.units["melati"], date(2025, 11, 1))
    times = {one.person: one.duties for one in loads}
    people = {person.pk for (unit, _k, _s), person in town.persons.items() if unit == "melati"}
    counts = [times.get(person, 0) for person in people]
    assert sum(counts) == 20
    assert max(counts) - min(counts) <= 1
    page = text_of(seklur.get(PAGE))
    assert "20 tugas, 20 jam" in page and "tersedikit: 1 jam" in page


def test_item_17_who_would_leave_too_few_comes_last_and_is_refused(town: Town) -> None:
    unit = town.units["melati"]
    people = [one for (key, _k, _s), one in town.persons.items() if key == "melati"]
    Minimum.objects.create(unit=unit, people=len(people), neighbours=["pu"])
    seklur = signed_in(town, "melati", "seklur")
    address = enter(seklur)["Location"]
    page = text_of(seklur.get(address))
    assert "perlu pengganti" in page
    answer = seklur.post(f"{address}utus/", {"orang": str(people[0].pk)})
    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert "kekurangan orang" in text_of(answer)
        assert not Absence.objects.exists()


def test_item_17_what_was_heard_becomes_a_numbered_matter_in_one_step(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    address = enter(seklur)["Location"]
    assert "Catat:" not in text_of(seklur.get(address))  # nothing is heard before it begins
    with clock.moved_to(moment("2025-11-05", "10:30")):
        page = text_of(seklur.get(address))
        form = page.partition("/kerja/catat/pengaduan/")[2].partition('"')[0]
        assert form.startswith("?tugas=")
        shown = text_of(seklur.get(f"/kerja/catat/pengaduan/{form}"))
        duty = shown.partition('name="tugas" value="')[2].partition('"')[0]
        answer = seklur.post("/kerja/catat/pengaduan/", {"what": "Lampu mati di Gang 3", "tugas": duty})
        assert answer.status_code == 302
        number = Case.objects.get().number
        assert Duty.objects.get().heard == [number]
        page = text_of(seklur.get(address))
        assert f"/kerja/urusan/{number}/" in page


def test_who_was_sent_is_released_and_told(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    address = enter(seklur)["Location"]
    person = send_first(seklur, address)
    assert seklur.post(f"{address}batal/").status_code == 422
    assert seklur.post(f"{address}bebaskan/").status_code == 302
    assert Absence.objects.get().state == "withdrawn"
    assert Bell.objects.filter(person_id=person, name="duty.released").exists()
    assert seklur.post(f"{address}batal/").status_code == 302
    assert "batal" in text_of(seklur.get(PAGE))
    assert duties.loads_of(town.units["melati"], date(2025, 11, 1)) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": ""}, "Tulis acaranya"),
        ({"day": "besok"}, "Tulis tanggalnya"),
        ({"start": "pagi"}, "Tulis jamnya seperti 10.00."),
        ({"until": "08.00"}, "Jam selesai harus sesudah jam mulai"),
        ({"kind": "x"}, "Pilih undangan atau duka cita."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    town: Town, wrong: dict[str, str], said: str
) -> None:
    answer = enter(signed_in(town, "melati", "seklur"), **wrong)
    assert answer.status_code == 422
    assert said in text_of(answer) and "Keluarga Contoh" in text_of(answer)


def test_an_officer_reads_but_does_not_send_and_others_see_nothing(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    address = enter(seklur)["Location"]
    officer = signed_in(town, "melati", "petugas-loket")
    assert "Siapa yang diutus" not in text_of(officer.get(address))
    assert officer.post(PAGE, WEDDING).status_code == 404
    assert officer.post(f"{address}utus/", {"orang": "1"}).status_code == 403
    neighbour = signed_in(town, "kenanga", "seklur")
    assert neighbour.get(address).status_code == 404
    assert neighbour.post(f"{address}utus/", {"orang": "1"}).status_code == 404
    stranger = town.persons["kenanga", "lurah", 1].pk
    assert seklur.post(f"{address}utus/", {"orang": str(stranger)}).status_code == 422
    assert seklur.post(f"{address}utus/", {"orang": "x"}).status_code == 422


def only(town: Town, unit: str, *kinds: str) -> None:
    """Nobody but these works in the office."""
    kept = [town.persons[unit, kind, 1].pk for kind in kinds]
    people = [person.pk for (key, _k, _s), person in town.persons.items() if key == unit]
    Term.objects.filter(person__in=people).exclude(person__in=kept).delete()
    changed(town.city)
    forget_kept()


BEREAVEMENT = {
    "kind": "duka",
    "what": "Takziah RW 05",
    "day": "4/11/2025",
    "start": "10.00",
    "until": "11.30",
}


def test_item_17_a_bereavement_with_two_in_the_office_leaves_one(town: Town) -> None:
    only(town, "melati", "seklur", "petugas-loket")
    seklur = signed_in(town, "melati", "seklur")
    address = enter(seklur, **BEREAVEMENT)["Location"]
    page = text_of(seklur.get(address))
    assert page.count("kantor masih 1 orang") == 2
    loket = town.persons["melati", "petugas-loket", 1].pk
    assert seklur.post(f"{address}utus/", {"orang": str(loket)}).status_code == 302
    absence = Absence.objects.get()
    assert (absence.state, absence.person_id, absence.kind, absence.urgent) == (
        "granted",
        loket,
        "duka",
        True,
    )


def test_item_17_a_bereavement_with_one_in_the_office_calls_a_substitute_before_release(town: Town) -> None:
    only(town, "melati", "seklur")
    seklur = signed_in(town, "melati", "seklur")
    address = enter(seklur, **BEREAVEMENT)["Location"]
    page = text_of(seklur.get(address))
    assert "kantor tinggal 0 orang, perlu pengganti" in page
    person = send_first(seklur, address)
    assert Absence.objects.get().state == "offered"
    assert "menunggu pengganti" in text_of(seklur.get(address))
    called = Bell.objects.filter(name="call.made")
    assert called.exists() and not called.filter(person_id=person).exists()
