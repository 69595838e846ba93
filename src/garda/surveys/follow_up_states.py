"""What may happen to a follow-up: its states, and the acts that lead from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

OPEN, TAKEN, DONE, BETTER, DROPPED = "open", "taken", "done", "better", "dropped"
LIVE: Final = (OPEN, TAKEN, DONE)

# act → (states it may start from, the state it leads to)
ACTS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = MappingProxyType(
    {
        "take": ((OPEN, TAKEN), TAKEN),
        "report": ((TAKEN,), DONE),
        "confirm": ((DONE,), BETTER),
        "again": ((DONE,), OPEN),
        "drop": ((OPEN, TAKEN), DROPPED),
    }
)


def after(state: str, act: str) -> str | None:
    """The state after `act` in `state`; None when it can't be done. KeyError for an unknown act."""
    starts, end = ACTS[act]
    return end if state in starts else None
