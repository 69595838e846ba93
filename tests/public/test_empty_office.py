"""The board at the door says who is there, and a resident may tell that nobody was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from garda import clock
from garda.cases.acting import Refused
from garda.rosters import reporting_empty, watching
from garda.rosters.models import Bell, EmptyReport, Entry
from tests.public.test_pages import words_of
from tests.rosters.test_attending import at, come, go, place
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db
MELATI = "99.01.01.1001"


@pytest.fixture
def town() -> Town:
    return build_town(flows=("sktm",))


def page(client: Client, time: str, address: str = "/contoh/kantor/melati/") -> str:
    with clock.moved_to(at(time)):
        return words_of(client.get(address))


def test_item_16_the_page_says_open_now_and_how_many(town: Town, client: Client) -> None:
    client.cookies["kelurahan"] = MELATI
    assert "petugas" not in page(client, "09:00").split("Jam loket")[0], "no presence kept: nothing is said"
    come(town, "07:30")
    come(town, "07:31", n=2)
    assert "Buka sekarang, 2 petugas" in page(client, "09:00")
    assert "2 petugas di tempat" in page(client, "09:00", "/contoh/")
    assert "2 petugas di tempat" in page(client, "09:00", "/contoh/layanan/sktm/rute/?kelurahan=" + MELATI)
    assert "Buka sekarang, 2 petugas" in page(client, "09:00", "/contoh/layanan/sktm/")
    names = {person.name for key, person in town.persons.items() if key[0] == "melati"}
    assert not any(name in page(client, "09:00") for name in names), "never who"


def test_item_16_an_empty_office_says_so_and_who_was_told(town: Town, client: Client) -> None:
    come(town, "07:30")
    go(town, "09:00")
    said = page(client, "09:00")
    assert "Belum ada petugas di tempat" in said and "diberi tahu" not in said
    watching.watch(town.city, at("09:01"))
    assert "Lurah sudah diberi tahu" in page(client, "09:02")
    watching.watch(town.city, at("09:20"))
    assert "Camat sudah diberi tahu" in page(client, "09:21")
    assert "Tutup" in page(client, "12:30") and "Belum ada" not in page(client, "12:30")


@pytest.mark.parametrize(
    ("time", "verdict", "said"),
    [
        ("09:05", "agrees", "sama dengan yang Anda lihat"),
        ("08:00", "differs", "Tercatat 1 petugas"),
        ("12:30", "closed", "memang tutup"),
    ],
)
def test_a_report_lies_beside_the_presence_of_that_minute(
    town: Town, client: Client, time: str, verdict: str, said: str
) -> None:
    come(town, "07:30")
    go(town, "09:00")
    with clock.moved_to(at("13:00")):
        sent = client.post(
            "/contoh/kantor/melati/kosong/",
            {"hari": "2025-11-04", "jam": time.replace(":", "."), "kata": "Pintunya terkunci"},
        )
        assert sent.status_code == 302
        told = words_of(client.get(sent["Location"]))
    assert said in told and "Pintunya terkunci" in told
    row = EmptyReport.objects.get()
    assert b"Pintunya" not in bytes(row.words) and row.code not in sent["Location"]
    found = reporting_empty.reports_of([town.units["melati"]], first=at("07:00"))[0]
    assert found.verdict == verdict
    assert {bell.person.username for bell in Bell.objects.all()} == {"lurah.melati", "camat.kec-taman"}
    assert "Pintunya" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_an_office_without_presence_is_not_judged(town: Town) -> None:
    reporting_empty.report(town.units["melati"], when=at("09:00"), at=at("09:05"))
    found = reporting_empty.reports_of([town.units["melati"]], first=at("07:00"))[0]
    assert (found.verdict, found.present) == ("unknown", None)


def test_only_the_distance_of_the_phone_is_kept(town: Town, client: Client) -> None:
    place(town.units["melati"])
    town.city.refresh_from_db()
    reporting_empty.report(town.units["melati"], when=at("09:00"), at=at("09:05"), lat=-7.9955, lng=112.605)
    row = EmptyReport.objects.get()
    assert row.distance and 50 < row.distance < 62 and row.lat is None and row.lng is None


@pytest.mark.parametrize(
    ("hari", "jam"),
    [("2025-11-04", "25.00"), ("2025-11-04", "jam sembilan"), ("kemarin", "09.00"), ("2025-11-04", "16.00"),
     ("2025-10-01", "09.00"), ("9999-12-31", "09.00"), ("0001-01-01", "00.00"), ("", "")],
)  # fmt: skip
def test_a_time_that_is_none_is_said_at_its_field_and_nothing_typed_is_lost(
    town: Town, client: Client, hari: str, jam: str
) -> None:
    with clock.moved_to(at("09:05")):
        back = client.post("/contoh/kantor/melati/kosong/", {"hari": hari, "jam": jam, "kata": "Sepi"})
    assert back.status_code == 422
    assert "Sepi" in back.content.decode() and not EmptyReport.objects.exists()


def test_a_wrong_code_or_another_office_shows_nothing_and_many_tries_are_stopped(
    town: Town, client: Client
) -> None:
    code = reporting_empty.report(town.units["melati"], when=at("09:00"), at=at("09:05"))
    with clock.moved_to(at("09:10")):
        assert client.get(f"/contoh/kantor/kenanga/kosong/{code}/").status_code == 404
        for n in range(12):
            assert client.get(f"/contoh/kantor/melati/kosong/AAAA-AAAA-AA{n:02d}/").status_code == 404
        assert client.get(f"/contoh/kantor/melati/kosong/{code}/").status_code == 404
    with clock.moved_to(at("09:10") + timedelta(minutes=20)):
        assert client.get(f"/contoh/kantor/melati/kosong/{code.lower()}/").status_code == 200


def test_the_answer_comes_from_above_once_and_the_resident_reads_it(town: Town, client: Client) -> None:
    melati, camat = town.units["melati"], town.persons["kec-taman", "camat", 1]
    code = reporting_empty.report(melati, when=at("09:00"), at=at("09:05"))
    row = EmptyReport.objects.get()
    with pytest.raises(Refused):
        reporting_empty.answer(row.pk, melati, "Ya", by=camat, at=at("10:00"))
    said = "Benar, petugas sedang takziah. Mulai besok ada pengganti."
    reporting_empty.answer(row.pk, melati, said, by=camat, at=at("10:00"))
    with pytest.raises(Refused):
        reporting_empty.answer(row.pk, melati, said, by=camat, at=at("10:01"))
    assert said in page(client, "10:05", f"/contoh/kantor/melati/kosong/{code}/")
