"""What every page of the office shares: its links by the posts held, its language, its moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext, gettext_noop

from garda.notices import lists
from garda.people.calendars import city_calendar
from garda.sight.doors import Staff
from garda.texts.cleaning import whole

# (act that opens a page, its address, its words)
LINKS = (
    ("see-desk", "/kerja/meja/", gettext_noop("Meja")),
    ("serve-queue", "/kerja/antrean/", gettext_noop("Antrean")),
    ("sort", "/kerja/pesan/", gettext_noop("Pesan")),
    ("head", "/kerja/kepala/", gettext_noop("Kepala")),
    ("see-roster", "/kerja/kantor/", gettext_noop("Kantor")),
    ("take-part", "/kerja/suara/", gettext_noop("Suara")),
    ("report-rule", "/kerja/kebijakan/", gettext_noop("Kebijakan")),
    ("letters", "/kerja/surat/", gettext_noop("Surat")),
    ("confirm-standard", "/kerja/alur/", gettext_noop("Alur")),
    ("audit", "/kerja/standar/", gettext_noop("Standar")),
    ("units", "/kerja/unit/", gettext_noop("Unit")),
    ("persons", "/kerja/orang/", gettext_noop("Orang")),
    ("hours", "/kerja/jam/", gettext_noop("Jam")),
)

UNREAD_AT_MOST = 100  # unread notices are counted no further


@dataclass(frozen=True)
class Link:
    """One link of the head of a page."""

    url: str
    words: str
    here: bool


def lang() -> str:
    """The page's language, "id" or "en"."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def staff_of(request: HttpRequest) -> Staff:
    """Whoever came through the door `post(…)`."""
    return cast(Staff, request.staff)  # type: ignore[attr-defined]


def links_for(staff: Staff, path: str) -> list[Link]:
    """The pages that the posts held may open; only those a person needs day by day."""
    wanted = [link for link in LINKS if staff.may(link[0])]
    if staff.may("units"):
        wanted = [link for link in wanted if link[0] != "see-desk"]
    return [Link(url, gettext(words), path.startswith(url)) for _act, url, words in wanted]


def show(request: HttpRequest, template: str, shown: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """The page, with the links of its head. A fragment for htmx is always 200, so that it is swapped in."""
    staff = staff_of(request)
    if shown.get("simulated"):
        request.simulated = True  # type: ignore[attr-defined]
    if getattr(request, "htmx", False):
        status = 200
    context = {
        "staff": staff,
        "links": links_for(staff, request.path),
        "can_search": staff.may("search"),
        # Counted when the head of the page is drawn; a fragment has none.
        "unread": SimpleLazyObject(lambda: _unread(staff)),
        "reads_notices": request.path == "/kerja/kabar/",
        **shown,
    }
    response = render(request, template, context, status=status)
    # Staff pages show personal data: nothing of them stays in a shared cache or on a shared machine.
    response["Cache-Control"] = "no-store"
    return response


def _unread(staff: Staff) -> str:
    count = lists.unread_count(staff.held, UNREAD_AT_MOST, staff.person)
    return f"{UNREAD_AT_MOST - 1}+" if count >= UNREAD_AT_MOST else str(count or "")


def page_asked(request: HttpRequest) -> int:
    """The page of a list that the address asks for; 1 for anything else."""
    return whole(request.GET.get("hal"), 5) or 1


def local_day(staff: Staff, at: datetime) -> date:
    """The day of the office's own wall calendar."""
    return city_calendar(staff.city).local(at).date()


def where(staff: Staff) -> str:
    """In which posts a person acts: "Petugas Loket 1, Kelurahan Sukoharjo"."""
    first = staff.held[0]
    more = len(staff.held) - 1
    words = f"{first.title}, {first.unit.name}"
    return words + (gettext(" dan %(more)s jabatan lain") % {"more": more} if more else "")
