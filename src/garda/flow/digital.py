"""How far a service can be used without coming: read from the flow, never typed by anyone.

Four stages, each on top of the one before: what one must know stands on a page (`information`), it can be
asked for from a phone (`form`), all that must be handed in can be sent (`processing`), and the result comes
home as well (`delivery`).
"""

from __future__ import annotations

from garda.flow.language import Flow
from garda.flow.paths import usual_way

STAGES = ("information", "form", "processing", "delivery")
_THERE = frozenset({"desk", "pickup", "seat"})


def stages(flow: Flow) -> dict[str, bool]:
    """Which of STAGES the flow itself makes possible."""
    comes = flow.visits > 0 and any(one.place in _THERE for one in usual_way(flow))
    return {
        "information": bool(usual_way(flow)),
        "form": bool(flow.fields),
        "processing": all(one.upload for one in flow.requirements if not one.optional),
        "delivery": not comes or flow.letter is not None,
    }


def level(flow: Flow) -> int:
    """How many stages stand on top of each other: 0 to 4. A stage without those below it does not count."""
    found = stages(flow)
    return next((place for place, stage in enumerate(STAGES) if not found[stage]), len(STAGES))
