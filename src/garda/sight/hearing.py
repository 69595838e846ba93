"""What residents said in some matters, for whoever may open those matters; nothing of any other."""

from __future__ import annotations

from collections.abc import Iterable

from garda.cases import saying
from garda.cases.models import Said
from garda.sight.doors import Staff, within

SPOKEN = ("what", "story", "rating-words")


def heard(staff: Staff, numbers: Iterable[str]) -> dict[str, dict[str, str]]:
    """What was said in each of the matters that `staff` may open, by number and key; two queries.

    A matter out of reach is not in the answer; one whose words were erased is there without them.
    """
    wanted = within(staff, "see-case").filter(number__in=list(numbers))
    found: dict[int, str] = dict(wanted.values_list("pk", "number"))
    told: dict[str, dict[str, str]] = {number: {} for number in found.values()}
    rows = Said.objects.filter(case_id__in=list(found), key__in=SPOKEN, erased_at__isnull=True)
    for row in rows.order_by("case_id", "seq", "pk") if found else ():
        words = saying.words_of(row)
        if words:
            told[found[row.case_id]][row.key] = words
    return told
