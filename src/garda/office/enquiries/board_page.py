"""The board of a call: n of N, who is missing; and what was answered, by procedure and by office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.enquiries import calling, consolidating, exporting
from garda.enquiries.reading import Whole
from garda.looks.wording import number
from garda.office.asks import Ask, filled, on_top
from garda.office.directives.directive_page import overtaken_words
from garda.office.enquiries import reach
from garda.office.enquiries.list_page import state_words
from garda.office.overtaking import seen_in
from garda.office.persons import day_of
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.changes import Unfit
from garda.registers.standards import title_of
from garda.rules.reading import look_up_all
from garda.sight.doors import Staff, post
from garda.texts.cleaning import plain
from garda.trails.reading import lines
from garda.trails.writing import Overtaken

TITLES = {
    "call.opened": gettext_noop("Dikirim"),
    "call.reminded": gettext_noop("Diingatkan"),
    "call.extended": gettext_noop("Diperpanjang"),
    "call.closed": gettext_noop("Ditutup"),
    "call.examples-erased": gettext_noop("Contoh dihapus"),
}


@require_safe
@post("see-calls")
def board(request: HttpRequest, call_id: int) -> HttpResponse:
    """`/kerja/permintaan/<id>/`."""
    staff = staff_of(request)
    return _page(request, staff, reach.found_for(staff, call_id))


def _page(
    request: HttpRequest,
    staff: Staff,
    found: Whole,
    kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    trail = lines(staff.city, calling.KIND, found.heading.id)
    put = consolidating.consolidate(found, opened=False)
    steers = reach.steers(staff, found) and found.heading.open
    wrong = errors or {}
    until = Ask("until", _("Sampai hari"), hint=_("Seperti 17/8/2026."), most=20, short=True)
    asks = filled([until], kept or {}, wrong)
    shown = {
        "found": found,
        "one": found.heading,
        "headline": headline(found),
        "missing": [(one, *state_words(one.state)) for one in found.missing],
        "put": put,
        "lacks": [(title_of(key, lang()), n) for key, n in put.lacks.items()],
        "procedures": put.procedures,
        "units": put.units,
        "may_remind": steers and found.missing and found.by_hand_at is None,
        "until": asks[0] if steers else None,
        "seen": trail[-1].seq if trail else 0,
        "trail": [(_(TITLES.get(line.name, line.name)), line) for line in trail],
        "errors": on_top(asks, {key: said for key, said in wrong.items() if key})
        + [("", said) for key, said in wrong.items() if not key],
        "simulated": found.heading.simulated,
    }
    return show(request, "office/enquiries/board.html", shown, status=status)


def headline(found: Whole) -> str:
    """ "7 dari 12 kantor sudah menjawab"."""
    one = found.heading
    said = _("%(n)s dari %(all)s kantor sudah menjawab") % {
        "n": number(one.sent), "all": number(one.asked),
    }  # fmt: skip
    if one.open:
        return said
    return _("Ditutup: %(n)s dari %(all)s kantor menjawab") % {
        "n": number(one.sent),
        "all": number(one.asked),
    }


@require_safe
@post("see-calls")
def procedure(request: HttpRequest, call_id: int, place: int) -> HttpResponse:
    """`/kerja/permintaan/<id>/tata/<place>/`: everything that was answered about one procedure."""
    staff = staff_of(request)
    found = reach.found_for(staff, call_id)
    topic = next((one for one in found.procedures if one.place == place), None)
    if topic is None:
        raise Http404
    put = consolidating.consolidate(found, only=topic.id)
    one = next(row for row in put.procedures if row.procedure.id == topic.id)
    names = look_up_all(
        [row.reference for row in one.hindrances if row.reference], city_key=staff.city.key,
        on=local_day(staff, clock.now()), lang=lang(),
    )  # fmt: skip
    shown = {
        "found": found,
        "one": one,
        "headline": _("%(n)s dari %(all)s kantor menjawab tentang %(what)s")
        % {"n": number(len(one.units)), "all": number(found.heading.sent), "what": topic.title},
        "hindrances": [
            (row, names[row.reference].sentence if row.reference in names else "") for row in one.hindrances
        ],
        "lacks": [(title_of(key, lang()), units) for key, units in one.lacks.items()],
        "others": [row for row in found.procedures if row.id != topic.id],
        "simulated": found.heading.simulated,
    }
    return show(request, "office/enquiries/procedure.html", shown)


@require_safe
@post("see-calls")
def export(request: HttpRequest, call_id: int) -> HttpResponse:
    """`/kerja/permintaan/<id>/jawaban.csv`: every answer that was sent, in rows that add up to the board."""
    staff = staff_of(request)
    found = reach.found_for(staff, call_id)

    def named(references: list[str]) -> dict[str, str]:
        today = local_day(staff, clock.now())
        cited = look_up_all(references, city_key=staff.city.key, on=today, lang=lang())
        return {reference: one.sentence for reference, one in cited.items()}

    text = exporting.table(found, named, lambda key: title_of(key, lang()))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="permintaan-{found.heading.id}.csv"'
    response["Cache-Control"] = "no-store"
    return response


# ---- acts ----------------------------------------------------------------------------------------
@require_POST
@post("ask-units")
def remind(request: HttpRequest, call_id: int) -> HttpResponse:
    """`/kerja/permintaan/<id>/ingatkan/`: once by hand."""

    def act(staff: Staff, who: dict[str, Any]) -> str:
        n = calling.remind_missing(call_id, **who)
        return ngettext("%(n)s kantor diingatkan.", "%(n)s kantor diingatkan.", n) % {"n": number(n)}

    return _act(request, call_id, act, {})


@require_POST
@post("ask-units")
def extend(request: HttpRequest, call_id: int) -> HttpResponse:
    """`/kerja/permintaan/<id>/perpanjang/`: more time for everybody."""
    kept = {"until": plain(request.POST.get("until", "")).strip()[:40]}

    def act(staff: Staff, who: dict[str, Any]) -> str:
        calling.extend(call_id, day_of(kept["until"], "until"), **who)
        return _("Batasnya diperpanjang.")

    return _act(request, call_id, act, kept)


def _act(request: HttpRequest, call_id: int, act: Any, kept: dict[str, str]) -> HttpResponse:
    staff, at = staff_of(request), clock.now()
    found = reach.found_for(staff, call_id)
    if not reach.steers(staff, found):
        raise PermissionDenied
    own = next(one for one in staff.held if one.unit.pk == found.unit_id)
    who = {"by": staff.person, "by_post": own.post.pk, "seen": seen_in(request), "at": at}
    try:
        said = act(staff, who)
    except Unfit as wrong:
        return _page(request, staff, found, kept, {wrong.field: wrong.said}, 422)
    except Refused as no:
        return _page(request, staff, found, kept, {no.field or "": no.words.of(lang())}, 422)
    except Overtaken:
        return _page(request, staff, reach.found_for(staff, call_id), kept, {"": overtaken_words()}, 409)
    messages.success(request, said)
    return HttpResponseRedirect(calling.url_of(call_id))
