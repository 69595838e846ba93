"""What flows say in words for people, ready to be asked: one index for each set of flows in force.

The reasoning is in `meaning`; here is only which words of a flow it reads, and how long an index is kept.
"""

from __future__ import annotations

from functools import lru_cache

from garda.cases.publishing import flow_by_id
from garda.flow import Flow
from garda.meaning import Hit, Index, Line

# Of what was typed, this much is looked at.
TYPED = 200


def lines_of(flow: Flow) -> list[Line]:
    """Everything written for people in a flow: titles, search words, when it is needed, its classes."""
    key = flow.key
    lines = [Line(flow.title.id, key), Line(flow.title.en, key, weight=0.9)]
    lines += [Line(word, key) for word in flow.words]
    if flow.when:
        lines.append(Line(flow.when.id, key, weight=0.8))
    # What a wish is about says nothing of a wish: "pasar" alone is none.
    share = 0.6 if flow.kind == "aspiration" else 1.0
    for category in flow.categories:
        lines.append(Line(category.title.id, key, category.key, 0.95 * share))
        lines += [Line(word, key, category.key, share) for word in category.words]
    return lines


@lru_cache(maxsize=8)
def of_flows(published_ids: tuple[int, ...]) -> Index:
    """The index over several flows: a word that many of them use tells little."""
    return Index(tuple(line for one in published_ids for line in lines_of(flow_by_id(one))))


@lru_cache(maxsize=256)
def of_flow(published_id: int) -> Index:
    """The index over one flow by itself."""
    return Index(tuple(lines_of(flow_by_id(published_id))))


def fit(typed: str, published_id: int) -> float:
    """How well a text fits one flow by itself, 0 to 100."""
    return next((hit.score for hit in of_flow(published_id).find(typed[:TYPED], 1)), 0.0)


def hits(typed: str, published_ids: tuple[int, ...], limit: int) -> list[Hit]:
    """Which of several flows fit a text, best first."""
    return of_flows(published_ids).find(typed[:TYPED], limit)


def forget() -> None:
    """Forget every index: for tests, whose numbers of flows begin anew."""
    of_flows.cache_clear()
    of_flow.cache_clear()
