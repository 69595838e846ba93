"""Arranging the city's one tree: adding, correcting and closing units and the posts in them.

A kelurahan has exactly one kecamatan above it (UU 23/2014 art. 229; PP 17/2018 art. 25); the other
kinds of unit have their place too (`ABOVE`). Nothing is deleted: what ends is closed on a day, and
its past stays where it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from garda.people.changes import Unfit, log
from garda.people.loading import SEATS, place
from garda.people.models import Area, City, Person, Post, Unit
from garda.people.places import point_in, point_text
from garda.people.posts import kinds

# Kind of unit → kinds of unit that may stand above it.
ABOVE: Mapping[str, tuple[str, ...]] = {
    "kota": (),
    "sekretariat": ("kota",),
    "bagian": ("sekretariat",),
    "inspektorat": ("kota",),
    "opd": ("kota",),
    "kecamatan": ("kota", "sekretariat"),
    "kelurahan": ("kecamatan",),
}
TITLES = {
    "kota": gettext_noop("Kota"),
    "sekretariat": gettext_noop("Sekretariat"),
    "bagian": gettext_noop("Bagian"),
    "inspektorat": gettext_noop("Inspektorat"),
    "opd": gettext_noop("Perangkat daerah (OPD)"),
    "kecamatan": gettext_noop("Kecamatan"),
    "kelurahan": gettext_noop("Kelurahan"),
}
KEPT = ("name", "short", "also", "abbrev", "kind", "address", "phone")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ABBREV = re.compile(r"[A-Z0-9]{2,8}")


def title_of(kind: str) -> str:
    """What a kind of unit is called, in the page's language; an unknown kind by its key."""
    return _(TITLES[kind]) if kind in TITLES else kind


@dataclass
class UnitPlan:
    """What an administrator wants a unit to be, as typed; `parent` and `area` by key and code."""

    key: str
    abbrev: str
    name: str
    kind: str
    parent: str = ""
    area: str = ""
    short: str = ""
    also: str = ""
    address: str = ""
    phone: str = ""
    point: str | None = None  # where the office stands; None leaves it as it is


@dataclass
class Branch:
    """A unit in the tree with how deep it lies and what hangs below it."""

    unit: Unit
    depth: int
    below: list[Branch] = field(default_factory=list)


def tree(city: City, *, closed: bool = False) -> list[Branch]:
    """Every unit of the city, parents before children, as a flat list with depth; one query."""
    rows = Unit.objects.filter(city=city).select_related("parent", "area")
    units = [unit for unit in rows if closed or unit.closed_on is None]
    order = list(ABOVE)
    children: dict[int | None, list[Unit]] = {}
    ids = {unit.pk for unit in units}
    for unit in units:
        children.setdefault(unit.parent_id if unit.parent_id in ids else None, []).append(unit)
    flat: list[Branch] = []

    def walk(above: int | None, depth: int) -> list[Branch]:
        found = []
        for unit in sorted(children.get(above, []), key=lambda one: (order.index(one.kind), one.name)):
            branch = Branch(unit, depth)
            flat.append(branch)
            branch.below = walk(unit.pk, depth + 1)
            found.append(branch)
        return found

    walk(None, 0)
    return flat


def unit_of(city: City, key: str) -> Unit | None:
    """The city's unit of that key."""
    return Unit.objects.filter(city=city, key=key).select_related("city", "parent", "area").first()


def areas_of(city: City) -> list[Area]:
    """The city's territories, by level and name."""
    return list(Area.objects.filter(city=city).order_by("level", "name"))


def trouble_with(plan: UnitPlan, units: Mapping[str, tuple[str, str]], areas: Iterable[str]) -> list[Unfit]:
    """What keeps `plan` from being a unit; empty when nothing does.

    `units` maps the key of every other unit, there or about to be, to (kind, abbreviation).
    """
    found: list[Unfit] = []
    if not _KEY.fullmatch(plan.key) or len(plan.key) > 60:
        found.append(
            Unfit(_("Kode unit memakai huruf kecil, angka, dan tanda hubung, misalnya kec-klojen."), "key")
        )
    if not _ABBREV.fullmatch(plan.abbrev):
        found.append(Unfit(_("Singkatan memakai 2 sampai 8 huruf besar atau angka, misalnya SKH."), "abbrev"))
    if not plan.name.strip() or len(plan.name) > 160:
        found.append(Unfit(_("Nama unit belum diisi, atau lebih dari 160 huruf."), "name"))
    if plan.kind not in ABOVE:
        found.append(
            Unfit(_("Jenis unit tidak dikenal. Pilihannya: %(kinds)s.") % {"kinds": ", ".join(ABOVE)}, "kind")
        )
        return found
    twin = next(
        (key for key, (_kind, abbrev) in units.items() if abbrev == plan.abbrev and key != plan.key), None
    )
    if twin:
        found.append(
            Unfit(
                _("Singkatan %(abbrev)s sudah dipakai unit %(unit)s.")
                % {"abbrev": plan.abbrev, "unit": twin},
                "abbrev",
            )
        )
    found += _trouble_above(plan, units)
    if plan.area and plan.area not in set(areas):
        found.append(
            Unfit(_("Kode wilayah %(area)s belum ada di peta kota ini.") % {"area": plan.area}, "area")
        )
    found += [
        Unfit(_("Terlalu panjang: paling banyak %(most)s huruf.") % {"most": most}, name)
        for name, most in (("short", 80), ("also", 200), ("address", 200), ("phone", 40))
        if len(getattr(plan, name)) > most
    ]
    try:
        point_in(plan.point or "")
    except ValueError:
        found.append(Unfit(_("Tulis lintang lalu bujur, misalnya -7.98300, 112.62100."), "point"))
    return found


def _trouble_above(plan: UnitPlan, units: Mapping[str, tuple[str, str]]) -> list[Unfit]:
    above = ABOVE[plan.kind]
    if not above:
        return [Unfit(_("Kota tidak punya unit induk."), "parent")] if plan.parent else []
    if not plan.parent:
        if plan.kind == "kelurahan":
            return [Unfit(_("Kelurahan harus punya tepat satu kecamatan induk."), "parent")]
        return [Unfit(_("Pilih unit induknya."), "parent")]
    if plan.parent == plan.key:
        return [Unfit(_("Unit tidak dapat menjadi induk dirinya sendiri."), "parent")]
    there = units.get(plan.parent)
    if there is None:
        return [Unfit(_("Unit induk %(parent)s belum ada.") % {"parent": plan.parent}, "parent")]
    if there[0] not in above:
        names = _(" atau ").join(title_of(kind).lower() for kind in above)
        return [
            Unfit(
                _("Induk sebuah %(kind)s harus %(above)s, bukan %(given)s.")
                % {"kind": title_of(plan.kind).lower(), "above": names, "given": title_of(there[0]).lower()},
                "parent",
            )
        ]
    return []


def keep_unit(city: City, plan: UnitPlan, *, by: Person | None, at: datetime) -> Unit:
    """Add the unit, or correct the one of that key. Raises Unfit with the first thing that is wrong.

    A new unit gets every post that its kind has; moving a unit moves everything below it.
    """
    with transaction.atomic():
        rows = Unit.objects.select_for_update().filter(city=city)
        there = {
            unit.key: (unit.kind, unit.abbrev)
            for unit in rows
            if unit.closed_on is None or unit.key == plan.key
        }
        codes = Area.objects.filter(city=city).values_list("code", flat=True)
        for wrong in trouble_with(plan, there, codes):
            raise wrong
        unit = next((one for one in rows if one.key == plan.key), None)
        parent = next((one for one in rows if one.key == plan.parent), None)
        was = _facts(unit) if unit else {}
        if unit is None:
            unit = Unit(city=city, key=plan.key)
        elif parent and unit.path and parent.path.startswith(unit.path):
            raise Unfit(_("Unit tidak dapat dipindah ke bawah dirinya sendiri."), "parent")
        elif unit.kind != plan.kind and unit.posts.exists():
            raise Unfit(
                _("Jenis unit yang sudah punya jabatan tidak dapat diganti. Tutup, lalu buat yang baru."),
                "kind",
            )
        for name in KEPT:
            setattr(unit, name, getattr(plan, name).strip())
        unit.parent = parent
        unit.area = Area.objects.filter(city=city, code=plan.area).first() if plan.area else None
        if plan.point is not None:
            unit.lat, unit.lng = point_in(plan.point) or (None, None)
        unit.save()
        _replace(unit)
        if not was:
            seat_all(unit)
        log(city, "unit", unit.name, by=by, at=at, was=was, became=_facts(unit))
        return unit


def _facts(unit: Unit) -> dict[str, Any]:
    facts = {name: getattr(unit, name) for name in KEPT}
    return {
        **facts,
        "point": point_text(unit.lat, unit.lng),
        "parent": unit.parent.key if unit.parent else "",
        "area": unit.area.code if unit.area else "",
    }


def _replace(unit: Unit) -> None:
    place(unit)
    for child in unit.children.select_related("parent"):
        child.parent = unit
        _replace(child)


def close_unit(unit: Unit, day: date, *, open_work: int, by: Person | None, at: datetime) -> Unit:
    """Close the unit on `day`. Refused while it has open units below it or work that nobody else took."""
    with transaction.atomic():
        if unit.closed_on:
            raise Unfit(_("Unit ini sudah ditutup."))
        if unit.children.filter(closed_on__isnull=True).exists():
            raise Unfit(_("Masih ada unit di bawahnya. Tutup atau pindahkan dulu."))
        if open_work:
            raise Unfit(
                _("Masih ada %(count)s urusan terbuka. Serahkan dulu ke unit lain supaya tidak hilang.")
                % {"count": open_work}
            )
        unit.closed_on = day
        unit.save(update_fields=["closed_on"])
        unit.posts.filter(closed_on__isnull=True).update(closed_on=day)
        log(unit.city, "unit", unit.name, by=by, at=at, became={"closed_on": day.isoformat()})
        return unit


# ---- posts ---------------------------------------------------------------------------------------
def posts_in(unit: Unit) -> list[Post]:
    """The open posts of the unit by seniority."""
    rank = {key: kind.rank for key, kind in kinds().items()}
    rows = unit.posts.filter(closed_on__isnull=True).select_related("unit")
    return sorted(rows, key=lambda post: (rank.get(post.kind, 99), post.kind, post.seat))


def kinds_for(unit: Unit) -> list[tuple[str, str]]:
    """Kinds of post that this kind of unit may have: (key, Indonesian title)."""
    return [(one.key, one.title_id) for one in kinds().values() if unit.kind in one.units]


def seat_all(unit: Unit) -> list[Post]:
    """Make every post that the unit's kind has and the unit does not yet."""
    there = set(unit.posts.values_list("kind", "seat"))
    fresh = [
        Post(unit=unit, kind=kind.key, seat=seat, title=kind.title_id + (f" {seat}" if seats > 1 else ""))
        for kind in kinds().values()
        if unit.kind in kind.units
        for seats in (SEATS.get(kind.key, 1),)
        for seat in range(1, seats + 1)
        if (kind.key, seat) not in there
    ]
    return Post.objects.bulk_create(fresh)


def add_post(unit: Unit, kind: str, title: str = "", *, by: Person | None, at: datetime) -> Post:
    """One more seat of a kind of post in the unit."""
    with transaction.atomic():
        found = kinds().get(kind)
        if found is None or unit.kind not in found.units:
            raise Unfit(_("Jabatan itu tidak ada di jenis unit ini."), "kind")
        if unit.closed_on:
            raise Unfit(_("Unit ini sudah ditutup."))
        if len(title) > 160:
            raise Unfit(_("Terlalu panjang: paling banyak %(most)s huruf.") % {"most": 160}, "title")
        top = unit.posts.filter(kind=kind).aggregate(top=Max("seat"))["top"] or 0
        if found.head and unit.posts.filter(kind=kind, closed_on__isnull=True).exists():
            raise Unfit(_("Kepala unit hanya satu."), "kind")
        seat = top + 1
        post = Post.objects.create(
            unit=unit,
            kind=kind,
            seat=seat,
            title=title.strip() or (found.title_id + (f" {seat}" if top else "")),
        )
        log(unit.city, "post", str(post), by=by, at=at, became={"kind": kind, "seat": seat})
        return post


def close_post(post: Post, day: date, *, by: Person | None, at: datetime) -> Post:
    """Close a post on `day`. Refused while somebody holds it, or when it is the last one of its unit."""
    with transaction.atomic():
        if post.terms.filter(last__isnull=True).exists() or post.terms.filter(last__gte=day).exists():
            raise Unfit(_("Jabatan ini masih dipegang. Akhiri dulu masa jabatannya."))
        if not post.unit.posts.filter(closed_on__isnull=True).exclude(pk=post.pk).exists():
            raise Unfit(_("Ini jabatan terakhir di unit ini. Tutup unitnya bila memang sudah tidak ada."))
        post.closed_on = day
        post.save(update_fields=["closed_on"])
        log(post.unit.city, "post", str(post), by=by, at=at, became={"closed_on": day.isoformat()})
        return post


def posts_by_unit(unit_ids: Iterable[int]) -> dict[int, list[Post]]:
    """The open posts of these units, each unit's by seniority; one query."""
    rank = {key: kind.rank for key, kind in kinds().items()}
    found: dict[int, list[Post]] = {}
    for post in Post.objects.filter(unit_id__in=list(unit_ids), closed_on__isnull=True):
        found.setdefault(post.unit_id, []).append(post)
    return {
        unit: sorted(posts, key=lambda post: (rank.get(post.kind, 99), post.kind, post.seat))
        for unit, posts in found.items()
    }
