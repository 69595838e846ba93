"""What the tests of the citizen's pages share: a city with every flow of the shelf, and a few gestures."""

from __future__ import annotations

import io
import re
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from garda.cases.models import Case
from garda.rules.loading import load_rules
from garda.shelf import folder
from garda.sight import needs, territory
from tests.town import Town, build_town

MELATI, KENANGA = "99.01.01.1001", "99.01.01.1002"
FLOWS = ("aspirasi", "domisili", "informasi-publik", "keberatan-informasi", "kematian", "pengaduan", "sktm")
LETTER = {
    "kelurahan": MELATI,
    "name": "Bunga Contoh",
    "nik": "3573014107900001",
    "address": "Gang 3 Nomor 5, RT 02 RW 01",
    "purpose": "sekolah",
    "aksi": "kirim",
}
REPORT = {"what": "Lampu jalan mati di Gang 3", "place": MELATI, "aksi": "kirim"}


def whole_town() -> Town:
    """The made-up town with every flow of the shelf published, and the rules they rest on."""
    forget()
    load_rules(folder("rules"))
    return build_town(flows=FLOWS)


def forget() -> None:
    """Drop what the reading rooms keep in memory: another test's rows had the same ids."""
    territory._map.cache_clear()
    needs._most_asked.cache_clear()
    cache.clear()


def key_in(client: Client, address: str) -> str:
    """The hidden one-time key of a form."""
    found = re.search(r'name="kunci" value="([^"]+)"', client.get(address).content.decode())
    assert found, f"{address} has no form key"
    return found[1]


def send(client: Client, address: str, typed: dict[str, Any]) -> Any:
    """A form filled in and sent with its own key."""
    return client.post(address, {"kunci": key_in(client, address), **typed})


def report(client: Client, **typed: Any) -> Case:
    """A problem reported on the page; the case that came of it."""
    response = send(client, "/contoh/lapor/", {**REPORT, **typed})
    assert response.status_code == 302, response.content.decode()[:2000]
    return Case.objects.get(number=response["Location"].rstrip("/").rsplit("/", 1)[1])


def code_shown(client: Client, case: Case) -> str:
    """The code on the receipt, as its owner reads it."""
    page = client.get(f"/contoh/tanda-terima/{case.number}/").content.decode()
    found = re.search(r'class="code">([A-Z0-9-]+)<', page)
    assert found, "the receipt shows no code"
    return found[1]


def words_of(response: Any) -> str:
    """The words a reader sees on a page, without tags, styles and drawings."""
    page = response.content.decode()
    page = re.sub(r"<(script|style|code)\b.*?</\1>", " ", page, flags=re.S)
    page = re.sub(r"<[^>]+\blang=\"en\"[^>]*>.*?</[a-z]+>(</a>)?", " ", page, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def picture(name: str = "foto.jpg", shade: int = 90) -> SimpleUploadedFile:
    """A small photo to send along."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 90, 120)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")
