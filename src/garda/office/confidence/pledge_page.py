"""One's own pledge and declarations, a gift declared and decided about, who has not pledged yet."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.integrity import boxing, code_of_conduct, declarations, declaring, limits
from garda.office.asks import Ask, filled, on_top
from garda.office.persons import day_of
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.changes import Unfit
from garda.sight.doors import Staff, post, reaching_numbers, units_in_reach
from garda.texts.cleaning import digits_of, one_line, plain, some_lines
from garda.texts.once import once

ADDRESS = "/kerja/ikrar/"
FIELDS = ("what", "giver", "value", "got_on", "taken")


@require_safe
@post("declare")
def mine(request: HttpRequest) -> HttpResponse:
    """`/kerja/ikrar/`: the code, my pledge of this year, what I declared, cases to think about."""
    staff = staff_of(request)
    today = local_day(staff, clock.now())
    code = code_of_conduct.in_force(today)
    interests, gifts = declarations.interests_of(staff.person), declarations.gifts_of(staff.person)
    shown = {
        "code": code,
        "year": str(today.year),
        "pledged": declarations.pledged_on(staff.person, today.year, code.number),
        "interests": interests,
        "opens": reaching_numbers(staff, [one.number for one in interests]),
        "gifts": [(one, outcome_of(one.outcome)) for one in gifts],
        "dilemmas": code_of_conduct.dilemmas(),
        "basis": code_of_conduct.basis(),
        "reads": _reads(staff),
        "simulated": any(one.simulated for one in interests) or any(one.simulated for one in gifts),
    }
    return show(request, "office/confidence/pledges.html", shown)


@require_POST
@post("declare")
def pledge(request: HttpRequest) -> HttpResponse:
    """I pledge, for this year."""
    staff = staff_of(request)
    declaring.pledge(staff.unit, by=staff.person, at=clock.now())
    messages.success(request, _("Ikrar Anda tahun ini tercatat."))
    return HttpResponseRedirect(ADDRESS)


@require_http_methods(["GET", "HEAD", "POST"])
@post("declare")
def gift(request: HttpRequest) -> HttpResponse:
    """`/kerja/ikrar/hadiah/`: a gift, taken or refused."""
    staff, at = staff_of(request), clock.now()
    kept = {name: some_lines(plain(request.POST.get(name, "")))[:2000] for name in FIELDS}
    kunci = boxing.form_of(request.POST.get("kunci", ""))
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            declaring.declare_gift(
                staff.unit, kept["what"], kept["giver"], value=_rupiah(kept["value"]),
                got_on=day_of(one_line(kept["got_on"]), "got_on"), taken=kept["taken"] != "tidak",
                by=staff.person, at=at, form_key=once(kunci, staff.person.pk, kept),
            )  # fmt: skip
        except (Refused, Unfit) as no:
            errors = {no.field or "what": no.words.of(lang()) if isinstance(no, Refused) else no.said}
        else:
            messages.success(request, _("Pemberian tercatat. Inspektorat memutusnya."))
            return HttpResponseRedirect(ADDRESS)
    asks = filled(_asks(), kept if request.method == "POST" else {}, errors)
    shown = {
        "asks": asks,
        "kunci": kunci,
        "errors": on_top(asks, errors),
        "term": limits.words("gift", "declare"),
        "basis": limits.basis("gift"),
    }
    return show(request, "office/confidence/gift.html", shown, status=422 if errors else 200)


@require_safe
@post("declare")
def register(request: HttpRequest) -> HttpResponse:
    """`/kerja/ikrar/daftar/`: n/N pledged with the names missing; for who decides also the gifts."""
    staff = staff_of(request)
    if not _reads(staff):
        raise Http404
    today = local_day(staff, clock.now())
    version = code_of_conduct.in_force(today).number
    whole = staff.may("handle-conduct")
    units = units_in_reach(staff, "handle-conduct" if whole else "discipline")
    people, pledged, without = declarations.pledges(units, today, version)
    found = declarations.gifts(staff.city, staff.held) if whole else []
    shown = {
        "people": people,
        "pledged": pledged,
        "more": people - pledged - len(without),
        "without": without,
        "year": str(today.year),
        "gifts": [(one, outcome_of(one.outcome), one.person != staff.person.name) for one in found],
        "whole": whole,
        "outcomes": _outcomes(),
        "simulated": any(one.simulated for one in found),
    }
    return show(request, "office/confidence/register.html", shown)


@require_POST
@post("handle-conduct")
def decide(request: HttpRequest, gift_id: int) -> HttpResponse:
    """What becomes of a gift; of one within the inspectorate the mayor decides, and of no other."""
    staff = staff_of(request)
    if gift_id >= 2**63 or not declarations.decides(staff.city, staff.held, gift_id):
        raise Http404
    try:
        declaring.decide_gift(gift_id, request.POST.get("outcome", ""), by=staff.person, at=clock.now())
    except Refused as no:
        messages.error(request, no.words.of(lang()))
    else:
        messages.success(request, _("Putusan tercatat dan diberitahukan."))
    return HttpResponseRedirect(f"{ADDRESS}daftar/")


def _reads(staff: Staff) -> bool:
    return staff.may("discipline") or staff.may("handle-conduct")


def _rupiah(typed: str) -> int:
    digits = digits_of(typed).lower().removeprefix("rp").replace(".", "").replace(",", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 14):
        raise Unfit(_("Tulis angkanya saja, misalnya 150000."), "value")
    return int(digits)


def _asks() -> list[Ask]:
    taken = [("ya", _("Saya terima")), ("tidak", _("Saya tolak di tempat"))]
    return [
        Ask("what", _("Apa yang diberikan"), most=1000),
        Ask("giver", _("Dari siapa, dalam urusan apa"), "lines", most=1000),
        Ask("value", _("Perkiraan nilainya (rupiah)"), hint=_("Misalnya 150000."), most=16, short=True),
        Ask("got_on", _("Hari diberikan"), hint=_("Seperti 17/8/2026."), most=20, short=True),
        Ask("taken", _("Lalu"), "choices", options=taken, value="ya", across=True),
    ]


def _outcomes() -> list[tuple[str, str]]:
    return [
        (declaring.TO_STATE, _("diserahkan kepada negara")),
        (declaring.GIVEN_BACK, _("dikembalikan kepada pemberi")),
        (declaring.PASSED_ON, _("disalurkan kepada yang membutuhkan")),
        (declaring.KEPT, _("boleh disimpan")),
    ]


def outcome_of(key: str) -> str:
    """What was decided, in words."""
    return dict(_outcomes()).get(key, "")
