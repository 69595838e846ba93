"""One case on one page: where it stands, its two clocks, what it needs, what was said, and my moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from garda import clock
from garda.cases.opening_seals import open_paper
from garda.cases.publishing import flow_by_id
from garda.figures.waiting import waiting
from garda.flow import Flow, felt_at
from garda.integrity import declaring
from garda.notices import deliveries
from garda.office import letters, moves, suggesting
from garda.office.asks import ActForm, Ask, Tried
from garda.office.showing import lang, local_day, show, staff_of
from garda.sight import copies, handovers
from garda.sight.cases_page import CasePage, page_of
from garda.sight.doors import Staff, may_act, paper_of, post, reaches_case, staff_case, units_in_reach

FLAGS = {
    "used-before": gettext_lazy("foto serupa pernah dipakai"),
    "same-file": gettext_lazy("berkas yang sama persis pernah dipakai"),
    "taken-before": gettext_lazy("diambil sebelum laporan masuk"),
    "far": gettext_lazy("diambil jauh dari tempat laporan"),
}
Flag = tuple[str, tuple[str, ...]]
STRENGTHS = {
    "late": ("late", gettext_lazy("Terlambat")),
    "offered": ("offer", gettext_lazy("Ditawarkan")),
    "waiting": ("pause", gettext_lazy("Menunggu warga")),
    "open": ("run", gettext_lazy("Dikerjakan")),
    "answered": ("done", gettext_lazy("Terjawab")),
    "closed": ("done", gettext_lazy("Selesai")),
}
WAITS = {
    "resident": gettext_lazy("Warga, melengkapi"),
    "verdict": gettext_lazy("Warga, menilai jawaban"),
    "joined": gettext_lazy("Urusan yang disatukan"),
    "closed": gettext_lazy("Tertutup sementara"),
}
READERS = ("public", "parties", "staff")
SPOKEN = frozenset({"long-text"})
# Ways beside the matter's own acts, and the act of a post that opens each.
BESIDE = {"may_see_to": "note", "hands_over": "file"}


@dataclass(frozen=True)
class Overtook:
    """Someone came first: who, how long ago, where the matter stands now, and what the reader had typed."""

    who: str
    minutes: int
    step: str
    typed: list[str]


@require_safe
@post("see-case")
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """`/kerja/urusan/<number>/`."""
    case = staff_case(staff_of(request), number)
    return render_case(request, case)


def render_case(
    request: HttpRequest,
    case: Any,
    *,
    tried: Tried | None = None,
    overtook: Overtook | None = None,
    opened: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a case that came through a door, with what came back from an act, if anything did."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    page = page_of(staff, case, speaks, at)
    flow = flow_by_id(case.flow_id)
    needs_rule = any("rule" in move.needs for move, _reads in page.moves)
    rules = moves.rule_groups(staff.city.key, local_day(staff, at), flow, speaks) if needs_rule else []
    advice = suggesting.advice_of(staff, case, page, flow, speaks)
    forms = moves.with_tried(moves.move_forms(page, flow, rules, speaks), tried)
    ticking = moves.counter_form(page, speaks)
    if ticking and page.barred:
        # What bars the way onward comes first: with it done, the way is open.
        forms = moves.with_tried([ticking], tried) + forms
    assisted = reaches_case(staff, "file", case)
    suggested_id = advice.unit.pk if advice and advice.unit else None
    signing = letters.signing_form(staff, case, page, speaks)
    first, rest = letters.ahead(signing, forms, tried)
    beside = [ticking] if ticking and not page.barred else []
    beside += moves.other_forms(page, suggested_id, assisted, speaks)
    others = moves.with_tried(beside + suggesting.class_forms(case, page, flow, speaks), tried)
    flags = _flags(staff, case, page)
    shown = {
        "page": page,
        "story": page.story,
        "case": case,
        "number": case.number,
        "seen": case.seq,
        "at": at,
        "advice": advice,
        "first": first,
        "forms": rest,
        "others": others,
        "reader": _reader(page, flow),
        "answer_form": moves.with_tried(_offer_forms(page), tried),
        "spoken": [line for line in page.said if _kind(flow, line.key) in SPOKEN and not line.erased],
        "lines": _lines(page, flow, case),
        "opened": opened or {},
        "can_open": "open-seal" in page.can,
        "photos": _photos(page, flow, flags),
        "needed_flags": [
            (one.requirement.title.of(speaks), said, numbers)
            for one in page.needed
            for photo in one.photos
            for said, numbers in flags.get(photo, [])
        ],
        "signing": signing,
        "letters": letters.of_case(staff, case, at) if flow.letter else [],
        "opens_letters_of": units_in_reach(staff, "letters") if flow.letter else [],
        "limbs": [(line, *STRENGTHS[line.strength]) for line in page.story.limbs],
        "similar": [(one, page.similar_titles.get(one.case.pk, "")) for one in page.similar],
        "felt_at": felt_at(flow, case.step) if case.state != case.CLOSED else "",
        "brought": sum(one.there for one in page.needed),
        "overtook": overtook,
        **_troubles(tried, [*forms, *others]),
        "waited": _waited(case, at),
        "deliveries": (sent := deliveries.of_case(case, speaks)),
        "agreements": deliveries.agreements_of(case, speaks) if sent else [],
        **{name: staff.may(act) for name, act in BESIDE.items()},
        "interested": declaring.bars(staff.person.pk, case.pk),
        "simulated": case.simulated,
    }
    return show(request, "office/case.html", shown, status=status)


def _waited(case: Any, at: datetime) -> list[tuple[str, int]]:
    """Whom the matter waited for and how long, in working minutes; the last line is the whole, their sum."""
    found = waiting(case, at)
    names = handovers.unit_names({one.unit for one in found.periods if one.unit is not None})
    spent: dict[str, int] = {}
    for one in found.periods:
        name = names.get(one.unit, "") if one.unit is not None else ""
        words = _("%(unit)s, menjawab tawaran") % {"unit": name} if one.kind == "offer" else name
        who = words or str(WAITS.get(one.kind, one.kind))
        spent[who] = spent.get(who, 0) + one.minutes
    return [*spent.items(), (_("Seluruhnya"), found.total)] if len(spent) > 1 else []


def _kind(flow: Flow, key: str) -> str:
    field = flow.field(key)
    return field.kind if field else ""


def _reader(page: CasePage, flow: Flow) -> str:
    """Who will read: initials where a name was given, else what such a person is called."""
    name = next((line.words for line in page.said if _kind(flow, line.key) == "name" and line.words), "")
    return name or (_("Pelapor") if flow.kind == "complaint" else _("Pemohon"))


def _lines(page: CasePage, flow: Flow, case: Any) -> list[Any]:
    lines = []
    for line in page.said:
        kind = _kind(flow, line.key)
        if kind in SPOKEN and not line.erased:
            continue
        words = line.words
        if kind == "place" and not line.erased:
            point = (
                f" ({case.lat:.5f}, {case.lng:.5f})" if case.lat is not None and case.lng is not None else ""
            )
            words = (case.area.name if case.area else _("titik di peta")) + point
        lines.append((line, words))
    return lines


def _photos(page: CasePage, flow: Flow, flags: Mapping[int, list[Flag]]) -> list[tuple[Any, ...]]:
    named = {one.key: one.title.id for one in flow.requirements}
    needed = {number for one in page.needed for number in one.photos}
    found = []
    for place, one in enumerate((photo for photo in page.story.photos if photo.id not in needed), start=1):
        words = named.get(one.key) or (
            _("Bukti") if one.key == "proof" and not one.by_resident else _("Foto")
        )
        kind = "PDF" if one.media_type == "application/pdf" else ""
        found.append((one.id, f"{words} {place} {kind}".strip(), one.by_resident, flags.get(one.id, [])))
    return found


def _flags(staff: Staff, case: Any, page: CasePage) -> dict[int, list[Flag]]:
    """What a human should look at twice, by paper: in words, with the other matters that may be opened."""
    used = [one.id for one in page.story.photos if {*copies.FLAGS} & {*one.flags}]
    uses = copies.elsewhere(staff, case, used)
    return {
        one.id: [_flag(flag, uses.get(one.id)) for flag in one.flags if flag in FLAGS]
        for one in page.story.photos
        if one.flags
    }


def _flag(flag: str, uses: copies.Elsewhere | None) -> Flag:
    said = str(FLAGS[flag])
    if flag not in copies.FLAGS or uses is None:
        return said, ()
    more = [_("di urusan ini")] if uses.here else []
    if uses.hidden:
        more.append(_("pada %(n)s urusan yang tidak terbuka bagi Anda") % {"n": uses.hidden})
    if uses.numbers:
        more.append(_("pada"))
    return " ".join([said, ", ".join(more)]).strip(), uses.numbers


def _offer_forms(page: CasePage) -> list[ActForm]:
    if not page.offered_here:
        return []
    reason = Ask(
        "reason",
        _("Mengapa dikembalikan"),
        "lines",
        _("Sebut siapa yang seharusnya, bila tahu."),
        scope="f-kembalikan",
        most=1000,
    )
    return [ActForm("kembalikan", _("Kembalikan"), _("Kembalikan dengan alasan"), "", (reason,), key="b")]


def _troubles(tried: Tried | None, forms: list[ActForm]) -> dict[str, Any]:
    return {"error": tried.sentence if tried else "", "errors": _errors(tried, forms)}


def _errors(tried: Tried | None, forms: list[ActForm]) -> list[tuple[str, str]]:
    if tried is None:
        return []
    form = next((one for one in forms if one.name == tried.name), None)
    asks = {ask.name: ask.id for ask in form.asks} if form else {}
    rows = [(asks.get(name, ""), said) for name, said in tried.errors.items()]
    return rows or ([("", tried.sentence)] if tried.sentence else [])


def overtook_of(case: Any, typed: list[str], speaks: str) -> Overtook:
    """Who came first on `case`, for the note of the one who came second."""
    latest = handovers.latest_act(case, speaks)
    at = clock.now()
    step = flow_by_id(case.flow_id).steps[case.step].title.of(speaks)
    minutes = max(0, int((at - latest.at).total_seconds() // 60)) if latest else 0
    return Overtook(latest.who if latest else "", minutes, step, [text for text in typed if text.strip()])


@require_safe
@post("see-case")
def paper(request: HttpRequest, number: str, paper_id: int) -> HttpResponse:
    """One paper or photo; a resident's only with the right to open seals. Each opening is logged first."""
    staff = staff_of(request)
    case = staff_case(staff, number)
    row = paper_of(case, paper_id, READERS)
    if row.by_kind == "resident" and not may_act(staff, "open-seal", case):
        raise Http404
    content = open_paper(row, _("memeriksa urusan"), by=staff.by_for(case.unit_id), at=clock.now())
    if content is None:
        return show(request, "office/gone.html", {"number": case.number}, status=410)
    response = HttpResponse(content, content_type=row.media_type)
    kind = "pdf" if row.media_type == "application/pdf" else "jpg"
    how = "attachment" if kind == "pdf" else "inline"
    response["Content-Disposition"] = f'{how}; filename="{case.number}-{row.key}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response
