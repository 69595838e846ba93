"""Directives: what waits for somebody, and all of those that they see with their counts."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from garda import clock
from garda.directives import reading, states
from garda.directives.reading import Heading, OfUnit
from garda.looks.wording import number
from garda.office.addressing import reachable
from garda.office.directives import reach
from garda.office.directives.wording import origin_words, state_of
from garda.office.showing import page_asked, show, staff_of, where
from garda.sight.doors import Staff, post


@require_safe
@post("see-directives")
def directives(request: HttpRequest) -> HttpResponse:
    """`/kerja/arahan/`."""
    staff, at = staff_of(request), clock.now()
    coordinates = staff.may("coordinate-directive")
    mine = reading.mine(staff.city, reach.own(staff), at)
    verify = reading.to_verify(staff.city, reach.awaits(staff), staff.person, at)
    loose = reading.to_coordinate(staff.city) if coordinates else []
    page = page_asked(request)
    rows, total = reading.given(staff.city, units=reach.near(staff), page=page)
    last = max(1, -(-total // reading.PAGE))
    shown = {
        "over": where(staff),
        "headline": headline(len(loose), mine, len(verify)) or standing(rows),
        "loose": [(one, origin_words(one)) for one in loose],
        "mine": [(one, *state_of(one)) for one in mine],
        "verify": [(one, *state_of(one)) for one in verify],
        "rows": [(one, origin_words(one)) for one in rows],
        "total": total,
        "before": page - 1 if 1 < page <= last else 0,
        "after": page + 1 if page < last else 0,
        "city_wide": reach.sees_city(staff),
        "gives": gives(staff),
        "simulated": any(one.simulated for one in [*rows, *loose])
        or any(one.simulated for one in [*mine, *verify]),
    }
    return show(request, "office/directives/list.html", shown)


def headline(loose: int, mine: list[OfUnit], verify: int) -> str:
    """ "2 arahan menunggu ditangkap, 1 menunggu diperiksa"; "" when nothing waits."""
    late = sum(one.late for one in mine)
    catch = sum(one.state == states.SENT and not one.late for one in mine)
    doing = len(mine) - catch - late
    counted = [
        (loose, _("%(n)s arahan menunggu dikoordinasikan"), _("%(n)s menunggu dikoordinasikan")),
        (catch, _("%(n)s arahan menunggu ditangkap"), _("%(n)s menunggu ditangkap")),
        (doing, _("%(n)s arahan sedang dilaksanakan"), _("%(n)s sedang dilaksanakan")),
        (verify, _("%(n)s arahan menunggu diperiksa"), _("%(n)s menunggu diperiksa")),
    ]
    if late:
        whole = ngettext("%(n)s arahan terlambat", "%(n)s arahan terlambat", late)
        counted.insert(0, (late, whole, whole))
    there = [(n, whole, short) for n, whole, short in counted if n][:3]
    said = [(short if place else whole) % {"n": number(n)} for place, (n, whole, short) in enumerate(there)]
    return ", ".join(said)


def standing(rows: list[Heading]) -> str:
    """When nothing waits: how far the directives of the list are."""
    asked = sum(one.asked for one in rows if one.state == "running")
    caught = sum(one.caught for one in rows if one.state == "running")
    if asked:
        return _("Tidak ada yang menunggu Anda. Ditangkap %(n)s dari %(all)s") % {
            "n": number(caught), "all": number(asked),
        }  # fmt: skip
    return _("Tidak ada arahan yang menunggu Anda") if rows else _("Belum ada arahan")


def gives(staff: Staff) -> bool:
    """Whether they may give a directive to anybody."""
    if staff.may("coordinate-directive"):
        return True
    return bool(reachable(staff, "issue-directive", but=staff.unit_ids))


def waits(staff: Staff, at: datetime) -> int:
    """For the hub: what waits for this person."""
    return reading.waiting(
        staff.city, mine=reach.own(staff), verify=reach.awaits(staff), but=staff.person,
        coordinates=staff.may("coordinate-directive"),
    )  # fmt: skip
