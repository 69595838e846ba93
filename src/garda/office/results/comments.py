"""What visitors wrote beside their answers, on the page of an office's results: counted, opened one by one.

The words themselves stand on the page that sorts them, where each reading leaves a line.
"""

from __future__ import annotations

from typing import Any

from garda.figures import part_counts
from garda.figures.parting import Classed
from garda.office.profiles.part_words import parts_said, state_of
from garda.office.results.asked import Asked
from garda.sight.doors import Staff
from garda.surveys.results import SATISFACTION


def comments(staff: Staff, asked: Asked, unit: Any) -> dict[str, Any]:
    """The section about comments; nothing of it on the pages of the other instruments."""
    if asked.key != SATISFACTION:
        return {}
    found = part_counts.comments(unit.pk, asked.period.first, asked.period.last)
    return {
        "comments": {
            "n": found.n,
            "praise": found.praise,
            "faults": found.n - found.praise,
            "lines": [_line(one) for one in found.latest] if staff.may("follow-up", unit) else [],
            "more": found.n > len(found.latest),
        }
    }


def _line(one: Classed) -> tuple[int, str, bool, tuple[str, str]]:
    """(id, part or "", whether only praise, how sure the part is)."""
    return one.id, parts_said(one.parts), one.praise, state_of(one)
