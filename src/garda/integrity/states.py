"""What may happen to a criticism, a report of conduct, an interest and a gift: acts, starts, ends."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Acts = Mapping[str, tuple[tuple[str, ...], str]]

NOTHING = ""
WAITING, ACTING, DONE, ANSWERED = "waiting", "acting", "done", "answered"
RECEIVED, REVIEWING, EXAMINING, ENDED = "received", "reviewing", "examining", "ended"
DECLARED, OVER, DECIDED = "declared", "over", "decided"

# act → (states it may start from, the state it leads to)
CRITICISM: Final[Acts] = MappingProxyType(
    {
        "receive": ((NOTHING,), WAITING),
        "raise": ((WAITING,), WAITING),
        "answer": ((WAITING,), ANSWERED),  # not accepted, or partly without an action
        "promise": ((WAITING,), ACTING),  # accepted: an action with a date
        "finish": ((ACTING,), DONE),
        "erase": ((ANSWERED, DONE), NOTHING),  # its words alone; the state stays
    }
)
REPORT: Final[Acts] = MappingProxyType(
    {
        "receive": ((NOTHING,), RECEIVED),
        "review": ((RECEIVED,), REVIEWING),
        "examine": ((REVIEWING,), EXAMINING),
        "hear": ((EXAMINING,), EXAMINING),
        "pass": ((RECEIVED, REVIEWING, EXAMINING), RECEIVED),  # at the same desk the state stays
        "aside": ((RECEIVED, REVIEWING, EXAMINING), RECEIVED),  # at the same desk the state stays
        "ask": ((REVIEWING, EXAMINING), REVIEWING),  # the state stays
        "drop": ((REVIEWING,), ENDED),  # no examination: too little to go on, or another's matter
        "end": ((EXAMINING,), ENDED),
    }
)
INTEREST: Final[Acts] = MappingProxyType({"declare": ((NOTHING,), DECLARED), "end": ((DECLARED,), OVER)})
GIFT: Final[Acts] = MappingProxyType({"declare": ((NOTHING,), DECLARED), "decide": ((DECLARED,), DECIDED)})
# Acts that leave the state as it is.
STAYING: Final = frozenset({"ask", "aside", "erase"})


def after(acts: Acts, state: str, act: str) -> str | None:
    """The state that `act` leads to from `state`; None when it can't be done. KeyError for an unknown act."""
    starts, end = acts[act]
    if state not in starts:
        return None
    return state if act in STAYING else end
