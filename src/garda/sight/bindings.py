"""What rests on a rule or an article: services and steps, to be looked at when it changes; and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from garda.cases.models import Case, Event, Said
from garda.cases.publishing import all_in_force, flow_by_id
from garda.cases.saying import words_of
from garda.flow import Rest, rests, touched
from garda.people.models import City
from garda.rules.reading import Cited, look_up


@dataclass(frozen=True)
class Use:
    """One service that rests on the rule: for what, and at which steps (key and title of each)."""

    key: str
    title: str
    version: int
    rests: tuple[Rest, ...]
    steps: tuple[tuple[str, str], ...]


def uses(
    city: City, at: datetime, rule: str, lang: str, article: str = "", *, simulated: bool = False
) -> list[Use]:
    """Every service in force that rests on the article (on any part of the rule when none is named)."""
    found = []
    for row in all_in_force(city, at, simulated=simulated):
        flow = flow_by_id(row.pk)
        there = touched(flow, rule, article)
        if not there:
            continue
        keys = {key for one in there for key in one.steps}
        steps = tuple((step.key, step.title.of(lang)) for step in flow.steps.values() if step.key in keys)
        found.append(Use(row.key, flow.title.of(lang), row.version, there, steps))
    return sorted(found, key=lambda one: one.title)


def used_rules(city: City, at: datetime) -> dict[str, int]:
    """How many services rest on each rule, by the key of the rule."""
    found: dict[str, int] = {}
    for row in all_in_force(city, at):
        for key in {one.rule for one in rests(flow_by_id(row.pk))}:
            found[key] = found.get(key, 0) + 1
    return found


@dataclass(frozen=True)
class Ruling:
    """A rule that a decision of the office rests on, and the day of that decision."""

    cited: Cited
    day: date


def rulings(case: Case, lang: str) -> list[Ruling]:
    """The rules that decisions on the matter named, each as it stood on the day of its decision."""
    rows = Said.objects.filter(case=case, key="rule", erased_at__isnull=True).exclude(reader=Said.STAFF)
    said = {row.seq: words_of(row) for row in rows}
    if not said:
        return []
    days = dict(Event.objects.filter(case=case, seq__in=list(said)).values_list("seq", "day"))
    found = []
    for seq, reference in sorted(said.items()):
        day = days.get(seq)
        cited = look_up(reference, city_key=case.city.key, on=day, lang=lang) if reference and day else None
        if cited and day:
            found.append(Ruling(cited, day))
    return found
