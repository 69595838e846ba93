"""Following a matter with number and code: its story in plain words, and what the resident may do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.cases import papers, requirements
from garda.cases.publishing import flow_by_id
from garda.flow import Requirement
from garda.letters import keeping
from garda.notices import lists as notices
from garda.people.calendars import city_calendar
from garda.public import limiting, receipts
from garda.public.city_pages import in_city, lang
from garda.rules.reading import look_up_all
from garda.sight import bindings, doors, proofs, stories
from garda.surveys import sources

READERS = ("public", "parties")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _knock(request: HttpRequest, city: Any) -> HttpResponseBase:
    """Number and code. A wrong number and a wrong code get the same answer."""
    if request.method != "POST":
        return _asked(request, request.GET.get("nomor", "")[:24], "")
    number, code = request.POST.get("nomor", "")[:40], request.POST.get("kode", "")[:40]
    at = clock.now()
    tried = limiting.begin(request, city.key, number, at)
    if not tried.allowed:
        said = _(
            "Terlalu banyak percobaan. Tunggu sepuluh menit, lalu coba lagi. Kode ada di tanda terima Anda."
        )
        return _asked(request, number, said, status=429)
    case = doors.resident_case(city, number, code)
    if case is None:
        said = _("Nomor dan kode ini tidak cocok. Periksa keduanya di tanda terima Anda.")
        return _asked(request, number, said, status=422)
    limiting.give_back(tried)
    doors.enter(request, case)
    return redirect(f"/{city.key}/ikuti/{case.number}/")


def _asked(request: HttpRequest, number: str, wrong: str, status: int = 200) -> HttpResponse:
    return render(request, "public/knock.html", {"number": number, "wrong": wrong}, status=status)


@never_cache
@require_safe
def _follow(request: HttpRequest, city: Any, number: str) -> HttpResponseBase:
    """The story of one matter."""
    case = doors.entered(request, city, number)
    if case is None:
        return redirect(f"/{city.key}/ikuti/?nomor={number[:24]}")
    return story_page(request, city, case)


def story_page(
    request: HttpRequest,
    city: Any,
    case: Any,
    wrong: tuple[str, str] | None = None,
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a matter; `wrong` is (act, sentence) when an act was refused, `typed` what was written."""
    request.simulated = case.simulated  # type: ignore[attr-defined]
    speaks, at = lang(), clock.now()
    told = stories.story(case, "resident", speaks, at)
    kind = proofs.kind_of(case)
    day = city_calendar(city).local(at).date()
    rests_on = told.due.rests_on if told.due else ()
    context = {
        "told": told,
        "kind": kind,
        "noun": receipts.noun(kind),
        "question": _question(told, kind),
        "asked": _uploads(requirements.asked(case), speaks),
        "lacking": _uploads(requirements.lacking(case), speaks) if told.state in ("run", "late") else [],
        "yes": proofs.verdict_words(case, speaks)[0],
        "no": proofs.verdict_words(case, speaks)[1],
        "before": [one for one in told.photos if one.by_resident and one.media_type.startswith("image/")],
        "after": [one for one in told.photos if not one.by_resident and one.media_type.startswith("image/")],
        "rules": list(look_up_all(rests_on, city_key=city.key, on=day, lang=speaks).values()),
        "rulings": bindings.rulings(case, speaks) if told.state == "not" else [],
        "wrong": wrong,
        "typed": typed,
        "mailed": [one for one in notices.of_resident(case, speaks) if one.mailed],
        "proof": proofs.receipt_of(case),
        "letters": keeping.of_case(case, day) if _issues(case) else [],
        "survey": sources.token_of(case),
        "may_erase": told.state in ("done", "not") and not told.erased and "withdraw" not in told.asks,
    }
    return render(request, "public/follow.html", context, status=status)


def _issues(case: Any) -> bool:
    """Whether a matter of this kind ends in a letter."""
    return flow_by_id(case.flow_id).letter is not None


def _uploads(wanted: Sequence[Requirement], speaks: str) -> list[tuple[str, str, str]]:
    """What of the required can be sent from here: its key, its title, and the way out for who has none."""
    return [
        (one.key, one.title.of(speaks), one.lack.of(speaks) if one.lack else "")
        for one in wanted
        if one.upload
    ]


def _question(told: stories.Story, kind: str) -> str:
    if "confirm" not in told.asks:
        return ""
    if kind == "complaint":
        return _("Kami sudah menjawab. Benar sudah beres?")
    return _("Kami sudah menjawab. Sudah terjawab?")


@never_cache
@require_safe
def _paper(request: HttpRequest, city: Any, number: str, paper_id: int) -> HttpResponseBase:
    """One photo or paper of a matter whose code this visitor showed."""
    case = doors.entered(request, city, number)
    if case is None:
        return redirect(f"/{city.key}/ikuti/?nomor={number[:24]}")
    paper = doors.paper_of(case, paper_id, READERS)
    response = HttpResponse(papers.content_of(paper), content_type=paper.media_type)
    kind = "pdf" if paper.media_type == "application/pdf" else "jpg"
    shown = "inline" if paper.media_type.startswith("image/") else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="berkas-{paper.pk}.{kind}"'
    return response


@never_cache
@require_safe
def _record(request: HttpRequest, city: Any, number: str) -> HttpResponseBase:
    """The record's canonical texts as a file, for checking by hand."""
    case = doors.entered(request, city, number)
    if case is None:
        return redirect(f"/{city.key}/ikuti/?nomor={number[:24]}")
    response = HttpResponse(proofs.texts_of(case), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rekam-{case.number}.json"'
    return response


knock, follow, paper, record = in_city(_knock), in_city(_follow), in_city(_paper), in_city(_record)
