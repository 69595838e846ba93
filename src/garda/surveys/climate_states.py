"""What may happen to a leader's action, a good habit and a record drawn for a check: pure tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PLANNED, DONE, DROPPED = "planned", "done", "dropped"
KEPT, ENDED = "kept", "ended"
DRAWN, RIGHT, CORRECTED, WRONG, UNCLEAR = "drawn", "right", "corrected", "wrong", "unclear"

# act → (states it may start from; "" is before it exists, the state it leads to)
Acts = Mapping[str, tuple[tuple[str, ...], str]]
ACTION: Final[Acts] = MappingProxyType(
    {"plan": (("",), PLANNED), "finish": ((PLANNED,), DONE), "drop": ((PLANNED,), DROPPED)}
)
HABIT: Final[Acts] = MappingProxyType(
    {"begin": (("",), KEPT), "mark": ((KEPT,), KEPT), "end": ((KEPT,), ENDED)}
)
CHECK: Final[Acts] = MappingProxyType(
    {
        "draw": (("",), DRAWN),
        "right": ((DRAWN,), RIGHT),
        "corrected": ((DRAWN,), CORRECTED),
        "wrong": ((DRAWN,), WRONG),
        "unclear": ((DRAWN,), UNCLEAR),
    }
)


def after(acts: Acts, state: str, act: str) -> str | None:
    """The state that `act` leads to from `state`; None when it can't be done. KeyError for an unknown act."""
    starts, end = acts[act]
    return end if state in starts else None
