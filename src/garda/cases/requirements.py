"""What a matter's flow requires of the resident and what of it is there, read from the record alone.

There is what came with the filing, was sent later, or was seen at the counter; what an officer asked for
(again) is not there until it comes (again).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from garda.cases.models import Case
from garda.cases.publishing import flow_by_id
from garda.flow import Flow, Requirement

# The events that say that something came, or that it is asked for.
TELLING = ("case.opened", "case.moved", "resident.added", "post.received")


def there(case: Case) -> frozenset[str]:
    """The keys of the requirements that are there; one query."""
    return _fold(_facts(case))[0]


def lacking(case: Case) -> tuple[Requirement, ...]:
    """The requirements that must be there and are not; no query where the flow requires nothing."""
    flow = flow_by_id(case.flow_id)
    return flow.lacking(there(case)) if flow.requirements else ()


def asked(case: Case) -> tuple[Requirement, ...]:
    """What the resident is waited for: asked for when the matter came to stand still, and not come since."""
    if case.state != Case.PAUSED or case.joined_to_id:
        return ()
    flow = flow_by_id(case.flow_id)
    if not flow.requirements:
        return ()
    still = _fold(_facts(case))[1]
    return tuple(one for one in flow.requirements if one.key in still)


def named(flow: Flow, value: object) -> list[str]:
    """The keys of requirements that a move's `missing` names: a list of them, or a text between commas."""
    parts = value.split(",") if isinstance(value, str) else value if isinstance(value, Iterable) else ()
    keys = {str(part).strip() for part in parts}
    return [one.key for one in flow.requirements if one.key in keys]


def _facts(case: Case) -> list[Mapping[str, Any]]:
    rows = case.events.filter(name__in=TELLING).order_by("seq")
    return list(rows.values_list("facts", flat=True))


def _fold(record: Iterable[Mapping[str, Any]]) -> tuple[frozenset[str], frozenset[str]]:
    """(what is there, what is still asked for) after these events."""
    here: set[str] = set()
    waited: set[str] = set()
    for facts in record:
        missing = set(facts.get("missing", ()))
        here -= missing
        waited |= missing
        came = {*facts.get("brought", ()), *(paper[0] for paper in facts.get("papers", ()))}
        here |= came
        waited -= came
    return frozenset(here), frozenset(waited)
