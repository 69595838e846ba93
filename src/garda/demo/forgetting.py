"""Removing the simulated month as a whole: every simulated row of every room, and nothing else.

Events are append-only, and the database refuses to delete one unless it says that it is simulated. Rows
are found by their keys to cases and events, so that a room added later is emptied as well.
"""

from __future__ import annotations

from django.apps import apps
from django.db import models, transaction
from django.db.models import QuerySet

from garda.cases import papers, publishing
from garda.cases.models import Case, Event, Paper, PublishedFlow
from garda.demo import abilities
from garda.figures import losing
from garda.people.models import City
from garda.rules import keeping
from garda.rules.models import Rule


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
        for model, path in _made_up():
            _remove_with(model, model._default_manager.filter(**{path: city, "simulated": True}))
        abilities.forget(city)
        _remove(Event.objects.filter(city=city, simulated=True))
        _remove(cases)
        # Last: what the matters of the month were begun under, and the rule that it rested on.
        _remove_with(PublishedFlow, PublishedFlow.objects.filter(city=city, simulated=True))
        publishing.forget_simulated(city)
        keeping.forget_simulated(city.key)
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


def _made_up() -> list[tuple[type[models.Model], str]]:
    """Tables that keep simulated rows of their own, and the way from a row to its city."""
    found = []
    for model in apps.get_models():
        if model in (Case, Event, PublishedFlow, Rule) or "simulated" not in _names(model):
            continue
        path = _to_city(model)
        assert path is not None, f"{model._meta.label} keeps simulated rows of no city"
        found.append((model, path))
    return found


def _names(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def _to_city(model: type[models.Model], deep: int = 3) -> str | None:
    """ "city", "unit__city", "ticket__unit__city": the shortest way over keys, None where there is none."""
    keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    if any(field.related_model is City for field in keys):
        return next(field.name for field in keys if field.related_model is City)
    ways = [
        f"{field.name}__{way}"
        for field in keys
        if deep and not field.null and isinstance(field.related_model, type)
        if (way := _to_city(field.related_model, deep - 1))
    ]
    return min(ways, key=lambda way: way.count("__"), default=None)


def _remove_with(model: type[models.Model], rows: QuerySet[models.Model]) -> None:
    """Remove rows and what hangs on them; what only names them lets go of them."""
    for other, key in _pointing_at(model):
        field = other._meta.get_field(key)
        assert isinstance(field, models.ForeignKey)
        hanging = other._default_manager.filter(**{f"{key}__in": rows})
        if field.null and field.remote_field.on_delete is not models.CASCADE:
            hanging.update(**{key: None})
        elif other is not model:
            _remove_with(other, hanging)
    _remove(rows)


def _remove(rows: QuerySet[models.Model]) -> None:
    """Delete without asking each row what points at it: that has been removed already."""
    rows._raw_delete(rows.db)
