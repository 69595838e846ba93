"""How whole a service's standard is: fourteen components (UU 25/2009 art. 21), counted from the flow itself.

The order is that of PermenPANRB 15/2014: first what meets the resident, then what stands behind the counter.
A fee that the file does not state is missing, although the flow works as if it were nothing: only `fee = 0`
says that the service is free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from garda.flow.labels import FLOW_LABELS, STANDARD_LABELS
from garda.flow.language import COMPONENTS, Flow
from garda.texts.words import Words


@dataclass(frozen=True, slots=True)
class Component:
    """One of the fourteen: its place from 1, its name, whether the flow states it, what to write if not."""

    place: int
    key: str
    label: Words
    stated: bool
    lack: Words


def _requirements(flow: Flow) -> bool:
    # A report or a question asks for no papers: then what the form asks is what must be given.
    return bool(flow.requirements) or (flow.kind != "request" and bool(flow.fields))


def _procedure(flow: Flow) -> bool:
    return flow.start in flow.steps and any(step.works for step in flow.steps.values())


def _fee(flow: Flow) -> bool:
    return "fee" in flow.given and (flow.fee == 0 or bool(flow.fee_rests_on))


def _word(key: str) -> Callable[[Flow], bool]:
    return lambda flow: key in flow.standard


def _write(what: str) -> Words:
    return Words(f"Tulis {what}.", f"Write {what}.")


_OF_THE_FLOW: Mapping[str, tuple[Words, Callable[[Flow], bool], Words]] = {
    "requirements": (Words("Persyaratan", "Requirements"), _requirements, _write("[[requirement]]")),
    "procedure": (
        Words("Sistem, mekanisme, dan prosedur", "System, mechanism and procedure"),
        _procedure,
        _write("[[step]]"),
    ),
    "time": (
        Words("Jangka waktu pelayanan", "Time of the service"),
        lambda flow: "within" in flow.given,
        _write("within"),
    ),
    "fee": (
        FLOW_LABELS["fee"],
        _fee,
        Words(
            "Tulis fee; bila gratis, tulis fee = 0. Biaya di atas nol menyebut dasarnya (fee_rests_on).",
            "Write fee; if it is free, write fee = 0. A fee above nothing names its rule (fee_rests_on).",
        ),
    ),
    "product": (
        Words("Produk pelayanan", "Product of the service"),
        lambda flow: flow.product is not None,
        _write("product"),
    ),
    "basis": (FLOW_LABELS["rests_on"], lambda flow: bool(flow.rests_on), _write("rests_on")),
}
ORDER = COMPONENTS
# How many of them meet the resident; the others stand behind the counter.
AT_THE_COUNTER = 6
ALL = len(ORDER)


def components(flow: Flow) -> tuple[Component, ...]:
    """The fourteen components in their order, each with whether this flow states it."""
    found = []
    for place, key in enumerate(ORDER, start=1):
        if key in _OF_THE_FLOW:
            label, stated, lack = _OF_THE_FLOW[key]
        else:
            label, stated, lack = STANDARD_LABELS[key], _word(key), _write(f"{key} ([standard])")
        found.append(Component(place, key, label, stated(flow), lack))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Completeness:
    """A count with its denominator: how many of how many components are stated, over how many services."""

    stated: int
    asked: int
    services: int

    @property
    def share(self) -> float:
        """The part that is stated, from 0 to 1; nothing asked is nothing missing."""
        return self.stated / self.asked if self.asked else 1.0


def completeness(flows: Iterable[Flow]) -> Completeness:
    """The standards part of the compliance figure, over these services."""
    counted = [sum(one.stated for one in components(flow)) for flow in flows]
    return Completeness(sum(counted), ALL * len(counted), len(counted))
