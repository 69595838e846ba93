"""In English the citizen's pages are English; names of people, offices and rules stay as they are."""

from __future__ import annotations

import re

from django.test import Client

from tests.public.test_items import PAGES
from tests.public.visitors import MELATI, report
from tests.town import Town

INDONESIAN = frozenset(
    "yang tidak belum untuk dengan sudah dari hari jam kerja urusan warga ini itu kantor bila semua "
    "simpan batas sampai menit oleh akan atau setiap pilih buka tutup anda kami bisa harus lalu".split()
)


ALSO = (
    "ikuti/{0}/", "tanda-terima/{0}/", "tanda-terima/{0}/?ukuran=80", "layanan/aspirasi/",
    "layanan/informasi-publik/", "layanan/informasi-publik/ajukan/", "layanan/kematian/ajukan/",
    "layanan/domisili/standar/", "aturan/uu-25-2009/", "layanan/pengaduan/poster/", "kantor/pu/",
    "kantor/kec-taman/", "peta/99.01.01.1001/titik/",
)  # fmt: skip
NAMES = ("Hari Jadi Kota Contoh", "Warga Petugas-Loket Melati")


def words_of(page: str) -> set[str]:
    """The words a reader sees, without names, commands, choices and the link to the other language."""
    page = re.sub(r"<(script|style|head|textarea|select|pre|code)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r"<a[^>]+hreflang=.*?</a>", " ", page, flags=re.DOTALL)
    for name in NAMES:
        page = page.replace(name, " ")
    return set(re.findall(r"(?<![0-9a-z])[a-z]+(?![0-9a-z])", re.sub(r"<[^>]+>", " ", page).lower()))


def test_item_88_english_pages_hold_no_indonesian_sentence(town: Town, client: Client) -> None:
    client.cookies["bahasa"] = "en"
    client.cookies["kelurahan"] = MELATI
    number = report(client).number
    wrong = {}
    for page in (*PAGES, *(f"/contoh/{name.format(number)}" for name in ALSO)):
        response = client.get(page)
        assert response.status_code == (404 if "tidak-ada" in page else 200), page
        if found := words_of(response.content.decode()) & INDONESIAN:
            wrong[page] = sorted(found)
    assert wrong == {}
