"""What may happen to a gathering: the acts, the states they start from, the state they end in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

NOTHING, KEPT, ERASED = "", "kept", "erased"

# act → (states it may start from, the state it leads to)
ACTS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = MappingProxyType(
    {
        "keep": ((NOTHING,), KEPT),
        "note": ((KEPT,), KEPT),
        "seat": ((KEPT,), KEPT),
        "release": ((KEPT,), KEPT),
        "erase": ((KEPT,), ERASED),
    }
)


def after(state: str, act: str) -> str | None:
    """The state that `act` leads to from `state`; None when it can't be done. KeyError for an unknown act."""
    starts, end = ACTS[act]
    return end if state in starts else None
