"""Filing a matter: the form that a flow asks for, what came of it, and the way to the receipt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponseBase
from django.http.request import UnreadablePostError
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock, flow
from garda.cases import papers
from garda.cases.acting import RESIDENT, Refused
from garda.cases.opening import Filing, Opened, open_case
from garda.counters import beginning
from garda.flow import Cleaned, Flow, Words
from garda.looks.views import bad_request
from garda.notices import announcing, chatting
from garda.people.calendars import city_calendar
from garda.public import asking, placing, receipts
from garda.public.asking import Ask
from garda.public.city_pages import in_city, lang, remember_ward, tidy_ward, ward_code
from garda.sight import doors, offices, shelves, territory

PHOTOS = 3  # photos that a report may carry


@dataclass
class Typed:
    """A form that came in: what was typed, what is wrong by input, what is fit to be kept."""

    cleaned: Cleaned | None = None
    kept: dict[str, str] = field(default_factory=dict)
    ward: str = ""
    category: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    general: list[str] = field(default_factory=list)
    papers: list[papers.Checked] = field(default_factory=list)
    area: Any = None
    by_chat: bool = False
    about: Any = None  # (subject, announcement) that the report is about
    point: tuple[float, float] | None = None

    @property
    def sound(self) -> bool:
        """Whether it can be filed."""
        return not self.errors and not self.general and bool(self.cleaned and self.cleaned.sound)


@require_http_methods(["GET", "HEAD", "POST"])
def _apply(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """The form of one service."""
    at = clock.now()
    page = shelves.service(city, key, at, lang())
    if page is None or page.flow.kind == "objection":
        raise Http404
    return _answered(request, city, page, at)


@require_http_methods(["GET", "HEAD", "POST"])
def _report(request: HttpRequest, city: Any) -> HttpResponseBase:
    """The form for reporting a problem: the complaint in force in this city."""
    at = clock.now()
    key = shelves.key_of_kind(city, "complaint", at)
    page = shelves.service(city, key, at, lang()) if key else None
    if page is None:
        raise Http404
    return _answered(request, city, page, at)


def _answered(request: HttpRequest, city: Any, page: shelves.ServicePage, at: datetime) -> HttpResponseBase:
    if request.method != "POST":
        if request.method == "GET" and not placing.draft_of(request, request.path):
            beginning.begun(city, page.published_id, at)
        fresh = _fresh(request, page.flow)
        about = request.GET.get("pengumuman") or placing.draft_of(request, request.path).get("pengumuman", "")
        fresh.about = announcing.subject_of(city, about, at)
        return _shown(request, city, page, fresh, asking.fresh_key())
    try:
        post, files = request.POST, request.FILES
    except (UnreadablePostError, OSError):
        return bad_request(request)
    if post.get("aksi") == "peta":
        placing.keep_draft(request, request.path, {key: str(value)[:4000] for key, value in post.items()})
        return redirect(f"/{city.key}/peta/?untuk={request.path}")
    form_key = asking.key_of(post.get("kunci", ""))
    typed = _read(city, page.flow, post, files, at)
    typed.about = announcing.subject_of(city, post.get("pengumuman", ""), at)
    if typed.sound:
        opened = _file(city, page, typed, form_key, at)
        if opened is not None:
            return _received(request, city, opened, typed)
    return _shown(request, city, page, typed, form_key, status=422)


def _fresh(request: HttpRequest, asked: Flow) -> Typed:
    """An empty form, or the draft that waited while the map was open; a place chosen there is filled in."""
    draft = placing.draft_of(request, request.path)
    kept = asking.raw_of(asked, draft)
    ward = tidy_ward(request.GET.get("kelurahan")) or tidy_ward(draft.get("kelurahan")) or ward_code(request)
    point = request.GET.get("titik", "")
    for one in asked.fields:
        if one.kind == "place" and (request.GET.get("kelurahan") or not kept[one.key]):
            kept[one.key] = ";".join(
                part for part in (ward, point if placing.POINT.fullmatch(point) else "") if part
            )
    first = next((one.key for one in asked.fields if one.kind == "text"), "")
    if request.GET.get("q") and not kept.get(first):
        kept[first] = request.GET["q"][:140]
    return Typed(kept=kept, ward=ward, category=draft.get("kategori", request.GET.get("kategori", ""))[:60])


def _read(
    city: Any,
    asked: Flow,
    post: Mapping[str, str],
    files: MultiValueDict[str, UploadedFile[bytes]],
    at: datetime,
) -> Typed:
    today = city_calendar(city).local(at).date()
    cleaned = flow.clean(asked, asking.raw_of(asked, post), today=today)
    typed = Typed(
        cleaned, dict(cleaned.kept), tidy_ward(post.get("kelurahan")), str(post.get("kategori", ""))[:60]
    )
    _place(city, asked, typed)
    _papers(asked, files, typed)
    typed.by_chat = chatting.ticked(city, post)
    if wrong := chatting.agree_in(asked, cleaned) if typed.by_chat else None:
        typed.errors[chatting.TICK] = wrong.of(lang())
    if asked.category(typed.category) is None:
        typed.category = ""
    return typed


def _guessed(page: shelves.ServicePage, cleaned: Cleaned) -> str:
    """The class of complaint that fits the words, else the last one on the list ("something else")."""
    if not page.flow.categories:
        return ""
    said = " ".join(str(cleaned.answers.get(key, "")) for key in ("what", "story"))
    return shelves.class_of(page.published_id, said) or page.flow.categories[-1].key


def _place(city: Any, asked: Flow, typed: Typed) -> None:
    """The kelurahan and the point: from the question about the place, else from that about the office."""
    cleaned = typed.cleaned
    assert cleaned is not None
    code = typed.ward
    for one in asked.fields:
        if one.kind == "place" and (value := str(cleaned.answers.pop(one.key, ""))):
            code, point = asking.split_place(value)
            if point:
                lat, lng = (float(part) for part in point.split(","))
                typed.area, typed.point = territory.area_at(city, lat, lng), (lat, lng)
                if typed.area is None:
                    typed.errors[one.key] = _("Titik ini di luar wilayah kota. Pilih kelurahan dari daftar.")
                    return
    typed.area = typed.area or territory.area_of(city, code)
    if typed.area is None and _needs_ward(asked):
        typed.errors["kelurahan"] = _("Pilih kelurahan Anda. Surat ini hanya dibuat kelurahan menurut KTP.")


def _needs_ward(asked: Flow) -> bool:
    """Whether an office must be chosen: the flow asks for no place, and only local offices give it."""
    has_place = any(one.kind == "place" for one in asked.fields)
    return not has_place and bool(asked.offered) and set(asked.offered) <= {"kelurahan", "kecamatan"}


def _papers(asked: Flow, files: MultiValueDict[str, UploadedFile[bytes]], typed: Typed) -> None:
    """Every file sent, checked by its content; the position inside a photo is kept apart."""
    wanted = {f"berkas-{one.key}": one.key for one in asked.requirements if one.upload}
    names = [*wanted, "foto"]
    sent = [(name, file) for name in names for file in files.getlist(name)]
    if len(sent) > settings.PAPERS_PER_FORM or len(files.getlist("foto")) > PHOTOS:
        most = PHOTOS if not wanted else settings.PAPERS_PER_FORM
        typed.errors[names[0]] = _("Terlalu banyak berkas. Paling banyak %(most)s.") % {"most": most}
        return
    for name, file in sent:
        try:
            content = file.read(settings.PAPER_BYTES + 1)
            typed.papers.append(papers.check(wanted.get(name, "photo"), content))
        except Refused as wrong:
            typed.errors[name] = wrong.words.of(lang())
    if typed.errors and sent:
        typed.general.append(_("Berkas dan foto perlu dipilih sekali lagi; isian lain masih ada."))


def _file(city: Any, page: shelves.ServicePage, typed: Typed, form_key: str, at: datetime) -> Opened | None:
    unit = offices.counter_for(city, page.flow, typed.area)
    published = offices.published_of(page.published_id)
    if unit is None or typed.cleaned is None:
        typed.general.append(_("Belum ada kantor yang memberi layanan ini di kelurahan itu."))
        return None
    try:
        return open_case(
            Filing(
                published=published,
                unit=unit,
                answers=typed.cleaned.answers,
                category=typed.category or _guessed(page, typed.cleaned),
                area=typed.area,
                subject=typed.about[0] if typed.about else None,
                lat=typed.point[0] if typed.point else None,
                lng=typed.point[1] if typed.point else None,
                form_key=_once(form_key, page.flow, typed),
                brought=tuple(dict.fromkeys(one.key for one in typed.papers if one.key != "photo")),
                papers=typed.papers,
            ),
            by=RESIDENT,
            at=at,
        )
    except Refused as no:
        typed.general.append(no.words.of(lang()))
        return None


def _once(form_key: str, asked: Flow, typed: Typed) -> str:
    """What makes the same form one matter: its key and what it says.

    Whoever goes back to a form that was sent, and says something else, files another matter; and the next one
    at the same screen is shown their own, not that of whoever sat there before.
    """
    answers = typed.cleaned.answers if typed.cleaned else {}
    said = [asked.key, answers, typed.category, typed.area.code if typed.area else ""]
    mark = hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
    return f"{form_key[:40]}.{mark[:20]}"


def _received(request: HttpRequest, city: Any, opened: Opened, typed: Typed) -> HttpResponseBase:
    doors.enter(request, opened.case)
    receipts.remember_code(request, opened)
    placing.drop_draft(request)
    response = redirect(f"/{city.key}/tanda-terima/{opened.case.number}/")
    if typed.area is not None and not ward_code(request):
        remember_ward(response, city.key, typed.area.code)
    return response


def _shown(
    request: HttpRequest, city: Any, page: shelves.ServicePage, typed: Typed, form_key: str, status: int = 200
) -> HttpResponseBase:
    speaks = lang()
    case, person, handed = _asks(page.flow, typed, speaks, chatting.offered(city))
    context = {
        "page": page,
        "flow": page.flow,
        "about": typed.about[1] if typed.about else None,
        "form": asking.Form(form_key, case, person, handed, _errors([*case, *person, *handed], typed)),
        "groups": territory.wards(city) if any(ask.shape in ("place", "ward") for ask in case) else [],
        "has_map": territory.map_of(city) is not None,
        "is_report": page.flow.kind == "complaint",
        "send": send_words(page.flow).of(speaks),
        "promise": page.flow.promises[0].of(speaks) if page.flow.promises else "",
    }
    shown = render(request, "public/form.html", context, status=status)
    if any(typed.kept.values()):
        # What somebody typed comes back to them, and stays in no cache for whoever sits there next.
        add_never_cache_headers(shown)
    return shown


def _errors(asks: list[Ask], typed: Typed) -> list[tuple[str, str]]:
    return asking.errors_of(asks, typed.general)


def _asks(asked: Flow, typed: Typed, speaks: str, by_chat: bool) -> tuple[list[Ask], list[Ask], list[Ask]]:
    """The questions about the matter, those about the person, and the papers of a request."""
    case: list[Ask] = []
    person: list[Ask] = []
    if _needs_ward(asked):
        label, hint = _("Kelurahan Anda"), _("Kelurahan menurut KTP. Di sana surat ini dibuat.")
        case.append(asking.ask_ward(typed.ward, typed.errors.get("kelurahan", ""), label, hint))
    for one in asked.fields:
        ask = asking.ask_field(one, typed.kept, typed.cleaned, speaks)
        if one.key in typed.errors and not ask.error:
            ask = asking.with_error(ask, typed.errors[one.key])
        (person if one.about == "person" else case).append(ask)
        if one.kind == "phone" and by_chat:
            person.append(asking.ask_chat(typed.by_chat, typed.errors.get(chatting.TICK, "")))
    if asked.categories and asked.kind == "complaint":
        case.insert(1, asking.ask_category(asked, typed.category, speaks))
    if asked.kind in ("complaint", "aspiration"):
        case.append(asking.ask_photos(typed.errors.get("foto", ""), PHOTOS))
    wanted = [one for one in asked.requirements if one.upload]
    return (
        case,
        person,
        [asking.ask_paper(one, typed.errors.get(f"berkas-{one.key}", ""), speaks) for one in wanted],
    )


def send_words(asked: Flow) -> Words:
    """What the button says."""
    return {
        "complaint": Words("Kirim laporan", "Send the report"),
        "aspiration": Words("Kirim usul", "Send the idea"),
        "information": Words("Kirim permintaan", "Send the request"),
    }.get(asked.kind, Words("Ajukan sekarang", "Apply now"))


apply, report = in_city(_apply), in_city(_report)
