"""What may happen to a docket: its states, and the acts that lead from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

OPEN, TAKEN, DECIDED, CLOSED = "open", "taken", "decided", "closed"
UNDECIDED: Final = (OPEN, TAKEN)
LIVE: Final = (OPEN, TAKEN, DECIDED)

CHANGE, KEEP, EXPLAIN, PROVINCE = "change", "keep", "explain", "province"
DECISIONS: Final = (CHANGE, KEEP, EXPLAIN, PROVINCE)
HARD, PERFECT = "hard", "perfect"
KINDS: Final = (HARD, PERFECT)

# act → (states it may start from, the state it leads to; None where it stays as it is)
ACTS: Final[Mapping[str, tuple[tuple[str, ...], str | None]]] = MappingProxyType(
    {
        "report": (LIVE, None),
        "take": ((OPEN,), TAKEN),
        "decide": (UNDECIDED, DECIDED),
        "reconsider": ((DECIDED,), TAKEN),
        "reword": ((DECIDED,), None),
        "renew": ((DECIDED,), None),
        "stay": ((DECIDED,), None),
        "unstay": ((DECIDED,), None),
        "reply": ((DECIDED,), None),
        "acknowledge": ((DECIDED, CLOSED), None),
        "raise": (LIVE, None),
        "close": ((DECIDED,), CLOSED),
    }
)


def after(state: str, act: str) -> str | None:
    """The state after `act` in `state`; None when it can't be done. KeyError for an unknown act."""
    starts, end = ACTS[act]
    return (end or state) if state in starts else None
