"""The three qualities: one's own with its evidence, an office's as a distribution, records drawn by lot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.figures import qualities
from garda.figures.qualities import Quality
from garda.looks import wording
from garda.office.asks import Ask, filled, on_top
from garda.office.climate import saying
from garda.office.office_setup import here, office_at
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.register import register_of
from garda.sight.doors import Staff, post, reaching_numbers
from garda.surveys import rechecking
from garda.texts.cleaning import plain, some_lines

ADDRESS = "/kerja/tiga-sikap/"
OFFICE = "/kerja/tiga-sikap/kantor/"


@dataclass(frozen=True)
class Mark:
    """One quality on the page: its title, value, in words, and its evidence as sentences."""

    title: str
    value: str
    state: str
    said: str
    evidence: tuple[str, ...]


@require_safe
@post("take-part")
def mine(request: HttpRequest) -> HttpResponse:
    """`/kerja/tiga-sikap/`: my own three qualities, each with its evidence. Nobody else opens this page."""
    staff = staff_of(request)
    last = local_day(staff, clock.now()) - timedelta(days=1)
    three = qualities.of_people(staff.city, [staff.person.pk], last).get(staff.person.pk, ())
    checked = rechecking.of_person(staff.person, last - qualities.PERIOD)
    shown = {
        "headline": headline(three),
        "marks": [mark(one) for one in three],
        "checked": [(one, why, *verdict(one.state)) for one, why in checked],
        "first": last - qualities.PERIOD + timedelta(days=1),
        "last": last,
        "leads": staff.may("coach"),
        "simulated": any(one.simulated for one, _why in checked),
    }
    return show(request, "office/climate/qualities.html", shown)


def headline(three: tuple[Quality, ...]) -> str:
    """ "Amanah Anda kuat; kejujuran belum ada data"; the weakest known first."""
    known = [one for one in three if one.share.value is not None]
    if not known:
        return _("Belum ada cukup bukti untuk satu pun dari tiga sikap")
    least = min(known, key=lambda one: one.share.value or 0)
    if least.level == "strong":
        return _("Yang terbukti sejauh ini kuat")
    return _("Yang perlu dijaga: %(quality)s") % {"quality": wording.words(least.title).lower()}


def mark(one: Quality) -> Mark:
    """One quality in words."""
    state, said = {
        "none": ("not", _("belum ada data")),
        "few": ("not", _("belum cukup: kurang dari 5 bukti")),
        "strong": ("done", _("kuat")),
        "fair": ("run", _("cukup")),
        "weak": ("late", _("perlu dijaga")),
    }[one.level]
    evidence = tuple(
        _("%(among)s: %(counted)s dari %(n)s %(words)s")
        % {
            "among": wording.words(row.kind.among),
            "counted": row.counted,
            "n": row.among,
            "words": wording.words(row.kind.counts),
        }
        if row.among
        else _("%(among)s: belum ada data") % {"among": wording.words(row.kind.among)}
        for row in one.evidence
    )
    value = saying.value(one.share.value) if one.share.value is not None else ""
    return Mark(wording.words(one.title), value, state, said, evidence)


def verdict(state: str) -> tuple[str, str]:
    """What a check found: shape and words."""
    return {
        "right": ("done", _("cocok")),
        "corrected": ("done", _("sudah dibetulkan sendiri sebelum diperiksa")),
        "wrong": ("late", _("tidak cocok")),
        "unclear": ("pause", _("tidak bisa dipastikan")),
    }.get(state, ("run", _("menunggu diperiksa")))


# ---- for whoever coaches -------------------------------------------------------------------------
@require_safe
@post("coach")
def office(request: HttpRequest) -> HttpResponse:
    """`/kerja/tiga-sikap/kantor/`: how the people of an office lie on each quality; records to check."""
    staff = staff_of(request)
    unit = office_at(request, staff, "coach")
    last = local_day(staff, clock.now()) - timedelta(days=1)
    drawn = rechecking.of_unit(unit, but=staff.person)
    shown = {
        "unit": unit,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "rows": [_spread(one) for one in qualities.of_office(unit, last)],
        "drawn": drawn,
        "first": last - qualities.PERIOD + timedelta(days=1),
        "last": last,
        "simulated": any(one.simulated for one in drawn),
    }
    return show(request, "office/climate/office_qualities.html", shown)


def _spread(one: qualities.Spread) -> tuple[str, str, tuple[str, ...]]:
    counts = (one.strong, one.fair, one.weak)
    if not one.enough:
        return wording.words(one.title), _("belum bisa ditampilkan: kurang dari 5 orang punya bukti"), ()
    return (
        wording.words(one.title),
        "",
        tuple(_("kurang dari 5") if count is None else wording.number(count) for count in counts),
    )


def waits(staff: Staff, at: datetime) -> int:
    """How many drawn records wait for a check by this person."""
    return rechecking.waiting(staff.unit_ids, staff.person)


@require_POST
@post("coach")
def draw(request: HttpRequest) -> HttpResponse:
    """`/kerja/tiga-sikap/undi/`: draw records of the last thirty days by lot."""
    staff = staff_of(request)
    unit = office_at(request, staff, "coach")
    n = rechecking.draw(unit, by=staff.person, at=clock.now())
    if n:
        messages.success(request, _("%(n)s catatan terundi. Periksa satu per satu.") % {"n": n})
    else:
        messages.info(request, _("Tidak ada catatan baru yang bisa diundi. Periksa dulu yang menunggu."))
    return HttpResponseRedirect(here(staff, unit, OFFICE))


@require_http_methods(["GET", "HEAD", "POST"])
@post("coach")
def check(request: HttpRequest, check_id: int) -> HttpResponse:
    """`/kerja/tiga-sikap/periksa/<id>/`: hold one drawn record against the papers."""
    staff, at = staff_of(request), clock.now()
    one = rechecking.one(check_id) if check_id < 2**63 else None
    unit = register_of(staff.city).units.get(one.unit_id) if one else None
    if one is None or unit is None or not staff.may("coach", unit) or one.person_id == staff.person.pk:
        raise Http404
    kept: dict[str, str] = {}
    errors: dict[str, str] = {}
    if request.method == "POST":
        kept = {name: some_lines(plain(request.POST.get(name, "")))[:1000] for name in ("verdict", "why")}
        try:
            rechecking.check(one.id, kept["verdict"], kept["why"], by=staff.person, at=at)
        except Refused as no:
            errors = {no.field if no.field in kept else "verdict": no.words.of(lang())}
        else:
            messages.success(request, _("Hasil pemeriksaan tersimpan. Orangnya sudah diberi tahu."))
            return HttpResponseRedirect(here(staff, unit, OFFICE))
    asks = filled(_asks(), kept, errors)
    shown = {
        "one": one,
        "unit": unit,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "opens": bool(reaching_numbers(staff, [one.number])),
        "verdict": verdict(one.state),
        "asks": asks if one.state == "drawn" or errors else [],
        "errors": on_top(asks, errors),
        "simulated": one.simulated,
    }
    return show(request, "office/climate/check.html", shown, status=422 if errors else 200)


def _asks() -> list[Ask]:
    options = [
        ("right", _("Cocok dengan berkas dan kenyataan")),
        ("corrected", _("Pernah salah, tetapi sudah dibetulkan sendiri")),
        ("wrong", _("Tidak cocok")),
        ("unclear", _("Tidak bisa dipastikan")),
    ]
    return [
        Ask("verdict", _("Hasil pemeriksaan"), "choices", options=options),
        Ask("why", _("Apa yang ditemukan"), "lines", hint=_("Dibaca orangnya. Boleh kosong bila cocok."),
            required=False, most=rechecking.LONGEST),
    ]  # fmt: skip
