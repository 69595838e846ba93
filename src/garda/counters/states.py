"""What may happen to a ticket: the states, the acts that lead from one to the next, the time that each is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WAITING, CALLED, SERVING, HELD = "waiting", "called", "serving", "held"
DONE, MISSED, LEFT = "done", "missed", "left"
OPEN: Final = (WAITING, CALLED, SERVING, HELD)

# act → (states it may start from, the state it leads to)
ACTS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = MappingProxyType(
    {
        "call": ((WAITING, HELD, MISSED), CALLED),
        "recall": ((CALLED,), CALLED),
        "serve": ((CALLED,), SERVING),
        "hold": ((CALLED, SERVING), HELD),
        "pass": ((CALLED, SERVING, HELD), WAITING),
        "miss": ((CALLED,), MISSED),
        "finish": ((SERVING,), DONE),
        "leave": ((WAITING, CALLED, HELD), LEFT),
    }
)

# Which stretch of time an open state is; an end has none.
PERIODS: Final[Mapping[str, str]] = MappingProxyType(
    {WAITING: "waiting", CALLED: "called", SERVING: "serving", HELD: "holding"}
)


def after(state: str, act: str) -> str | None:
    """The state that `act` leads to from `state`; None when it can't be done. KeyError for an unknown act."""
    starts, end = ACTS[act]
    return end if state in starts else None
