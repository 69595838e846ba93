"""What a city knows and a flow of it may name: rules in force there, kinds of posts, kinds of units.

One rule for whoever asks: the page on which a version is written, and the command line.
"""

from __future__ import annotations

from datetime import date

from garda.flow import Known
from garda.people.arranging import ABOVE
from garda.people.models import City, Unit
from garda.people.posts import kinds
from garda.rules.reading import references_known


def known_to(city: City | None, on: date) -> Known:
    """What flows of `city` are held against on that day; without a city, what every city knows."""
    units = set(ABOVE) | {kind for post in kinds().values() for kind in post.units}
    if city is not None:
        units |= set(Unit.objects.filter(city=city).values_list("kind", flat=True).distinct())
    rules = references_known(city.key if city else "", on)
    return Known(rules=rules, posts=frozenset(kinds()), unit_kinds=frozenset(units))
