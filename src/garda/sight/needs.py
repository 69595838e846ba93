"""What residents need: which services they ask for most, and the needs that no service meets yet.

An unmet need is a matter like any other (an aspiration in the category UNMET): it has a number, an owner
and a due date. Here the same need said in different words is counted as one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from rapidfuzz import fuzz

from garda.cases.models import Case, PublishedFlow
from garda.cases.publishing import all_in_force, in_force
from garda.meaning import words_of
from garda.people.models import Area, City
from garda.people.register import register_of
from garda.sight import indexes
from garda.sight.names import said_by_case
from garda.sight.shelves import GOOD_ENOUGH

UNMET = "kebutuhan-belum-ada"
SAME = 82.0  # how alike the stems of two needs must be to count as one, of 100
LOOK_BACK = timedelta(days=365)
MOST_LOOKED_AT = 500
ENOUGH_ASKED = 20
BETTER = 15.0  # how much better a newer version must fit a need, to count as meeting it
# Words that carry no need of their own, beside those that say little anywhere.
EMPTY = frozenset({"layan", "bantu", "ada", "tentang"})
SOME = 0.1


@dataclass(frozen=True)
class Unmet:
    """One need that no service meets: how it is usually said, how often, where, under which numbers."""

    words: str
    count: int
    wards: tuple[tuple[str, int], ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Noted:
    """A matter that noted a need, as far as counting asks."""

    pk: int
    number: str
    opened_at: datetime
    area: Area | None


def core_of(words: str) -> str:
    """The stems that carry a need, in order of the alphabet: the same for the same need."""
    said = words_of(words[: indexes.TYPED])
    kept = {word.term for word in said if word.worth > SOME and word.term not in EMPTY}
    return " ".join(sorted(kept or {word.term for word in said}))


def unmet(city: City, at: datetime, *, area_code: str = "") -> list[Unmet]:
    """The unmet needs of the last year, most frequent first; of one kelurahan if `area_code` is given.

    A need that a service published since then meets no longer counts. At most MOST_LOOKED_AT matters
    are read, the latest first; simulated ones never.
    """
    rows = Case.objects.filter(city=city, category=UNMET, opened_at__gte=at - LOOK_BACK, simulated=False)
    latest = rows.exclude(outcome="withdrawn").order_by("-opened_at")
    areas = register_of(city).areas
    noted = [
        Noted(pk, number, opened_at, areas.get(area_id))
        for pk, number, opened_at, area_id in latest.values_list("pk", "number", "opened_at", "area_id")[
            :MOST_LOOKED_AT
        ]
    ]
    if area_code:
        # Told apart here: asked by territory, the database would walk through that territory's whole past.
        noted = [one for one in noted if one.area and one.area.code == area_code]
    if not noted:
        return []
    newer = all_in_force(city, at)
    said = said_by_case([one.pk for one in noted], ["what"])
    groups: list[tuple[str, list[tuple[Noted, str]]]] = []
    for one in noted:
        words = said[one.pk].get("what", "")
        if not words or any(_meets(row, city, one, words) for row in newer):
            continue
        core = core_of(words)
        group = next((inside for known, inside in groups if fuzz.token_set_ratio(known, core) >= SAME), None)
        if group is None:
            group = []
            groups.append((core, group))
        group.append((one, words))
    found = [_unmet(group) for _, group in groups]
    return sorted(found, key=lambda one: (-one.count, one.words))


def _meets(row: PublishedFlow, city: City, one: Noted, words: str) -> bool:
    """Whether a version published after the need was noted fits it clearly better than the one before."""
    if row.in_force_from <= one.opened_at:
        return False
    fits = indexes.fit(words, row.pk)
    older = in_force(city, row.key, one.opened_at)
    before = indexes.fit(words, older.pk) if older else 0.0
    return fits >= max(GOOD_ENOUGH, before + BETTER)


def _unmet(group: list[tuple[Noted, str]]) -> Unmet:
    said = Counter(words for _, words in group)
    wards = Counter(one.area.name for one, _ in group if one.area)
    return Unmet(
        words=max(said, key=lambda words: (said[words], -len(words))),
        count=len(group),
        wards=tuple(wards.most_common()),
        numbers=tuple(one.number for one, _ in group),
    )


def most_asked(city: City, at: datetime) -> list[str]:
    """Keys of the flows asked for most among the latest real matters; empty while too few can tell."""
    return _most_asked(city.pk, at.date().toordinal())


@lru_cache(maxsize=64)
def _most_asked(city_id: int, _day: int) -> list[str]:
    # Kept for a day: the front page asks nothing of the big table.
    latest = Case.objects.filter(city_id=city_id, parent__isnull=True).order_by("-opened_at")
    rows = latest.values_list("flow__key", "simulated")[:500]
    keys = [key for key, simulated in rows if not simulated]
    return [key for key, _ in Counter(keys).most_common()] if len(keys) >= ENOUGH_ASKED else []
