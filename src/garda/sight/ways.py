"""The usual way of a matter through its flow, lying down: what is done, where it stands, what is to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from garda.cases.models import Case
from garda.flow import Flow, Step
from garda.sight import names

DONE, NOW, NEXT, LATE, PAUSED = "done", "now", "next", "late", "paused"
DRAWN, BEHIND = 7, 4  # stations on one strip, and how many of them lie behind
STANDS = ("case.opened", "case.moved", "case.reopened")


@dataclass(frozen=True)
class Way:
    """The stations that are drawn (label, state); the matter stands at `place` of `total`, named `now`."""

    stations: list[tuple[str, str]]
    place: int
    total: int
    now: str
    paused: bool


def way_of(case: Case, flow: Flow, lang: str, late: bool) -> Way:
    """The way of one matter for whoever serves it; one query."""
    events = case.events.filter(name__in=STANDS).order_by("seq")
    stood = [event.facts["became"]["step"] for event in events if "step" in event.facts.get("became", {})]
    paused = case.state == Case.PAUSED
    behind, ahead = both_sides(flow, [*stood, case.step], ends=case.state == Case.CLOSED)
    here = behind.pop()
    state = PAUSED if paused else LATE if late and case.state == Case.OPEN else NOW
    rows = [*((key, DONE) for key in behind), (here, state), *((key, NEXT) for key in ahead)]
    first = max(0, len(behind) - BEHIND)
    title = {key: names.of_resident(flow.steps[key].title.of(lang), lang) for key in (*behind, *ahead)}
    now = title[here] = names.of_resident(flow.steps[case.step].title.of(lang), lang)
    drawn = [(title[key], state) for key, state in rows[first : first + DRAWN]]
    return Way(drawn, len(behind) + 1, len(rows), now, paused)


def both_sides(flow: Flow, stood: Iterable[str], *, ends: bool = False) -> tuple[list[str], list[str]]:
    """Where a matter went, up to where it stands, and the usual way from there on; keys of steps.

    What it goes through once more is not behind it: a matter that was given back stands before what follows
    again. A wait that leads nowhere else than back stands in the place of the step to which it leads.
    """
    behind: list[str] = []
    for key in stood:
        if key in flow.steps:
            behind = [*behind[: behind.index(key)], key] if key in behind else [*behind, key]
    step = flow.steps[behind[-1]]
    back = None if step.end or _onward(flow, step, {*behind}) else _leads_back(step, behind[:-1])
    if back is not None:
        turned = behind.index(back)
        behind = behind[: turned + 1] if step.pause else [*behind[:turned], step.key]
        step = flow.steps[back] if step.pause else step
    ahead: list[str] = []
    while not ends and (onward := _onward(flow, step, {*behind, *ahead})) is not None:
        ahead.append(onward)
        step = flow.steps[onward]
    return behind, ahead


def _leads_back(step: Step, behind: list[str]) -> str | None:
    return next((move.to for move in step.moves if move.to in behind), None)


def _onward(flow: Flow, step: Step, seen: set[str]) -> str | None:
    """The first step that follows and was not gone through yet; of the ends only the good one.

    A wait that only leads back is no part of the usual way.
    """
    fresh = [one for one in _led_to(flow, step) if one.key not in seen]
    on = (one for one in fresh if not one.pause or any(n.key not in seen for n in _led_to(flow, one)))
    return next((one.key for one in on), None)


def _led_to(flow: Flow, step: Step) -> list[Step]:
    return [flow.steps[move.to] for move in step.moves if flow.steps[move.to].end in (None, "done")]
