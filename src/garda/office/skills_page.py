"""What an office's people can do against what its services need, and the trainings to propose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.office.asks import Ask, filled, on_top
from garda.office.office_setup import here, office_at
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people import appointing
from garda.people.changes import Unfit
from garda.people.register import register_of
from garda.rosters import gaps_of_skill, skills
from garda.rosters.gaps_of_skill import Profile, SkillNeed
from garda.sight import shelves
from garda.sight.doors import Staff, post, units_in_reach

ADDRESS = "/kerja/keahlian/"


@dataclass(frozen=True)
class Need:
    """One needed skill in words."""

    title: str
    need: int
    have: tuple[str, ...]
    lacks: int
    why: str
    train: tuple[str, ...]


@require_safe
@post("see-roster")
def profile(request: HttpRequest) -> HttpResponse:
    """`/kerja/keahlian/`: one office's people, posts and skills against its need."""
    staff = staff_of(request)
    return _page(request, staff, office_at(request, staff, "see-roster"))


def _page(
    request: HttpRequest,
    staff: Staff,
    unit: Any,
    kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    at = clock.now()
    found = gaps_of_skill.profile_of(unit, at)
    titles = skills.titles(lang())
    may = staff.may("arrange-roster", unit)
    asks = _asks(found, titles, kept or {}, errors or {}) if may else []
    shown = {
        "unit": unit,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "headline": headline(found),
        "profile": found,
        "needs": needs_of(staff, found),
        "members": [
            (one, [(ability, titles.get(ability.skill, ability.skill)) for ability in one.abilities])
            for one in found.members
        ],
        "may": may,
        "asks": asks,
        "errors": on_top(asks, errors or {}),
        "others": len(units_in_reach(staff, "see-roster")) > 1,
    }
    return show(request, "office/skills.html", shown, status=422 if errors else 200)


def headline(found: Profile) -> str:
    """ "2 dari 3 keahlian belum ada orangnya"."""
    if not found.needs:
        return _("Kantor ini belum perlu keahlian khusus")
    if not found.gaps:
        return _("Semua %(n)s keahlian ada orangnya") % {"n": len(found.needs)}
    return _("%(lack)s dari %(n)s keahlian masih kurang") % {
        "lack": len(found.gaps),
        "n": len(found.needs),
    }


def needs_of(staff: Staff, found: Profile) -> list[Need]:
    """The needs in words: the services and desks behind each, who can, whom to train."""
    services = {one.key: one.title for one in shelves.services(staff.city, clock.now(), lang())}
    return [_need(one, services) for one in found.needs]


def _need(one: SkillNeed, services: dict[str, str]) -> Need:
    why = [services.get(key, key) for key in one.services]
    return Need(
        skills.title_of(one.skill, lang()),
        one.need,
        one.have,
        one.lacks,
        ", ".join([*why[:4], *([_("%(n)s layanan lain") % {"n": len(why) - 4}] if len(why) > 4 else []),
                   *one.desks]),
        tuple(f"{who.name} ({who.title})" for who in one.train[: max(1, one.lacks)]),
    )  # fmt: skip


def _asks(found: Profile, titles: dict[str, str], kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    people = [(str(one.person), one.name) for one in found.members]
    return filled(
        [
            Ask("person", _("Siapa"), "list", options=[("", "–"), *people]),
            Ask("skill", _("Bisa apa"), "list", options=[("", "–"), *titles.items()]),
            Ask("proof", _("Buktinya"), hint=_("Misalnya nomor sertifikat. Boleh kosong."), required=False,
                most=160),
        ],
        kept,
        errors,
    )  # fmt: skip


@require_POST
@post("arrange-roster")
def note(request: HttpRequest) -> HttpResponse:
    """Note that somebody of the office can do something."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "arrange-roster")
    kept = typed(request, "person", "skill", "proof")
    day = local_day(staff, at)
    try:
        who = _member(unit, kept["person"], at)
        skills.note(unit, who, kept["skill"], first=day, proof=kept["proof"], by=staff.person, at=at)
    except Unfit as wrong:
        return _page(request, staff, unit, kept, {wrong.field: wrong.said})
    messages.success(request, _("Keahlian %(name)s tercatat.") % {"name": who.name})
    return HttpResponseRedirect(here(staff, unit, ADDRESS))


def _member(unit: Any, typed_in: str, at: Any) -> Any:
    found = gaps_of_skill.profile_of(unit, at)
    ids = {str(one.person) for one in found.members}
    if typed_in not in ids:
        raise Unfit(_("Pilih orangnya."), "person")
    return appointing.person_of(unit.city, int(typed_in))


@require_POST
@post("arrange-roster")
def end(request: HttpRequest, ability_id: int) -> HttpResponse:
    """End a skill of somebody of the office with today."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "arrange-roster")
    found = gaps_of_skill.profile_of(unit, at)
    if ability_id not in {ability.id for one in found.members for ability in one.abilities}:
        raise Http404
    last = date.fromordinal(local_day(staff, at).toordinal() - 1)
    try:
        skills.end(unit, ability_id, last=last, by=staff.person, at=at)
    except Unfit as wrong:
        return _page(request, staff, unit, errors={wrong.field: wrong.said})
    messages.success(request, _("Keahlian dicabut mulai hari ini."))
    return HttpResponseRedirect(here(staff, unit, ADDRESS))


@require_safe
@post("see-roster")
def city(request: HttpRequest) -> HttpResponse:
    """`/kerja/keahlian/kota/`: every office in reach: its gaps, and the trainings to propose."""
    staff, at = staff_of(request), clock.now()
    reach = set(units_in_reach(staff, "see-roster"))
    units = [one for one in register_of(staff.city).open_units() if one.pk in reach]
    found = gaps_of_skill.profiles_in(units, at)
    proposals: dict[str, list[tuple[str, int, tuple[str, ...]]]] = {}
    for one in found:
        for gap in one.gaps:
            title = skills.title_of(gap.skill, lang())
            train = tuple(who.name for who in gap.train[: gap.lacks])
            proposals.setdefault(title, []).append((one.unit.name, gap.lacks, train))
    lacking = sum(1 for one in found if one.gaps)
    shown = {
        "headline": _("%(n)s dari %(all)s kantor kekurangan keahlian") % {"n": lacking, "all": len(found)},
        "rows": found,
        "proposals": sorted(
            ((title, sum(n for _u, n, _t in rows), rows) for title, rows in proposals.items()),
            key=lambda one: (-one[1], one[0]),
        ),
    }
    return show(request, "office/skills_city.html", shown)
