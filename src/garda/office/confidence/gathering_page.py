"""Gatherings: what I may read, a new record, one record with who opened it, a decision let out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.flow import Words
from garda.gatherings import keeping, reading
from garda.gatherings.reading import Session
from garda.integrity.boxing import form_of, fresh_form
from garda.office.asks import Ask, filled, on_top
from garda.office.persons import day_of
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.changes import Unfit
from garda.sight.doors import Staff, post
from garda.texts.cleaning import one_line, plain, some_lines
from garda.texts.once import once

ADDRESS = "/kerja/pertemuan/"


@require_safe
@post()
def gatherings(request: HttpRequest) -> HttpResponse:
    """`/kerja/pertemuan/`: open ones, and those with a seat of mine."""
    staff = staff_of(request)
    found = reading.listed(staff.city, staff.person)
    shown = {
        "found": found,
        "closed": sum(one.closed for one in found),
        "decisions": reading.decisions(staff.city, 10),
        "may": staff.may("gather"),
        "simulated": any(one.simulated for one in found),
    }
    return show(request, "office/confidence/gatherings.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@post("gather")
def new(request: HttpRequest) -> HttpResponse:
    """`/kerja/pertemuan/baru/`: a record, open or closed, with its circle."""
    staff, at = staff_of(request), clock.now()
    people = reading.people(staff.city, local_day(staff, at), leaders=True)
    kept = {
        name: one_line(plain(request.POST.get(name, "")))[:400] for name in ("title", "day", "place", "shut")
    }
    kept["words"] = some_lines(plain(request.POST.get("words", "")))
    circle = tuple(request.POST.getlist("circle"))[: keeping.MOST_SEATS + 1]
    seated = [person for key, (person, _post) in people.items() if key in circle]
    kunci = form_of(request.POST.get("kunci", ""))
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            day = day_of(kept["day"], "day")
            pk = keeping.keep(
                staff.city, _own(staff), title=kept["title"], day=day, closed=kept["shut"] == "ya",
                by=staff.person, at=at, place=kept["place"], circle=seated, words=kept["words"],
                form_key=once(kunci, staff.person.pk, kept, circle),
            )  # fmt: skip
        except (Refused, Unfit) as no:
            said = no.words.of(lang()) if isinstance(no, Refused) else no.said
            errors = {no.field or "title": said}
        else:
            messages.success(request, _("Catatan tersimpan."))
            return HttpResponseRedirect(f"{ADDRESS}{pk}/")
    asks = filled(_asks(people, circle), kept if request.method == "POST" else {}, errors)
    members = [ask for ask in asks if ask.name == "circle"]
    asks = [ask for ask in asks if ask.name != "circle"]
    shown = {
        "asks": asks,
        "members": members,
        "chosen": len(circle),
        "kunci": kunci,
        "errors": on_top(asks, errors),
    }
    return show(request, "office/confidence/new_gathering.html", shown, status=422 if errors else 200)


@require_safe
@post()
def one(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """`/kerja/pertemuan/<id>/`: the record. Opening a closed one is on record."""
    staff = staff_of(request)
    return _one(request, staff, _found(staff, gathering_id), {}, {})


@require_POST
@post()
def act(request: HttpRequest, gathering_id: int, act: str) -> HttpResponse:
    """Add a note, take somebody in, let a decision out: only for who sits in the circle."""
    staff, at = staff_of(request), clock.now()
    found = _found(staff, gathering_id)
    if not found.member:
        raise Http404
    words = some_lines(plain(request.POST.get("words", "")))
    kind = request.POST.get("kind", keeping.REMARK)
    key = once(form_of(request.POST.get("kunci", "")), gathering_id, staff.person.pk, act, kind, words)
    try:
        if act == "catat":
            keeping.note(gathering_id, words, kind=kind, by=staff.person, at=at, form_key=key)
        elif act == "lepas":
            keeping.release(gathering_id, words, by=staff.person, at=at, form_key=key)
        else:
            _seat(staff, gathering_id, request.POST.get("person", ""), at)
    except Refused as no:
        return _one(request, staff, found, {"words": words}, {no.field or "words": no.words.of(lang())}, act)
    messages.success(request, _("Tersimpan."))
    return HttpResponseRedirect(f"{ADDRESS}{gathering_id}/")


def _seat(staff: Staff, gathering_id: int, typed: str, at: datetime) -> None:
    found = reading.people(staff.city, local_day(staff, at)).get(typed)
    if found is None:
        raise Refused(Words("Pilih orang dari daftar.", "Choose somebody of the list."), "person")
    keeping.seat(gathering_id, found[0], by=staff.person, at=at)


def _own(staff: Staff) -> Any:
    """The office in which this person may keep a record."""
    return next(one.unit for one in staff.held if staff.may("gather", one.unit))


def _found(staff: Staff, gathering_id: int) -> Session:
    found = reading.session(staff.city, gathering_id, staff.person, clock.now())
    if found is None:
        raise Http404
    return found


def _one(
    request: HttpRequest, staff: Staff, found: Session, kept: dict[str, str], errors: dict[str, str],
    tried: str = "",
) -> HttpResponse:  # fmt: skip
    open_ = found.member and not found.erased
    people = reading.people(staff.city, local_day(staff, clock.now())) if open_ and found.keeps else {}
    forms = {"catat": _note_asks(), "lepas": _release_asks(found), "anggota": _seat_asks(people)}
    given = {
        name: filled(asks, *((kept, errors) if name == tried else ({}, {}))) for name, asks in forms.items()
    }
    shown = {
        "found": found,
        "said": [(one, kind_words().get(one.kind, "")) for one in found.said],
        "open": open_,
        "notes": given["catat"],
        "releases": given["lepas"],
        "seats": given["anggota"] if people else [],
        "tried": tried,
        "kunci": fresh_form(),
        "errors": on_top(given.get(tried, []), errors),
        "simulated": found.summary.simulated,
    }
    return show(request, "office/confidence/gathering.html", shown, status=422 if errors else 200)


def _asks(people: dict[str, tuple[Any, str]], circle: tuple[str, ...]) -> list[Ask]:
    members = [(key, f"{person.name}, {title}") for key, (person, title) in people.items()]
    shut = [("ya", _("Tertutup: hanya anggota yang tahu")), ("tidak", _("Terbuka bagi pegawai"))]
    return [
        Ask("title", _("Tentang apa"), most=keeping.LONGEST_TITLE),
        Ask("day", _("Hari"), hint=_("Seperti 17/8/2026."), most=20, short=True),
        Ask("place", _("Tempat"), most=keeping.LONGEST_TITLE, required=False),
        Ask("shut", _("Siapa yang boleh membaca"), "choices", options=shut, value="ya"),
        Ask("circle", _("Anggota"), "ticks", options=members, values=circle, required=False,
            hint=_("Anda selalu ikut. Orang lain bisa ditambah sesudah ini.")),
        Ask("words", _("Notula"), "lines", most=keeping.LONGEST, required=False),
    ]  # fmt: skip


def _note_asks() -> list[Ask]:
    options = [(kind, words) for kind, words in kind_words().items() if kind in keeping.KINDS]
    return [
        Ask("kind", _("Jenis"), "list", options=options, value=keeping.REMARK, scope="catat"),
        Ask("words", _("Catatan"), "lines", most=keeping.LONGEST, scope="catat"),
    ]


def _release_asks(found: Session) -> list[Ask]:
    closed = _("Dibaca semua orang, tanpa sumbernya. Jangan menyebut judul pertemuan atau anggotanya.")
    hint = closed if found.summary.closed else _("Dibaca semua orang.")
    return [Ask("words", _("Keputusan"), "lines", hint=hint, most=1000, scope="lepas")]


def _seat_asks(people: dict[str, tuple[Any, str]]) -> list[Ask]:
    options = [(key, f"{person.name}, {title}") for key, (person, title) in people.items()]
    return [Ask("person", _("Siapa"), "list", options=options, scope="anggota")]


def kind_words() -> dict[str, str]:
    """What each entry is called."""
    return {
        keeping.REMARK: _("Catatan"), keeping.MINUTES: _("Notula"), keeping.REPORT: _("Laporan"),
        keeping.RELEASE: _("Keputusan yang dibuka"),
    }  # fmt: skip
