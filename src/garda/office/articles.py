"""One article of a rule: a new version from a day on, or a correction, with all that it touches in view."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.office.asks import on_top
from garda.office.overtaking import Overtaken, mark, not_overtaken, status_of
from garda.office.rules import article_asks, day_shown, day_typed, logged_as
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people import changes
from garda.people.changes import Unfit
from garda.rules import keeping, reading
from garda.rules.keeping import ArticlePlan, Unkept
from garda.sight import bindings
from garda.sight.doors import Staff, post

WORDS = ("key", "first", "words_id", "words_en", "label_id", "label_en", "source", "sure")


@require_http_methods(["GET", "HEAD", "POST"])
@post("publish")
def article(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/aturan/<key>/pasal/`: a new article, or with `?dari=<id>` a new version of one."""
    staff, older = _found(request, key, request.GET.get("dari", ""))
    kept: dict[str, str] = {**_kept(older), "first": "", "sure": ""} if older else {"first": ""}
    if request.method != "POST":
        return _page(request, staff, key, kept, {}, older=older, dated=True)
    kept = {**typed(request, *WORDS, most=2000), **({"key": older.key} if older else {})}
    try:
        with changes.one_at_a_time(staff.city):
            older_now = _found(request, key, request.GET.get("dari", ""))[1]
            asks = article_asks({}, {}, named=older is not None, dated=True)
            not_overtaken(request, _state(staff, key, older_now), kept, asks)
            if older and not kept["first"]:
                raise Unkept(_("Tulis sejak kapan bunyi ini berlaku."), "first")
            row = keeping.add_version(staff.city.key, key, _plan(kept))
            _log(staff, key, row.key, _kept(older) if older else {}, _kept(row))
    except (Unkept, Unfit) as wrong:
        return _page(
            request, staff, key, kept, {wrong.field: wrong.said}, older=older, dated=True, wrong=wrong
        )
    messages.success(request, _("Bunyi baru tersimpan. Inilah yang bersandar padanya."))
    return HttpResponseRedirect(f"/kerja/aturan/{key}/sentuhan/{row.key}/")


@require_http_methods(["GET", "HEAD", "POST"])
@post("publish")
def correction(request: HttpRequest, key: str, article_id: int) -> HttpResponse:
    """`/kerja/aturan/<key>/pasal/<id>/`: correct the words of one version; the log keeps those of before."""
    staff, row = _found(request, key, str(article_id))
    if row is None:
        raise Http404
    if request.method != "POST":
        return _page(request, staff, key, _kept(row), {}, older=row, dated=False)
    kept = {**typed(request, *WORDS, most=2000), "key": row.key, "first": day_shown(row.first)}
    try:
        with changes.one_at_a_time(staff.city):
            now = _found(request, key, str(article_id))[1]
            not_overtaken(
                request, _state(staff, key, now), kept, article_asks({}, {}, named=True, dated=False)
            )
            was = _kept(now)
            corrected = keeping.correct_article(staff.city.key, key, row, _plan(kept))
            _log(staff, key, row.key, was, _kept(corrected))
    except (Unkept, Unfit) as wrong:
        return _page(
            request, staff, key, kept, {wrong.field: wrong.said}, older=row, dated=False, wrong=wrong
        )
    messages.success(request, _("Perbaikan tersimpan. Bunyi sebelumnya ada di catatan perubahan."))
    return HttpResponseRedirect(f"/kerja/aturan/{key}/sentuhan/{row.key}/")


@require_safe
@post("publish", "review", "confirm-standard", "audit")
def touched(request: HttpRequest, key: str, article_key: str) -> HttpResponse:
    """`/kerja/aturan/<key>/sentuhan/<article>/`: every service and step that rests on the article."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    page = reading.rule_page(key, city_key=staff.city.key, on=local_day(staff, at), lang=speaks)
    if page is None or article_key not in page.versions:
        raise Http404
    used = bindings.uses(staff.city, at, key, speaks, article_key, simulated=page.simulated)
    shown = {"rule": page, "article": page.versions[article_key][0].cited, "used": used}
    shown["simulated"] = page.simulated
    return show(request, "office/touched.html", {**shown, "versions": page.versions[article_key]})


def _found(request: HttpRequest, key: str, article_id: str) -> tuple[Staff, Any]:
    """Who asks, and the version of the article that is meant, if one is."""
    staff = staff_of(request)
    rule = keeping.rule_of(staff.city.key, key)
    if rule is None:
        raise Http404
    if not article_id:
        return staff, None
    if not article_id.isdecimal() or len(article_id) > 9:
        raise Http404
    # Where somebody made the city's own copy meanwhile, the same version stands there under another id.
    row = keeping.article_of(rule, int(article_id)) or keeping.same_version(rule, int(article_id))
    if row is None:
        raise Http404
    return staff, row


def _state(staff: Staff, key: str, row: Any) -> dict[str, str]:
    """What a form about an article was filled in beside: the version, and which versions there are."""
    rule = keeping.rule_of(staff.city.key, key)
    days = keeping.days_of(rule, row.key) if rule and row else ""
    return {**(_kept(row) if row else {}), "versions": days}


def _page(
    request: HttpRequest,
    staff: Staff,
    key: str,
    kept: dict[str, str],
    errors: dict[str, str],
    *,
    older: Any,
    dated: bool,
    wrong: Exception | None = None,
) -> HttpResponse:
    at, speaks = clock.now(), lang()
    asks = article_asks(kept, errors, named=older is not None, dated=dated)
    page = reading.rule_page(key, city_key=staff.city.key, on=local_day(staff, at), lang=speaks)
    late = wrong if isinstance(wrong, Overtaken) else None
    return show(
        request,
        "office/article.html",
        {
            "rule": page,
            "older": older,
            "article": page.versions[older.key][0].cited if older and page else None,
            "dated": dated,
            "asks": asks,
            "errors": on_top(asks, errors),
            "semula": mark(_state(staff, key, older)),
            "used": bindings.uses(staff.city, at, key, speaks, older.key) if older else [],
        },
        status=status_of(errors, late),
    )


def _plan(kept: dict[str, str]) -> ArticlePlan:
    words = {name: kept.get(name, "") for name in WORDS if name not in ("first", "sure")}
    first = day_typed(kept.get("first", ""), "first")
    return ArticlePlan(**{**words, "key": words["key"].lower()}, first=first, sure=kept.get("sure") == "ya")


def _kept(row: Any) -> dict[str, str]:
    words = {name: str(getattr(row, name)) for name in WORDS if name not in ("first", "sure")}
    return {**words, "first": day_shown(row.first), "sure": "ya" if row.sure else ""}


def _log(staff: Staff, key: str, article_key: str, was: dict[str, str], became: dict[str, str]) -> None:
    said = _("aturan %(key)s, pasal %(article)s") % {"key": key, "article": article_key}
    at = clock.now()
    changes.log(staff.city, logged_as(key), said, by=staff.person, at=at, was=was, became=became)
