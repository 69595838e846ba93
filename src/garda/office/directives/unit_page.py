"""What one unit has to do about a directive: caught in its own words, proved, verified by another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases import papers
from garda.cases.acting import Refused
from garda.directives import coordinating, reading, states, taking, verifying
from garda.directives.issuing import url_of
from garda.directives.reading import OfUnit
from garda.flow import Words
from garda.office.asks import Ask, filled, on_top
from garda.office.directives import reach
from garda.office.directives.directive_page import overtaken_words
from garda.office.directives.wording import origin_words, state_of, story
from garda.office.overtaking import seen_in
from garda.office.persons import day_of
from garda.office.showing import lang, show, staff_of
from garda.people.changes import Unfit
from garda.people.holding import Held
from garda.sight.doors import Staff, post
from garda.texts.cleaning import plain, some_lines
from garda.trails.reading import lines
from garda.trails.writing import Overtaken

NAMES = ("restated", "done", "words", "why", "due")


@require_safe
@post("see-directives")
def of_unit(request: HttpRequest, directive_id: int, key: str) -> HttpResponse:
    """`/kerja/arahan/<id>/<unit>/`."""
    staff, at = staff_of(request), clock.now()
    unit, one = reach.unit_for(staff, directive_id, key, at)
    return _page(request, staff, unit, one, at)


def _page(
    request: HttpRequest,
    staff: Staff,
    unit: Any,
    one: OfUnit,
    at: datetime,
    tried: str = "",
    kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    found = reading.whole(staff.city, one.directive_id)
    assert found is not None
    trail = lines(staff.city, taking.TASK, one.id)
    wrong = errors or {}
    forms = {
        name: filled(form.asks(one), kept or {} if name == tried else {}, wrong if name == tried else {})
        for name, form in FORMS.items()
        if one.state in form.states and form.may(staff, unit, one)
    }
    late_proofs = [proof for proof in one.proofs if proof.round == one.returned or one.state == states.CAUGHT]
    shown = {
        "one": one,
        "unit": unit,
        "found": found,
        "origin": origin_words(found.heading),
        "chain": [(heading, origin_words(heading)) for heading in found.chain],
        "opens": reach.sees_city(staff) or found.origin_unit in staff.unit_ids,
        "headline": headline(one, unit.pk in staff.unit_ids),
        "state": state_of(one),
        "forms": forms,
        "tried": tried,
        "proofs": late_proofs,
        "older": [proof for proof in one.proofs if proof not in late_proofs],
        "entries": story(one, trail, staff.city.zone),
        "seen": trail[-1].seq if trail else 0,
        # The form is gone when somebody else was first: what was typed into it is shown.
        "lost": [said for said in (kept or {}).values() if said] if tried and tried not in forms else [],
        "waits_for": "" if forms else _waits_for(one, unit),
        "errors": on_top(forms.get(tried, []), {key: said for key, said in wrong.items() if key})
        + [("", said) for key, said in wrong.items() if not key],
        "simulated": one.simulated,
    }
    return show(request, "office/directives/unit.html", shown, status=status)


def headline(one: OfUnit, own: bool) -> str:
    """ "Tangkap arahan ini dengan kata sendiri", "Menunggu diperiksa"."""
    name = _("Kantor Anda") if own else one.unit.name
    words = {
        states.SENT: _("%(unit)s belum menangkap arahan ini"),
        states.CAUGHT: _("%(unit)s sedang melaksanakan arahan ini"),
        states.DONE: _("%(unit)s sudah melaksanakan, menunggu diperiksa"),
        states.VERIFIED: _("%(unit)s sudah melaksanakan dan diperiksa"),
        states.RELEASED: _("Arahan ini tidak diminta lagi dari %(unit)s"),
    }[one.state]
    if one.state == states.CAUGHT and one.returned:
        words = _("%(unit)s memperbaiki pelaksanaan yang dikembalikan")
    return words % {"unit": name}


def _waits_for(one: OfUnit, unit: Any) -> str:
    if one.state in (states.SENT, states.CAUGHT):
        return _("Langkah berikutnya ada di %(unit)s.") % {"unit": unit.name}
    if one.state == states.DONE:
        return _("Yang memeriksa orang lain, dari luar unit yang melaksanakan.")
    return ""


# ---- acts ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Form:
    """One act of the page: from which states, by whom, what it asks, its verb, what is said afterwards."""

    states: tuple[str, ...]
    may: Callable[[Staff, Any, OfUnit], Held | None]
    asks: Callable[[OfUnit], list[Ask]]
    do: Callable[[HttpRequest, OfUnit, dict[str, str], Held, dict[str, Any]], None]
    said: str


def _takes(staff: Staff, unit: Any, _one: OfUnit) -> Held | None:
    return reach.post_for(staff, "take-directive", unit)


def _verifies(staff: Staff, unit: Any, one: OfUnit) -> Held | None:
    if one.done_by_id == staff.person.pk:
        return None
    return reach.post_for(staff, "verify-directive", unit, outside=True)


def _steers(staff: Staff, unit: Any, one: OfUnit) -> Held | None:
    """Whoever coordinates, or holds the office that gave it: nobody in between lets a unit off."""
    coordinates = reach.post_for(staff, "coordinate-directive", unit)
    return coordinates or reach.giver(staff, unit, one)


def _catch(_request: HttpRequest, one: OfUnit, kept: dict[str, str], _own: Held, who: dict[str, Any]) -> None:
    taking.catch(one.id, kept["restated"], **who)


def _implement(
    request: HttpRequest, one: OfUnit, kept: dict[str, str], _own: Held, who: dict[str, Any]
) -> None:
    given = request.FILES.getlist("proof")
    if len(given) > taking.MOST_PROOFS:
        raise Refused(
            Words(f"Paling banyak {taking.MOST_PROOFS} berkas.", f"At most {taking.MOST_PROOFS} files."),
            "proof",
        )
    taking.implement(
        one.id, kept["done"], [papers.check("proof", file.read()) for file in given if file.size], **who
    )


def _verify(_request: HttpRequest, one: OfUnit, kept: dict[str, str], own: Held, who: dict[str, Any]) -> None:
    verifying.verify(one.id, kept["words"], by_unit=own.unit.pk, **who)


def _give_back(
    _request: HttpRequest, one: OfUnit, kept: dict[str, str], own: Held, who: dict[str, Any]
) -> None:
    verifying.give_back(one.id, kept["why"], by_unit=own.unit.pk, **who)


def _redate(
    _request: HttpRequest, one: OfUnit, kept: dict[str, str], _own: Held, who: dict[str, Any]
) -> None:
    coordinating.redate(one.id, day_of(kept["due"], "due"), kept["why"], **who)


def _release(
    _request: HttpRequest, one: OfUnit, kept: dict[str, str], _own: Held, who: dict[str, Any]
) -> None:
    coordinating.release(one.id, kept["why"], **who)


def _catch_asks(_one: OfUnit) -> list[Ask]:
    hint = _("Dengan kata sendiri: siapa melakukan apa, sampai kapan. Bukan salinan arahannya.")
    return [Ask("restated", _("Apa yang akan kami lakukan"), "lines", hint, most=2000)]


def _implement_asks(one: OfUnit) -> list[Ask]:
    return [
        Ask("done", _("Apa yang sudah dilakukan"), "lines", most=2000, value=one.done),
        Ask("proof", _("Bukti"), "file", _("Foto atau PDF, paling banyak 5.")),
    ]


def _verify_asks(_one: OfUnit) -> list[Ask]:
    return [Ask("words", _("Catatan"), "lines", required=False, most=1000, scope="terima")]


def _why_asks(_one: OfUnit) -> list[Ask]:
    return [Ask("why", _("Apa yang belum"), "lines", _("Dibaca unit yang melaksanakan."), most=1000,
                scope="kembalikan")]  # fmt: skip


def _redate_asks(_one: OfUnit) -> list[Ask]:
    return [
        Ask("due", _("Batas yang baru"), hint=_("Seperti 17/8/2026."), most=20, short=True, scope="batas"),
        Ask("why", _("Alasannya"), most=500, scope="batas"),
    ]


def _release_asks(_one: OfUnit) -> list[Ask]:
    return [Ask("why", _("Mengapa tidak diminta lagi"), most=500, scope="bebas")]


FORMS = {
    "tangkap": Form((states.SENT,), _takes, _catch_asks, _catch, gettext_noop("Arahan ditangkap.")),
    "laksana": Form(
        (states.CAUGHT,), _takes, _implement_asks, _implement, gettext_noop("Pelaksanaan dikirim.")
    ),
    "terima": Form((states.DONE,), _verifies, _verify_asks, _verify, gettext_noop("Pelaksanaan diterima.")),
    "kembalikan": Form(
        (states.DONE,), _verifies, _why_asks, _give_back, gettext_noop("Pelaksanaan dikembalikan.")
    ),
    "batas": Form(
        (states.SENT, states.CAUGHT), _steers, _redate_asks, _redate, gettext_noop("Batasnya diubah.")
    ),
    "bebas": Form(
        (states.SENT, states.CAUGHT), _steers, _release_asks, _release, gettext_noop("Tidak diminta lagi.")
    ),
}


@require_POST
@post("take-directive", "verify-directive", "coordinate-directive", "issue-directive")
def act(request: HttpRequest, directive_id: int, key: str, name: str) -> HttpResponse:
    """`/kerja/arahan/<id>/<unit>/<act>/`."""
    staff, at = staff_of(request), clock.now()
    unit, one = reach.unit_for(staff, directive_id, key, at)
    form = FORMS.get(name)
    if form is None:
        raise Http404
    kept = {one: some_lines(plain(request.POST.get(one, "")))[:5000] for one in NAMES}
    own = form.may(staff, unit, one)
    if own is None and not (form.may is _verifies and staff.may("verify-directive", unit)):
        raise PermissionDenied
    own = own or next((mine for mine in staff.held if mine.unit.pk == unit.pk), staff.held[0])
    who = {"by": staff.person, "by_post": own.post.pk, "seen": seen_in(request), "at": at}
    try:
        form.do(request, one, kept, own, who)
    except Unfit as wrong:
        return _page(request, staff, unit, one, at, name, kept, {wrong.field: wrong.said}, 422)
    except Refused as no:
        return _page(request, staff, unit, one, at, name, kept, {no.field or "": no.words.of(lang())}, 422)
    except Overtaken:
        now = reach.unit_for(staff, directive_id, key, at)[1]
        return _page(request, staff, unit, now, at, name, kept, {"": overtaken_words()}, 409)
    messages.success(request, _(form.said))
    return HttpResponseRedirect(url_of(directive_id, unit.key))


@require_safe
@post("see-directives")
def proof(request: HttpRequest, directive_id: int, key: str, proof_id: int) -> HttpResponse:
    """One proof, as it was handed in."""
    staff = staff_of(request)
    unit, _one = reach.unit_for(staff, directive_id, key, clock.now())
    found = reading.proof_of(staff.city, directive_id, unit, proof_id) if proof_id < reach.MOST_ID else None
    if found is None:
        raise Http404
    media, content = found
    response = HttpResponse(content, content_type=media)
    kind = "pdf" if media == "application/pdf" else "jpg"
    how = "attachment" if kind == "pdf" else "inline"
    response["Content-Disposition"] = f'{how}; filename="bukti-{proof_id}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response
