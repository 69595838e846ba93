"""What may happen next to a matter that stands at a step."""

from __future__ import annotations

from collections.abc import Iterable

from garda.flow.guards import GUARDS, Facts
from garda.flow.language import Flow, Move
from garda.texts.words import Words

_NOTHING_KNOWN = Facts()


def moves_from(
    flow: Flow, step: str, by: str, posts: Iterable[str] = (), facts: Facts = _NOTHING_KNOWN
) -> tuple[Move, ...]:
    """Exactly the moves open to one kind of actor, in the order of the flow: the buttons of the page.

    `by` is "post", "resident" or "clock". A post moves only where one of its `posts` (keys of kinds of post)
    stands in the step. A move whose guards do not all hold is not there. An unknown step has no moves.
    """
    here = flow.steps.get(step)
    if here is None or (by == "post" and not set(posts) & set(here.posts)):
        return ()
    return tuple(one for one in here.moves if one.by == by and not withheld(one, facts))


def withheld(move: Move, facts: Facts) -> tuple[Words, ...]:
    """Why a move is not open just now: the words of each guard that does not hold."""
    return tuple(guard.words for name in move.guards if not (guard := GUARDS[name]).test(facts))
