"""What of a standard still waits to be held against the city's own regulation, and who confirmed the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from garda.cases.models import Confirmation, PublishedFlow
from garda.cases.publishing import flow_by_id
from garda.flow.doubting import doubts
from garda.rules.reading import look_up_all


@dataclass(frozen=True)
class Doubted:
    """One component that the flow calls unsure: what it says, and by whom, when and by what it was confirmed.

    `at` is None while nobody has confirmed it.
    """

    key: str
    label: str
    says: tuple[str, ...]
    mark: str
    who: str = ""
    post: str = ""
    at: datetime | None = None
    rule: str = ""


def doubted(row: PublishedFlow, on: date, lang: str) -> list[Doubted]:
    """Every component of a published version that it calls unsure, those that wait first."""
    found = doubts(flow_by_id(row.pk))
    if not found:
        return []
    rows = Confirmation.objects.filter(city_id=row.city_id, key=row.key).select_related("by", "by_post")
    kept = {(one.component, one.mark): one for one in rows}
    references = {one.rests_on for one in kept.values()}
    cited = look_up_all(references, city_key=row.city.key, on=on, lang=lang) if references else {}
    shown = []
    for one in found:
        by = kept.get((one.key, one.mark))
        says = tuple(words.of(lang) for words in one.says)
        if by is None:
            shown.append(Doubted(one.key, one.label.of(lang), says, one.mark))
            continue
        rule = cited[by.rests_on].sentence if by.rests_on in cited else by.rests_on
        title = by.by_post.title if by.by_post else ""
        shown.append(Doubted(one.key, one.label.of(lang), says, one.mark, by.by.name, title, by.at, rule))
    return sorted(shown, key=lambda one: one.at is not None)


def in_doubt(rows: Sequence[PublishedFlow]) -> dict[str, tuple[str, ...]]:
    """The components of each version that nobody has confirmed, by the key of its flow; all of one city."""
    found = {row.key: doubts(flow_by_id(row.pk)) for row in rows}
    if not any(found.values()):
        return {}
    kept = set(Confirmation.objects.filter(city_id=rows[0].city_id).values_list("key", "component", "mark"))
    left = {
        key: tuple(one.key for one in those if (key, one.key, one.mark) not in kept)
        for key, those in found.items()
    }
    return {key: those for key, those in left.items() if those}


def waiting(rows: Sequence[PublishedFlow]) -> dict[str, int]:
    """How many components of each version wait, by the key of its flow; all rows are of one city."""
    return {key: len(those) for key, those in in_doubt(rows).items()}
