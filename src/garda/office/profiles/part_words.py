"""The three parts and the kinds of records in the page's words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from garda.figures.parting import Change, Classed
from garda.meaning.parts import PARTS

# The part as an address names it.
SLUGS = {"aturan": "rules", "sarana": "facilities", "perilaku": "behaviour"}
SLUG_OF = {part: slug for slug, part in SLUGS.items()}


def part_name(part: str) -> str:
    """ "Perilaku"."""
    return {"rules": _("Aturan"), "facilities": _("Sarana"), "behaviour": _("Perilaku")}.get(part, part)


def parts_said(parts: Iterable[str]) -> str:
    """ "Aturan dan Perilaku"; "" without any."""
    return _(" dan ").join(part_name(part) for part in parts)


def options() -> list[tuple[str, str]]:
    """The parts to choose from."""
    said = {
        "rules": _("Aturan: syarat, langkah, waktu, biaya"),
        "facilities": _("Sarana: ruang, alat, jaringan"),
        "behaviour": _("Perilaku: sikap, kata-kata, kehadiran petugas"),
    }
    return [(part, said[part]) for part in PARTS]


def kind_said(kind: str) -> str:
    """What kind of record it is."""
    return {
        "case": _("Laporan warga"),
        "rating": _("Nilai rendah dari warga"),
        "comment": _("Komentar survei"),
        "rule": _("Laporan petugas tentang aturan"),
        "empty": _("Laporan kantor kosong"),
        "criticism": _("Kritik rahasia"),
    }.get(kind, kind)


def state_of(one: Classed) -> tuple[str, str]:
    """How it stands: shape and words."""
    if one.state == "suggested":
        return "offer", _("usulan, belum dilihat orang")
    if one.state == "confirmed":
        return "done", _("usulan dibenarkan")
    return "done", _("diperbaiki")


def change_said(one: Change) -> str:
    """One line of the trace."""
    after = parts_said(one.after) or _("tanpa bagian")
    if one.name == "part.suggested":
        return _("Diusulkan menurut kata-katanya: %(parts)s.") % {"parts": after}
    if one.name == "part.confirmed":
        return _("%(person)s membenarkan: %(parts)s.") % {"person": one.by, "parts": after}
    return _("%(person)s memperbaiki dari %(before)s menjadi %(parts)s.") % {
        "person": one.by,
        "before": parts_said(one.before) or _("tanpa bagian"),
        "parts": after,
    }
