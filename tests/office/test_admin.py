"""The administrator's pages: units, persons, terms with their hand-over list, hours, the sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from garda import clock
from garda.cases.models import Case, Event
from garda.people.models import Change, Delegation, Person, Term, Unit, WorkHours
from tests.office.staff import do, signed_in, text_of
from tests.people.test_importing import front_line, sheet
from tests.town import Town, build_person, build_town, moment, report


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday morning."""
    with clock.moved_to(moment()):
        yield build_town()


def admin(town: Town) -> Any:
    """The city's administrator."""
    return signed_in(town, "kota", "admin")


UNIT = {
    "key": "mawar",
    "abbrev": "mwr",
    "name": "Kelurahan Mawar",
    "kind": "kelurahan",
    "parent": "kec-taman",
}


def test_item_2_a_unit_is_added_corrected_and_closed_by_form(town: Town) -> None:
    client = admin(town)
    assert client.post("/kerja/unit/baru/", {**UNIT, "parent": "pu"}).status_code == 422
    assert client.post("/kerja/unit/baru/", UNIT).status_code == 302
    assert client.post("/kerja/unit/baru/", UNIT).status_code == 422, "the same code twice"
    assert "Kelurahan Mawar" in text_of(client.get("/kerja/unit/"))
    page = text_of(client.get("/kerja/unit/mawar/"))
    assert "Sekretaris Lurah" in page
    assert client.post("/kerja/unit/mawar/", {**UNIT, "name": "Kelurahan Mawar Merah"}).status_code == 302
    assert Unit.objects.get(key="mawar").name == "Kelurahan Mawar Merah"
    assert client.post("/kerja/unit/mawar/jabatan/", {"kind": "petugas-loket"}).status_code == 302
    assert client.post("/kerja/unit/mawar/jabatan/", {"kind": "sekda"}).status_code == 422
    assert client.post("/kerja/unit/mawar/tutup/").status_code == 422
    assert client.post("/kerja/unit/mawar/tutup/", {"yakin": "ya"}).status_code == 302
    assert (
        Change.objects.filter(city=town.city, what="unit", by=town.persons["kota", "admin", 1]).count() == 3
    )


def test_item_9_where_an_office_stands_is_entered_and_a_slip_is_told_at_its_field(town: Town) -> None:
    client = admin(town)
    assert client.post("/kerja/unit/baru/", UNIT).status_code == 302
    for slip in ("di sebelah pasar", "112.6", "-7.98; 112.62", "-97.98, 112.62", "nan, nan", "1,2,3"):
        answer = client.post("/kerja/unit/mawar/", {**UNIT, "point": slip})
        assert answer.status_code == 422
        assert "lintang lalu bujur" in text_of(answer) and slip in text_of(answer)
    assert client.post("/kerja/unit/mawar/", {**UNIT, "point": "-7.98300, 112.62100"}).status_code == 302
    unit = Unit.objects.get(key="mawar")
    assert (unit.lat, unit.lng) == (-7.983, 112.621)
    assert 'value="-7.98300, 112.62100"' in text_of(client.get("/kerja/unit/mawar/"))
    assert client.post("/kerja/unit/mawar/", {**UNIT, "point": ""}).status_code == 302
    assert Unit.objects.get(key="mawar").lat is None


def test_a_unit_with_open_work_is_not_closed(town: Town) -> None:
    report(town)
    answer = admin(town).post("/kerja/unit/melati/tutup/", {"yakin": "ya"})
    assert answer.status_code == 422
    assert "1 urusan terbuka" in text_of(answer)


def test_item_3_open_work_passes_to_the_successor_and_decisions_stay(town: Town) -> None:
    case = report(town).case
    old = town.persons["melati", "petugas-loket", 1]
    do(signed_in(town, "melati", "petugas-loket"), case, "langkah/handling")
    seat = town.posts["melati", "petugas-loket", 1]
    term = Term.objects.get(post=seat)
    client = admin(town)
    answer = client.post(f"/kerja/orang/masa/{term.pk}/", {"last": "4/11/2025"})
    assert answer.status_code == 302
    listed = text_of(client.get(answer["Location"]))
    assert case.number in listed
    assert "1 urusan terbuka untuk penggantinya" in listed
    assert "Belum ada penggantinya" in listed
    fresh = build_person(username="baru", name="Orang Baru", city=town.city)
    given = {"post": seat.pk, "manner": "definitif", "first": "5/11/2025"}
    assert client.post(f"/kerja/orang/{fresh.pk}/jabatan/", given).status_code == 302
    assert "Penggantinya Orang Baru" in text_of(client.get(answer["Location"]))
    with clock.moved_to(moment("2025-11-05")):
        client.force_login(fresh)
        assert case.number in text_of(client.get("/kerja/meja/"))
        client.force_login(old)
        assert client.get("/kerja/meja/").status_code == 403
    event = Event.objects.get(case=case, name="case.moved")
    assert event.by_person == old, "the decision stays with who held the post on its day"


def test_item_3_a_person_is_made_given_a_post_and_signs_in(town: Town, client: Any) -> None:
    office = admin(town)
    page = text_of(office.post("/kerja/orang/baru/", {"name": "Sari Utami", "username": "sari.utami"}))
    person = Person.objects.get(username="sari.utami")
    password = page.split('class="mono"><b>')[1].split("<")[0]
    assert person.check_password(password)
    seat = town.posts["kenanga", "petugas-loket", 2]
    wrong = {"post": seat.pk, "manner": "definitif", "first": "bukan tanggal"}
    assert office.post(f"/kerja/orang/{person.pk}/jabatan/", wrong).status_code == 422
    taken = office.post(f"/kerja/orang/{person.pk}/jabatan/", {**wrong, "first": "4/11/2025"})
    assert taken.status_code == 422, "somebody sits there"
    plh = office.post(
        f"/kerja/orang/{person.pk}/jabatan/",
        {**wrong, "first": "4/11/2025", "last": "6/11/2025", "manner": "plh"},
    )
    assert plh.status_code == 302
    client.force_login(person)
    assert "Plh Petugas Loket" in text_of(client.get("/kerja/meja/"))
    told = text_of(office.post(f"/kerja/orang/{person.pk}/sandi/"))
    assert password not in told
    other = build_town(key="lain")
    assert office.get(f"/kerja/orang/{other.persons['melati', 'lurah', 1].pk}/").status_code == 404


def test_item_4_a_head_lends_only_own_acts(town: Town) -> None:
    lurah = signed_in(town, "melati", "lurah")
    days = {"first": "4/11/2025", "last": "6/11/2025"}
    taker = town.posts["melati", "seklur", 1].pk
    foreign = {"giver": town.posts["kenanga", "lurah", 1].pk, "taker": taker, **days}
    assert lurah.post("/kerja/limpah/", foreign).status_code == 422
    assert (
        lurah.post("/kerja/limpah/", {**foreign, "giver": town.posts["melati", "lurah", 1].pk}).status_code
        == 302
    )
    lent = Delegation.objects.get()
    deputy = signed_in(town, "melati", "seklur")
    assert deputy.get("/kerja/kepala/").status_code == 200
    assert signed_in(town, "kenanga", "lurah").post(f"/kerja/limpah/{lent.pk}/tarik/").status_code == 404
    assert lurah.post(f"/kerja/limpah/{lent.pk}/tarik/").status_code == 302
    lent.refresh_from_db()
    assert lent.last == date(2025, 11, 4)


def test_hours_and_days_change_every_clock_from_the_page(town: Town) -> None:
    client = admin(town)
    assert (
        client.post(
            "/kerja/jam/hari/", {"day": "5/11/2025", "label": "Banjir", "kind": "tutup", "unit": "melati"}
        ).status_code
        == 302
    )
    here, there = report(town, at=clock.now()).case, report(town, unit="kenanga", at=clock.now()).case
    due = {case.first_unit.key: Case.objects.get(pk=case.pk).desk_due_at for case in (here, there)}
    assert due["melati"] is not None
    assert due["kenanga"] is not None
    assert due["melati"] > due["kenanga"]
    week = {
        "senin": "08.00-12.00",
        "selasa": "08.00-12.00",
        "name": "Ramadan",
        "first": "1/2/2026",
        "last": "28/2/2026",
    }
    assert client.post("/kerja/jam/baru/", {**week, "senin": "pagi"}).status_code == 422
    assert client.post("/kerja/jam/baru/", week).status_code == 302
    assert "Ramadan" in text_of(client.get("/kerja/jam/"))
    assert client.post("/kerja/jam/tahun/", {"year": "2027", "source": "SKB"}).status_code == 302
    assert "belum dinyatakan lengkap" in text_of(client.get("/kerja/jam/?tahun=2030"))


def test_item_89_a_sheet_shows_its_findings_before_anything_is_kept(town: Town) -> None:
    client = admin(town)
    rows = [
        ["baru", "BRU", "Kelurahan Baru", "kelurahan", ""],
        ["baru2", "BR2", "Kelurahan Baru Dua", "kelurahan", "kec-taman"],
    ]
    page = text_of(client.post("/kerja/impor/", {"sheet": SimpleUploadedFile("u.xlsx", sheet(rows))}))
    assert "1 dari 2 baris perlu dibetulkan" in page
    assert "tepat satu kecamatan" in page
    assert "Simpan semua" not in page
    assert not Unit.objects.filter(key__startswith="baru").exists()
    rows[0][4] = "kec-taman"
    page = text_of(client.post("/kerja/impor/", {"sheet": SimpleUploadedFile("u.xlsx", sheet(rows))}))
    packed = page.split('name="lembar" value="')[1].split('"')[0]
    kept = client.post("/kerja/impor/", {"aksi": "simpan", "lembar": packed})
    assert "Tersimpan: 2 baru" in text_of(kept)
    assert Unit.objects.filter(key__startswith="baru").count() == 2
    again = client.post("/kerja/impor/", {"aksi": "simpan", "lembar": packed})
    assert "Tersimpan: 0 baru" in text_of(again)
    for bad in ("", "palsu", packed[:-3] + "abc"):
        assert client.post("/kerja/impor/", {"aksi": "simpan", "lembar": bad}).status_code == 422


def test_item_89_sixty_two_rows_come_in_through_the_page_in_two_presses(town: Town) -> None:
    client = admin(town)
    rows = [row for row in front_line("malang") if row[3] != "kota" and row[0] not in ("melati", "kenanga")]
    page = text_of(client.post("/kerja/impor/", {"sheet": SimpleUploadedFile("u.xlsx", sheet(rows))}))
    assert "62 baris siap disimpan" in page
    packed = page.split('name="lembar" value="')[1].split('"')[0]
    assert "Tersimpan: 62 baru" in text_of(client.post("/kerja/impor/", {"aksi": "simpan", "lembar": packed}))
    template = client.get("/kerja/impor/contoh.xlsx")
    assert template["Content-Type"].endswith("spreadsheetml.sheet")


def seen_in(page: str) -> str:
    """What the form says that its reader had seen."""
    return page.split('name="semula" value="')[1].split('"')[0]


def test_item_89_two_administrators_edit_one_unit_and_nothing_is_lost(town: Town) -> None:
    first, second = admin(town), admin(town)
    page = text_of(second.get("/kerja/unit/melati/"))
    given = {"name": "Kelurahan Melati", "abbrev": "MLT", "kind": "kelurahan", "parent": "kec-taman"}
    given |= {"area": "99.01.01.1001", "semula": seen_in(page)}
    assert first.post("/kerja/unit/melati/", {**given, "phone": "0341-111"}).status_code == 302
    late = second.post("/kerja/unit/melati/", {**given, "address": "Jalan Melati 7"})
    assert late.status_code == 409
    page = text_of(late)
    assert "Jalan Melati 7" in page, "what the second typed stands on the page"
    assert "mendahului Anda" in page
    assert "0341-111" in page, "and what the first has kept"
    unit = Unit.objects.get(city=town.city, key="melati")
    assert (unit.phone, unit.address) == ("0341-111", "")
    again = {**given, "address": "Jalan Melati 7", "phone": "0341-111", "semula": seen_in(page)}
    assert second.post("/kerja/unit/melati/", again).status_code == 302


def test_item_89_two_administrators_edit_one_person_and_nothing_is_lost(town: Town) -> None:
    there = town.persons["melati", "seklur", 1]
    first, second = admin(town), admin(town)
    address = f"/kerja/orang/{there.pk}/"
    seen = seen_in(text_of(second.get(address)))
    mailed = {"name": there.name, "email": "satu@contoh.id", "semula": seen}
    assert first.post(address, mailed).status_code == 302
    late = second.post(address, {"name": "Nama Baru", "email": "", "semula": seen})
    assert late.status_code == 409
    assert "Nama Baru" in text_of(late)
    assert "mendahului Anda" in text_of(late)
    there.refresh_from_db()
    assert there.email == "satu@contoh.id"


def test_item_89_two_administrators_edit_the_same_hours_and_nothing_is_lost(town: Town) -> None:
    row = WorkHours.objects.get(city=town.city)
    first, second = admin(town), admin(town)
    address = f"/kerja/jam/{row.pk}/"
    seen = seen_in(text_of(second.get(address)))
    week = dict.fromkeys(("senin", "selasa", "rabu", "kamis", "jumat"), "08.00-15.00")
    sent = {**week, "name": row.name, "semula": seen}
    assert first.post(address, sent).status_code == 302
    late = second.post(address, {**sent, "senin": "09.00-12.00"})
    assert late.status_code == 409
    assert "09.00-12.00" in text_of(late)
    assert "mendahului Anda" in text_of(late)
    row.refresh_from_db()
    assert row.week[0] == [[480, 900]]


def test_item_89_a_sheet_judged_before_a_colleague_saved_is_judged_again_before_it_is_kept(
    town: Town,
) -> None:
    first, second = admin(town), admin(town)
    rows = [["melati", "MLT", "Kelurahan Melati", "kelurahan", "kec-taman", "", "Jalan Lama 1"]]
    shown = text_of(second.post("/kerja/impor/", {"sheet": SimpleUploadedFile("u.xlsx", sheet(rows))}))
    given = {"name": "Kelurahan Melati", "abbrev": "MLT", "kind": "kelurahan", "parent": "kec-taman"}
    assert first.post("/kerja/unit/melati/", {**given, "address": "Jalan Baru 9"}).status_code == 302
    kept = {"aksi": "simpan", "lembar": shown.split('name="lembar" value="')[1].split('"')[0]}
    late = second.post("/kerja/impor/", kept)
    assert late.status_code == 409
    assert "mendahului Anda" in text_of(late)
    assert Unit.objects.get(city=town.city, key="melati").address == "Jalan Baru 9"
    kept["lembar"] = text_of(late).split('name="lembar" value="')[1].split('"')[0]
    assert second.post("/kerja/impor/", kept).status_code == 200
    assert Unit.objects.get(city=town.city, key="melati").address == "Jalan Lama 1"
    log = Change.objects.filter(city=town.city, what="unit").order_by("-pk")[0]
    assert log.was["address"] == "Jalan Baru 9", "and what it was is in the log"


def test_item_89_a_day_corrected_by_a_colleague_leaves_what_it_was_in_the_log(town: Town) -> None:
    day = {"day": "5/11/2025", "kind": "tutup", "unit": "melati"}
    first, second = admin(town), admin(town)
    first.post("/kerja/jam/hari/", {**day, "label": "Banjir", "rests_on": "SK Lurah 1"})
    second.post("/kerja/jam/hari/", {**day, "label": "Perbaikan", "rests_on": "SK Lurah 2"})
    log = Change.objects.filter(city=town.city, what="day-off").order_by("-pk")[0]
    assert (log.was["name"], log.was["rests_on"]) == ("Banjir", "SK Lurah 1")
    assert (log.became["name"], log.became["rests_on"]) == ("Perbaikan", "SK Lurah 2")
