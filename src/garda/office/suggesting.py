"""What the page of a report suggests: its class and the unit that usually answers it, each one touch away.

A person decides. Taking another class, by the suggestion or from the list, teaches: the matter is learned
from as it was classed when it closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from garda.flow import Flow
from garda.office.asks import ActForm, Ask
from garda.sight import classes
from garda.sight.cases_page import CasePage
from garda.sight.doors import Staff

# A class that is not surely the likelier one is not worth an officer's time.
CLEAR = 0.35


@dataclass(frozen=True)
class Advice:
    """The suggestion as the page shows it: `better` and `unit` only where there is something to do."""

    now: str
    better: str
    key: str
    words: str
    unit: Any
    reason: str
    learned: int


def advice_of(staff: Staff, case: Any, page: CasePage, flow: Flow, speaks: str) -> Advice | None:
    """The suggestion for a report that this person may work on; None where there is nothing to say."""
    if flow.kind != "complaint" or "move" not in page.can or not page.moves or page.offered_by_us:
        return None
    said = " ".join(
        line.words for line in page.said if line.key in classes.TOLD and not line.erased and not line.sealed
    )
    found = classes.suggest(staff.city, case.flow_id, said, case.area, speaks)
    if found is None:
        return None
    own = flow.category(case.category)
    better = found.category != case.category and found.share >= CLEAR
    unit = found.unit if better else _unit(staff, case, flow)
    offered = {one.pk for _kind, units in page.hand_over_to for one in units}
    unit = unit if unit is not None and unit.pk in offered and "hand-over" in page.can else None
    title = found.title if better or own is None else own.title.of(speaks)
    return Advice(
        now=own.title.of(speaks) if own else "",
        better=found.title if better else "",
        key=found.category if better else "",
        words=", ".join(found.words),
        unit=unit,
        reason=_("Laporan tentang “%(class)s” biasanya ditangani unit ini.") % {"class": title},
        learned=found.learned,
    )


def _unit(staff: Staff, case: Any, flow: Flow) -> Any:
    return classes.unit_for(staff.city, flow, case.category, case.area, classes.learned(staff.city))


def class_forms(case: Any, page: CasePage, flow: Flow, speaks: str) -> list[ActForm]:
    """Putting the matter into another class, from the whole list."""
    if not flow.categories or "move" not in page.can or not page.moves or page.offered_by_us:
        return []
    options = [(one.key, one.title.of(speaks)) for one in flow.categories]
    hint = _("Warga membacanya di riwayat. Batas waktu hanya dapat mendekat, tidak menjauh.")
    ask = Ask("kelas", _("Kelas laporan"), "list", hint, options, value=case.category, scope="f-kelas")
    return [ActForm("kelas", _("Betulkan kelasnya"), _("Simpan kelas"), "", (ask,))]
