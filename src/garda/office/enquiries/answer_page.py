"""One unit's answers to a call: procedure by procedure on the phone, saved as one goes, then sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.cases.publishing import flow_by_id, in_force
from garda.enquiries import answering, calling, reading, states
from garda.enquiries.answering import Said
from garda.enquiries.reading import OfUnit, Section, Topic, Whole
from garda.flow import rests
from garda.looks.wording import number
from garda.office.asks import Ask, Options, filled, on_top
from garda.office.directives.directive_page import overtaken_words
from garda.office.enquiries import reach
from garda.office.overtaking import seen_in
from garda.office.showing import lang, local_day, show, staff_of
from garda.registers.standards import items_for, title_of
from garda.rules.reading import look_up_all
from garda.sight.doors import Staff, post
from garda.texts.cleaning import plain, some_lines
from garda.trails.reading import last_seq
from garda.trails.writing import Overtaken

MORE = ("kind", "reference", "hindrance", "proposal", "lacks", "not_ours")


@require_safe
@post("see-calls")
def overview(request: HttpRequest, call_id: int, key: str) -> HttpResponse:
    """`/kerja/permintaan/<id>/unit/<unit>/`."""
    staff = staff_of(request)
    found, unit, row = reach.unit_for(staff, call_id, key)
    return _overview(request, staff, found, unit, row)


def _overview(
    request: HttpRequest,
    staff: Staff,
    found: Whole,
    unit: Any,
    row: OfUnit,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    parts = reading.sections(found, [row.id])[row.id]
    answers = staff.may("answer-call", unit) and found.heading.open
    left = sum(not one.full for one in parts)
    names = _cited(staff, [one.reference for one in parts if one.reference])
    shown = {
        "found": found,
        "unit": unit,
        "row": row,
        "headline": headline(found, row, left, unit.pk in staff.unit_ids),
        "parts": [
            (one, names.get(one.reference, ""), title_of(one.lacks, lang()) if one.lacks else "")
            for one in parts
        ],
        "may_answer": answers and row.state != states.SENT,
        "may_send": answers and row.state == states.DRAFT and not left,
        "may_take_back": answers and row.state == states.SENT,
        "next": next((one.procedure.place for one in parts if not one.full), 0),
        "sees_board": reach.sees_board(staff, found),
        "seen": last_seq(staff.city, answering.ASKED, row.id),
        "errors": [("", error)] if error else [],
        "simulated": found.heading.simulated,
    }
    return show(request, "office/enquiries/unit.html", shown, status=status)


def headline(found: Whole, row: OfUnit, left: int, own: bool) -> str:
    """ "1 dari 2 tata laksana belum dijawab", "Jawaban kantor Anda sudah dikirim"."""
    name = _("kantor Anda") if own else row.unit.name
    if row.state == states.SENT:
        return _("Jawaban %(unit)s sudah dikirim") % {"unit": name}
    if not found.heading.open:
        return _("Sudah ditutup, %(unit)s belum mengirim jawaban") % {"unit": name}
    if not left:
        return _("Tinggal dikirim")
    return _("%(n)s dari %(all)s tata laksana belum dijawab") % {
        "n": number(left), "all": number(len(found.procedures)),
    }  # fmt: skip


# ---- the short form ------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@post("answer-call")
def answer(request: HttpRequest, call_id: int, key: str, place: int) -> HttpResponse:
    """`/kerja/permintaan/<id>/unit/<unit>/<place>/`: the questions about one procedure."""
    staff = staff_of(request)
    found, unit, row = reach.unit_for(staff, call_id, key)
    topic = next((one for one in found.procedures if one.place == place), None)
    if topic is None:
        raise Http404
    if not staff.may("answer-call", unit):
        raise PermissionDenied
    if request.method != "POST":
        part = reading.sections(found, [row.id], only=topic.id)[row.id][place - 1]
        return _form(request, staff, found, unit, row, topic, _kept(part))
    kept = _typed(request, found)
    own = next(one for one in staff.held if one.unit.pk == unit.pk)
    try:
        answering.save(
            row.id, topic.id, _said(kept, found), by=staff.person, by_post=own.post.pk,
            seen=seen_in(request), at=clock.now(),
        )  # fmt: skip
    except Refused as no:
        return _form(
            request, staff, found, unit, row, topic, kept, {no.field or "": no.words.of(lang())}, 422
        )
    except Overtaken:
        return _form(request, staff, found, unit, row, topic, kept, {"": overtaken_words()}, 409)
    messages.success(request, _("Tersimpan."))
    parts = reading.sections(found, [row.id], opened=False)[row.id]
    following = next((one.procedure.place for one in parts[place:] if not one.begun), 0)
    here = calling.url_of(call_id, unit.key)
    return HttpResponseRedirect(f"{here}{following}/" if following else here)


def _form(
    request: HttpRequest,
    staff: Staff,
    found: Whole,
    unit: Any,
    row: OfUnit,
    topic: Topic,
    kept: dict[str, str],
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    wrong = errors or {}
    questions = [filled(_question_asks(one), kept, wrong) for one in found.questions]
    hinders = filled(_hinder_asks(staff, topic), kept, wrong)
    lacks = filled(_lack_asks(unit), kept, wrong)
    every = [*(ask for group in questions for ask in group), *hinders, *lacks]
    shown = {
        "found": found,
        "unit": unit,
        "topic": topic,
        "of": len(found.procedures),
        "questions": questions,
        "hinders": hinders,
        "hinders_open": any(kept.get(name) for name in ("kind", "reference", "hindrance")),
        "lacks": lacks,
        "not_ours": Ask(
            "not_ours", _("Tata laksana ini tidak kami jalankan"), "tick", value=kept.get("not_ours", "")
        ),
        "closed": not found.heading.open or row.state == states.SENT,
        "seen": last_seq(staff.city, answering.ASKED, row.id),
        "errors": on_top(every, {key: said for key, said in wrong.items() if key})
        + [("", said) for key, said in wrong.items() if not key],
        "simulated": found.heading.simulated,
    }
    return show(request, "office/enquiries/answer.html", shown, status=status)


def _question_asks(one: reading.Query) -> list[Ask]:
    asks = {
        states.YES_NO: Ask(f"answer{one.place}", one.words, "choices", across=True,
                           options=[("ya", _("Ya")), ("tidak", _("Tidak"))]),
        states.NUMBER: Ask(f"answer{one.place}", one.words, short=True, most=20),
    }  # fmt: skip
    found = [asks.get(one.shape) or Ask(f"answer{one.place}", one.words, "lines", most=1500)]
    if one.example:
        hint = _("Satu kejadian nyata, tanpa nama warga.")
        found.append(Ask(f"example{one.place}", _("Contoh"), "lines", hint, required=False, most=600))
    return found


def _hinder_asks(staff: Staff, topic: Topic) -> list[Ask]:
    kinds = [("hard", _("Menyulitkan")), ("perfect", _("Perlu disempurnakan"))]
    unknown = ("", _("Saya tidak tahu pasalnya"))
    return [
        Ask("kind", _("Aturannya"), "choices", options=kinds, across=True, required=False),
        Ask("reference", _("Pasal"), "list", options=[unknown, *_articles(staff, topic)], required=False),
        Ask("hindrance", _("Apa yang terjadi"), "lines", required=False, most=1500),
        Ask("proposal", _("Usul"), "lines", required=False, most=1500),
    ]


def _lack_asks(unit: Any) -> list[Ask]:
    items = [(one.key, one.title.of(lang())) for one in items_for(unit.kind)]
    options = [("", _("Tidak ada")), *items]
    return [Ask("lacks", _("Sarana yang kurang untuk ini"), "list", options=options, required=False)]


def _articles(staff: Staff, topic: Topic) -> Options:
    """The articles on which the service rests, by name."""
    published = in_force(staff.city, topic.key, clock.now()) if topic.key else None
    if published is None:
        return []
    references = [one.reference for one in rests(flow_by_id(published.pk)) if one.article]
    return sorted(_cited(staff, references).items(), key=lambda pair: pair[1])


def _cited(staff: Staff, references: list[str]) -> dict[str, str]:
    day = local_day(staff, clock.now())
    found = look_up_all(references, city_key=staff.city.key, on=day, lang=lang()) if references else {}
    return {reference: cited.sentence for reference, cited in found.items()}


def _typed(request: HttpRequest, found: Whole) -> dict[str, str]:
    names = [f"{what}{one.place}" for one in found.questions for what in ("answer", "example")]
    return {name: some_lines(plain(request.POST.get(name, "")))[:5000] for name in (*names, *MORE)}


def _said(kept: Mapping[str, str], found: Whole) -> Said:
    places = [one.place for one in found.questions]
    return Said(
        {place: kept[f"answer{place}"] for place in places},
        {place: kept[f"example{place}"] for place in places},
        kept["not_ours"] == "ya",
        kept["kind"],
        kept["reference"],
        kept["hindrance"],
        kept["proposal"],
        kept["lacks"],
    )


def _kept(part: Section) -> dict[str, str]:
    """What was saved before, as the form shows it."""
    kept = {
        "kind": part.kind, "reference": part.reference, "hindrance": part.hindrance,
        "proposal": part.proposal, "lacks": part.lacks, "not_ours": "ya" if part.not_ours else "",
    }  # fmt: skip
    for one in part.replies:
        yes = {True: "ya", False: "tidak", None: ""}[one.yes]
        figure = (
            f"{one.number:.2f}".rstrip("0").rstrip(".").replace(".", ",") if one.number is not None else ""
        )
        kept[f"answer{one.question.place}"] = one.said or yes or figure
        kept[f"example{one.question.place}"] = one.example
    return kept


# ---- acts ----------------------------------------------------------------------------------------
@require_POST
@post("answer-call")
def act(request: HttpRequest, call_id: int, key: str, name: str) -> HttpResponse:
    """`/kerja/permintaan/<id>/unit/<unit>/kirim/` and `…/tarik/`."""
    staff = staff_of(request)
    found, unit, row = reach.unit_for(staff, call_id, key)
    if name not in ("kirim", "tarik"):
        raise Http404
    if not staff.may("answer-call", unit):
        raise PermissionDenied
    own = next(one for one in staff.held if one.unit.pk == unit.pk)
    who: dict[str, Any] = {
        "by": staff.person, "by_post": own.post.pk, "seen": seen_in(request), "at": clock.now(),
    }  # fmt: skip
    said = _("Jawaban ditarik. Perbaiki, lalu kirim lagi.")
    try:
        if name == "tarik":
            answering.take_back(row.id, **who)
        else:
            reported = answering.send(row.id, **who)
            said = _("Jawaban terkirim.")
            said += " " + _("Aturan yang Anda sebut masuk berkas aturan.") if reported else ""
    except Refused as no:
        return _overview(request, staff, found, unit, row, no.words.of(lang()), 422)
    except Overtaken:
        found, unit, row = reach.unit_for(staff, call_id, key)
        return _overview(request, staff, found, unit, row, overtaken_words(), 409)
    messages.success(request, said)
    return HttpResponseRedirect(calling.url_of(call_id, unit.key))
