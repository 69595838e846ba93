"""What may happen to a directive at one addressee: its states and the acts that lead from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENT, CAUGHT, DONE, VERIFIED, RELEASED = "sent", "caught", "implemented", "verified", "released"
STATES: Final = (SENT, CAUGHT, DONE, VERIFIED, RELEASED)
OPEN: Final = (SENT, CAUGHT, DONE)

# act → (states it may start from, the state it leads to; None: the state stays)
ACTS: Final[Mapping[str, tuple[tuple[str, ...], str | None]]] = MappingProxyType(
    {
        "catch": ((SENT,), CAUGHT),
        "implement": ((CAUGHT,), DONE),
        "verify": ((DONE,), VERIFIED),
        "return": ((DONE,), CAUGHT),
        "redate": ((SENT, CAUGHT), None),
        "release": ((SENT, CAUGHT), RELEASED),
    }
)


def after(state: str, act: str) -> str | None:
    """The state that `act` leads to from `state`; None when it can't be done. KeyError for an unknown act."""
    starts, end = ACTS[act]
    return (end or state) if state in starts else None
