"""Assisted entry: an officer writes down what a resident says, and hands over the slip.

The form is the flow's own, cleaned by the same ground as the resident's, so that the record is the same
but for two facts in it: who wrote it down, and that it came over the counter.
"""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.cases import papers, sealing
from garda.cases.acting import Refused
from garda.cases.opening import Filing, Opened, open_case
from garda.counters import calling, queues
from garda.flow import Cleaned, Field, Flow, clean
from garda.notices import chatting
from garda.office.asks import Ask
from garda.office.moves import all_ticked, ticks
from garda.office.showing import lang, local_day, show, staff_of
from garda.rosters import duties
from garda.sight import needs, offices, proofs, shelves, stories, territory
from garda.sight.doors import Staff, post, staff_case
from garda.surveys import sources
from garda.texts.cleaning import whole

CODES = "office_codes"
MOST_CODES = 20
LINES = frozenset({"long-text", "address"})
KEY_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
GUESSED = 62.0


@dataclass
class Entry:
    """What was typed at the counter, and what is wrong with it by input."""

    kept: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    brought: tuple[str, ...] = ()
    category: str = ""
    general: str = ""
    confirmed: bool = False


@require_safe
@post("file")
def choose(request: HttpRequest) -> HttpResponse:
    """`/kerja/catat/`: a search in the resident's own words, and all that this office gives."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    typed = " ".join(request.GET.get("q", "").replace("\0", "").split())[:140]
    ours = shelves.services(staff.city, at, speaks, staff.unit.kind)
    found = shelves.find(staff.city, typed, at, speaks) if typed else []
    keys = {one.key for one in ours}
    return show(
        request,
        "office/entering.html",
        {
            "typed": typed,
            "services": ours,
            "found": [one for one in found if one.service.key in keys],
            "elsewhere": [one for one in found if one.service.key not in keys][:3],
            "unmet": _unmet(ours, typed),
            "ticket": _ticket_of(request, staff),
        },
    )


def _unmet(ours: list[shelves.Service], typed: str) -> str:
    """The service under which a need that nobody meets is written down: an aspiration."""
    return next((one.key for one in ours if one.kind == "aspiration"), "") if typed else ""


@require_http_methods(["GET", "HEAD", "POST"])
@post("file")
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/catat/<service>/`: the flow's own form; POST files it and goes on to the slip."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    page = shelves.service(staff.city, key, at, speaks)
    if page is None or (page.flow.offered and staff.unit.kind not in page.flow.offered):
        raise Http404
    if request.method != "POST":
        # Words typed to find a service say what is the matter only where a matter is told, not for a letter.
        told = page.flow.fields if page.flow.kind in ("complaint", "aspiration") else ()
        first = next((one.key for one in told if one.kind == "text"), "")
        kept = {first: request.GET.get("q", "").replace("\0", "")[:140]} if first else {}
        category = request.GET.get("kategori", "")[:60]
        return _form(request, page, Entry(kept=kept, category=category), _fresh_key())
    form_key = _key_of(request.POST.get("kunci", ""))
    entry, filing = _read(request, staff, page, at)
    if filing is None:
        return _form(request, page, entry, form_key, status=422)
    filing.form_key = form_key
    try:
        opened = open_case(filing, by=staff.by_for(staff.unit.pk), at=at)
    except Refused as no:
        entry.general = no.words.of(speaks)
        return _form(request, page, entry, form_key, status=422)
    if (heard_at := _duty_of(request, staff)) is not None:
        duties.note_heard(heard_at, staff.unit, opened.case.number, by=staff.person, at=at)
    if (ticket := _ticket_of(request, staff)) is not None:
        calling.tie(ticket.id, opened.case.number, staff.unit)
    _remember(request, opened)
    return HttpResponseRedirect(f"/kerja/catat/struk/{opened.case.number}/")


def _ticket_of(request: HttpRequest, staff: Staff) -> queues.Placed | None:
    """The number in the queue of which this matter comes, if the page was opened from one of this office."""
    typed = request.POST.get("antre") or request.GET.get("antre") or ""
    number = whole(typed)
    return queues.of_unit(staff.unit, number) if number is not None else None


def _duty_of(request: HttpRequest, staff: Staff) -> int | None:
    """The social duty at which this was heard, if the page was opened from one of this office."""
    typed = request.POST.get("tugas") or request.GET.get("tugas") or ""
    duty = whole(typed)
    return duty if duty is not None and duties.duty_of(staff.unit, duty) else None


def _read(
    request: HttpRequest, staff: Staff, page: shelves.ServicePage, at: datetime
) -> tuple[Entry, Filing | None]:
    flow, speaks = page.flow, lang()
    raw = {one.key: request.POST.get(one.key, "") for one in flow.fields}
    cleaned = clean(flow, raw, today=local_day(staff, at))
    entry = Entry(
        kept=dict(cleaned.kept),
        errors={name: words.of(speaks) for name, words in cleaned.errors.items()},
        warnings={name: words.of(speaks) for name, words in cleaned.warnings.items()},
        brought=tuple(request.POST.getlist("dibawa")),
        category=request.POST.get("kategori", "")[:60],
        confirmed=bool(request.POST.get("yakin")),
    )
    is_need = flow.kind == "aspiration" and entry.category == needs.UNMET
    if chatting.ticked(staff.city, request.POST) and (wrong := chatting.agree_in(flow, cleaned)):
        entry.errors[chatting.TICK] = wrong.of(speaks)
    if flow.categories and flow.category(entry.category) is None and not is_need:
        entry.category = _guessed(staff, flow, cleaned, at)
    checked: list[papers.Checked] = []
    try:
        checked = [papers.check("photo", one.read()) for one in request.FILES.getlist("foto")[:3] if one.size]
    except Refused as no:
        entry.errors["foto"] = no.words.of(speaks)
    if entry.errors:
        return entry, None
    answers = dict(cleaned.answers)
    area, point = _place(staff, flow, answers)
    filing = Filing(
        published=offices.published_of(page.published_id),
        unit=staff.unit,
        answers=answers,
        category=entry.category,
        area=area,
        lat=point[0] if point else None,
        lng=point[1] if point else None,
        channel="counter",
        assisted=True,
        brought=_brought(flow, entry.brought),
        papers=checked,
    )
    return entry, filing


def _brought(flow: Flow, ticked: tuple[str, ...]) -> tuple[str, ...]:
    """The requirements that lie on the counter: those ticked, and with the first tick all that must be."""
    found = all_ticked(flow, ticked)
    return tuple(one.key for one in flow.requirements if one.key in found)


def _place(staff: Staff, flow: Flow, answers: dict[str, Any]) -> tuple[Any, tuple[float, float] | None]:
    """The territory: where the matter is if the form asks, else where this office is."""
    for one in flow.fields:
        value = str(answers.pop(one.key, "")) if one.kind == "place" else ""
        if value:
            parts = [part for part in value.split(";") if part]
            code = next((part for part in parts if "," not in part), "")
            spot = next((part for part in parts if "," in part), "")
            point = (float(spot.split(",")[0]), float(spot.split(",")[1])) if spot else None
            area = territory.area_at(staff.city, *point) if point else territory.area_of(staff.city, code)
            return area or staff.unit.area, point
    return staff.unit.area, None


def _guessed(staff: Staff, flow: Flow, cleaned: Cleaned, at: datetime) -> str:
    said = " ".join(str(cleaned.answers.get(key, "")) for key in ("what", "story"))
    for found in shelves.find(staff.city, said, at, "id"):
        if found.service.key == flow.key and found.category and found.score >= GUESSED:
            return found.category
    return flow.categories[-1].key


def _form(
    request: HttpRequest, page: shelves.ServicePage, entry: Entry, form_key: str, status: int = 200
) -> HttpResponse:
    staff, speaks = staff_of(request), lang()
    wards = territory.wards(staff.city)
    asks = [_ask(one, entry, speaks, wards, staff) for one in page.flow.fields]
    chat = None
    if chatting.offered(staff.city) and any(one.kind == "phone" for one in page.flow.fields):
        label, hint = _("Warga mau dikabari lewat WhatsApp"), _("Tanyakan dulu; jangan dicentang tanpa izin.")
        chat = Ask(
            chatting.TICK, label, "tick", hint, value=request.POST.get(chatting.TICK, "")[:2],
            required=False, error=entry.errors.get(chatting.TICK, ""), scope="isi",
        )  # fmt: skip
    category = None
    if page.flow.categories:
        hint = _("Boleh dikosongkan: dipilih dari kata-katanya.")
        options = [
            ("", _("Menurut kata-katanya")),
            *((one.key, one.title.of(speaks)) for one in page.flow.categories),
        ]
        if page.flow.kind == "aspiration":
            options.append((needs.UNMET, _("Kebutuhan yang belum ada layanannya")))
        category = Ask("kategori", _("Kelas"), "list", hint, options, value=entry.category, required=False)
    brought = None
    if page.flow.requirements:
        options = ticks(page.flow.requirements, speaks)
        brought = Ask("dibawa", _("Yang dibawa"), "ticks", "", options, values=entry.brought, required=False)
    photo = Ask(
        "foto",
        _("Foto"),
        "file",
        _("Paling banyak tiga."),
        required=False,
        error=entry.errors.get("foto", ""),
    )
    errors = [(ask.id, ask.error) for ask in [*asks, photo, *([chat] if chat else [])] if ask.error]
    return show(
        request,
        "office/enter.html",
        {
            "page": page,
            "key": form_key,
            "duty": _duty_of(request, staff),
            "ticket": _ticket_of(request, staff),
            "asks": [ask for ask, one in zip(asks, page.flow.fields, strict=True) if one.about != "person"],
            "person_asks": [
                ask for ask, one in zip(asks, page.flow.fields, strict=True) if one.about == "person"
            ],
            "chat": chat,
            "category": category,
            "brought": brought,
            "photo": photo if page.flow.kind == "complaint" else None,
            "errors": errors + ([("", entry.general)] if entry.general else []),
        },
        status=status,
    )


def _ask(one: Field, entry: Entry, speaks: str, wards: list[Any], staff: Staff) -> Ask:
    value, options, groups = entry.kept.get(one.key, ""), [], []
    shape = "lines" if one.kind in LINES else "line"
    if one.kind == "choice":
        shape = "choices" if len(one.choices) <= 5 else "list"
        options = [(choice.key, choice.title.of(speaks)) for choice in one.choices]
    elif one.kind == "yes-no":
        shape = "choices" if one.required else "tick"
        options = [("ya", _("Ya")), ("tidak", _("Tidak"))]
    elif one.kind == "place":
        shape = "grouped"
        groups = [(name, [(ward.code, ward.name) for ward in rows]) for name, rows in wards]
        value = value or (staff.unit.area.code if staff.unit.area and staff.unit.kind == "kelurahan" else "")
    return Ask(
        name=one.key,
        label=one.title.of(speaks),
        shape=shape,
        hint=one.hint.of(speaks) if one.hint else "",
        options=options,
        groups=groups,
        value=value,
        required=one.required,
        error=entry.errors.get(one.key, ""),
        most=min(one.most, 4000),
        short=one.kind in ("nik", "phone", "date", "number", "money"),
        scope="isi",
        across=True,
    )


# ---- the slip ------------------------------------------------------------------------------------
def _remember(request: HttpRequest, opened: Opened) -> None:
    kept = list(request.session.get(CODES, {}).items())[1 - MOST_CODES :]
    request.session[CODES] = {**dict(kept), opened.case.number: sealing.seal(opened.code).decode()}


def _code_of(request: HttpRequest, number: str) -> str:
    sealed = request.session.get(CODES, {}).get(number)
    try:
        return sealing.unseal(sealed.encode()) if sealed else ""
    except sealing.Unsealable:
        return ""


@require_safe
@post("file")
def slip(request: HttpRequest, number: str) -> HttpResponse:
    """`/kerja/catat/struk/<number>/`: for the resident's hand, 80 mm wide.

    While it lasts number, code, due date and the way to follow; once it ended the way to its survey.
    """
    staff, speaks = staff_of(request), lang()
    case = staff_case(staff, number)
    told = stories.story(case, "resident", speaks, clock.now())
    token = sources.token_of(case)
    site, path = f"{settings.SITE_ADDRESS}/{staff.city.key}/", f"ikuti/?nomor={case.number}"
    return show(
        request,
        "office/slip.html",
        {
            "told": told,
            "number": case.number,
            "code": _code_of(request, case.number),
            "survey": token,
            "ended": told.state in ("done", "not"),
            "qr": _qr(site + (f"survei/{token}/" if token else path)),
            "address": f"{site}{path}".split("://", 1)[-1].split("?")[0],
            "office": case.first_unit.name,
            "proof": proofs.receipt_of(case),
            "simulated": case.simulated,
        },
    )


def _qr(address: str) -> SafeString:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=False, border=0, omitsize=True, nl=False
    )
    drawn = out.getvalue().decode().replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
    return mark_safe(drawn)


def _fresh_key() -> str:
    return secrets.token_urlsafe(24)


def _key_of(typed: str) -> str:
    return typed if 24 <= len(typed) <= 64 and set(typed) <= KEY_SIGNS else _fresh_key()
