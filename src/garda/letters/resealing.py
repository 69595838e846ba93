"""After a new key was put first in GARDA_KEY: keys of certificates and NIK of signatories sealed anew."""

from __future__ import annotations

from collections.abc import Iterator

from garda.cases import sealing
from garda.letters.models import Certificate, Signatory


def reseal() -> Iterator[None]:
    """Seal each under the first key; yields once for each."""
    for cert in Certificate.objects.iterator(chunk_size=200):
        fresh = sealing.resealed(cert.sealed_key)
        Certificate.objects.filter(pk=cert.pk, sealed_key=bytes(cert.sealed_key)).update(sealed_key=fresh)
        yield
    for one in Signatory.objects.filter(nik__isnull=False).iterator(chunk_size=200):
        assert one.nik is not None
        fresh = sealing.resealed(one.nik)
        Signatory.objects.filter(pk=one.pk, nik=bytes(one.nik)).update(nik=fresh)
        yield


def sealed() -> int:
    """How many there are to seal anew."""
    return Certificate.objects.count() + Signatory.objects.filter(nik__isnull=False).count()
