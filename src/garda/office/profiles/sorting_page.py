"""Sorting what people say into the three parts of a service: one touch confirms, a correction says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.figures import part_sources, parting
from garda.figures.parting import Classed
from garda.looks.wording import number
from garda.meaning.parts import suggest
from garda.office.asks import Ask, filled, on_top
from garda.office.profiles.part_words import change_said, kind_said, options, part_name, parts_said, state_of
from garda.office.showing import lang, page_asked, show, staff_of
from garda.people.register import register_of
from garda.sight.doors import Staff, post, units_in_reach
from garda.sight.hearing import heard
from garda.texts.cleaning import one_line, plain, whole
from garda.trails.writing import Overtaken

ADDRESS = "/kerja/masukan/"
AT_ONCE = 20
FIRST = 1  # the trail of a record that nobody has looked at has one line
QUOTED = 400


@dataclass(frozen=True)
class Line:
    """One record as pages show it; `words` only for whoever may open the record itself."""

    one: Classed
    kind: str
    office: str
    words: str
    opens: bool
    parts: str
    because: tuple[tuple[str, str], ...]
    state: tuple[str, str]

    @property
    def spoke(self) -> str:
        """The words that speak for its parts, each once."""
        said = [word for _part, words in self.because for word in words.split(", ")]
        return ", ".join(dict.fromkeys(said))


@require_safe
@post("follow-up")
def waiting(request: HttpRequest) -> HttpResponse:
    """`/kerja/masukan/`: what waits to be sorted; `?tentang=kota` what is about the city itself."""
    staff = staff_of(request)
    units = units_in_reach(staff, "follow-up")
    offices, city = parting.count_waiting(units)
    about_city = request.GET.get("tentang") == "kota"
    place = page_asked(request)
    found = parting.waiting(units, office=not about_city, first=(place - 1) * AT_ONCE, most=AT_ONCE + 1)
    lines = lines_of(staff, found[:AT_ONCE])
    query = "tentang=kota&" if about_city else ""
    shown = {
        "headline": headline(offices, city, about_city),
        "lines": lines,
        "about_city": about_city,
        "tabs": [
            (_("Tentang kantor (%(n)s)") % {"n": number(offices)}, ADDRESS, not about_city),
            (_("Tentang kota (%(n)s)") % {"n": number(city)}, f"{ADDRESS}?tentang=kota", about_city),
        ],
        "here": request.get_full_path(),
        "earlier": f"{ADDRESS}?{query}hal={place - 1}" if place > 1 else "",
        "more": f"{ADDRESS}?{query}hal={place + 1}" if len(found) > AT_ONCE else "",
        "simulated": any(line.one.simulated for line in lines),
    }
    return show(request, "office/profiles/sorting.html", shown)


def waits(staff: Staff, _at: datetime) -> int:
    """How many records about offices wait for this person; one query."""
    return parting.count_waiting(units_in_reach(staff, "follow-up"))[0]


def headline(offices: int, city: int, about_city: bool) -> str:
    """The page's answer."""
    n = city if about_city else offices
    if not n:
        return _("Semua masukan sudah dipilah")
    return _("%(n)s masukan belum dipilah") % {"n": number(n)}


@require_POST
@post("follow-up")
def confirm(request: HttpRequest, row_id: int) -> HttpResponse:
    """`/kerja/masukan/<id>/benar/`: what was suggested is right."""
    staff, at = staff_of(request), clock.now()
    one = _reached(staff, row_id)
    try:
        _settle(staff, one, one.parts, one.office, one.praise, "", at, FIRST)
    except Refused as no:
        messages.error(request, no.words.of(lang()))
        return HttpResponseRedirect(f"{ADDRESS}{row_id}/")
    except Overtaken:
        messages.warning(request, _("Orang lain sudah memilahnya. Ini keadaannya sekarang."))
        return HttpResponseRedirect(f"{ADDRESS}{row_id}/")
    messages.success(request, _("Dibenarkan: %(parts)s.") % {"parts": parts_said(one.parts)})
    back = request.POST.get("kembali", "")
    return HttpResponseRedirect(back if back.startswith(f"{ADDRESS}?") else ADDRESS)


@require_http_methods(["GET", "HEAD", "POST"])
@post("follow-up")
def record(request: HttpRequest, row_id: int) -> HttpResponse:
    """`/kerja/masukan/<id>/`: one record, its parts, everything that was said about them; correct it."""
    staff, at = staff_of(request), clock.now()
    one = _reached(staff, row_id)
    kept = {
        "why": "",
        "about": "kantor" if one.office else "kota",
        "tone": "baik" if one.praise else "kurang",
    }
    parts: tuple[str, ...] = one.parts
    errors: dict[str, str] = {}
    seen = parting.seen(staff.city, one.id)
    if request.method == "POST":
        kept = {name: one_line(plain(request.POST.get(name, "")))[:1000] for name in kept}
        parts = parting.split(parting.joined(request.POST.getlist("parts")))
        try:
            _settle(
                staff, one, parts, kept["about"] != "kota", kept["tone"] == "baik", kept["why"], at,
                whole(request.POST.get("seen"), 9),
            )  # fmt: skip
        except Refused as no:
            errors = {no.field or "parts": no.words.of(lang())}
        except Overtaken:
            errors = {
                "parts": _("Orang lain sudah memilahnya menjadi %(parts)s. Tulisan Anda masih di sini.")
                % {"parts": parts_said(one.parts)}
            }
        else:
            messages.success(request, _("Tersimpan: %(parts)s.") % {"parts": parts_said(parts)})
            return HttpResponseRedirect(ADDRESS)
    asks = _asks(parts, kept, errors)
    line = lines_of(staff, [one])[0]
    if one.kind == "comment":
        line = _opened(staff, one, line, at)
    shown = {
        "line": line,
        "asks": asks,
        "errors": on_top(asks, errors),
        "seen": seen,
        "trace": [(line, change_said(line)) for line in parting.trace(staff.city, one.id)],
        "simulated": one.simulated,
    }
    return show(request, "office/profiles/record.html", shown, status=422 if errors else 200)


def _asks(parts: Sequence[str], kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    about = [("kantor", _("Cara kantor melayani")), ("kota", _("Keadaan kota, bukan layanan kantor"))]
    tone = [("kurang", _("Ada yang kurang")), ("baik", _("Hanya pujian"))]
    return filled(
        [
            Ask("parts", _("Bagian layanan"), "ticks", hint=_("Boleh lebih dari satu."), options=options(),
                values=tuple(parts)),
            Ask("about", _("Tentang apa"), "choices", options=about),
            Ask("tone", _("Isinya"), "choices", options=tone),
            Ask("why", _("Alasan perbaikan"), "lines", most=parting.LONGEST, required=False,
                hint=_("Perlu diisi bila mengubah usulan. Satu kalimat cukup.")),
        ],
        kept,
        errors,
    )  # fmt: skip


def _settle(
    staff: Staff, one: Classed, parts: Sequence[str], office: bool, praise: bool, why: str, at: datetime,
    seen: int | None,
) -> None:  # fmt: skip
    parting.settle(
        one.id, parts, office=office, praise=praise, why=why, by=staff.person,
        post=staff.by_for(one.unit_id).post, at=at, seen=seen,
    )  # fmt: skip


def _reached(staff: Staff, row_id: int) -> Classed:
    one = parting.one_of(staff.city, row_id)
    if one is None or not staff.may("follow-up", register_of(staff.city).unit(one.unit_id)):
        raise Http404
    return one


def lines_of(staff: Staff, found: Sequence[Classed]) -> list[Line]:
    """Records with their words where `staff` may open them; two queries for all of them."""
    told = heard(staff, [one.key for one in found if one.kind in ("case", "rating")])
    register = register_of(staff.city)
    lines = []
    for one in found:
        words = _words(one, told.get(one.key, {}))
        because = [(part, spoke) for part, spoke in suggest(words).parts if part in one.parts and spoke]
        lines.append(
            Line(
                one, kind_said(one.kind), register.unit(one.unit_id).name, words[:QUOTED],
                one.kind in ("case", "rating") and one.key in told, parts_said(one.parts),
                tuple((part_name(part), ", ".join(spoke)) for part, spoke in because), state_of(one),
            )
        )  # fmt: skip
    return lines


def _opened(staff: Staff, one: Classed, line: Line, at: datetime) -> Line:
    """The words of a comment, opened for whoever sorts; the reading is noted."""
    words = part_sources.comment_of(staff.city, one.key)
    if not words:
        return line
    parting.read(one, staff.city, by=staff.person, post=staff.by_for(one.unit_id).post, at=at)
    because = [
        (part_name(part), ", ".join(spoke)) for part, spoke in suggest(words).parts if part in one.parts
    ]
    return replace(line, words=words, because=tuple(because))


def _words(one: Classed, told: dict[str, str]) -> str:
    if one.kind == "rating":
        return told.get("rating-words", "")
    said = [told[key] for key in ("what", "story") if told.get(key)]
    return ". ".join(said)
