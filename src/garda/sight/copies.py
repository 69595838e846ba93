"""Where else a flagged picture or file was used: named to who may see that matter, counted to others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from garda.cases import copies
from garda.cases.models import Case, Paper
from garda.sight.doors import Staff, reaches_case

FLAGS = ("used-before", "same-file")
MOST = 5


@dataclass(frozen=True)
class Elsewhere:
    """Other uses of a paper: numbers that this reader may open, how many others, whether in this one."""

    numbers: tuple[str, ...]
    hidden: int
    here: bool


def elsewhere(staff: Staff, case: Case, paper_ids: Iterable[int]) -> dict[int, Elsewhere]:
    """For each of these papers of the case, where else it was used; no query where there are none."""
    ids = list(paper_ids)
    rows = Paper.objects.filter(pk__in=ids, case=case, erased_at__isnull=True) if ids else []
    return {row.pk: _uses(staff, case, row) for row in rows}


def _uses(staff: Staff, case: Case, paper: Paper) -> Elsewhere:
    alike = copies.alike(case, paper) if paper.key == "proof" else []
    found = {*alike, *copies.same_file(case, paper)}
    others = Case.objects.filter(pk__in=found - {case.pk}).select_related(
        "city", "unit", "first_unit", "offer_unit"
    )
    seen: list[str] = []
    hidden = 0
    for other in others.order_by("-pk"):
        if reaches_case(staff, "see-case", other):
            seen.append(other.number)
        else:
            hidden += 1
    return Elsewhere(tuple(seen[:MOST]), hidden + len(seen[MOST:]), case.pk in found)
