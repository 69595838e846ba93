"""Keys: from the environment, else made once and kept in `var/` with the owner's rights only."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet
from django.utils.crypto import get_random_string

# Keys of exactly 32 random bytes, written in URL-safe base64: for Fernet and for Ed25519.
OF_32_BYTES = ("GARDA_KEY", "GARDA_PARCEL_KEY")


def secret(name: str, var: Path) -> str:
    """The secret called `name` (an environment variable), or the one kept in `var/<name>`.

    Two processes starting at once agree: the file is made exclusively, and the loser reads it.
    """
    given = os.environ.get(name)
    if given:
        return given
    file = var / name.lower()
    fresh = Fernet.generate_key().decode() if name in OF_32_BYTES else get_random_string(64)
    var.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("utf-8").strip()
    with os.fdopen(handle, "w", encoding="utf-8") as writer:
        writer.write(fresh)
        writer.flush()
        os.fsync(writer.fileno())
    return fresh
