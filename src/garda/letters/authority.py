"""The city's own certificates: an authority of its own, and one certificate for each person in each post.

For a city without certificates of the national service: the signature is sound and any change of the
file is found, but only the city vouches for the signer, and every letter says so ("UJI COBA"). Keys never
leave the database, where they lie sealed under GARDA_KEY.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from asn1crypto import x509 as asn1_x509  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.db import transaction

from garda.cases import sealing
from garda.letters.models import Certificate
from garda.letters.signatories import Signing
from garda.people.models import City

BITS = 2048
YEARS_OF_AUTHORITY, YEARS_OF_PERSON = 10, 2
# A letter may be signed for a simulated day in the past, and machines' clocks differ a little.
BEFORE = timedelta(days=400)


@dataclass(frozen=True)
class Keys:
    """What a signature needs: the private key, its certificate, and that of the authority above it."""

    key: rsa.RSAPrivateKey
    cert: asn1_x509.Certificate
    above: asn1_x509.Certificate


def keys_for(signing: Signing, city: City, at: datetime) -> Keys:
    """The keys of a person in a post, made when they are first needed or have run out."""
    row = _in_force(city, signing.person.pk, signing.post.pk, at)
    if row is None:
        with transaction.atomic():
            above = _authority(city, at)
            # Taken for as long as it takes: two first signatures of one person make one certificate.
            Certificate.objects.select_for_update().get(pk=above.pk)
            row = _in_force(city, signing.person.pk, signing.post.pk, at) or _made(
                city, _subject(signing, city), at, YEARS_OF_PERSON, signing=signing, above=above
            )
    return Keys(_key_of(row.pk), _cert_of(row.pk), _cert_of(_authority(city, at).pk))


def authority_pem(city: City, at: datetime) -> str:
    """The certificate of the city's own authority, for whoever checks a signature by hand."""
    row = _in_force(city, None, None, at)
    return row.pem if row else ""


def _in_force(city: City, person: int | None, post: int | None, at: datetime) -> Certificate | None:
    rows = Certificate.objects.filter(city=city, first__lte=at, last__gt=at)
    if person is None or post is None:
        rows = rows.filter(person__isnull=True)
    else:
        rows = rows.filter(person_id=person, post_id=post)
    return rows.order_by("-last", "-pk").first()


def _authority(city: City, at: datetime) -> Certificate:
    found = _in_force(city, None, None, at)
    if found is not None:
        return found
    City.objects.select_for_update().get(pk=city.pk)
    return _in_force(city, None, None, at) or _made(
        city, _name(f"Sertifikat sendiri {city.name} (uji coba)", city), at, YEARS_OF_AUTHORITY
    )


def _made(
    city: City,
    subject: x509.Name,
    at: datetime,
    years: int,
    *,
    signing: Signing | None = None,
    above: Certificate | None = None,
) -> Certificate:
    key = _shared_key(city, signing) or rsa.generate_private_key(65537, BITS)
    first, last = at - BEFORE, at + timedelta(days=366 * years)
    issuer = x509.load_pem_x509_certificate(above.pem.encode()).subject if above else subject
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(
            x509.BasicConstraints(ca=above is None, path_length=0 if above is None else None), True
        )
        .add_extension(_usage(authority=above is None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )
    if above is not None:
        # Microsoft's and Adobe's "document signing", and the neutral one of RFC 9336.
        builder = builder.add_extension(
            x509.ExtendedKeyUsage(
                [x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"), ExtendedKeyUsageOID.EMAIL_PROTECTION]
            ),
            False,
        )
    cert = builder.sign(_key_of(above.pk) if above else key, hashes.SHA256())
    der = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Certificate.objects.create(
        city=city,
        person=signing.person if signing else None,
        post=signing.post if signing else None,
        name=subject.rfc4514_string()[:300],
        pem=cert.public_bytes(serialization.Encoding.PEM).decode(),
        sealed_key=sealing.seal_bytes(der),
        first=first,
        last=last,
    )


def _shared_key(city: City, signing: Signing | None) -> rsa.RSAPrivateKey | None:
    """The one key of all made-up people of a demonstration: forty would take longer than their letters."""
    if signing is None or not signing.person.is_demo:
        return None
    other = Certificate.objects.filter(city=city, person__is_demo=True).order_by("pk").first()
    return _key_of(other.pk) if other else None


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str, city: City, *more: x509.NameAttribute[str]) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"Pemerintah {city.name}"[:64]),
            *more,
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _subject(signing: Signing, city: City) -> x509.Name:
    return _name(
        signing.name,
        city,
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, signing.unit.name[:64]),
        x509.NameAttribute(NameOID.TITLE, f"{signing.title} (UJI COBA)"[:64]),
    )


@lru_cache(maxsize=256)
def _key_of(pk: int) -> rsa.RSAPrivateKey:
    der = sealing.unseal_bytes(Certificate.objects.get(pk=pk).sealed_key)
    key = serialization.load_der_private_key(der, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


@lru_cache(maxsize=256)
def _cert_of(pk: int) -> asn1_x509.Certificate:
    cert = x509.load_pem_x509_certificate(Certificate.objects.get(pk=pk).pem.encode())
    return asn1_x509.Certificate.load(cert.public_bytes(serialization.Encoding.DER))


def forget() -> None:
    """Drop what is kept (the rows of another test had the same ids)."""
    _key_of.cache_clear()
    _cert_of.cache_clear()
