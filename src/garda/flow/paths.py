"""Where one can get to in a flow: reachable steps, loops, the usual way and the shortest."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator

from garda.flow.language import Flow, Move, Step

# Guards that nobody standing in the step can make true. A move that carries one is not a sure way out.
BARRING = frozenset({"not-extended", "not-contested", "has-limbs"})

Chosen = Callable[[Step, Move], bool]


def any_move(step: Step, move: Move) -> bool:
    """Every move counts."""
    return True


def sure_move(step: Step, move: Move) -> bool:
    """Only the moves that someone, or the clock, can always make in the end."""
    return not BARRING & set(move.guards)


def onward(flow: Flow, key: str, chosen: Chosen = any_move) -> Iterator[Step]:
    """The steps one move further than `key`. Unknown targets are left out."""
    step = flow.steps[key]
    for move in step.moves:
        if move.to in flow.steps and chosen(step, move):
            yield flow.steps[move.to]


def reached_from(flow: Flow, key: str, chosen: Chosen = any_move) -> frozenset[str]:
    """Every step that can be reached from `key`, itself included; empty when `key` is unknown."""
    if key not in flow.steps:
        return frozenset()
    found = {key}
    waiting = [key]
    while waiting:
        for step in onward(flow, waiting.pop(), chosen):
            if step.key not in found:
                found.add(step.key)
                waiting.append(step.key)
    return frozenset(found)


def endless(flow: Flow) -> tuple[tuple[str, ...], ...]:
    """Each group of steps that lead round and round and never out, in the order of the flow."""
    reach = {key: reached_from(flow, key, sure_move) for key in flow.steps}
    groups: dict[frozenset[str], None] = {}
    for key, around in reach.items():
        closed = all(reach[other] == around for other in around)
        if closed and any(flow.steps[other].moves for other in around) and not ends_in(flow, around):
            groups[reach[key]] = None
    return tuple(tuple(key for key in flow.steps if key in group) for group in groups)


def ends_in(flow: Flow, keys: frozenset[str]) -> bool:
    """Whether one of these steps is an end."""
    return any(flow.steps[key].end for key in keys)


def usual_way(flow: Flow) -> tuple[Step, ...]:
    """The steps of a matter where all goes well: the first move of an officer at every step.

    Where the first moves do not lead to a good end, the way with the fewest steps does; empty when no way
    leads to one. The good end itself is the last step.
    """
    way: list[Step] = []
    seen: set[str] = set()
    here = flow.steps.get(flow.start)
    while here is not None and here.key not in seen:
        way.append(here)
        seen.add(here.key)
        if here.end:
            break
        first = next((one for one in here.moves if one.by != "clock"), None)
        here = flow.steps.get(first.to) if first else None
    if way and way[-1].end == "done":
        return tuple(way)
    return quickest_way(flow, lambda step: 1.0)


def quickest_way(flow: Flow, cost: Callable[[Step], float]) -> tuple[Step, ...]:
    """The way from the start to a good end whose steps together cost least; empty when there is none."""
    if flow.start not in flow.steps:
        return ()
    order = {key: place for place, key in enumerate(flow.steps)}
    waiting: list[tuple[float, tuple[int, ...]]] = [(0.0, (order[flow.start],))]
    keys = tuple(flow.steps)
    settled: set[str] = set()
    while waiting:
        so_far, places = heapq.heappop(waiting)
        here = flow.steps[keys[places[-1]]]
        if here.key in settled:
            continue
        settled.add(here.key)
        if here.end == "done":
            return tuple(flow.steps[keys[place]] for place in places)
        for step in onward(flow, here.key):
            heapq.heappush(waiting, (so_far + cost(here), (*places, order[step.key])))
    return ()
