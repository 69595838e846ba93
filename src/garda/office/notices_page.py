"""What happened on the matters of my posts, and word about my roster; unread first."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.notices import lists
from garda.office.bells import worded
from garda.office.showing import UNREAD_AT_MOST, lang, show, staff_of, where
from garda.rosters import bells
from garda.sight.doors import Staff, post
from garda.texts.cleaning import whole

ADDRESS = "/kerja/kabar/"


@dataclass(frozen=True)
class Shown:
    """One notice with its sentence cut at the matter's number, so that the number is the link."""

    line: lists.Line
    before: str
    after: str


@require_http_methods(["GET", "HEAD", "POST"])
@post()
def notices(request: HttpRequest) -> HttpResponse:
    """`/kerja/kabar/`: the newest notices; a POST marks as read what its form showed, and nothing newer."""
    staff = staff_of(request)
    if request.method == "POST":
        return _mark(request, staff)
    found = [_cut(line) for line in lists.of_posts(staff.held, lang())]
    unread = [one for one in found if not one.line.read]
    rings = [worded(ring, staff) for ring in bells.of_person(staff.person)]
    return show(
        request,
        "office/notices.html",
        {
            "where": where(staff),
            "headline": headline(lists.unread_count(staff.held, UNREAD_AT_MOST, staff.person)),
            "fresh": unread,
            "older": [one for one in found if one.line.read],
            "ringing": [one for one in rings if not one.read],
            "rung": [one for one in rings if one.read],
            "simulated": any(one.line.simulated for one in found) or any(one.simulated for one in rings),
            "may_announce": staff.may("announce"),
        },
    )


def _mark(request: HttpRequest, staff: Staff) -> HttpResponse:
    count = lists.mark_read(staff.held, clock.now(), _ids(request, "id"))
    count += bells.mark_read(staff.person, clock.now(), _ids(request, "bel"))
    said = ngettext("%(n)s kabar ditandai sudah dibaca.", "%(n)s kabar ditandai sudah dibaca.", count)
    messages.success(request, said % {"n": count})
    return HttpResponseRedirect(ADDRESS)


def _ids(request: HttpRequest, name: str) -> list[int]:
    ids = [whole(one) for one in request.POST.getlist(name)[:100]]
    return [one for one in ids if one is not None]


def _cut(line: lists.Line) -> Shown:
    before, _number, after = line.words.partition(line.number)
    return Shown(line, before, after) if _number else Shown(line, "", f": {line.words}")


def headline(unread: int) -> str:
    """ "3 kabar belum dibaca"."""
    if not unread:
        return _("Semua kabar sudah dibaca")
    if unread >= UNREAD_AT_MOST:
        return _("Lebih dari %(n)s kabar belum dibaca") % {"n": UNREAD_AT_MOST - 1}
    return ngettext("%(n)s kabar belum dibaca", "%(n)s kabar belum dibaca", unread) % {"n": unread}
