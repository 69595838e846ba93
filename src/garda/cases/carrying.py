"""A flow as a parcel for another city: its text and the rules it rests on, in one file under a signature.

The file is JSON in one fixed writing: the body as a text, the sender's public key, and the Ed25519 signature
over the body. Opening refuses whatever differs by a single byte. Who the key belongs to is for the receiver
to know: the parcel only proves that nothing changed since that key signed it.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from garda import flow as flows
from garda.cases.models import PublishedFlow
from garda.cases.publishing import flow_of
from garda.flow import Flow, Unreadable, Words, rests
from garda.people.calendars import city_calendar
from garda.rules.carrying import as_written, rules_behind
from garda.rules.loading import wrong

FORMAT = 1
LONGEST = 2_000_000  # characters
MOST_RULES = 200


class Unopened(ValueError):
    """The parcel can't be opened; `words` say why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.id)


@dataclass(frozen=True)
class Opened:
    """A parcel whose signature holds. `signer` is the fingerprint of the key, `mark` that of the file."""

    signer: str
    mark: str
    city_key: str
    city_name: str
    version: int
    since: str
    text: str
    flow: Flow
    rules: tuple[Mapping[str, Any], ...]


def own_fingerprint() -> str:
    """The fingerprint of this installation's key, as receivers see it."""
    return _fingerprint(_key().public_key().public_bytes_raw())


def pack(published: PublishedFlow) -> bytes:
    """The parcel of a published version, signed with the key of this installation."""
    city = published.city
    day = city_calendar(city).local(published.in_force_from).date()
    references = [one.reference for one in rests(flow_of(published))]
    body = {
        "city": {"key": city.key, "name": city.name, "code": city.code},
        "flow": {
            "key": published.key,
            "version": published.version,
            "since": day.isoformat(),
            "fingerprint": published.fingerprint,
            "text": published.text,
        },
        "rules": rules_behind(references, city_key=city.key),
    }
    said = json.dumps(body, ensure_ascii=False, sort_keys=True)
    key = _key()
    return _written(
        {
            "body": said,
            "garda_parcel": FORMAT,
            "key": key.public_key().public_bytes_raw().hex(),
            "signature": key.sign(said.encode()).hex(),
        }
    )


def unpack(data: bytes) -> Opened:
    """What is in the parcel. Raises Unopened, with a sentence, on anything but an unchanged parcel."""
    envelope = _envelope(data)
    said, public = envelope["body"], bytes.fromhex(envelope["key"])
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(envelope["signature"]), said.encode())
    except (InvalidSignature, ValueError) as changed:
        raise Unopened(_CHANGED) from changed
    try:
        return _opened(json.loads(said), _fingerprint(public), sha256(data).hexdigest())
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as strange:
        if isinstance(strange, Unopened):
            raise
        raise Unopened(
            Words("Isi paket ini tidak seperti yang kami kenal.", "What is in this parcel is unknown to us.")
        ) from strange


_CHANGED = Words(
    "Paket ini berubah sejak ditandatangani, jadi tidak kami buka. Minta pengirimnya mengirim lagi.",
    "This parcel has changed since it was signed, so we do not open it. Ask the sender for it again.",
)


def _envelope(data: bytes) -> dict[str, str]:
    no_parcel = Words("Berkas ini bukan paket alur Garda.", "This file is no parcel of a Garda flow.")
    if len(data) > LONGEST:
        raise Unopened(Words("Paket ini terlalu besar.", "This parcel is too large."))
    try:
        envelope = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as broken:
        raise Unopened(_CHANGED if b"garda_parcel" in data else no_parcel) from broken
    if not isinstance(envelope, dict) or "garda_parcel" not in envelope:
        raise Unopened(no_parcel)
    if envelope["garda_parcel"] != FORMAT:
        raise Unopened(
            Words("Paket ini dari versi yang belum kami kenal.", "This parcel is of a version unknown to us.")
        )
    texts = all(isinstance(envelope.get(name), str) for name in ("body", "key", "signature"))
    hexes = texts and all(_is_hex(envelope[name]) for name in ("key", "signature"))
    # One fixed writing: then the signature over the body guards every byte of the file.
    if not hexes or _written(envelope) != data:
        raise Unopened(_CHANGED)
    return envelope


def _opened(body: Mapping[str, Any], signer: str, mark: str) -> Opened:
    sent, city = body["flow"], body["city"]
    text = str(sent["text"])
    try:
        flow = flows.read(text, f"{sent['key']}.toml")
    except Unreadable as no:
        raise Unopened(
            Words(
                "Naskah alur di dalam paket ini tidak dapat dibaca.",
                "The flow in this parcel cannot be read.",
            )
        ) from no
    rules = tuple(as_written(one) for one in body["rules"])
    bad = any(found for one in rules for found in wrong("paket", one))
    bad = bad or not all(isinstance(one.get("rests_on", []), list) for one in rules)
    if flow.key != sent["key"] or flows.fingerprint(text) != sent["fingerprint"] or bad:
        raise ValueError("the parcel contradicts itself")
    if len(rules) > MOST_RULES or not str(city["key"]).replace("-", "").isalnum():
        raise ValueError("out of bounds")
    return Opened(
        signer=signer,
        mark=mark,
        city_key=str(city["key"])[:40],
        city_name=flows.one_line(flows.plain(str(city["name"])))[:160] or "?",
        version=min(max(int(sent["version"]), 1), 1_000_000),
        since=date.fromisoformat(str(sent["since"])).isoformat(),
        text=text,
        flow=flow,
        rules=rules,
    )


def _written(envelope: Mapping[str, Any]) -> bytes:
    return (json.dumps(envelope, ensure_ascii=True, indent=1, sort_keys=True) + "\n").encode()


def _is_hex(said: str) -> bool:
    return len(said) % 2 == 0 and len(said) <= 200 and all(sign in "0123456789abcdef" for sign in said)


def _fingerprint(public: bytes) -> str:
    return sha256(public).hexdigest()


def _key() -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(urlsafe_b64decode(settings.PARCEL_KEY))
    except (NotBase64, ValueError) as bad:
        raise Unopened(
            Words(
                "GARDA_PARCEL_KEY bukan kunci 32 byte dalam base64.",
                "GARDA_PARCEL_KEY is no key of 32 bytes in base64.",
            )
        ) from bad


def file_name(published: PublishedFlow) -> str:
    """What the file is called: "sktm-malang-v3.paket.json"."""
    return f"{published.key}-{published.city.key}-v{published.version}.paket.json"
