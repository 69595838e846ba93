"""Which class a report belongs to and which unit usually answers it: suggested, with the words that say so.

Two witnesses: the words that the flow writes for each class, and what the city's own closed matters taught.
What they taught is made anew each night, outside the record: weights of hashed features, no text. Only
matters done, with words still there, open to all their parties and never simulated are learned from; a class
that an officer corrected is learned as corrected.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from garda.cases.models import Case
from garda.cases.publishing import flow_by_id
from garda.flow import Flow
from garda.meaning.learning import Model, Unreadable, learn, load
from garda.meaning.weighing import Ends, Weighed, weigh
from garda.people.calendars import city_calendar
from garda.people.models import Area, City, Unit
from garda.people.register import register_of
from garda.sight import indexes
from garda.sight.names import said_by_case

logger = logging.getLogger(__name__)

TOLD = ("what", "story")
MOST_MATTERS = 5000  # the latest closed ones, from which a city learns
AT_A_TIME = 500
LEAST_MATTERS = 30
FROM = time(1, 0)  # by night
LONGEST = 4000


@dataclass(frozen=True)
class Suggestion:
    """The likeliest class and the unit it usually goes to; `words` spoke for it."""

    category: str
    title: str
    share: float
    words: tuple[str, ...]
    unit: Unit | None
    top: tuple[tuple[str, float], ...]
    learned: int


def suggest(
    city: City, published_id: int, text: str, area: Area | None, lang: str, model: Model | None = None
) -> Suggestion | None:
    """What the text tells; None where the flow has no classes or the text says nothing."""
    flow = flow_by_id(published_id)
    if not flow.categories or not text.strip():
        return None
    model = model or learned(city)
    weighed = weigh(indexes.of_flow(published_id).parts(text[: indexes.TYPED]), model, text[:LONGEST])
    return _suggestion(city, flow, weighed, area, model, lang)


def _suggestion(
    city: City, flow: Flow, weighed: Weighed, area: Area | None, model: Model | None, lang: str
) -> Suggestion | None:
    if not weighed.words or not weighed.ranked:
        return None
    key, share = weighed.ranked[0]
    named = flow.category(key)
    return Suggestion(
        key,
        named.title.of(lang) if named else key,
        share,
        weighed.words,
        unit_for(city, flow, key, area, model),
        weighed.ranked[:3],
        weighed.texts,
    )


def unit_for(city: City, flow: Flow, category: str, area: Area | None, model: Model | None) -> Unit | None:
    """Where matters of this class mostly ended, else the unit that the flow names; None where neither is."""
    ends = Ends.of(model.about.get("ends", {})) if model else Ends()
    usual = ends.usual(category, area.code if area else "")
    named = flow.category(category)
    units = register_of(city).open_units()
    found = next((unit for unit in units if usual and unit.key == usual), None)
    if found is None and named is not None and named.unit:
        found = next((unit for unit in units if unit.abbrev == named.unit), None)
    return found


# ---- what was learned ----------------------------------------------------------------------------
def path_of(city: City) -> Path:
    """Where what this city learned is kept."""
    return Path(settings.MODELS) / f"{city.key}.npz"


def learned(city: City) -> Model | None:
    """What the city's own matters taught; None while there is nothing."""
    path = path_of(city)
    try:
        return _kept(path, path.stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=4)
def _kept(path: Path, _changed: int) -> Model | None:
    try:
        return load(path)
    except Unreadable:
        logger.warning("the model in %s cannot be read; it is made anew by night", path)
        return None


def learn_anew(city: City, at: datetime) -> int:
    """Learn from the city's closed matters from the beginning; answers how many it learned from.

    Fewer than LEAST_MATTERS teach nothing, and what was kept before goes: erased words leave with it.
    """
    ends, path = Ends(), path_of(city)
    pairs = list(_closed(city, ends))
    day = city_calendar(city).local(at).date().isoformat()
    model = learn(pairs, {"ends": ends.plain(), "day": day}) if len(pairs) >= LEAST_MATTERS else None
    if model is None:
        path.unlink(missing_ok=True)
        return 0
    model.save(path)
    return model.texts


def learn_by_night(city: City, at: datetime) -> int:
    """The same once a night; nothing where it was done today."""
    local = city_calendar(city).local(at)
    if local.time() < FROM:
        return 0
    known = learned(city)
    if known is not None and date.fromisoformat(known.about.get("day", "2000-01-01")) >= local.date():
        return 0
    return learn_anew(city, at)


def _closed(city: City, ends: Ends) -> Iterator[tuple[str, str]]:
    """(text, class) of the latest matters done, a bounded number in memory; where they ended is counted."""
    rows = Case.objects.filter(
        city=city, state=Case.CLOSED, outcome="done", simulated=False, private=False, parent__isnull=True
    ).exclude(category="")
    numbers = list(rows.order_by("-opened_at").values_list("pk", flat=True)[:MOST_MATTERS])
    for start in range(0, len(numbers), AT_A_TIME):
        cases = Case.objects.filter(pk__in=numbers[start : start + AT_A_TIME]).select_related("unit", "area")
        batch = [case for case in cases if flow_by_id(case.flow_id).kind == "complaint"]
        said = said_by_case(batch, TOLD)
        for case in sorted(batch, key=lambda one: -one.pk):
            text = " ".join(said[case.pk].get(key, "") for key in TOLD).strip()
            if text:
                ends.note(case.category, case.area.code if case.area else "", case.unit.key)
                yield text[:LONGEST], case.category
