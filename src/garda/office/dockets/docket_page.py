"""One docket: the article, its numbers, the decision, what it changed, who was answered, who has read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.dockets import acknowledging, deciding, listing, renewing, replying, reports, states, urging
from garda.dockets.acknowledging import Serving
from garda.dockets.listing import Row
from garda.dockets.stepping import LONGEST
from garda.dockets.terms import terms
from garda.figures import reforms
from garda.looks.wording import day
from garda.office.asks import Ask, Options, filled, on_top
from garda.office.dockets import trail, wording
from garda.office.dockets.ranking_page import ADDRESS, sees_all
from garda.office.dockets.report_page import named
from garda.office.showing import lang, local_day, page_asked, show, staff_of
from garda.people.register import register_of
from garda.rules import reading
from garda.sight import bindings
from garda.sight.doors import Staff, post, units_in_reach
from garda.texts.cleaning import plain, some_lines, whole
from garda.trails.reading import last_seq
from garda.trails.writing import Overtaken

MOST_NAMES = 60
ACTS = (
    "ambil",
    "putuskan",
    "tinjau-lagi",
    "pasal",
    "layanan",
    "layanan-tetap",
    "tidak-tetap",
    "jawab",
    "tutup",
)


@require_safe
@post("see-dockets")
def docket(request: HttpRequest, docket_id: int) -> HttpResponse:
    """`/kerja/berkas-aturan/<id>/`."""
    return _page(request, staff_of(request), _found(staff_of(request), docket_id))


@require_POST
@post("decide-docket")
def act(request: HttpRequest, docket_id: int, name: str) -> HttpResponse:
    """`/kerja/berkas-aturan/<id>/<act>/`: one act of whoever decides about the article."""
    staff, at = staff_of(request), clock.now()
    found = _found(staff, docket_id)
    if name not in ACTS or not staff.may("decide-docket", found.unit):
        raise Http404
    kept = {
        key: some_lines(plain(request.POST.get(key, "")))[:6000]
        for key in ("decision", "reason", "words", "first", "flow", "stays")
    }
    kept["services"] = " ".join(plain(one)[:60] for one in request.POST.getlist("services")[:MOST_NAMES])
    seen = request.POST.get("seen", "")
    by = staff.by_for(found.unit_id)
    signed: dict[str, Any] = {
        "by": staff.person, "post": by.post, "at": at,
        "seen": whole(seen, 9),
    }  # fmt: skip
    try:
        said = _do(staff, found, name, kept, signed)
    except Overtaken:
        return _page(request, staff, _found(staff, docket_id), kept, {}, overtaken=True)
    except Refused as no:
        # Whoever was overtaken hears that, and not what is impossible now.
        late = signed["seen"] not in (None, last_seq(staff.city, "docket", docket_id))
        errors = {} if late else {no.field or _field(name): no.words.of(lang())}
        return _page(request, staff, _found(staff, docket_id), kept, errors, overtaken=late)
    messages.success(request, said)
    return HttpResponseRedirect(f"{ADDRESS}{docket_id}/")


def _field(name: str) -> str:
    return {
        "putuskan": "decision", "pasal": "first", "layanan": "flow", "layanan-tetap": "services",
        "jawab": "words",
    }.get(name, "")  # fmt: skip


def _do(staff: Staff, found: Any, name: str, kept: Mapping[str, str], signed: dict[str, Any]) -> str:
    """The act itself; what to say when it is done."""
    city, pk = staff.city, found.pk
    if name == "ambil":
        deciding.take(city, pk, **signed)
        return _("Berkas ini Anda periksa.")
    if name == "putuskan":
        deciding.decide(city, pk, kept["decision"], kept["reason"], **signed)
        return _("Keputusan tersimpan. Sekarang jawab para pelapor.")
    if name == "tinjau-lagi":
        deciding.reconsider(city, pk, **signed)
        return _("Keputusan ditarik. Berkas diperiksa lagi.")
    if name == "pasal":
        renewing.reword(city, pk, _day_of(kept["first"]), **signed)
        return _("Bunyi baru ditautkan.")
    if name == "layanan":
        renewing.renew(city, pk, whole(kept["flow"]) or 0, **signed)
        return _("Versi baru ditautkan. Petugas yang melayaninya sudah diberi tahu.")
    if name == "layanan-tetap":
        try:
            renewing.stay(city, pk, kept["services"].split(), kept["stays"], **signed)
        except Refused as no:
            raise Refused(no.words, "stays" if no.field == "reason" else no.field) from no
        return _("Tersimpan. Alasannya tampil di daftar perubahan.")
    if name == "tidak-tetap":
        renewing.unstay(city, pk, kept["services"], **signed)
        return _("Ditarik. Layanan itu kembali menunggu versi baru, atau alasan yang lain.")
    if name == "jawab":
        n = replying.reply(city, pk, kept["words"], **signed)
        return ngettext("%(n)s pelapor dijawab.", "%(n)s pelapor dijawab.", n) % {"n": n}
    deciding.close(city, pk, **signed)
    return _("Berkas tuntas.")


def _day_of(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return date.min


def _found(staff: Staff, docket_id: int) -> Any:
    found = listing.docket_of(staff.city, docket_id)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    staff: Staff,
    found: Any,
    kept: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    overtaken: bool = False,
) -> HttpResponse:
    at, speaks = clock.now(), lang()
    row = listing.rows_of(staff.city, [found], at)[0]
    decides = staff.may("decide-docket", found.unit)
    rule, _sign, article = found.reference.partition("#")
    page = reading.rule_page(rule, city_key=staff.city.key, on=local_day(staff, at), lang=speaks)
    changes = _changes(staff, found, row, page, article, at, decides)
    asks = _asks(row, kept or {}, errors or {}, changes.get("not_yet", [])) if decides else {}
    every = [one for group in asks.values() for one in group]
    used = bindings.uses(staff.city, at, rule, speaks, article, simulated=row.simulated)
    units, from_units = register_of(staff.city).units, listing.of_units(staff.city, row.id)
    shown = {
        "row": row,
        "line": wording.lines(staff, [row], at)[0],
        "decision": wording.decision_words(row.decision),
        "decides": decides,
        "may_publish": staff.may("publish"),
        "seen": last_seq(staff.city, "docket", row.id),
        "asks": asks,
        "errors": on_top(every, errors or {}),
        "overtaken": overtaken,
        "typed": [said for key in ("reason", "words") if overtaken and (said := (kept or {}).get(key))],
        "by_unit": [(units[pk].name, n) for pk, n in from_units],
        "residents": max(0, row.reports - sum(n for _pk, n in from_units)),
        "of_nation": page is not None and not page.city_key,
        "used": used,
        "asks_units": staff.may("ask-units") and not (page and page.simulated),
        "rule": rule,
        "lacks": [one.of(speaks) for one in deciding.missing(found, changes.get("old", []))]
        if row.state == "decided"
        else [],
        "trail": trail.shown(staff, row.id, {one.key: one.title for one in used}),
        "basis": named(staff, [terms().rests_on], at).get(terms().rests_on, ""),
        **changes,
        "simulated": row.simulated,
    }
    status = 409 if overtaken else 422 if errors else 200
    return show(request, "office/dockets/docket.html", shown, status=status)


def _changes(
    staff: Staff, found: Any, row: Row, page: Any, article: str, at: datetime, decides: bool
) -> dict[str, Any]:
    """What a change needs and what it came to; nothing for any other decision."""
    if row.decision != states.CHANGE:
        return {}
    speaks = lang()
    done = listing.renewed([row.id]).get(row.id, [])
    people = acknowledging.acknowledged(found, at)
    missing = [one for one in people if one.at is None]
    named_ = _named(staff, missing, decides)
    since = min((one.since for one in done), default=None)
    old, urged = renewing.not_yet(found, at), urging.counts(row.id)
    versions = page.versions.get(article, []) if page else []
    return {
        "versions": versions,
        "now_id": next((one.id for one in versions if one.state == "now"), None),
        "wordings": [(one.isoformat(), day(one)) for one in renewing.wordings(found)] if decides else [],
        "offered": [one for one in renewing.versions(found, speaks) if not one.linked] if decides else [],
        "old": old,
        "not_yet": [(key, title.of(speaks)) for key, title in old],
        "stays": listing.stayed(staff.city, [row.id], at, speaks).get(row.id, []),
        "reforms": reforms.reforms(staff.city, done, speaks),
        "reported": reforms.reported(staff.city, row.reference, since, at) if since else None,
        "people": len(people),
        "read": len(people) - len(missing),
        "missing": [(one, min(2, urged.get(one.person_id, 0))) for one in named_],
        "more_missing": len(missing) - len(named_) if named_ else 0,
    }


def _named(staff: Staff, missing: Sequence[Serving], decides: bool) -> list[Serving]:
    """Those whose names the reader needs: everybody for who decides, else the people of those they lead."""
    led = set(units_in_reach(staff, "head")) if staff.may("head") else set()
    return [one for one in missing if decides or one.unit_id in led][:MOST_NAMES]


def _asks(row: Row, kept: Mapping[str, str], errors: Mapping[str, str], old: Options) -> dict[str, list[Ask]]:
    """The forms of whoever decides, as the docket stands; `old` are services without a new version."""
    if row.undecided:
        lines = [
            Ask("decision", _("Keputusan"), "choices", options=wording.decision_options()),
            Ask("reason", _("Alasannya"), "lines", most=LONGEST,
                hint=_("Dibaca para pelapor dan, bila aturannya diubah, oleh warga.")),
        ]  # fmt: skip
        return {"decide": filled(lines, dict(kept), errors)}
    found: dict[str, list[Ask]] = {}
    if row.state == "decided" and old:
        lines = [
            Ask("services", _("Layanan yang alurnya tetap"), "ticks", options=old),
            Ask("stays", _("Mengapa tidak perlu berubah"), "lines", most=LONGEST,
                hint=_("Dibaca siapa saja di daftar perubahan.")),
        ]  # fmt: skip
        ticked = tuple(kept.get("services", "").split())
        found["stay"] = [replace(one, values=ticked) for one in filled(lines, dict(kept), errors)]
    if row.state == "decided" and row.waits:
        lines = [
            Ask("words", _("Jawaban untuk semua yang belum dijawab"), "lines", most=LONGEST,
                hint=_("Tampil di samping kata-kata mereka sendiri.")),
        ]  # fmt: skip
        found["reply"] = filled(lines, {"words": kept.get("words") or row.reason}, errors)
    return found


@require_safe
@post("see-dockets")
def words(request: HttpRequest, docket_id: int) -> HttpResponse:
    """`/kerja/berkas-aturan/<id>/laporan/`: the reports themselves, as far as the reader reaches."""
    staff, at = staff_of(request), clock.now()
    found = _found(staff, docket_id)
    everything = sees_all(staff) or staff.may("decide-docket", found.unit)
    near = None if everything else units_in_reach(staff, "see-dockets")
    page = page_asked(request)
    rows, more = reports.of_docket(staff.city, found.pk, open_to=near, page=page)
    reports.note_opened(staff.city, rows, by=staff.person, at=at)
    row = listing.rows_of(staff.city, [found], at)[0]
    shown = {
        "row": row,
        "line": wording.lines(staff, [row], at)[0],
        "rows": [(one, wording.kind_words(one.kind), *wording.answered(one)) for one in rows],
        "page": page,
        "more": more,
        "near": near is not None,
        "simulated": row.simulated,
    }
    return show(request, "office/dockets/words.html", shown)
