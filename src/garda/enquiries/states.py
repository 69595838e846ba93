"""What may happen to a unit that was asked: its states and the acts that lead from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WAITING, DRAFT, SENT = "waiting", "draft", "sent"
WORDS, YES_NO, NUMBER = "words", "yesno", "number"
SHAPES: Final = (WORDS, YES_NO, NUMBER)

# act → (states it may start from, the state it leads to); all of them only while the call is open
ACTS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = MappingProxyType(
    {
        "save": ((WAITING, DRAFT), DRAFT),
        "send": ((DRAFT,), SENT),
        "take-back": ((SENT,), DRAFT),
    }
)


def after(state: str, act: str) -> str | None:
    """The state that `act` leads to from `state`; None when it can't be done. KeyError for an unknown act."""
    starts, end = ACTS[act]
    return end if state in starts else None
