"""Whom to send to a social duty: everybody of the office, whose turn it is first."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from garda.people.models import Term, Unit


def sendable(unit: Unit, day: date) -> list[tuple[int, str]]:
    """Everybody who holds a post in the office that day: (person, name), by name; one query."""
    terms = Term.objects.filter(
        Q(last__isnull=True) | Q(last__gte=day),
        first__lte=day,
        post__unit=unit,
        post__closed_on__isnull=True,
        person__isnull=False,
    )
    found = dict(terms.values_list("person_id", "person__name"))
    return sorted(found.items(), key=lambda one: (one[1], one[0]))
