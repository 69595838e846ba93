"""What closing a case means: the outcome, and whether it was fast, right and accountable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from garda.cases import record
from garda.cases.acting import By
from garda.cases.models import Case, Event
from garda.cases.taking import take

# A matter may be passed on once, from the front line to whoever answers it; a second time means that the
# first was the wrong desk.
HANDS_OF_ITS_OWN = 1


def closing_fact(
    case: Case,
    outcome: str,
    by: By,
    at: datetime,
    *,
    just: Iterable[record.Fact] = (),
    explained: bool = False,
) -> record.Fact:
    """The event `case.closed`, with the three properties judged once, at this closing.

    `fast`: the first response and the whole matter inside their terms. `right`: never contested or
    reopened, no offer of it returned or left lying, and not sent on a second time. `accountable`: an
    officer with a name acted in it, and lateness was explained (the stated reason and the full trail are
    there by construction: a refusal is not kept without its rule, and no event can be missing). Each is
    a fact of this closing; a later reopening makes a new closing with its own.

    `just` are events that will be written together with it; `explained` says that the lateness was
    explained elsewhere (in the matter it was joined to).
    """
    late_now = [one for one in just if one.name == "clock.late"]
    late = bool(late_now) or case.late_at is not None
    return record.Fact(
        "case.closed",
        {
            "outcome": outcome,
            "fast": not late and not _slow_start(case, just),
            "right": not (case.reopened or case.contested or case.bounces) and case.hands <= HANDS_OF_ITS_OWN,
            "accountable": _named(case, by) and (not late or explained or (case.explained and not late_now)),
        },
        {
            "state": Case.CLOSED,
            "closed_at": at,
            "outcome": outcome,
            "auto_at": None,
            "escalate_at": None,
            "offer_unit_id": None,
            "offered_at": None,
            "offer_due_at": None,
        },
    )


def _slow_start(case: Case, just: Iterable[record.Fact]) -> bool:
    """Whether the first desk let its own term pass before anything was done about the matter."""
    if any(one.name == "clock.desk-late" and one.facts["first"] for one in just):
        return True
    return Event.objects.filter(case=case, name="clock.desk-late", facts__first=True).exists()


def _named(case: Case, by: By) -> bool:
    if by.is_post and by.person is not None:
        return True
    return Event.objects.filter(case=case, by_kind="post", by_person__isnull=False).exists()


def tell_whole(limb: Case, name: str, change: int, *, by: By, at: datetime) -> None:
    """`limb.closed` or `limb.reopened` in the record of the whole matter, which counts its open limbs."""
    if limb.parent_id is None:
        return
    whole = take(limb.parent_id, None)
    fact = record.Fact(
        name,
        {"number": limb.number, "unit": limb.unit_id, "outcome": limb.outcome},
        {"limbs_open": max(0, whole.limbs_open + change)},
    )
    record.append(whole, fact, by=by, at=at)
