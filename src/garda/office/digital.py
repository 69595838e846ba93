"""How digital the services are: the level that the flow makes possible, and what people really do."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.figures import definitions, effects, standing
from garda.figures.standing import Digital
from garda.flow.digital import STAGES
from garda.office.burdens import show_finished
from garda.office.showing import lang, show, staff_of
from garda.office.wrong_desk import READERS, reach_of
from garda.people.register import register_of
from garda.sight.doors import post


@dataclass(frozen=True)
class Row:
    """One service of the list."""

    one: Digital
    title: str
    reached: str
    missing: str


@require_safe
@post(*READERS)
def digital(request: HttpRequest) -> HttpResponse:
    """`/kerja/digital/`: every service by its level, with its real use beside it."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    every = set(register_of(staff.city).units)
    found = standing.digital(staff.city, reach_of(staff), every, at)
    names = stage_words()
    rows = [
        Row(
            one,
            one.flow.title.of(speaks),
            names[STAGES[one.level - 1]] if one.level else _("belum ada"),
            names[STAGES[one.level]] if one.level < len(STAGES) else "",
        )
        for one in found
    ]
    return show(
        request,
        "office/digital.html",
        {
            "rows": rows,
            "used": sum(1 for one in found if one.is_digital),
            "since": standing.first_month(at),
            "meaning": definitions.definition("online-use"),
            "simulated": any(one.use.simulated for one in found),
        },
    )


def stage_words() -> dict[str, str]:
    """What the stages are called."""
    return {
        "information": _("informasi"),
        "form": _("formulir"),
        "processing": _("pemrosesan"),
        "delivery": _("penyerahan"),
    }


@require_safe
@post(*READERS)
def behind(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/digital/<service>/`: the matters finished in the last year, and how each came in."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    units = reach_of(staff)
    every = set(register_of(staff.city).units)
    found = next((one for one in standing.digital(staff.city, units, every, at) if one.key == key), None)
    if found is None:
        raise Http404
    ids = standing.ids_of(staff.city, key)
    rows = effects.finished(staff.city, units, ids, standing.first_month(at))
    title = found.flow.title.of(speaks)
    return show_finished(
        request, staff, rows, title=title, total=found.use.done, meaning="online-use", back="/kerja/digital/"
    )
