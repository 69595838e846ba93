"""Removing the simulated month as a whole: every simulated row of every room, and nothing else.

Events are append-only, and the database refuses to delete one unless it says that it is simulated. Rows
are found by their keys to cases and events, so that a room added later is emptied as well.
"""

from __future__ import annotations

from django.apps import apps
from django.db import models, transaction
from django.db.models import QuerySet

from garda.cases import papers
from garda.cases.models import Case, Event, Paper
from garda.figures import losing
from garda.people.models import City


def forget(city: City) -> int:
    """Remove every simulated matter of `city`; returns how many there were. One transaction."""
    with transaction.atomic():
        cases = Case.objects.filter(city=city, simulated=True)
        count = cases.count()
        losing.remove(city, cases.values_list("first_unit_id", "number"))
        files = list(Paper.objects.filter(case__in=cases))
        for model, key in _pointing_at(Event):
            _remove(
                model._default_manager.filter(
                    **{f"{key}__in": Event.objects.filter(city=city, simulated=True)}
                )
            )
        for model, key in _pointing_at(Case):
            if model not in (Case, Event):
                _remove(model._default_manager.filter(**{f"{key}__in": cases}))
        for model in _counting_apart():
            _remove(model._default_manager.filter(city=city, simulated=True))
        _remove(Event.objects.filter(city=city, simulated=True))
        _remove(cases)
        transaction.on_commit(lambda: _discard(files))
    return count


def _discard(files: list[Paper]) -> None:
    for file in files:
        papers.discard(file)


def _pointing_at(target: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Every table with a key to `target`, and the name of that key."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is target
    ]


def _counting_apart() -> list[type[models.Model]]:
    """Tables of a city that keep simulated rows of their own without pointing at a case: counts, seals."""
    return [
        model
        for model in apps.get_models()
        if {"city", "simulated"} <= {field.name for field in model._meta.get_fields()}
        and model not in (Case, Event)
    ]


def _remove(rows: QuerySet[models.Model]) -> None:
    """Delete without asking each row what points at it: that has been removed already."""
    rows._raw_delete(rows.db)
