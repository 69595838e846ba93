"""What may happen to something asked for: the states, and the acts that lead from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ASKED, GRANTED, FUNDED, DELIVERED = "asked", "granted", "funded", "delivered"
RECEIVED, REFUSED, WITHDRAWN = "received", "refused", "withdrawn"
OPEN: Final = (ASKED, GRANTED, FUNDED, DELIVERED)
ENDS: Final = (RECEIVED, REFUSED, WITHDRAWN)

# act → (states it may start from, the state it leads to)
ACTS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = MappingProxyType(
    {
        "grant": ((ASKED,), GRANTED),
        "refuse": ((ASKED,), REFUSED),
        "withdraw": ((ASKED,), WITHDRAWN),
        "fund": ((GRANTED,), FUNDED),
        "deliver": ((FUNDED,), DELIVERED),
        # The office looks at what came: all of it works, or some is still to come.
        "accept": ((DELIVERED,), RECEIVED),
        "return": ((DELIVERED,), FUNDED),
    }
)


def after(state: str, act: str) -> str | None:
    """The state that `act` leads to from `state`; None when it can't be done. KeyError for an unknown act."""
    starts, end = ACTS[act]
    return end if state in starts else None
