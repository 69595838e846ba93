"""Persons and terms: who holds which post from when to when; the hand-over list; acts lent for a while."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.office.asks import Ask, Options, filled, on_top
from garda.office.overtaking import mark, not_overtaken, status_of
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people import appointing, changes
from garda.people.changes import Unfit
from garda.sight import handovers
from garda.sight.doors import Staff, post


def day_of(words: str, name: str) -> date:
    """A day as people write it. Raises Unfit at the input it came from."""
    try:
        return clock.parse_day(words)
    except ValueError as wrong:
        raise Unfit(_("Tulis tanggalnya seperti 17/8/2026."), name) from wrong


@require_safe
@post("persons")
def persons(request: HttpRequest) -> HttpResponse:
    """`/kerja/orang/`: everybody who may sign in, with their posts."""
    staff, at = staff_of(request), clock.now()
    wanted = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    rows, count = appointing.persons_of(staff.city, wanted)
    posts = appointing.posts_by_person(rows, local_day(staff, at))
    return show(
        request,
        "office/persons.html",
        {
            "rows": [(one, posts.get(one.pk, [])) for one in rows],
            "count": count,
            "wanted": wanted,
            "log": changes.latest(staff.city, "person", "term", "delegation", limit=8),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@post("persons")
def new_person(request: HttpRequest) -> HttpResponse:
    """`/kerja/orang/baru/`: a person and the password for the first sign-in, told once."""
    staff = staff_of(request)
    kept: dict[str, str] = {}
    errors: dict[str, str] = {}
    if request.method == "POST":
        kept = typed(request, "username", "name", "email")
        try:
            person, password = appointing.add_person(staff.city, by=staff.person, at=clock.now(), **kept)
            return _page(request, staff, person, password=password)
        except Unfit as wrong:
            errors = {wrong.field: wrong.said}
    asks = _person_asks(kept, errors, fresh=True)
    return show(
        request,
        "office/person_new.html",
        {"asks": asks, "errors": [(ask.id, ask.error) for ask in asks if ask.error]},
        status=422 if errors else 200,
    )


def _person_asks(kept: dict[str, str], errors: dict[str, str], *, fresh: bool) -> list[Ask]:
    lines = [
        Ask("name", _("Nama lengkap"), most=160),
        Ask(
            "username",
            _("Nama pengguna"),
            hint=_("Untuk masuk. Huruf kecil, misalnya rina.wulandari."),
            most=60,
        ),
        Ask("email", _("Surel"), required=False, most=254),
    ]
    return filled([one for one in lines if fresh or one.name != "username"], kept, errors)


def _person(staff: Staff, person_id: int) -> Any:
    person = appointing.person_of(staff.city, person_id)
    if person is None:
        raise Http404
    return person


@require_http_methods(["GET", "HEAD", "POST"])
@post("persons")
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """`/kerja/orang/<id>/`: one person, their terms, a new term."""
    staff = staff_of(request)
    there = _person(staff, person_id)
    if request.method == "POST":
        kept = typed(request, "name", "email")
        try:
            with changes.one_at_a_time(staff.city):
                now = _person(staff, person_id)
                not_overtaken(request, _kept(now), kept, _person_asks({}, {}, fresh=False))
                appointing.change_person(now, by=staff.person, at=clock.now(), **kept)
        except Unfit as wrong:
            now, errors = _person(staff, person_id), {wrong.field: wrong.said}
            return _page(request, staff, now, kept=kept, errors=errors, wrong=wrong)
        messages.success(request, _("Tersimpan."))
        return HttpResponseRedirect(f"/kerja/orang/{person_id}/")
    return _page(request, staff, there)


def _kept(there: Any) -> dict[str, str]:
    return {"name": there.name, "email": there.email}


def _page(
    request: HttpRequest,
    staff: Staff,
    there: Any,
    *,
    kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    password: str = "",
    wrong: Unfit | None = None,
) -> HttpResponse:
    at, errors = clock.now(), errors or {}
    kept = kept or {}
    terms = appointing.terms_of(there)
    today = local_day(staff, at)
    person_asks = _person_asks({**_kept(there), **kept}, errors, fresh=False)
    term_asks = _term_asks(staff, kept, errors, today)
    return show(
        request,
        "office/person.html",
        {
            "there": there,
            "password": password,
            "terms": [
                (one, appointing.MANNERS[one.manner], one.last is None or one.last >= today) for one in terms
            ],
            "asks": person_asks,
            "term_asks": term_asks,
            "errors": on_top([*person_asks, *term_asks], errors),
            "today": today,
            "semula": mark(_kept(there)),
        },
        status=status_of(errors, wrong),
    )


def post_groups(staff: Staff) -> list[tuple[str, Options]]:
    """Every open post of the city, grouped by unit."""
    return [
        (unit.name, [(str(one.pk), f"{one.title}, {unit.name}") for one in rows])
        for unit, rows in appointing.posts_of_city(staff.city)
    ]


def _term_asks(staff: Staff, kept: dict[str, str], errors: dict[str, str], today: date) -> list[Ask]:
    manners = [(key, str(words)) for key, words in appointing.MANNERS.items()]
    lines = [
        Ask("post", _("Jabatan"), "grouped", groups=post_groups(staff), scope="masa"),
        Ask("manner", _("Cara memegang"), "list", options=manners, scope="masa"),
        Ask(
            "first",
            _("Mulai"),
            hint=_("Contoh: 17/8/2026"),
            value=f"{today:%d/%m/%Y}",
            short=True,
            scope="masa",
        ),
        Ask(
            "last",
            _("Sampai"),
            required=False,
            hint=_("Kosongkan bila belum ditentukan."),
            short=True,
            scope="masa",
        ),
        Ask("decree", _("Surat keputusan"), required=False, most=160, scope="masa"),
    ]
    return filled(lines, kept, errors)


@require_POST
@post("persons")
def appoint(request: HttpRequest, person_id: int) -> HttpResponse:
    """Begin a term."""
    staff = staff_of(request)
    there = _person(staff, person_id)
    kept = typed(request, "post", "manner", "first", "last", "decree")
    try:
        seat = appointing.post_of(staff.city, kept["post"])
        if seat is None:
            raise Unfit(_("Pilih jabatan dari daftar."), "post")
        first = day_of(kept["first"], "first")
        last = day_of(kept["last"], "last") if kept["last"] else None
        made = appointing.appoint(
            seat,
            there,
            kept["manner"],
            first,
            last=last,
            decree=kept["decree"],
            by=staff.person,
            at=clock.now(),
        )
    except Unfit as wrong:
        return _page(request, staff, there, kept=kept, errors={wrong.field or "post": wrong.said})
    messages.success(request, _("%(name)s memegang %(post)s.") % {"name": there.name, "post": made.post})
    return HttpResponseRedirect(f"/kerja/orang/{person_id}/")


@require_POST
@post("persons")
def new_password(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a new password, told once on this page."""
    staff = staff_of(request)
    there = _person(staff, person_id)
    password = appointing.new_password(there, by=staff.person, at=clock.now())
    return _page(request, staff, there, password=password)


@require_http_methods(["GET", "HEAD", "POST"])
@post("persons")
def term(request: HttpRequest, term_id: int) -> HttpResponse:
    """`/kerja/orang/masa/<id>/`: end a term; the hand-over list of what passes to the successor."""
    staff, at = staff_of(request), clock.now()
    there = appointing.term_of(staff.city, term_id)
    if there is None:
        raise Http404
    error = ""
    kept = typed(request, "last")
    if request.method == "POST":
        try:
            appointing.end_term(there, day_of(kept["last"], "last"), by=staff.person, at=at)
            messages.success(request, _("Masa jabatan diakhiri. Ini daftar serah terimanya."))
            return HttpResponseRedirect(f"/kerja/orang/masa/{term_id}/")
        except Unfit as wrong:
            error = wrong.said
    return _term_page(request, staff, there, at, kept, error)


def _term_page(
    request: HttpRequest, staff: Staff, there: Any, at: datetime, kept: dict[str, str], error: str
) -> HttpResponse:
    listed = handovers.hand_over_list(there, at, lang())
    value = kept.get("last") or f"{local_day(staff, at):%d/%m/%Y}"
    ask = Ask("last", _("Hari terakhir"), hint=_("Contoh: 17/8/2026"), value=value, error=error, short=True)
    return show(
        request,
        "office/term.html",
        {
            "term": there,
            "manner": appointing.MANNERS[there.manner],
            "listed": listed,
            "successor": appointing.successor_of(there),
            "ask": ask,
            "errors": [(ask.id, error)] if error else [],
            "ended": there.last is not None,
            "simulated": any(row.simulated for row in listed.open_rows),
        },
        status=422 if error else 200,
    )


# ---- acts lent for a while: by the holder, or by the administrator --------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@post("delegate", "persons")
def lend(request: HttpRequest) -> HttpResponse:
    """`/kerja/limpah/`: lend the acts of a post of mine (an administrator: of any post) for some days."""
    staff, at = staff_of(request), clock.now()
    kept: dict[str, str] = {}
    errors: dict[str, str] = {}
    if request.method == "POST":
        kept = typed(request, "giver", "taker", "first", "last", "decree")
        try:
            _lend(staff, kept, at)
            messages.success(request, _("Wewenang dilimpahkan. Setiap keputusan menyebut keduanya."))
            return HttpResponseRedirect("/kerja/limpah/")
        except Unfit as wrong:
            errors = {wrong.field: wrong.said}
    givers = _givers(staff)
    today = local_day(staff, at)
    options = [(str(one.pk), f"{one.title}, {one.unit.name}") for one in givers]
    lines = [
        Ask("giver", _("Jabatan yang melimpahkan"), "list", options=options),
        Ask("taker", _("Kepada pemegang jabatan"), "grouped", groups=post_groups(staff)),
        Ask("first", _("Mulai"), value=f"{today:%d/%m/%Y}", short=True),
        Ask("last", _("Sampai"), hint=_("Paling lama satu tahun."), short=True),
        Ask("decree", _("Surat perintah"), required=False, most=160),
    ]
    asks = filled(lines, kept, errors)
    shown = {
        "asks": asks,
        "errors": [(ask.id, ask.error) for ask in asks if ask.error],
        "lent": appointing.delegations_of(givers, today),
    }
    return show(request, "office/lend.html", shown, status=422 if errors else 200)


def _givers(staff: Staff) -> list[Any]:
    """The posts whose acts this person may lend: their own; every head's for an administrator."""
    if staff.may("persons"):
        return [one for _unit, rows in appointing.posts_of_city(staff.city) for one in rows]
    return [one.post for one in staff.held if one.lent_by is None and staff.may("delegate", one.unit)]


def _lend(staff: Staff, kept: dict[str, str], at: datetime) -> None:
    giver = next((one for one in _givers(staff) if str(one.pk) == kept["giver"]), None)
    if giver is None:
        raise Unfit(_("Pilih jabatan Anda dari daftar."), "giver")
    taker = appointing.post_of(staff.city, kept["taker"])
    if taker is None:
        raise Unfit(_("Pilih jabatan dari daftar."), "taker")
    first, last = day_of(kept["first"], "first"), day_of(kept["last"], "last")
    appointing.delegate(giver, taker, first, last, decree=kept["decree"], by=staff.person, at=at)


@require_POST
@post("delegate", "persons")
def take_back(request: HttpRequest, lent_id: int) -> HttpResponse:
    """Lent acts return to their own post from tomorrow."""
    staff, at = staff_of(request), clock.now()
    today = local_day(staff, at)
    lent = next((one for one in appointing.delegations_of(_givers(staff), today) if one.pk == lent_id), None)
    if lent is None:
        raise Http404
    appointing.end_delegation(lent, today, by=staff.person, at=at)
    messages.success(request, _("Wewenang kembali ke pemegangnya mulai besok."))
    return HttpResponseRedirect("/kerja/limpah/")
