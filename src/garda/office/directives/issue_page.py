"""Giving a directive: in whose office's name, of which day, to whom; also one derived from another."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cases.acting import Refused
from garda.directives import giving, origins
from garda.directives.issuing import Said, url_of
from garda.directives.reading import Whole
from garda.office import addressing
from garda.office.asks import Ask, filled, on_top
from garda.office.directives import reach
from garda.office.directives.list_page import gives
from garda.office.directives.wording import origin_words
from garda.office.persons import day_of
from garda.office.showing import lang, local_day, show, staff_of
from garda.people import roles
from garda.people.changes import Unfit
from garda.sight.doors import Staff, post
from garda.texts.cleaning import plain, some_lines, whole
from garda.texts.once import once

NAMES = ("title", "words", "post", "given_on", "due", "place", "closed", "turunan", "form_key")


@require_http_methods(["GET", "HEAD", "POST"])
@post("issue-directive")
def issue(request: HttpRequest) -> HttpResponse:
    """`/kerja/arahan/baru/`; `?turunan=` names the directive that it derives from."""
    staff, at = staff_of(request), clock.now()
    if not gives(staff):
        return show(request, "office/directives/nobody_below.html", {})
    source = request.POST if request.method == "POST" else request.GET
    parent = _parent(staff, source.get("turunan", ""))
    if request.method != "POST":
        return _page(request, staff, parent, at)
    kept = {name: some_lines(plain(request.POST.get(name, "")))[:5000] for name in NAMES}
    picked = addressing.typed_in(request)
    try:
        done = _issue(staff, kept, picked, parent, at)
    except Unfit as wrong:
        return _page(request, staff, parent, at, kept, picked, {wrong.field: wrong.said})
    except Refused as no:
        return _page(request, staff, parent, at, kept, picked, {no.field or "title": no.words.of(lang())})
    messages.success(request, _("Arahan tercatat."))
    return HttpResponseRedirect(url_of(done))


def _issue(staff: Staff, kept: dict[str, str], picked: list[str], parent: Whole | None, at: datetime) -> int:
    spoken = {str(one.pk): one for one in _posts(staff)}
    speaks = spoken.get(kept["post"]) or (next(iter(spoken.values())) if len(spoken) == 1 else None)
    if speaks is None:
        raise Unfit(_("Pilih jabatan yang memberi arahan."), "post")
    said = Said(
        kept["title"], kept["words"], day_of(kept["given_on"], "given_on"), day_of(kept["due"], "due"),
        kept["place"], kept["closed"] == "ya",
    )  # fmt: skip
    units = addressing.chosen(_to(staff), picked)
    if not units and not _left_to_coordinate(staff):
        raise Unfit(_("Pilih unit yang diberi arahan."), "units")
    own = next(one for one in staff.held if roles.reach(one.post.kind, "issue-directive"))
    form_key = kept["form_key"] if 16 <= len(kept["form_key"]) <= 40 else secrets.token_hex(16)
    return giving.give(
        staff.city, speaks, said, units, by=staff.person, by_post=own.post.pk, at=at,
        form_key=once(form_key, staff.person.pk, kept, picked), parent=parent.heading.id if parent else None,
    )  # fmt: skip


def _left_to_coordinate(staff: Staff) -> bool:
    """Whether it may wait for the secretary: given for the whole city."""
    return roles.widest(staff.kinds, "issue-directive") == "city"


def _posts(staff: Staff) -> list[Any]:
    """The posts in whose name they may write one down: their own; who coordinates, also the mayor's."""
    own = [one.post for one in staff.held if roles.reach(one.post.kind, "issue-directive")]
    if staff.may("coordinate-directive"):
        there = {one.pk for one in own}
        own += [one for one in origins.posts_to_speak_for(staff.city, ("wali-kota",)) if one.pk not in there]
    return own


def _to(staff: Staff) -> list[Any]:
    """The units to which they may send it at once: below them; who coordinates, any of the city."""
    if staff.may("coordinate-directive"):
        return addressing.reachable(staff, "coordinate-directive", but=staff.unit_ids)
    if _left_to_coordinate(staff):
        return []
    return addressing.reachable(staff, "issue-directive", but=staff.unit_ids)


def _parent(staff: Staff, typed: str) -> Whole | None:
    if not typed:
        return None
    parent = whole(typed)
    if parent is None:
        raise Http404
    return reach.found_for(staff, parent)


def _page(
    request: HttpRequest,
    staff: Staff,
    parent: Whole | None,
    at: datetime,
    kept: dict[str, str] | None = None,
    picked: list[str] | None = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    wrong = errors or {}
    to = _to(staff)
    asks = filled(_asks(staff, at), kept or {}, wrong)
    on_the_top = on_top(asks, {key: said for key, said in wrong.items() if key != "units"})
    if "units" in wrong:
        on_the_top.append(("f-units", wrong["units"]))
    shown = {
        "asks": asks,
        "addressees": addressing.choices(to, picked or ()),
        "units_label": _("Untuk unit mana (boleh dipilih kemudian)")
        if _left_to_coordinate(staff)
        else _("Untuk unit mana"),
        "units_error": wrong.get("units", ""),
        "coordinated": not to,
        "parent": parent,
        "parent_words": origin_words(parent.heading) if parent else "",
        "form_key": (kept or {}).get("form_key") or secrets.token_hex(16),
        "errors": on_the_top,
    }
    return show(request, "office/directives/issue.html", shown, status=422 if errors else 200)


def _asks(staff: Staff, at: datetime) -> list[Ask]:
    posts = [(str(one.pk), f"{one.title}, {one.unit.name}") for one in _posts(staff)]
    named = [Ask("post", _("Arahan dari jabatan"), "list", options=posts)] if len(posts) > 1 else []
    return [
        Ask("title", _("Pokok arahan"), hint=_("Misalnya: papan waktu layanan di setiap loket."), most=160),
        Ask("words", _("Isi arahan"), "lines",
            _("Apa yang harus terjadi, dan bagaimana terlihat sudah terjadi."), most=4000),
        *named,
        Ask("given_on", _("Hari arahan diberikan"),
            hint=_("Boleh hari yang lalu. Pemegang jabatan pada hari itu dicatat."), most=20, short=True,
            value=f"{local_day(staff, at):%d/%m/%Y}"),
        Ask("due", _("Batas pelaksanaan"), hint=_("Seperti 17/8/2026."), most=20, short=True),
        Ask("place", _("Diberikan di mana"), hint=_("Misalnya: apel pagi di halaman Balai Kota."), most=160,
            required=False),
        Ask("closed", _("Dari pertemuan tertutup"), "tick",
            _("Yang tertulis hanya bahwa ini arahan tertutup, bukan tempat atau isi pertemuannya.")),
    ]  # fmt: skip
