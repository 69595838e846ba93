"""Asking to be away in the browser: the decision beforehand, the call to stand in, the head's word."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.people.changes import changed
from garda.people.models import Person, Post
from garda.rosters import asking
from garda.rosters.asking import Asking
from garda.rosters.models import Absence, Entry, Minimum, Offer
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
PAGE = "/kerja/izin/"
ASK = f"{PAGE}minta/"
SHORT = {"kind": "izin-singkat", "day": "5/11/2025", "start": "9.00", "until": "10.30", "why": "Rapor anak"}
LEAVE = {"kind": "cuti-tahunan", "day": "10/11/2025", "last": "11/11/2025", "why": "Pulang kampung"}


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday morning."""
    with clock.moved_to(moment(time="08:00")):
        yield build_town()


def alone(town: Town, unit: str, *kinds: str) -> None:
    """Leave only these posts in an office."""
    for post in Post.objects.filter(unit=town.units[unit]).exclude(kind__in=kinds):
        post.closed_on = moment("2024-01-01").date()
        post.save()
    changed(town.city)


def client_of(town: Town, person: Person) -> Any:
    """The browser of somebody by name."""
    key = next(key for key, one in town.persons.items() if one.pk == person.pk)
    return signed_in(town, *key)


def test_item_16_the_decision_is_shown_before_anything_is_written(town: Town) -> None:
    client = signed_in(town, "melati", "petugas-loket")
    assert "Tidak ada izin yang menunggu" in text_of(client.get(PAGE))
    page = text_of(client.post(ASK, {**SHORT, "periksa": "1"}))
    assert "Boleh: kantor masih" in page and "Rapor anak" in page
    assert not Absence.objects.exists() and not Entry.objects.filter(name__startswith="absence.").exists()
    answer = client.post(ASK, SHORT)
    page = text_of(client.get(answer["Location"]))
    assert "boleh" in page and "Rapor anak" in page
    assert Absence.objects.get().state == "granted"
    assert "Rabu 5 November, 09.00 sampai 10.30" in text_of(client.get(PAGE))


def test_item_16_refused_with_the_gap_and_times_that_fill_the_form(town: Town) -> None:
    alone(town, "melati", "lurah", "petugas-loket")
    Minimum.objects.create(unit=town.units["melati"], people=3, neighbours=["pu"])
    Minimum.objects.create(unit=town.units["pu"], people=Post.objects.filter(unit=town.units["pu"]).count())
    first = signed_in(town, "melati", "lurah")
    page = text_of(first.post(ASK, {**SHORT, "periksa": "1"}))
    assert "Belum bisa: kantor kekurangan orang 1 jam 30 menit" in page
    Minimum.objects.filter(unit=town.units["melati"]).update(people=2)
    assert first.post(ASK, SHORT).status_code == 302
    second = signed_in(town, "melati", "petugas-loket")
    page = text_of(second.get(second.post(ASK, {**SHORT, "start": "10.00", "until": "11.00"})["Location"]))
    assert "belum bisa" in page and "10.00 sampai 10.30: 1 dari 2 orang" in page
    address = page.partition(f'href="{ASK}')[2].partition('"')[0].replace("&amp;", "&")
    form = text_of(second.get(f"{ASK}{address}"))
    assert 'value="10.30"' in form and 'value="11.30"' in form


def test_item_16_the_neighbour_says_yes_in_the_browser(town: Town) -> None:
    alone(town, "melati", "seklur")
    seklur = signed_in(town, "melati", "seklur")
    page = text_of(seklur.post(ASK, {**SHORT, "periksa": "1"}))
    assert "bersedia menggantikan" in page
    address = seklur.post(ASK, SHORT)["Location"]
    assert "menunggu pengganti" in text_of(seklur.get(address))
    offer = Offer.objects.get()
    other = client_of(town, offer.person)
    assert "1 ajakan menunggu jawaban Anda" in text_of(other.get(PAGE))
    page = text_of(other.get(f"{PAGE}ajakan/{offer.pk}/"))
    assert "Ya, saya menggantikan" in page and "Rapor anak" not in page
    assert other.post(f"{PAGE}ajakan/{offer.pk}/", {"jawab": "ya"}).status_code == 302
    page = text_of(seklur.get(address))
    assert f"Pengganti: {offer.person.name}" in page
    assert "Rapor anak" not in text_of(other.get(address))
    again = other.post(f"{PAGE}ajakan/{offer.pk}/", {"jawab": "ya"})
    assert again.status_code == 422 and "Sudah ada yang menggantikan" in text_of(again)


def test_the_head_sees_what_would_be_left_and_decides(town: Town) -> None:
    officer, lurah = signed_in(town, "melati", "petugas-loket"), signed_in(town, "melati", "lurah")
    address = officer.post(ASK, LEAVE)["Location"]
    page = text_of(lurah.get(PAGE))
    assert "1 izin menunggu Anda" in page and "kantor masih" in page and "Pulang kampung" not in page
    page = text_of(lurah.get(address))
    assert "Satu izin menunggu Anda." in text_of(lurah.get("/kerja/kepala/"))
    assert "Pulang kampung" in page and "Pembacaan Anda dicatat" in page
    lurah.get(address)
    assert Entry.objects.filter(name="absence.read").count() == 1
    wrong = lurah.post(f"{address}tolak/", {"why": " "})
    assert wrong.status_code == 422 and "Tulis alasannya" in text_of(wrong)
    assert lurah.post(f"{address}izinkan/").status_code == 302
    page = text_of(officer.get(address))
    assert "boleh" in page and town.persons["melati", "lurah", 1].name in page
    assert "sudah diputus" in text_of(lurah.post(f"{address}izinkan/"))


def test_a_heads_own_leave_is_decided_above_and_a_no_is_read(town: Town) -> None:
    lurah, camat = signed_in(town, "melati", "lurah"), signed_in(town, "kec-taman", "camat")
    address = lurah.post(ASK, LEAVE)["Location"]
    assert "Izinkan" not in text_of(lurah.get(address))
    assert "sendiri diputus" in text_of(lurah.post(f"{address}izinkan/"))
    assert "1 izin menunggu Anda" in text_of(camat.get(PAGE))
    assert camat.post(f"{address}tolak/", {"why": "Ada musrenbang."}).status_code == 302
    page = text_of(lurah.get(address))
    assert "belum bisa" in page and "Ada musrenbang." in page


def test_what_is_wrong_stands_at_its_input_and_nothing_typed_is_lost(town: Town) -> None:
    client = signed_in(town, "melati", "petugas-loket")
    for wrong, said in (
        ({"start": "25.00"}, "Tulis jamnya seperti 10.00"),
        ({"start": ""}, "Tulis jam pergi"),
        ({"until": "8.00"}, "Waktu kembali harus sesudah"),
        ({"day": "besok"}, "Tulis tanggalnya"),
        ({"kind": "jalan-jalan"}, "Pilih jenis izin"),
        ({"orang": "999-1"}, "Pilih orang dari daftar"),
        ({"kind": "cuti-tahunan", "last": "5/12/2025"}, "tinggal 12 hari kerja"),
    ):
        answer = client.post(ASK, {**SHORT, **wrong})
        assert answer.status_code == 422, wrong
        page = text_of(answer)
        assert said in page and "Rapor anak" in page
    assert not Absence.objects.exists()


def test_a_head_enters_the_illness_of_a_colleague(town: Town) -> None:
    sick = town.persons["melati", "petugas-loket", 2]
    seklur = signed_in(town, "melati", "seklur")
    value = f"{sick.pk}-{town.units['melati'].pk}"
    answer = seklur.post(ASK, {"orang": value, "kind": "cuti-sakit", "day": "4/11/2025"})
    assert answer.status_code == 302
    absence = Absence.objects.get()
    assert (absence.person, absence.state) == (sick, "granted")
    assert absence.asked_by == town.persons["melati", "seklur", 1]
    other = signed_in(town, "melati", "petugas-loket")
    assert other.post(ASK, {"orang": value, "kind": "cuti-sakit", "day": "5/11/2025"}).status_code == 422


def test_withdrawing_and_coming_back_early(town: Town) -> None:
    client = signed_in(town, "melati", "petugas-loket")
    address = client.post(ASK, SHORT)["Location"]
    assert client.post(f"{address}tarik/").status_code == 302
    assert "ditarik" in text_of(client.get(address))
    address = client.post(ASK, SHORT)["Location"]
    with clock.moved_to(moment("2025-11-05", "09:20")):
        assert "Sudah kembali" in text_of(client.get(address))
        assert client.post(f"{address}kembali/").status_code == 302
    assert Absence.objects.get(state="granted").end == moment("2025-11-05", "09:20")


def test_strangers_find_nothing(town: Town) -> None:
    address = signed_in(town, "melati", "petugas-loket").post(ASK, SHORT)["Location"]
    for who in (("kenanga", "lurah"), ("melati", "petugas-loket", 2), ("pu", "kepala-opd")):
        client = signed_in(town, *who)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}tarik/").status_code == 404
    assert signed_in(town, "melati", "lurah").post(f"{address}melamar/").status_code == 404
    client = signed_in(town, "melati", "lurah")
    assert client.get(f"{PAGE}99999999999999999999/").status_code == 404
    assert client.get(f"{PAGE}ajakan/99999999999999999999/").status_code == 404


@pytest.mark.parametrize("many", [1, 6])
def test_the_heads_list_asks_the_same_with_one_and_with_many(
    town: Town, many: int, django_assert_max_num_queries: Any
) -> None:
    people = [one for (unit, kind, _s), one in town.persons.items() if unit == "melati" and kind != "lurah"]
    for place in range(many):
        wish = Asking(
            town.units["melati"], people[place % len(people)], "dinas-luar",
            moment(f"2025-11-{10 + place}", "09:00"), moment(f"2025-11-{10 + place}", "12:00"),
        )  # fmt: skip
        asking.ask(wish, by=wish.person, at=clock.now())
    lurah = signed_in(town, "melati", "lurah")
    lurah.get(PAGE)
    with django_assert_max_num_queries(24):
        assert f"{many} izin menunggu Anda" in text_of(lurah.get(PAGE))
