"""Where each role begins its day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from garda.office.showing import show, staff_of
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
    titles = {key: kind.title_id for key, kind in kinds().items()}
    head = list(roles.MATRIX)
    rows = [
        (
            act,
            words,
            [
                (roles.reach(kind, act) or "", REACH_WORDS.get(roles.reach(kind, act) or "", ""))
                for kind in head
            ],
        )
        for act, words in roles.ACTS.items()
    ]
    mine = [(act, words, roles.widest(staff_of(request).kinds, act)) for act, words in roles.ACTS.items()]
    return show(
        request,
        "office/rights.html",
        {
            "heads": [(kind, titles.get(kind, kind)) for kind in head],
            "rows": rows,
            "mine": [(words, REACH_SENTENCES[far]) for _act, words, far in mine if far],
            "decides": [titles.get(kind, kind) for kind in roles.MATRIX if kind in roles.DECIDES],
        },
    )


REACH_WORDS = {"desk": "meja", "unit": "unit", "below": "unit ke bawah", "city": "kota"}
REACH_SENTENCES = {
    "desk": "di meja Anda",
    "unit": "di unit Anda",
    "below": "di unit Anda dan unit di bawahnya",
    "city": "di seluruh kota",
}
