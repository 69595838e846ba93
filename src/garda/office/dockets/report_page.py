"""Reporting a rule, from inside a matter or freely, and what became of one's own reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.cases import numbering
from garda.cases.acting import Refused
from garda.cases.publishing import flow_by_id, shown_in_force
from garda.dockets import listing, reporting, reports
from garda.flow import Flow, Words, felt_at, rests
from garda.office.asks import Ask, Options, filled, on_top
from garda.office.dockets import wording
from garda.office.showing import lang, local_day, show, staff_of
from garda.rules import reading
from garda.sight import shelves
from garda.sight.doors import Staff, post, reaching_numbers
from garda.texts.cleaning import one_line, plain, some_lines, whole
from garda.texts.once import once

ADDRESS = "/kerja/lapor-aturan/"
FIELDS = ("kind", "basis", "words", "proposal", "burden", "cases", "service", "key")
UNKNOWN = "?"
MOST_WORDS = 110


@require_safe
@post("report-rule")
def mine(request: HttpRequest) -> HttpResponse:
    """`/kerja/lapor-aturan/`: my reports and what became of each."""
    staff = staff_of(request)
    found = reports.own(staff.city, staff.person)
    names = named(staff, [one.reference for one in found], clock.now())
    shown = {
        "rows": [(one, names.get(one.reference, ""), *wording.report_state(one)) for one in found],
        "fresh": sum(one.replied_at is not None and one.read_at is None for one in found),
        "waits": sum(one.replied_at is None for one in found),
        "answered": any(one.replied_at is not None and one.withdrawn_at is None for one in found),
        "simulated": any(one.simulated for one in found),
    }
    return show(request, "office/dockets/mine.html", shown)


@require_safe
@post("report-rule")
def one(request: HttpRequest, report_id: int) -> HttpResponse:
    """`/kerja/lapor-aturan/<id>/`: my own words, the decision, the answer."""
    staff, at = staff_of(request), clock.now()
    found = reports.own_one(staff.city, staff.person, report_id, at)
    if found is None:
        raise Http404
    docket = listing.docket_of(staff.city, found.docket) if found.docket else None
    row = listing.rows_of(staff.city, [docket], at)[0] if docket else None
    state, words = wording.report_state(found)
    shown = {
        "one": found,
        "name": named(staff, [found.reference], at).get(found.reference, ""),
        "kind": wording.kind_words(found.kind),
        "state": state,
        "state_words": words,
        "row": row,
        "docket_line": wording.lines(staff, [row], at)[0] if row else None,
        "decision": wording.decision_words(row.decision) if row else "",
        "outcome": wording.outcome(row.decision) if row else "",
        "cases": [(number, number in reaching_numbers(staff, found.cases)) for number in found.cases],
        "simulated": found.simulated,
    }
    return show(request, "office/dockets/mine_one.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@post("report-rule")
def new(request: HttpRequest) -> HttpResponse:
    """`/kerja/lapor-aturan/baru/`: the form; `?urusan=` and `?layanan=` fill it in beforehand."""
    staff, at = staff_of(request), clock.now()
    if request.method != "POST":
        return _form(request, staff, at, _begun(request, staff), {})
    kept = {name: some_lines(plain(request.POST.get(name, "")))[:6000] for name in FIELDS}
    try:
        sent = _send(staff, kept, at)
    except Refused as no:
        field = no.field if no.field in FIELDS else "words"
        return _form(request, staff, at, kept, {field: no.words.of(lang())})
    if sent.simulated:
        said = _("Laporan Anda tersimpan sebagai contoh, di antara data simulasi.")
    elif sent.docket is None:
        said = _("Laporan Anda tersimpan. Pasalnya dicarikan dulu, lalu Anda dijawab di sini.")
    else:
        said = _("Laporan Anda masuk berkas pasalnya. Jawabannya tampil di sini.")
    messages.success(request, said)
    return HttpResponseRedirect(ADDRESS)


def _begun(request: HttpRequest, staff: Staff) -> dict[str, str]:
    """What the address says already: the matter, its service, what of it is felt."""
    number = one_line(plain(request.GET.get("urusan", "")))[:24]
    reached = number if number and number in reaching_numbers(staff, [number]) else ""
    return {
        "kind": "hard",
        "service": one_line(plain(request.GET.get("layanan", "")))[:60],
        "basis": one_line(plain(request.GET.get("dasar", "")))[:200],
        "cases": reached,
        "key": reporting.fresh_key(),
    }


def _send(staff: Staff, kept: dict[str, str], at: datetime) -> reporting.Reported:
    part, _sign, reference = kept["basis"].rpartition("|")
    rule, _sign, article = reference.partition("#")
    typed = kept["cases"].replace(",", " ").replace(";", " ").split()
    numbers = [numbering.tidy_number(one) or one for one in typed]
    reached = reaching_numbers(staff, numbers)
    strange = next((one for one in numbers if one not in reached), None)
    if strange is not None:
        raise Refused(
            Words(
                f"Urusan {strange[:40]} tidak ada atau di luar jangkauan Anda.",
                f"There is no matter {strange[:40]} within your reach.",
            ),
            "cases",
        )
    return reporting.report_rule(
        staff.city, staff.unit, staff.person, kind=kept["kind"], rule=rule, article=article,
        words=kept["words"], proposal=kept["proposal"], cases=numbers, service=kept["service"][:60],
        part=part, burden=_minutes(kept["burden"]), at=at, simulated=False,
        form_key=once(reporting.key_of(kept["key"]), staff.person.pk, kept),
    )  # fmt: skip


def _minutes(typed: str) -> int | None:
    said = typed.strip()
    if not said:
        return None
    minutes = whole(said, 5)
    return -1 if minutes is None else minutes


def _form(
    request: HttpRequest, staff: Staff, at: datetime, kept: dict[str, str], errors: dict[str, str]
) -> HttpResponse:
    service = kept.get("service", "")
    flow_row = shown_in_force(staff.city, service, at) if service else None
    title = flow_by_id(flow_row.pk).title.of(lang()) if flow_row else ""
    made_up = flow_row is not None and flow_row.simulated
    groups = bases(staff, at, flow_row.pk if flow_row else None)
    if request.method != "POST":
        kept = {**kept, "basis": _among(groups, kept["basis"])}
    asks = filled(_asks(groups), kept, errors)
    shown = {
        "asks": asks,
        "errors": on_top(asks, errors),
        "kept": kept,
        "title": title,
        "services": [] if title else shelves.services(staff.city, at, lang()),
        "made_up": made_up,
        "simulated": made_up,
    }
    return show(request, "office/dockets/report.html", shown, status=422 if errors else 200)


def _among(groups: list[tuple[str, Options]], basis: str) -> str:
    """The choice that an address means: that part of the service, else its article, else none."""
    part, _sign, reference = basis.rpartition("|")
    values = [value for _title, options in groups for value, _said in options]
    same = [one for one in values if part and one.rpartition("|")[0] == part]
    return next((one for one in (basis, *same, f"|{reference}") if one in values), "")


def _asks(groups: list[tuple[str, Options]]) -> list[Ask]:
    return [
        Ask("kind", _("Aturannya"), "choices", options=wording.kind_options()),
        Ask("basis", _("Yang mana"), "grouped", groups=groups,
            hint=_("Tidak tahu pasalnya? Pilih yang terakhir, nanti kami carikan.")),
        Ask("words", _("Apa yang terjadi"), "lines", most=reporting.LONGEST,
            hint=_("Jangan menulis nama atau NIK warga.")),
        Ask("proposal", _("Usul Anda"), "lines", required=False, most=reporting.LONGEST),
        Ask("burden", _("Menit terbuang tiap pengunjung, kira-kira"), required=False, short=True, most=5),
        Ask("cases", _("Urusan yang membuktikannya"), required=False, most=400,
            hint=_("Nomornya, dipisah spasi.")),
    ]  # fmt: skip


def bases(staff: Staff, at: datetime, flow_id: int | None) -> list[tuple[str, Options]]:
    """What may be named: each requirement and step of the service with its article, then every article."""
    speaks, day = lang(), local_day(staff, at)
    known = sorted(one for one in reading.references_known(staff.city.key, day) if "#" in one)
    flow = flow_by_id(flow_id) if flow_id is not None else None
    # A made-up service rests on a made-up rule, which no list of the register names.
    own = [one.reference for one in rests(flow) if one.article] if flow else []
    cited = reading.look_up_all([*known, *own], city_key=staff.city.key, on=day, lang=speaks)
    groups: list[tuple[str, Options]] = []
    if flow is not None:
        groups.append((_("Dalam layanan ini"), _of_service(flow, cited, speaks)))
    others = [
        (f"|{key}", _short(f"{one.sentence}: {one.words}")) for key, one in cited.items() if key in known
    ]
    groups.append((_("Pasal lain"), others))
    groups.append((_("Tidak tahu"), [(UNKNOWN, _("Saya tidak tahu pasalnya"))]))
    return groups


def _of_service(flow: Flow, cited: Mapping[str, reading.Cited], speaks: str) -> Options:
    """What of the service rests on which article; then its other requirements and steps, none left out."""
    found: dict[str, str] = {}
    for one in rests(flow):
        there = cited.get(one.reference)
        value = f"{one.what}:{one.key}|{one.reference if there else ''}"
        found.setdefault(value, f"{one.title.of(speaks)} ({there.sentence if there else one.reference})")
    named_ = {value.partition("|")[0] for value in found}
    parts = [(f"requirement:{one.key}|", one.title) for one in flow.requirements]
    parts += [(felt_at(flow, key), step.title) for key, step in flow.steps.items() if step.works]
    for value, title in parts:
        part, _sign, reference = value.partition("|")
        if part not in named_:
            article = cited.get(reference)
            said = article.sentence if article else _("pasalnya belum disebut")
            found[f"{part}|{reference if article else ''}"] = f"{title.of(speaks)} ({said})"
    return list(found.items())


def _short(words: str) -> str:
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1].rstrip() + "…"


def named(staff: Staff, references: list[str], at: datetime) -> dict[str, str]:
    """What each article is called; two queries."""
    wanted = [one for one in references if one]
    found = reading.look_up_all(wanted, city_key=staff.city.key, on=local_day(staff, at), lang=lang())
    return {key: one.sentence for key, one in found.items()}


def waiting(staff: Staff, _at: datetime) -> int:
    """Answers to one's own reports that are still unread."""
    return reports.fresh_answers(staff.city, staff.person)
