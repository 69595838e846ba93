"""Forms: what is wrong is said where it is wrong, nothing typed is lost, the same form is one matter."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from garda import clock
from garda.cases.models import Case, Event, Paper, Said
from garda.cases.saying import spoken
from tests.public.visitors import (
    KENANGA,
    LETTER,
    MELATI,
    REPORT,
    code_shown,
    key_in,
    picture,
    report,
    send,
    words_of,
)
from tests.town import Town, moment

LAPOR, AJUKAN = "/contoh/lapor/", "/contoh/layanan/sktm/ajukan/"


def test_the_same_form_sent_twenty_times_is_one_matter_with_one_code(town: Town, client: Client) -> None:
    key = key_in(client, LAPOR)
    answers = [client.post(LAPOR, {**REPORT, "kunci": key}) for _ in range(20)]
    assert {answer["Location"] for answer in answers} == {"/contoh/tanda-terima/MLT-25-0001/"}
    assert Case.objects.count() == Event.objects.count() == 1
    stranger = Client()
    again = stranger.post(LAPOR, {**REPORT, "kunci": key})
    assert again["Location"] == answers[0]["Location"]
    case = Case.objects.get()
    assert code_shown(stranger, case) == code_shown(client, case)


def test_a_form_gone_back_to_says_something_else_and_is_a_matter_of_its_own(
    town: Town, client: Client
) -> None:
    """The next one at the same screen goes back to the form of whoever sat there before."""
    key = key_in(client, LAPOR)
    first = client.post(LAPOR, {**REPORT, "kunci": key})
    after = Client()
    second = after.post(LAPOR, {**REPORT, "what": "Got di depan pasar tersumbat", "kunci": key})
    assert second["Location"] != first["Location"] and Case.objects.count() == 2
    told = words_of(after.get(second["Location"]))
    number = first["Location"].rstrip("/").rsplit("/", 1)[1]
    assert number not in told and after.get(f"/contoh/ikuti/{number}/").status_code != 200
    # Each sent again is the same as before.
    for address, what in ((first, REPORT["what"]), (second, "Got di depan pasar tersumbat")):
        again = client.post(LAPOR, {**REPORT, "what": what, "kunci": key})
        assert again["Location"] == address["Location"]
    assert Case.objects.count() == 2


def test_what_was_typed_is_kept_by_no_cache(town: Town, client: Client) -> None:
    assert "no-store" not in client.get(LAPOR).headers.get("Cache-Control", "")
    wrong = send(client, AJUKAN, {**LETTER, "nik": "12345"})
    assert "12345" in wrong.content.decode() and "no-store" in wrong["Cache-Control"]
    client.post(LAPOR, {**REPORT, "what": "Lampu mati", "aksi": "peta"})
    draft = client.get(LAPOR)
    assert "Lampu mati" in draft.content.decode() and "no-store" in draft["Cache-Control"]


def test_two_forms_are_two_matters(town: Town, client: Client) -> None:
    report(client)
    report(client)
    assert Case.objects.count() == 2


@pytest.mark.parametrize("key", ["", "short", "a" * 65, "x" * 20 + "!;--  ", "ключ" * 8])
def test_a_form_without_a_sound_key_is_still_filed(town: Town, client: Client, key: str) -> None:
    assert client.post(LAPOR, {**REPORT, "kunci": key}).status_code == 302
    assert Case.objects.count() == 1


def test_mistakes_stand_on_top_with_links_and_at_the_field_and_nothing_is_lost(
    town: Town, client: Client
) -> None:
    sent = send(client, AJUKAN, {**LETTER, "nik": "12345", "kelurahan": "", "phone": "0812 34"})
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "Ada 3 yang perlu diperbaiki" in page
    for name in ("nik", "kelurahan", "phone"):
        assert f'href="#isi-{name}"' in page
        assert f'id="isi-{name}"' in page
        assert f'id="isi-{name}-salah"' in page
    assert 'value="12345"' in page
    assert 'value="0812 34"' in page
    assert "Gang 3 Nomor 5, RT 02 RW 01" in page
    assert re.search(r'value="sekolah" checked', page)
    assert Case.objects.count() == 0


def test_the_key_of_a_form_with_mistakes_stays_the_same(town: Town, client: Client) -> None:
    key = key_in(client, LAPOR)
    wrong = client.post(LAPOR, {**REPORT, "what": "", "kunci": key})
    assert f'name="kunci" value="{key}"' in wrong.content.decode()


def test_a_request_goes_to_the_office_of_the_chosen_kelurahan(town: Town, client: Client) -> None:
    send(client, AJUKAN, {**LETTER, "kelurahan": KENANGA})
    assert Case.objects.get().unit.key == "kenanga"


def test_a_report_without_a_name_or_place_goes_to_the_citys_desk(town: Town, client: Client) -> None:
    case = report(client, place="")
    assert case.unit.key == town.city.settings["desk"]
    assert set(spoken(case)) == {"what"}


def test_a_point_finds_its_kelurahan_and_is_kept_apart_from_the_words(town: Town, client: Client) -> None:
    case = report(client, place="", **{"place-titik": "-7.99500,112.61500"})
    assert (case.unit.key, case.lat, case.lng) == ("kenanga", -7.995, 112.615)
    assert "place" not in spoken(case)


def test_a_point_outside_the_city_is_said_to_be_outside(town: Town, client: Client) -> None:
    sent = send(client, LAPOR, {**REPORT, "place-titik": "-6.2,106.8"})
    assert "di luar wilayah kota" in words_of(sent)
    assert Case.objects.count() == 0


def test_the_class_of_a_report_is_guessed_from_its_words(town: Town, client: Client) -> None:
    assert report(client, what="sampah numpuk di depan pasar").category == "sampah-kebersihan"
    assert report(client, what="xkq zzv").category == "lainnya"
    assert report(client, what="sampah numpuk", kategori="jalan-jembatan").category == "jalan-jembatan"
    assert report(client, what="sampah numpuk", kategori="'; DROP TABLE").category == "sampah-kebersihan"


def test_a_photo_is_kept_and_a_broken_one_is_said_to_be_broken(town: Town, client: Client) -> None:
    report(client, foto=picture())
    assert Paper.objects.get().media_type == "image/jpeg"
    broken = SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff not a photo", content_type="image/jpeg")
    sent = send(client, LAPOR, {**REPORT, "what": "Lampu lain", "foto": broken})
    assert sent.status_code == 422
    assert "tidak dapat dibaca" in words_of(sent)
    assert "Lampu lain" in sent.content.decode()
    assert "Berkas dan foto perlu dipilih sekali lagi" in words_of(sent)


def test_too_many_photos_are_refused_with_a_sentence(town: Town, client: Client) -> None:
    sent = send(client, LAPOR, {**REPORT, "foto": [picture(shade=n) for n in range(4)]})
    assert "Paling banyak 3" in words_of(sent)


def test_papers_of_a_request_are_kept_under_their_requirement(town: Town, client: Client) -> None:
    send(client, AJUKAN, {**LETTER, "berkas-ktp": picture(), "berkas-kk": picture(shade=30)})
    assert set(Paper.objects.values_list("key", flat=True)) == {"ktp", "kk"}
    assert sorted(Event.objects.get(seq=1).facts["brought"]) == ["kk", "ktp"]


def test_sealed_answers_are_sealed_and_others_keep_their_reader(town: Town, client: Client) -> None:
    send(client, AJUKAN, LETTER)
    assert not any(b"Bunga" in bytes(row.sealed) for row in Said.objects.all())


def test_what_was_typed_waits_while_the_map_is_open(town: Town, client: Client) -> None:
    typed = {"what": "Jalan berlubang", "story": "Sejak Senin", "place": MELATI, "aksi": "peta"}
    away = client.post(LAPOR, typed)
    assert away["Location"] == "/contoh/peta/?untuk=/contoh/lapor/"
    assert b"Jalan berlubang" not in str(dict(client.session)).encode()
    back = client.get(LAPOR, {"kelurahan": KENANGA, "titik": "-7.99500,112.61500"}).content.decode()
    assert 'value="Jalan berlubang"' in back
    assert "Sejak Senin" in back
    assert f'value="{KENANGA}" selected' in back
    assert 'value="-7.99500,112.61500"' in back
    report(client)
    assert 'value="Jalan berlubang"' not in client.get(LAPOR).content.decode()


def test_the_map_leads_back_to_the_form_and_nowhere_else(town: Town, client: Client) -> None:
    page = client.get("/contoh/peta/99.01.01/?untuk=https://jahat.example/").content.decode()
    assert 'href="https://jahat' not in page
    tapped = "/contoh/peta/99.01.01.1001/titik/?untuk=/contoh/lapor/&titik.x=140&titik.y=140"
    page = client.get(tapped).content.decode()
    assert re.search(rf'href="/contoh/lapor/\?kelurahan={MELATI}&amp;titik=-7\.9\d+%2C112\.60\d+"', page)
    assert client.get(f"/contoh/peta/{MELATI}/gambar.svg?tanda=10,20").content.startswith(b"<svg")


def test_a_chosen_kelurahan_is_remembered_for_this_city_only(town: Town, client: Client) -> None:
    chosen = client.get("/contoh/kelurahan/", {"kode": MELATI})
    assert chosen.cookies["kelurahan"]["path"] == "/contoh/"
    page = words_of(client.get("/contoh/"))
    assert "Kelurahan Melati" in page
    assert "Buka sampai 12.00" in page
    assert "Pilih satu kelurahan" in words_of(client.get("/contoh/kelurahan/", {"kode": "salah"}))


def test_an_objection_cannot_be_filed_out_of_nothing(town: Town, client: Client) -> None:
    assert client.get("/contoh/layanan/keberatan-informasi/ajukan/").status_code == 404


def test_an_idea_is_filed_and_received_as_an_idea(town: Town, client: Client) -> None:
    sent = send(client, "/contoh/layanan/aspirasi/ajukan/", {"what": "Bangku di taman RW 3", "aksi": "kirim"})
    assert "Usul Anda sudah kami terima" in words_of(client.get(sent["Location"]))


@pytest.mark.parametrize("day", ["2025-11-12", "2025-11-09", "2031-05-01"])
def test_a_report_is_taken_on_a_holiday_a_sunday_and_in_a_year_without_a_list(
    town: Town, client: Client, day: str
) -> None:
    with clock.moved_to(moment(day, "23:30")):
        case = report(client)
        for page in ("tanda-terima", "ikuti"):
            assert client.get(f"/contoh/{page}/{case.number}/").status_code == 200
        assert case.due_at is not None
        assert case.due_at > moment(day, "23:30")
