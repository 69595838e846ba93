"""What an office must keep and at which desks: its minimum, its neighbours, its essential desks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from garda import clock
from garda.office.asks import Ask, Options, filled, on_top
from garda.office.overtaking import mark, not_overtaken, status_of
from garda.office.showing import local_day, show, staff_of
from garda.office.units import typed
from garda.people import arranging, changes
from garda.people.changes import Unfit
from garda.rosters import desks, minimums, sending
from garda.rosters.minimums import Least
from garda.sight.doors import Staff, post
from garda.texts.cleaning import whole

NAMES = ("people", "alarm_after", "radius", "rests_on")
ASKED = tuple(f"neighbour{place}" for place in range(1, 5))
DESK = ("title", "number", "people")


def office_at(request: HttpRequest, staff: Staff, act: str) -> Any:
    """The office that the address names (`?kantor=`), else one's own; 404 out of reach."""
    key = request.GET.get("kantor", "").replace("\0", "")[:60]
    unit = arranging.unit_of(staff.city, key) if key else staff.unit
    if unit is None or unit.closed_on or not staff.may(act, unit):
        raise Http404
    return unit


def here(staff: Staff, unit: Any, path: str) -> str:
    """The address of a page about the office: one's own without its name."""
    return path if unit.pk == staff.unit.pk else f"{path}?kantor={unit.key}"


@require_http_methods(["GET", "HEAD", "POST"])
@post("arrange-roster")
def setup(request: HttpRequest) -> HttpResponse:
    """`/kerja/kantor/atur/`: the minimum of the office; its desks below."""
    staff = staff_of(request)
    unit = office_at(request, staff, "arrange-roster")
    if request.method != "POST":
        return _page(request, staff, unit)
    kept = typed(request, *NAMES, most=200)
    picked = tuple(dict.fromkeys(one for one in typed(request, *ASKED, most=60).values() if one))
    needed = {
        key: one
        for key in minimums.skill_titles(unit)
        if (one := " ".join(request.POST.get(f"skill-{key}", "").split())[:4]) not in ("", "0")
    }
    try:
        least = Least(
            people=_number(kept["people"], "people"),
            skills={key: _number(value, f"skill-{key}") for key, value in needed.items()},
            alarm_after=_number(kept["alarm_after"], "alarm_after"),
            radius=_number(kept["radius"], "radius"),
            neighbours=picked,
            rests_on=kept["rests_on"],
        )
        with changes.one_at_a_time(staff.city):
            now = _kept(minimums.least_of(unit))
            not_overtaken(
                request,
                now,
                {**kept, **_more(picked, needed)},
                [*_asks(unit, {}, {}), *_skill_asks(unit, {}, {})],
            )
            minimums.set_least(unit, least, by=staff.person, at=clock.now())
    except Unfit as wrong:
        tried = {**kept, **_more(picked, needed)}
        return _page(request, staff, unit, tried=tried, errors={wrong.field: wrong.said}, wrong=wrong)
    messages.success(request, _("Tersimpan."))
    there = len(sending.sendable(unit, local_day(staff, clock.now())))
    if there < least.people:
        said = _(
            "Batasnya %(n)s orang, tetapi kantor ini hanya punya %(there)s. Batas ini tidak akan tercapai."
        )
        messages.warning(request, said % {"n": least.people, "there": there})
    return HttpResponseRedirect(here(staff, unit, "/kerja/kantor/atur/"))


def _number(typed_in: str, name: str) -> int:
    found = whole(typed_in, 5)
    if found is None:
        raise Unfit(_("Isi dengan angka."), name)
    return found


def _more(picked: tuple[str, ...], needed: dict[str, str]) -> dict[str, str]:
    asked = dict(zip(ASKED, picked, strict=False))
    return {**asked, **{f"skill-{key}": value for key, value in needed.items()}}


def _kept(least: Least) -> dict[str, str]:
    plain = {
        "people": str(least.people),
        "alarm_after": str(least.alarm_after),
        "radius": str(least.radius),
        "rests_on": least.rests_on,
    }
    return {**plain, **_more(least.neighbours, {key: str(many) for key, many in least.skills.items()})}


def _asks(unit: Any, kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    found = filled(
        [
            Ask(
                "people",
                _("Paling sedikit berapa orang"),
                hint=_("Selama loket buka, sebanyak ini harus ada. Permintaan izin dihitung terhadapnya."),
                most=3,
                short=True,
            ),
            Ask(
                "alarm_after",
                _("Berapa menit kosong sampai kepala diberi tahu"),
                hint=_("1 berarti dalam satu menit."),
                most=3,
                short=True,
            ),
            Ask(
                "radius",
                _("Sejauh apa ponsel dihitung di kantor"),
                hint=_("Dalam meter, dari titik kantor di peta."),
                most=5,
                short=True,
            ),
            Ask("rests_on", _("Dasarnya"), hint=_("Misalnya nomor SK lurah."), required=False, most=160),
        ],
        kept,
        errors,
    )  # fmt: skip
    options = [(one.key, one.name) for one in minimums.askable(unit)]
    return [*found, *_neighbour_asks(options, kept, errors)] if options else found


def _skill_asks(unit: Any, kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    """How many with each skill must be there."""
    titles = minimums.skills_asked(unit, minimums.least_of(unit), clock.now())
    hint = _("Berapa orang yang bisa.")
    asks = [
        Ask(f"skill-{key}", title, hint=hint, required=False, most=3, short=True)
        for key, title in titles.items()
    ]
    wrong = {f"skill-{key}": errors["skills"] for key in titles} if "skills" in errors else {}
    return filled(asks, kept, {**wrong, **errors})


def _neighbour_asks(options: Options, kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    """Whom to ask for a substitute, the first choice first."""
    titles = (_("Pengganti diminta dari"), _("Lalu dari"), _("Lalu dari"), _("Lalu dari"))
    asks = [
        Ask(name, title, "list", options=[("", "–"), *options], required=False)
        for name, title in zip(ASKED, titles, strict=True)
    ]
    asks[0] = replace(asks[0], hint=_("Tanpa pilihan: kantor sejenis di bawah induk yang sama."))
    return filled(asks, kept, {ASKED[0]: errors["neighbours"]} if "neighbours" in errors else {})


def _page(
    request: HttpRequest,
    staff: Staff,
    unit: Any,
    *,
    tried: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    wrong: Unfit | None = None,
    desk: tuple[str, dict[str, str], dict[str, str]] | None = None,
) -> HttpResponse:
    errors = errors or {}
    least = _kept(minimums.least_of(unit))
    asks = _asks(unit, tried or least, errors)
    skill_asks = _skill_asks(unit, tried or least, errors)
    key, typed_in, desk_errors = desk or ("", {}, {})
    rows = [
        (one, _desk_asks(one.key, unit, typed_in if key == one.key else _desk_kept(one),
                         desk_errors if key == one.key else {}), key == one.key)
        for one in desks.desks_of(unit, clock.now())
    ]  # fmt: skip
    new = _desk_asks("baru", unit, typed_in if key == "baru" else {"people": "1"},
                     desk_errors if key == "baru" else {})  # fmt: skip
    shown_at = new if key == "baru" else next((found for one, found, _open in rows if one.key == key), [])
    shown = {
        "unit": unit,
        "asks": asks,
        "skill_asks": skill_asks,
        "skills_open": any(one.value or one.error for one in skill_asks),
        "errors": on_top([*asks, *skill_asks], errors) + on_top(shown_at, desk_errors),
        "semula": mark(least),
        "desks": rows,
        "new_desk": new,
        "new_open": key == "baru",
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "may_hours": staff.may("hours"),
    }
    status = 422 if desk_errors else status_of(errors, wrong)
    return show(request, "office/office_setup.html", shown, status=status)


# ---- desks ---------------------------------------------------------------------------------------
def _desk_kept(one: desks.DeskPlace) -> dict[str, str]:
    return {
        "title": one.title,
        "number": str(one.number),
        "people": str(one.people),
        "essential": "ya" if one.essential else "",
        "skills": " ".join(one.skills),
    }


def _desk_asks(scope: str, unit: Any, kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    titles = minimums.skill_titles(unit)
    found = filled(
        [
            Ask("title", _("Nama meja"), most=80),
            Ask("number", _("Nomor"), most=3, short=True),
            Ask("people", _("Berapa orang di sana"), most=2, short=True),
            Ask(
                "essential",
                _("Meja penting"),
                "tick",
                _("Selama loket buka selalu ada orangnya; izin yang mengosongkannya perlu pengganti."),
                required=False,
            ),
        ],
        kept,
        errors,
    )
    if titles:
        values = tuple(kept.get("skills", "").split())
        found.append(
            Ask("skills", _("Keahlian di meja ini"), "ticks", _("Yang duduk di sana harus punya semuanya."),
                list(titles.items()), values=values, required=False, error=errors.get("skills", ""),
                across=True)
        )  # fmt: skip
    return [replace(one, scope=f"meja-{scope}") for one in found]


@require_POST
@post("arrange-roster")
def keep_desk(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/kantor/atur/meja/<key>/`: create ("baru") or correct one desk."""
    staff = staff_of(request)
    unit = office_at(request, staff, "arrange-roster")
    known = {one.key for one in desks.desks_of(unit, clock.now())}
    if key != "baru" and key not in known:
        raise Http404
    kept = typed(request, *DESK, most=120)
    kept["essential"] = "ya" if request.POST.get("essential") else ""
    titles = minimums.skill_titles(unit)
    kept["skills"] = " ".join(one for one in request.POST.getlist("skills")[:40] if one in titles)
    try:
        new = desks.key_for(kept["title"]) if key == "baru" else key
        if key == "baru" and new in {*known, "baru"}:
            raise Unfit(_("Nama ini sudah dipakai meja lain."), "title")
        place = desks.DeskPlace(
            new, kept["title"], _number(kept["number"], "number"), bool(kept["essential"]),
            _number(kept["people"], "people"), tuple(kept["skills"].split()),
        )  # fmt: skip
        desks.keep_desk(unit, place, by=staff.person, at=clock.now())
    except Unfit as wrong:
        return _page(request, staff, unit, desk=(key, kept, {wrong.field: wrong.said}))
    messages.success(request, _("%(desk)s tersimpan.") % {"desk": place.title})
    return HttpResponseRedirect(here(staff, unit, "/kerja/kantor/atur/"))


@require_POST
@post("arrange-roster")
def close_desk(request: HttpRequest, key: str) -> HttpResponse:
    """Close a desk from today on."""
    staff = staff_of(request)
    unit = office_at(request, staff, "arrange-roster")
    try:
        desks.close_desk(unit, key, by=staff.person, at=clock.now())
    except Unfit as wrong:
        return _page(request, staff, unit, errors={wrong.field: wrong.said})
    messages.success(request, _("Meja ditutup. Masa lalunya tetap tercatat."))
    return HttpResponseRedirect(here(staff, unit, "/kerja/kantor/atur/"))
