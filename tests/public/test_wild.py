"""Whatever is sent to a form or an address, the answer is a page with a sentence, never a 500."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.public.visitors import MELATI, report
from tests.town import Town

WILD = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
BAD = st.sampled_from(
    [
        "", " ", "\x00", "\x00\x01\x02", "'; DROP TABLE cases_case; --", "<script>alert(1)</script>",
        "{{ 7*7 }}", "../../etc", "%00", "%s%n", "٣٤٥", "²", "𝟘𝟙", "\u202eabc", "\ufeff", "a" * 5000,
        "9" * 400, "-1", "NaN", "1e309", "35.73.02.1005", MELATI, f"{MELATI};-7.9,112.6", "-7.9,112.6;", ";",
        ",", "0,0", "31/2/2024", "0000-00-00", "ya", "True", "[]", "null", "\n\n\n", "🏚️" * 50, "\ud7ff",
        "é" * 200,
    ]
)  # fmt: skip
TEXT = BAD | st.text(max_size=60)
FIELDS = (
    "what", "story", "place", "place-titik", "landmark", "confidential", "name", "phone", "nik", "address",
    "purpose", "kelurahan", "kategori", "aksi", "kunci", "kata", "nilai", "dilihat", "yakin", "nomor", "kode",
    "died-on", "q", "information", "use",
)  # fmt: skip
FORMS = (
    "/contoh/lapor/", "/contoh/layanan/sktm/ajukan/", "/contoh/layanan/domisili/ajukan/",
    "/contoh/layanan/kematian/ajukan/", "/contoh/layanan/aspirasi/ajukan/",
    "/contoh/layanan/informasi-publik/ajukan/", "/contoh/ikuti/", "/contoh/cari/catat/",
)  # fmt: skip
ACTS = ("jawab", "setuju", "sanggah", "tambah", "nilai", "cabut", "hapus")
LOOKED_AT = (
    "/contoh/cari/", "/contoh/kelurahan/", "/contoh/peta/", "/contoh/peta/99.01.01/", "/contoh/ikuti/",
    f"/contoh/peta/{MELATI}/titik/", f"/contoh/peta/{MELATI}/gambar.svg", "/contoh/segel/periksa/",
    "/contoh/lapor/", "/contoh/layanan/sktm/poster/", "/contoh/tanda-terima/X/",
)  # fmt: skip
forms = st.dictionaries(st.sampled_from(FIELDS), TEXT, max_size=8)
contents = st.binary(max_size=200) | st.sampled_from(
    [b"%PDF-1.7 %%EOF", b"\xff\xd8\xff", b"GIF89a", b"RIFF0000WEBP"]
)


def sound(response: Any) -> None:
    """A page, a redirect, or a sentence about what is wrong."""
    assert response.status_code in (200, 302, 400, 404, 413, 422, 429), response.status_code


@WILD
@given(typed=forms, address=st.sampled_from(FORMS), content=contents, name=TEXT)
def test_no_form_breaks(
    town: Town, client: Client, typed: dict[str, str], address: str, content: bytes, name: str
) -> None:
    file = SimpleUploadedFile(name or "x", content)
    for field in ("foto", "berkas-ktp"):
        file.seek(0)
        sound(client.post(address, {**typed, field: file}))


@WILD
@given(typed=forms, act=st.sampled_from(ACTS), content=contents)
def test_no_act_of_a_resident_breaks(
    town: Town, client: Client, typed: dict[str, str], act: str, content: bytes
) -> None:
    case = report(client)
    file = SimpleUploadedFile("foto.jpg", content)
    sound(client.post(f"/contoh/ikuti/{case.number}/{act}/", {**typed, "foto": file}))


@WILD
@given(
    asked=st.dictionaries(
        st.sampled_from(["q", "kode", "untuk", "titik.x", "titik.y", "tanda", "sidik", "kelurahan", "titik",
                         "kategori", "kantor", "ukuran", "nomor", "simulasi", "ke"]),
        TEXT, max_size=5,
    ),
    address=st.sampled_from(LOOKED_AT),
    cookie=TEXT,
)  # fmt: skip
def test_no_question_breaks(
    town: Town, client: Client, asked: dict[str, str], address: str, cookie: str
) -> None:
    client.cookies["kelurahan"] = "".join(
        sign for sign in cookie if (sign.isascii() and sign.isalnum()) or sign == "."
    )
    sound(client.get(address, asked))


@WILD
@given(part=st.text(st.characters(codec="utf-8", exclude_characters="/?#"), min_size=1, max_size=30))
def test_no_address_breaks(town: Town, client: Client, part: str) -> None:
    for place in ("peta/{}/", "peta/{}/titik/", "ikuti/{}/", "ikuti/{}/rekam.json", "ikuti/{}/cabut/",
                  "tanda-terima/{}/", "segel/{}.txt", "kantor/{}/", "layanan/{}/", "aturan/{}/"):  # fmt: skip
        sound(client.get("/contoh/" + place.format(part)))


def test_a_broken_upload_is_answered_with_a_sentence(town: Town, client: Client) -> None:
    for body, kind in (
        (b"--x\r\nContent-Disposition: form-data; name", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"\xff" * 300, "application/x-www-form-urlencoded"),
        (b"a=1&" * 400, "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ):
        sound(client.post("/contoh/lapor/", body, content_type=kind))


def test_other_methods_are_refused(town: Town, client: Client) -> None:
    for address in (*FORMS, "/contoh/", "/contoh/segel/"):
        assert client.put(address).status_code == 405
