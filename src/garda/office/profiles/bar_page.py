"""One bar of an office opened: what is known about the part, and every record behind it with its door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.dockets import reports
from garda.figures import part_counts, profiles
from garda.figures.part_counts import Faults
from garda.figures.parting import Classed
from garda.looks.wording import number
from garda.office.dockets import wording
from garda.office.dockets.ranking_page import sees_all
from garda.office.dockets.report_page import named
from garda.office.profiles.bars_said import bar_row, evidence_row, value_said
from garda.office.profiles.part_words import SLUGS, kind_said, part_name, parts_said
from garda.office.profiles.profile_page import about, period_of, unit_or_404
from garda.office.profiles.sorting_page import lines_of
from garda.office.showing import local_day, page_asked, show, staff_of
from garda.rosters import reporting_empty
from garda.sight.doors import Staff, post
from garda.sight.hearing import heard

# What a bar's list shows one by one; a comment only to whoever sorts.
LISTED = ("case", "rating", "rule", "empty")


@dataclass(frozen=True)
class Behind:
    """One record behind a bar: what it is called and where it opens, or why it does not."""

    one: Classed
    kind: str
    title: str
    url: str
    words: str
    why: str


@require_safe
@post("see-results")
def part(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """`/kerja/profil/<office>/<part>/`: each thing known, how it is counted, the records (`?hal=`)."""
    staff = staff_of(request)
    unit, wanted = unit_or_404(staff, key), _part(slug)
    today = local_day(staff, clock.now())
    period = period_of(request, today)
    last = min(period.last, today)
    one = profiles.profiles(staff.city, [unit], period, today)[unit.pk]
    bar = one.bar(wanted)
    faults = part_counts.faults([unit.pk], period.first, last).get(unit.pk, Faults())
    by_kind: Mapping[str, int] = faults.by_kind.get(wanted, {})
    sorts = staff.may("follow-up", unit)
    kinds = (*LISTED, "comment") if sorts else LISTED
    page = page_asked(request)
    found = part_counts.behind(unit.pk, wanted, period.first, last, kinds, page)
    listed = sum(n for kind, n in by_kind.items() if kind in kinds)
    query = f"?masa={period.key}"
    shown = {
        "unit": unit,
        "row": bar_row(bar),
        "edge": value_said(profiles.edge()),
        "evidence": [
            evidence_row(each, bar, unit.key, period, last, staff.may("head", unit)) for each in bar.evidence
        ],
        "kinds": [(kind_said(kind), n) for kind, n in by_kind.items()],
        "unsure": faults.unsure[wanted],
        "lines": behind(staff, unit, slug, found, query),
        "closed": [
            (kind_said(kind), number(n), _why_closed(kind))
            for kind, n in by_kind.items()
            if kind not in kinds
        ],
        "sorts": sorts,
        "query": query,
        "earlier": f"{query}&hal={page - 1}#masukan" if page > 1 else "",
        "more": f"{query}&hal={page + 1}#masukan" if page * part_counts.LISTED < listed else "",
        **about(period, today),
        "simulated": one.simulated,
    }
    return show(request, "office/profiles/part.html", shown)


def _part(slug: str) -> str:
    wanted = SLUGS.get(slug)
    if wanted is None:
        raise Http404
    return wanted


def behind(staff: Staff, unit: Any, slug: str, found: Sequence[Classed], query: str) -> list[Behind]:
    """Records with the doors that `staff` may open; a fixed number of queries."""
    rules = [int(one.key) for one in found if one.kind == "rule" and one.key.isdecimal()]
    articles = reports.references(staff.city, rules) if rules else {}
    names = named(staff, list(articles.values()), clock.now()) if articles else {}
    lines = []
    for line in lines_of(staff, found):
        one, title, url, why = line.one, line.parts, "", ""
        if one.kind in ("case", "rating"):
            title, url = (one.key, f"/kerja/urusan/{one.key}/") if line.opens else (line.parts, "")
            why = "" if line.opens else _("Di luar jangkauan Anda: hanya dihitung.")
        elif one.kind == "comment":
            why = _("Isinya tersegel; pembacaannya dicatat.")
        else:
            reference = articles.get(int(one.key), "") if one.kind == "rule" and one.key.isdecimal() else ""
            unknown = _("Pasalnya belum diketahui") if one.kind == "rule" else line.kind
            title = names.get(reference, reference) or unknown
            url = f"/kerja/profil/{unit.key}/{slug}/{one.id}/{query}"
        lines.append(Behind(one, line.kind, title, url, line.words, why))
    return lines


def _why_closed(kind: str) -> str:
    return {
        "comment": _("Dibuka hanya oleh yang memilah masukan kantor ini, dan pembacaannya dicatat."),
        "criticism": _("Tidak dibuka dari sini. Yang disimpan hanya bagiannya, sesudah kritiknya dijawab."),
    }.get(kind, "")


# ---- one record ----------------------------------------------------------------------------------
@require_safe
@post("see-results")
def record(request: HttpRequest, key: str, slug: str, row_id: int) -> HttpResponse:
    """`/kerja/profil/<office>/<part>/<id>/`: a report of a rule, or of an empty office, behind a bar."""
    staff = staff_of(request)
    unit, wanted = unit_or_404(staff, key), _part(slug)
    one = part_counts.one_behind(unit.pk, wanted, row_id)
    if one is None or one.kind not in ("rule", "empty") or not one.key.isdecimal():
        raise Http404
    today = local_day(staff, clock.now())
    shown: dict[str, Any] = {
        "unit": unit,
        "one": one,
        "kind": kind_said(one.kind),
        "part": part_name(wanted),
        "parts": parts_said(one.parts),
        "slug": slug,
        "sorts": staff.may("follow-up", unit),
        "query": f"?masa={period_of(request, today).key}",
        "simulated": one.simulated,
        **(_rule(staff, unit, one) if one.kind == "rule" else _empty(staff, unit, one)),
    }
    return show(request, "office/profiles/behind.html", shown)


def _rule(staff: Staff, unit: Any, one: Classed) -> dict[str, Any]:
    """What an officer reported about a rule; its words for whoever may read them in its docket too."""
    found, at = reports.of_unit(staff.city, unit.pk, int(one.key)), clock.now()
    if found is None:
        return {"gone": True, "title": kind_said(one.kind)}
    own = found.person_id == staff.person.pk
    opens = own or staff.may("see-dockets", unit) or sees_all(staff)
    if opens:
        reports.note_opened(staff.city, [found], by=staff.person, at=at)
    reached = heard(staff, found.cases) if found.cases else {}
    return {
        "rule": found,
        "title": named(staff, [found.reference], at).get(found.reference, "")
        or _("Pasalnya belum diketahui"),
        "said": wording.kind_words(found.kind),
        "state": wording.answered(found),
        "opens": opens,
        "cases": [(case, case in reached) for case in found.cases],
        "docket": found.docket if staff.may("see-dockets") else None,
        "mine": own,
    }


def _empty(staff: Staff, unit: Any, one: Classed) -> dict[str, Any]:
    """What a resident said of an empty office, beside the record of that minute."""
    looks = staff.may("see-cover", unit)
    found = reporting_empty.one_of(unit, int(one.key), with_words=looks)
    if found is None:
        return {"gone": True, "title": kind_said(one.kind)}
    if looks:
        reporting_empty.opened(unit, [found], by=staff.person, at=clock.now())
    return {
        "empty": found,
        "title": _("Kantor dikabarkan kosong"),
        "opens": looks,
        "minutes": _minutes(unit, one.day) if looks or staff.may("see-roster", unit) else "",
    }


def _minutes(unit: Any, day: date) -> str:
    """The page of the office's minutes of that day."""
    return f"/kerja/menit-kosong/{unit.key}/?bulan={day:%Y-%m}&hari={day.isoformat()}#hadir"
