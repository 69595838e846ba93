"""Choosing the offices that a call or a directive goes to: all of a kind, or one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from garda.people.arranging import title_of
from garda.people.register import register_of
from garda.sight.doors import Staff, units_in_reach

# The kinds of office in the order in which they are offered.
KINDS = ("opd", "kecamatan", "kelurahan", "bagian", "sekretariat", "inspektorat")


@dataclass(frozen=True)
class Box:
    """One thing to tick."""

    value: str
    label: str
    ticked: bool


@dataclass(frozen=True)
class Choice:
    """The offices of one kind: all at once, or one by one."""

    every: Box
    offices: tuple[Box, ...]

    @property
    def opened(self) -> bool:
        """Whether one of them is ticked by itself."""
        return any(one.ticked for one in self.offices)


def reachable(staff: Staff, act: str, *, but: Collection[int] = ()) -> list[Any]:
    """The open offices that `act` reaches, without those of `but`, by name."""
    found = set(units_in_reach(staff, act)) - set(but)
    units = [one for one in register_of(staff.city).open_units() if one.pk in found and one.kind in KINDS]
    return sorted(units, key=lambda unit: unit.name)


def choices(units: Iterable[Any], picked: Collection[str] = ()) -> list[Choice]:
    """What is offered, with what was ticked."""
    by_kind: dict[str, list[Any]] = {}
    for unit in units:
        by_kind.setdefault(unit.kind, []).append(unit)
    return [
        Choice(
            Box(
                f"kind:{kind}",
                _("Semua %(kind)s (%(n)s)") % {"kind": title_of(kind), "n": len(by_kind[kind])},
                f"kind:{kind}" in picked,
            ),
            tuple(Box(unit.key, unit.name, unit.key in picked) for unit in by_kind[kind]),
        )
        for kind in KINDS
        if kind in by_kind
    ]


def typed_in(request: HttpRequest) -> list[str]:
    """What was ticked, as it came."""
    return [one.replace("\0", "")[:80] for one in request.POST.getlist("units")[:400]]


def chosen(units: Sequence[Any], picked: Collection[str]) -> list[Any]:
    """The offices that what was ticked comes to; only those that are offered."""
    wanted = set(picked)
    return [unit for unit in units if unit.key in wanted or f"kind:{unit.kind}" in wanted]
