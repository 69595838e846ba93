"""From one address to Django's database settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class WrongAddress(ValueError):
    """The address names no database that Garda can use."""


def database(address: str, var: Path) -> dict[str, Any]:
    """Settings for `address` ("" = the embedded SQLite file in `var`).

    Accepts `sqlite:///path`, `postgres://user:password@host:port/name` (also `postgresql://`).
    Raises WrongAddress with a sentence. SQLite runs with WAL, immediate transactions and
    `synchronous=FULL`: an acknowledged row survives a power cut.
    """
    if not address:
        return _sqlite(str(var / "garda.sqlite3"))
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path)[1:] or ":memory:")
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 0,
            "OPTIONS": {
                "pool": {"min_size": 1, "max_size": 12, "timeout": 20},
                "server_side_binding": True,
                "prepare_threshold": 3,
                **dict(parse_qsl(parts.query)),
            },
        }
    raise WrongAddress(
        f"GARDA_DATABASE_URL: skema '{parts.scheme}' tidak dikenal; pakai postgres:// atau sqlite:///"
    )


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "garda.config.sqlite",
        "NAME": name,
        "CONN_MAX_AGE": None,
        # Said outright: a test runner that knows only Django's own engine would make a file of it.
        "TEST": {"NAME": ":memory:"},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-20000;"
            ),
        },
    }
