"""The national signing service (BSrE) as a city's installation offers it over HTTP.

Basic authentication; `GET api/user/status/{nik}` says whether the person may sign, `POST api/sign/pdf`
gives the signed file back. The passphrase is only passed on: never kept, never logged, never shown again.
"""

from __future__ import annotations

from typing import Any

import requests
from django.conf import settings

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.flow import Words
from garda.letters.models import Signatory
from garda.people.models import Person

# Seconds to connect, seconds to answer: a signature of the service takes one to five.
PATIENCE = (5, 25)
_LARGEST = 20 * 1024 * 1024

AWAY = Words(
    "Layanan tanda tangan nasional tidak menjawab. Surat belum ditandatangani, tidak ada yang hilang. Coba "
    "lagi beberapa menit lagi.",
    "The national signing service does not answer. The letter is not signed, nothing is lost. Try again in "
    "a few minutes.",
)
WRONG_PASSPHRASE = Words(
    "Frasa sandi tidak cocok menurut layanan tanda tangan nasional. Ketik lagi.",
    "The national signing service says that the passphrase is wrong. Type it again.",
)
NOT_KNOWN = Words(
    "Sertifikat Anda tidak aktif di layanan tanda tangan nasional. Hubungi pengelola sertifikat kota.",
    "Your certificate is not active at the national signing service. Ask your city's certificate officer.",
)
NO_NIK = Words(
    "NIK Anda belum dicatat untuk tanda tangan nasional. Minta admin mengisinya di halaman Penanda tangan.",
    "Your NIK is not recorded for national signing. Ask the administrator to fill it in.",
)
NO_PASSPHRASE = Words("Ketik frasa sandi sertifikat Anda.", "Type the passphrase of your certificate.")


def nik_of(person: Person) -> str:
    """The sealed NIK under which the service knows a signatory."""
    row = Signatory.objects.filter(person=person).first()
    if row is None or not row.nik:
        raise Refused(NO_NIK)
    return sealing.unseal(row.nik)


def sign(pdf: bytes, nik: str, passphrase: str) -> bytes:
    """The file with the person's signature; Refused with a sentence for every way in which it can fail."""
    if not passphrase:
        raise Refused(NO_PASSPHRASE, "passphrase")
    _must_be_active(nik)
    answer = _ask(
        "POST",
        "api/sign/pdf",
        files={"file": ("surat.pdf", pdf, "application/pdf")},
        data={"nik": nik, "passphrase": passphrase, "tampilan": "invisible"},
    )
    if answer.status_code in (400, 401, 403) and "passphrase" in answer.text.lower()[:2000]:
        raise Refused(WRONG_PASSPHRASE, "passphrase")
    signed = answer.content
    if answer.status_code != 200 or not signed.startswith(b"%PDF-") or len(signed) > _LARGEST:
        raise Refused(AWAY)
    if not signed.startswith(pdf):
        # A signature is an update behind the file; what the office made must stand unchanged before it.
        raise Refused(
            Words(
                "Layanan tanda tangan mengembalikan berkas lain. Surat belum ditandatangani.",
                "The signing service gave another file back. The letter is not signed.",
            )
        )
    return signed


def _must_be_active(nik: str) -> None:
    answer = _ask("GET", f"api/user/status/{nik}")
    if answer.status_code == 404:
        raise Refused(NOT_KNOWN)
    if answer.status_code != 200:
        raise Refused(AWAY)
    try:
        said = answer.json()
    except ValueError:
        raise Refused(AWAY) from None
    # 1111: the certificate is there and in force; other codes say what it lacks.
    if not isinstance(said, dict) or str(said.get("status_code", "")) != "1111":
        raise Refused(NOT_KNOWN)


def _ask(method: str, path: str, **more: Any) -> requests.Response:
    address = f"{settings.ESIGN_ADDRESS.rstrip('/')}/{path}"
    try:
        return requests.request(
            method,
            address,
            auth=(settings.ESIGN_USER, settings.ESIGN_PASSWORD),
            timeout=PATIENCE,
            allow_redirects=False,
            **more,
        )
    except requests.RequestException:
        # Without its cause: a trouble's own words carry the address with the NIK in it.
        raise Refused(AWAY) from None
