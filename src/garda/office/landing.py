"""Where each role begins its day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from garda.office.showing import lang, show, staff_of
from garda.people import roles
from garda.people.posts import kinds
from garda.sight.doors import Staff, post

DESK, HEAD, FLOWS, UNITS = "/kerja/meja/", "/kerja/kepala/", "/kerja/alur/", "/kerja/unit/"


def home_of(staff: Staff) -> str:
    """The first page of a person, by the most senior post held: head, flows, units or the desk."""
    ranks = kinds()
    kind = min(staff.kinds, key=lambda one: ranks[one].rank if one in ranks else 99)
    if roles.reach(kind, "head"):
        return HEAD
    return {"penyelenggara": FLOWS, "admin": UNITS}.get(kind, DESK)


@require_safe
@post()
def home(request: HttpRequest) -> HttpResponse:
    """`/kerja/`: on to the person's own page."""
    return HttpResponseRedirect(home_of(staff_of(request)))


@require_safe
@post()
def rights(request: HttpRequest) -> HttpResponse:
    """`/kerja/hak/`: the whole matrix, post kind by act, in words."""
    titles = {key: kind.title_en if lang() == "en" else kind.title_id for key, kind in kinds().items()}
    head = list(roles.MATRIX)
    held = staff_of(request).kinds
    rows = [
        (act, gettext(words), [_cell(roles.reach(kind, act)) for kind in head])
        for act, words in roles.ACTS.items()
    ]
    mine = [(words, roles.widest(held, act)) for act, words in roles.ACTS.items()]
    return show(
        request,
        "office/rights.html",
        {
            "heads": [(kind, titles.get(kind, kind)) for kind in head],
            "rows": rows,
            "mine": [(gettext(words), gettext(REACH_SENTENCES[far])) for words, far in mine if far],
            "decides": [titles.get(kind, kind) for kind in roles.MATRIX if kind in roles.DECIDES],
        },
    )


def _cell(far: str | None) -> tuple[str, str]:
    return (far, gettext(REACH_WORDS[far])) if far else ("", "")


REACH_WORDS = {
    "desk": gettext_noop("meja"),
    "unit": gettext_noop("unit"),
    "below": gettext_noop("unit ke bawah"),
    "city": gettext_noop("kota"),
}
REACH_SENTENCES = {
    "desk": gettext_noop("di meja Anda"),
    "unit": gettext_noop("di unit Anda"),
    "below": gettext_noop("di unit Anda dan unit di bawahnya"),
    "city": gettext_noop("di seluruh kota"),
}
