"""The times of the room and what they rest on, read from the shelf (`integrity.toml`)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from garda import shelf
from garda.clock import Term
from garda.looks import wording


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    return tomllib.loads(shelf.folder("integrity.toml").read_text("utf-8"))


@lru_cache(maxsize=16)
def term(of: str, step: str) -> Term:
    """How long a step may take. KeyError for one that the shelf doesn't name."""
    return Term.parse(_read()[of][step])


def words(of: str, step: str) -> str:
    """The same in the page's language: "14 hari kerja", "14 working days"."""
    return term(of, step).words(wording.speaks())


def basis(of: str) -> tuple[str, str]:
    """What the times rest on, and what nobody has checked about it."""
    return str(_read()[of]["rests_on"]), str(_read()[of].get("unsure", ""))
