"""What a service asks of a resident, counted part by part: leave a part out, and exactly that part is gone.

Nothing here is weighed against anything else: papers, desks, visits, minutes, offices and rupiah stay six
numbers. Only `asks` adds what can be counted as things to do: a paper to bring, a desk to stand at, a time
to come.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from garda.flow.language import Flow, Step
from garda.flow.paths import usual_way
from garda.texts.words import Words

PAPER, STEP = "berkas", "langkah"  # the two sorts of parts that a flow can do without
_THERE = frozenset({"desk", "pickup", "seat"})


@dataclass(frozen=True, slots=True)
class Burden:
    """What is asked of whoever uses a service: `documents` to bring, `desks` to stand at, `visits` to the
    office, `minutes` at the steps by the flow, `offices` to travel to, rupiah of `cost`.

    `untimed` counts the steps of which the flow tells no minutes: with any, `minutes` is not the whole.
    """

    documents: int = 0
    desks: int = 0
    visits: int = 0
    minutes: int = 0
    offices: int = 0
    cost: int = 0
    untimed: int = 0

    @property
    def asks(self) -> int:
        """How many things to do: papers, desks and visits together."""
        return self.documents + self.desks + self.visits


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that may be left out: its sort, its key in the flow, what it is called."""

    sort: str
    key: str
    title: Words

    @property
    def name(self) -> str:
        """How an address names it: "berkas:ktp"."""
        return f"{self.sort}:{self.key}"


def parts(flow: Flow) -> tuple[Part, ...]:
    """The papers that must be brought, then the steps of the usual way, in the order of the flow."""
    papers = [Part(PAPER, one.key, one.title) for one in flow.requirements if not one.optional]
    steps = [Part(STEP, one.key, one.title) for one in _worked(flow)]
    return (*papers, *steps)


def burden(flow: Flow, without: Collection[str] = ()) -> Burden:
    """What the flow asks of a resident, with the parts of these names left out."""
    papers = [one for one in flow.requirements if not one.optional and f"{PAPER}:{one.key}" not in without]
    steps = [one for one in _worked(flow) if f"{STEP}:{one.key}" not in without]
    # Who need not come at all stands at no desk, whatever the flow calls the place.
    stood = [one for one in steps if flow.visits and one.place in _THERE]
    home = flow.offered[0] if flow.offered else ""
    return Burden(
        documents=len(papers),
        desks=len(stood),
        visits=flow.visits,
        minutes=sum(one.minutes or 0 for one in steps),
        offices=len({one.at or home for one in stood}),
        cost=flow.fee,
        untimed=sum(1 for one in steps if not one.minutes and not one.fetched),
    )


def _worked(flow: Flow) -> list[Step]:
    return [one for one in usual_way(flow) if one.works or one.fetched]
