"""The port to whoever signs: the city's own certificates, or the national service where the city has it."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Protocol

from asn1crypto import x509 as asn1_x509  # type: ignore[import-untyped]
from asn1crypto.algos import SignedDigestAlgorithm  # type: ignore[import-untyped]
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from garda.letters import authority, national
from garda.letters.signatories import Signing
from garda.people.models import City

# Room in the file for one signature with two certificates; a larger one would not fit and be refused.
RESERVED = 8192


class Signer(Protocol):
    """Whoever puts an electronic signature into a letter. `own` marks the city's own certificates."""

    own: bool
    asks_passphrase: bool

    def sign(self, pdf: bytes, signing: Signing, place: int, passphrase: str, at: datetime) -> bytes:
        """The same letter with one signature more, the `place`-th; what was signed before stays as it is."""
        ...


def signer_of(city: City) -> Signer:
    """The national service where it is configured for this city, else the city's own certificates."""
    if settings.ESIGN_ADDRESS and (not settings.ESIGN_CITIES or city.key in settings.ESIGN_CITIES):
        return National()
    return Own(city)


class National:
    """The national service over HTTP; the passphrase goes through and is nowhere kept."""

    own = False
    asks_passphrase = True

    def sign(self, pdf: bytes, signing: Signing, place: int, passphrase: str, at: datetime) -> bytes:
        """Ask the service for the signature."""
        return national.sign(pdf, national.nik_of(signing.person), passphrase)


class Own:
    """PAdES with the city's own certificates."""

    own = True
    asks_passphrase = False

    def __init__(self, city: City) -> None:
        self.city = city

    def sign(self, pdf: bytes, signing: Signing, place: int, passphrase: str, at: datetime) -> bytes:
        """Sign here, as an incremental update."""
        keys = authority.keys_for(signing, self.city, at)
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        meta = signers.PdfSignatureMetadata(
            field_name=f"TandaTangan{place}",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=signing.name,
            location=self.city.name,
            reason=" ".join(signing.lines).rstrip(","),
        )
        signed = signers.sign_pdf(writer, meta, signer=_Kept(keys), bytes_reserved=RESERVED)
        content: bytes = signed.getvalue()
        return content


class _Kept(signers.Signer):
    """Signs with a key that is at hand: the usual signer reads and checks its key anew at every signature."""

    def __init__(self, keys: authority.Keys) -> None:
        certificates: list[asn1_x509.Certificate] = [keys.cert, keys.above]
        super().__init__(
            signing_cert=keys.cert,
            cert_registry=SimpleCertificateStore.from_certs(certificates),  # type: ignore[no-untyped-call]
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
        )
        self.key = keys.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The raw signature over `data`."""
        if dry_run:
            return bytes(self.key.key_size // 8)
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
