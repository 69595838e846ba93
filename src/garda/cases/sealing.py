"""Sealing of personal words at rest, salted fingerprints for the record, blind marks for looking up.

One key from the environment (GARDA_KEY); several, separated by commas, during a rotation: the first
seals, all open. Words are sealed with Fernet (AES-128-CBC, HMAC-SHA256). Marks are the first 63 bits
of an HMAC-SHA256 under a key derived from the last key listed, so that lookups survive until
`garda rekey` has rewritten every seal and mark.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unsealable(ValueError):
    """No key at hand opens this seal; says which variable to look at."""


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


@lru_cache(maxsize=4)
def _mark_key(key: str) -> bytes:
    return hmac.digest(key.encode(), b"garda blind marks 1", "sha256")


def seal(text: str) -> bytes:
    """`text` sealed under the first key."""
    return _box(tuple(settings.SEALING_KEYS)).encrypt(text.encode())


def seal_bytes(content: bytes) -> bytes:
    """`content` sealed under the first key."""
    return _box(tuple(settings.SEALING_KEYS)).encrypt(content)


def unseal(sealed: bytes | memoryview) -> str:
    """The words under the seal; Unsealable if no key opens it."""
    return unseal_bytes(sealed).decode()


def unseal_bytes(sealed: bytes | memoryview) -> bytes:
    """The bytes under the seal; Unsealable if no key opens it."""
    try:
        return _box(tuple(settings.SEALING_KEYS)).decrypt(bytes(sealed))
    except InvalidToken as wrong:
        raise Unsealable("Tidak ada kunci di GARDA_KEY yang membuka segel ini.") from wrong


def resealed(sealed: bytes | memoryview) -> bytes:
    """The same content sealed under the first key (for a rotation)."""
    try:
        return _box(tuple(settings.SEALING_KEYS)).rotate(bytes(sealed))
    except InvalidToken as wrong:
        raise Unsealable("Tidak ada kunci di GARDA_KEY yang membuka segel ini.") from wrong


def salted(text: str | bytes) -> tuple[str, str]:
    """(salt, fingerprint) of `text`: the record keeps the fingerprint, the erasable row keeps the salt."""
    salt = secrets.token_hex(16)
    return salt, fingerprint(text, salt)


def fingerprint(text: str | bytes, salt: str) -> str:
    """SHA-256 over salt and text, as hex. Without the salt nobody can guess the text behind it."""
    content = text.encode() if isinstance(text, str) else text
    return hashlib.sha256(bytes.fromhex(salt) + content).hexdigest()


def mark(kind: str, value: str, city_id: int) -> int:
    """A blind mark: 63 bits, the same for the same kind, value and city under the same key."""
    text = f"{city_id}\x1f{kind}\x1f{value}".encode()
    return int.from_bytes(hmac.digest(_mark_key(settings.SEALING_KEYS[-1]), text, "sha256")[:8], "big") >> 1


def code_mark(uid: str, code: str) -> str:
    """What is kept of a receipt's code: enough to check it, not enough to find it out."""
    text = f"code\x1f{uid}\x1f{code}".encode()
    return hmac.digest(_mark_key(settings.SEALING_KEYS[-1]), text, "sha256").hex()
