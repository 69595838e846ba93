"""Calls for information: what waits to be answered, and what one's own office or city has asked."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from garda.enquiries import reading, states
from garda.looks.wording import number
from garda.office.enquiries import reach
from garda.office.showing import page_asked, show, staff_of, where
from garda.sight.doors import Staff, post, units_in_reach

STATES = {
    states.WAITING: "not",
    states.DRAFT: "run",
    states.SENT: "done",
}


@require_safe
@post("see-calls")
def calls(request: HttpRequest) -> HttpResponse:
    """`/kerja/permintaan/`."""
    staff = staff_of(request)
    mine = reading.to_answer(staff.city, reach.own(staff))
    page = page_asked(request)
    rows, total = reading.calls(staff.city, units_in_reach(staff, "see-calls"), page)
    last = max(1, -(-total // reading.PAGE))
    waiting = [(one, unit, state_words(state)) for one, unit, state in mine if state != states.SENT]
    shown = {
        "over": where(staff),
        "headline": headline(len(waiting), sum(one.open for one in rows)),
        "waiting": waiting,
        "sent": [(one, unit) for one, unit, state in mine if state == states.SENT],
        "answered": reading.answered(staff.city, reach.own(staff)),
        "rows": rows,
        "asks": staff.may("ask-units"),
        "before": page - 1 if 1 < page <= last else 0,
        "after": page + 1 if page < last else 0,
        "simulated": any(one.simulated for one in rows) or any(one.simulated for one, _u, _s in mine),
    }
    return show(request, "office/enquiries/list.html", shown)


def headline(waiting: int, open_ones: int) -> str:
    """ "2 permintaan menunggu jawaban kantor Anda"."""
    if waiting:
        return ngettext(
            "%(n)s permintaan menunggu jawaban kantor Anda",
            "%(n)s permintaan menunggu jawaban kantor Anda",
            waiting,
        ) % {"n": number(waiting)}
    if open_ones:
        return _("%(n)s permintaan sedang berjalan") % {"n": number(open_ones)}
    return _("Tidak ada permintaan yang menunggu")


def state_words(state: str) -> tuple[str, str]:
    """How far a unit is: shape and words."""
    said = {
        states.WAITING: _("belum dijawab"),
        states.DRAFT: _("baru sebagian, belum dikirim"),
        states.SENT: _("sudah dikirim"),
    }
    return STATES[state], said[state]


def waits(staff: Staff, at: datetime) -> int:
    """For the hub: open calls that this person's office has not answered."""
    return reading.waiting(staff.city, reach.own(staff))
