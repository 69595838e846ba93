"""The made-up town with its inspectorate, and whoever sits at a desk there."""

from __future__ import annotations

from garda.people.holding import Held
from tests.town import Town, build_town, build_unit


def inspected_town() -> Town:
    """The town without any service, and with an inspectorate."""
    found = build_town(flows=())
    build_unit(found, "ins", "INS", "Inspektorat", "inspektorat", "kota")
    return found


def held(town: Town, *places: tuple[str, str]) -> list[Held]:
    """What one person holds: the first post of each (unit, kind)."""
    found = []
    for unit, kind in places:
        post = town.posts[unit, kind, 1]
        post.unit = town.units[unit]
        found.append(Held(post, "definitif"))
    return found
