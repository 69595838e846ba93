"""The head mends what presence missed: a day's stays, and one form with a reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cases.acting import Refused
from garda.flow import Words
from garda.office.asks import Ask, filled, on_top
from garda.office.office_setup import office_at
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people.calendars import city_calendar
from garda.rosters import attending, correcting
from garda.sight.doors import Staff, post
from garda.texts.cleaning import whole

NAMES = ("stay", "person", "came", "left", "reason")


@require_http_methods(["GET", "HEAD", "POST"])
@post("decide-leave")
def correct(request: HttpRequest) -> HttpResponse:
    """`/kerja/hadir/perbaiki/?kantor=&hari=`: the stays of a day; `?catatan=` opens one of them."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "decide-leave")
    today = local_day(staff, at)
    day = _day(request.GET.get("hari", ""), today)
    stays = attending.stays_of(unit, day)
    chosen = next((one for one, _n in stays if str(one.id) == request.GET.get("catatan")), None)
    kept, errors = _kept(staff, chosen), {}
    if request.method == "POST":
        kept = typed(request, *NAMES, most=500)
        try:
            _save(staff, unit, day, kept, at)
        except Refused as no:
            field = {"stay": "person", "day": "came"}.get(no.field or "", no.field or "came")
            errors = {field: no.words.of(lang())}
        else:
            messages.success(request, _("Catatan hadir diperbaiki."))
            return HttpResponseRedirect(f"{request.path}?kantor={unit.key}&hari={day.isoformat()}")
    asks = filled(_asks(staff, unit, day, chosen), kept, errors)
    reasons = correcting.reasons_of(unit, day)
    shown = {
        "unit": unit,
        "day": day,
        "key": day.isoformat(),
        "today_key": today.isoformat(),
        "first_key": (today - correcting.BACK).isoformat(),
        "stays": [(one, name, reasons.get(one.id, "")) for one, name in stays],
        "chosen": chosen,
        "asks": asks,
        "errors": on_top(asks, errors),
        "simulated": any(one.simulated for one, _n in stays),
    }
    return show(request, "office/correct.html", shown, status=422 if errors else 200)


def _save(staff: Staff, unit: Any, day: date, kept: dict[str, str], at: datetime) -> None:
    people = {str(one.pk): one for one in attending.people_of(unit, day)}
    person = people.get(kept["person"])
    if person is None:
        raise Refused(Words("Pilih orangnya.", "Choose the person."), "person")
    stay_id = whole(kept["stay"])
    came = _time(staff, day, kept["came"], "came")
    if came is None:
        raise Refused(
            Words("Tulis jam datangnya seperti 07.30.", "Write when they came, like 07.30."), "came"
        )
    left = _time(staff, day, kept["left"], "left")
    correcting.correct(
        unit, person, by=staff.person, at=at, came=came, left=left, reason=kept["reason"], stay_id=stay_id
    )


def _time(staff: Staff, day: date, typed_in: str, field: str) -> datetime | None:
    """An hour typed as "07.30"; None where nothing was typed."""
    if not typed_in:
        return None
    parts = typed_in.replace(".", ":").split(":")
    try:
        hour, minute = int(parts[0]), int(parts[1])
        if not (0 <= hour < 24 and 0 <= minute < 60 and len(parts) == 2):
            raise ValueError(typed_in)
    except (ValueError, IndexError) as wrong:
        raise Refused(Words("Tulis jamnya seperti 07.30.", "Write the time like 07.30."), field) from wrong
    return city_calendar(staff.city).moment((day.toordinal(), hour * 60 + minute))


def _kept(staff: Staff, chosen: attending.Stay | None) -> dict[str, str]:
    if chosen is None:
        return {}
    local = city_calendar(staff.city).local
    left = f"{local(chosen.left):%H.%M}" if chosen.left else ""
    return {"person": str(chosen.person_id), "came": f"{local(chosen.came):%H.%M}", "left": left}


def _asks(staff: Staff, unit: Any, day: date, chosen: attending.Stay | None) -> list[Ask]:
    people = [one for one in attending.people_of(unit, day) if one.pk != staff.person.pk]
    stay = str(chosen.id) if chosen else ""
    return [
        Ask("stay", "", "hidden", value=stay, required=False),
        Ask("person", _("Siapa"), "list", options=[(str(one.pk), one.name) for one in people]),
        Ask("came", _("Datang pukul"), hint=_("Contoh: 07.30"), most=5, short=True),
        Ask("left", _("Pulang pukul"), hint=_("Kosongkan bila masih di tempat."), most=5, short=True,
            required=False),
        Ask("reason", _("Alasan"), hint=_("Orangnya juga membacanya. Contoh: listrik padam."), most=300),
    ]  # fmt: skip


def _day(typed_in: str, today: date) -> date:
    try:
        day = date.fromisoformat(typed_in)
    except ValueError:
        return today
    return day if today - correcting.BACK <= day <= today else today
