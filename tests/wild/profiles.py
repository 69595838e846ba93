"""A record to sort, a plan for a part that fails and a practice in Melati, for the walk of bad input."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from garda.figures import improving, parting
from garda.figures.profiles import Bar, Evidence, Profile
from garda.surveys import coaching
from tests.town import Town, moment


def profiles(town: Town) -> dict[str, str]:
    """The rows. The instruments are published already."""
    melati, lurah = town.units["melati"], town.persons["melati", "lurah", 1]
    who, due = town.persons["melati", "petugas-loket", 1], date(2025, 11, 20)
    row = parting.note(melati, "empty", "1", date(2025, 11, 4), ("behaviour",), at=moment())
    low = Profile(melati.pk, (Bar("behaviour", (Evidence("asked", "sound", Fraction(40), 40, 30),)),))
    plan = improving.plan(
        low, melati, "behaviour", "Latihan menyapa", who, due, "wild", by=lurah, post=None, at=moment()
    )
    given = coaching.give(
        melati, who, "greeted", "Menyapa lebih dulu", due, "wild", by=lurah, post=None, at=moment()
    )
    return {"part_row": str(row), "part_plan": str(plan), "coaching_id": str(given)}


def known_of_profiles(route: str, known: dict[str, str]) -> dict[str, str]:
    """What stands in the parts of these addresses."""
    if route.startswith("kerja/masukan/"):
        return {"row_id": known["part_row"]}
    if route.startswith("kerja/profil/"):
        return {
            "key": "melati",
            "slug": "perilaku",
            "plan_id": known["part_plan"],
            "row_id": known["part_row"],
        }
    return {"name": "coba"} if route.startswith("kerja/sikap/latihan/") else {}
