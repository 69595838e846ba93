"""The acceptance checks that the citizen's pages must pass, one test each, by the number of the item."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from garda import clock
from garda.cases import publishing
from garda.cases.models import Case
from garda.cases.saying import spoken
from garda.sight import needs
from tests.public.visitors import KENANGA, MELATI, code_shown, key_in, report, send, words_of
from tests.town import Town, moment


def test_item_6_a_report_has_number_owner_and_due_time_at_once(town: Town, client: Client) -> None:
    case = report(client)
    page = words_of(client.get(f"/contoh/ikuti/{case.number}/"))
    assert case.number in page
    assert "Sekarang dipegang" in page
    assert "Kelurahan Melati" in page
    assert "Selasa 11 November pukul 16.00" in page
    assert case.holder_id is None or case.holder.unit_id == case.unit_id


def test_item_6_it_is_followed_with_number_and_code_and_no_account(town: Town, client: Client) -> None:
    case = report(client)
    code = code_shown(client, case)
    stranger = Client()
    knocked = stranger.post("/contoh/ikuti/", {"nomor": case.number.lower(), "kode": code.replace("-", " ")})
    assert knocked["Location"] == f"/contoh/ikuti/{case.number}/"
    assert "Lampu jalan mati di Gang 3" in words_of(stranger.get(knocked["Location"]))


PHRASES = {
    "surat tdk mampu": "sktm",
    "surat keteranga tidak mampuh": "sktm",
    "keringanan biya sekolah": "sktm",
    "surat domisli": "domisili",
    "ktrangan tempat tingal": "domisili",
    "surat kemtian": "kematian",
    "orang meninggl": "kematian",
    "lampu jaln mati": "pengaduan",
    "sampah numpk": "pengaduan",
    "dalan bolong": "pengaduan",
    "usul bangku tamn": "aspirasi",
    "minta informasi publk": "informasi-publik",
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_item_8_everyday_words_with_typing_errors_find_the_service_in_the_first_three(
    town: Town, client: Client, phrase: str
) -> None:
    found = client.get("/contoh/cari/", {"q": phrase}).context["found"]
    assert PHRASES[phrase] in [hit.service.key for hit in found]
    assert len(found) <= 3


@pytest.mark.parametrize(("phrase", "who"), [
    ("keringanan listrik", "PLN"),
    ("bikin sim", "Kepolisian"),
    ("pindah rumah", "Dinas Kependudukan dan Pencatatan Sipil"),
    ("perpanjang paspor", "Imigrasi"),
])  # fmt: skip
def test_item_8_what_is_not_offered_names_the_right_office(
    town: Town, client: Client, phrase: str, who: str
) -> None:
    assert who in words_of(client.get("/contoh/cari/", {"q": phrase}))


def test_item_8_a_service_that_the_visitors_office_does_not_give_says_who_does(
    town: Town, client: Client
) -> None:
    client.cookies["kelurahan"] = MELATI
    page = words_of(client.get("/contoh/layanan/keberatan-informasi/"))
    assert "Bukan di Kelurahan Melati" in page
    assert "Sekretariat daerah" in page


def test_item_8_withdrawing_removes_page_flow_and_poster_together(town: Town, client: Client) -> None:
    pages = [f"/contoh/layanan/sktm/{part}" for part in ("", "standar/", "poster/", "ajukan/")]
    assert [client.get(page).status_code for page in pages] == [200] * 4
    publishing.withdraw_flow(town.flows["sktm"], at=clock.now())
    assert [client.get(page).status_code for page in pages] == [404] * 4
    assert "Surat Keterangan Tidak Mampu" not in words_of(client.get("/contoh/layanan/"))
    assert "Surat Keterangan Tidak Mampu" not in words_of(client.get("/contoh/"))
    assert "sktm" not in [
        one.service.key for one in client.get("/contoh/cari/?q=surat+tidak+mampu").context["found"]
    ]


def test_item_9_from_a_need_to_the_desk_in_three_screens_without_signing_in(
    town: Town, client: Client
) -> None:
    first = client.get("/contoh/")
    assert 'action="/contoh/cari/"' in first.content.decode()
    second = client.get("/contoh/cari/", {"q": "surat tidak mampu"})
    link = re.search(r'<ul class="needs"><li><a href="([^"]+)"', second.content.decode())
    assert link
    third = words_of(client.get(link[1]))
    assert "Loket 1" in third
    assert "Serahkan lima berkas" in third
    assert "10 menit" in third


def test_item_9_poster_and_screen_come_from_the_same_version(town: Town, client: Client) -> None:
    newer = town.flows["sktm"].text.replace("Serahkan lima berkas", "Serahkan semua berkas")
    publishing.publish(town.city, newer, at=moment("2025-11-03"))
    for page in ("", "poster/", "standar/"):
        words = words_of(client.get(f"/contoh/layanan/sktm/{page}"))
        assert "Serahkan semua berkas" in words
        assert "ersi 2" in words


def test_item_11_the_promise_is_shown_before_and_kept_in_view_after(town: Town, client: Client) -> None:
    page = words_of(client.get("/contoh/layanan/sktm/"))
    assert "Hak Anda" in page
    assert "Selesai 30 menit kerja" in page
    assert "Bila terlambat" in page
    assert "Undang-Undang Nomor 25 Tahun 2009, Pasal 21" in page
    assert "Selesai 30 menit kerja" in words_of(client.get("/contoh/layanan/sktm/poster/"))
    case = report(client)
    assert "Selesai paling lambat" in words_of(client.get(f"/contoh/tanda-terima/{case.number}/"))


def test_item_11_a_late_matter_begins_with_an_apology(town: Town, client: Client) -> None:
    case = report(client)
    with clock.moved_to(moment("2025-11-11", "16:01")):
        assert "Maaf, janji kami belum kami tepati" in words_of(client.get(f"/contoh/ikuti/{case.number}/"))


def test_item_12_five_unmet_needs_rank_as_one_and_a_new_service_lowers_the_count(
    town: Town, client: Client
) -> None:
    said = (
        "keringanan uang kontrakan",
        "butuh keringanan uang kontrakan",
        "minta keringanan kontrakan",
        "keringanan uang kontrakan rumah",
        "Keringanan Uang Kontrakan",
    )
    for words in said:
        page = client.get("/contoh/cari/", {"q": words})
        assert "Catat kebutuhan saya" in words_of(page)
        typed = {"kata": words, "kelurahan": MELATI, "kunci": key_in(client, f"/contoh/cari/?q={words}")}
        noted = client.post("/contoh/cari/catat/", typed)
        assert "/tanda-terima/" in noted["Location"]
    at = clock.now()
    ranked = needs.unmet(town.city, at)
    assert [(one.count, one.wards) for one in ranked] == [(5, (("Melati", 5),))]
    assert len(ranked[0].numbers) == 5
    assert needs.unmet(town.city, at, area_code=KENANGA) == []
    newer = town.flows["sktm"].text.replace('"sktm", ', '"sktm", "keringanan uang kontrakan", ', 1)
    later = moment("2025-11-05")
    publishing.publish(town.city, newer, at=later)
    assert sum(one.count for one in needs.unmet(town.city, later)) == 0


def test_item_12_a_noted_need_has_number_owner_and_due_date(town: Town, client: Client) -> None:
    key = key_in(client, "/contoh/cari/?q=penitipan+kucing")
    client.post("/contoh/cari/catat/", {"kata": "penitipan kucing", "kelurahan": MELATI, "kunci": key})
    case = Case.objects.get(category=needs.UNMET)
    assert (case.unit.key, case.state, case.due_at is not None) == ("melati", "open", True)


def test_item_19_past_its_review_date_a_standard_says_it_is_being_reviewed(
    town: Town, client: Client
) -> None:
    assert "sedang ditinjau" not in words_of(client.get("/contoh/layanan/sktm/"))
    with clock.moved_to(moment("2027-10-02")):
        assert "sedang ditinjau" in words_of(client.get("/contoh/layanan/sktm/"))
        assert "sedang ditinjau" in words_of(client.get("/contoh/layanan/sktm/standar/"))
        assert "Standar ini sedang ditinjau" in words_of(client.get("/contoh/layanan/sktm/poster/"))


ENGLISH = frozenset(
    "the and you your yours our ours with without this that these those from have has not are was were will "
    "been about submit search find report follow service services office offices received receipt number due "
    "date day days hours hour minutes open closed status dashboard click here back next previous yes send "
    "file files choose upload required optional please welcome login sign password account error page home "
    "of for to is it in on at by or an be we us my me".split()
) - {"status", "error", "to", "at", "in", "is", "on", "by"}
PAGES = (
    "/contoh/", "/contoh/cari/?q=lampu", "/contoh/cari/?q=zzzz", "/contoh/layanan/", "/contoh/layanan/sktm/",
    "/contoh/layanan/sktm/standar/", "/contoh/layanan/sktm/poster/", "/contoh/layanan/sktm/ajukan/",
    "/contoh/layanan/pengaduan/", "/contoh/lapor/", "/contoh/kantor/", "/contoh/kantor/melati/",
    "/contoh/kelurahan/", "/contoh/peta/", "/contoh/peta/99.01.01/", "/contoh/ikuti/", "/contoh/segel/",
    "/contoh/segel/periksa/", "/contoh/waktu/", "/contoh/privasi/", "/contoh/maklumat/",
    "/contoh/aturan/uu-25-2009/", "/contoh/layanan/tidak-ada/",
)  # fmt: skip


def test_item_88_no_english_words_on_citizen_pages(town: Town, client: Client) -> None:
    case = report(client)
    mine = (f"/contoh/ikuti/{case.number}/", f"/contoh/tanda-terima/{case.number}/")
    for page in (*PAGES, *mine):
        words = set(re.findall(r"(?<![0-9a-z])[a-z]+(?![0-9a-z])", words_of(client.get(page)).lower()))
        assert words & ENGLISH == set(), page


def test_item_88_dates_times_and_money_are_indonesian(town: Town, client: Client) -> None:
    page = words_of(client.get("/contoh/waktu/"))
    assert "Selasa 11 November pukul 16.00" in page
    assert "Rp0" in words_of(client.get("/contoh/layanan/sktm/"))


def test_item_88_a_day_is_read_day_first(town: Town, client: Client) -> None:
    typed = {
        "kelurahan": MELATI, "aksi": "kirim", "name": "Bunga Contoh", "nik": "3573014107900001",
        "address": "Gang 3 Nomor 5", "deceased": "Daun Contoh", "deceased-nik": "3573014107500002",
        "died-at": "di rumah",
    }  # fmt: skip
    address = "/contoh/layanan/kematian/ajukan/"
    for written, kept in (("12/9/2024", "2024-09-12"), ("26/4/18", "2018-04-26")):
        sent = send(client, address, {**typed, "died-on": written})
        case = Case.objects.get(number=sent["Location"].rstrip("/").rsplit("/", 1)[1])
        assert spoken(case, "died-on") == {"died-on": kept}
    assert "Tanggal ini tidak terbaca" in words_of(send(client, address, {**typed, "died-on": "31/2/2024"}))
