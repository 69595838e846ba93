"""What a flow rests on: each rule it names, for what, and at which of its steps the rule is felt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from garda.flow.language import Flow, Step
from garda.texts.words import Words


@dataclass(frozen=True, slots=True)
class Rest:
    """One thing that rests on one reference. `what`: service, requirement, fee, extension or step.

    `key` names the requirement or the step; `steps` are the keys of the steps that must be looked at when
    the rule changes.
    """

    reference: str
    what: str
    key: str
    title: Words
    steps: tuple[str, ...]

    @property
    def article(self) -> str:
        """The key of the article, "" when the whole rule is named."""
        return self.reference.partition("#")[2]

    @property
    def rule(self) -> str:
        """The key of the rule."""
        return self.reference.partition("#")[0]


def rests(flow: Flow) -> tuple[Rest, ...]:
    """Everything in the flow that rests on a rule, in the order of the text."""
    return tuple(_rests(flow))


def _rests(flow: Flow) -> Iterator[Rest]:
    working = tuple(step.key for step in flow.steps.values() if step.works)
    for reference in flow.rests_on:
        yield Rest(reference, "service", "", flow.title, working)
    for reference in flow.fee_rests_on:
        yield Rest(reference, "fee", "", Words("Biaya", "Fee"), (flow.start,))
    for reference in flow.extension_rests_on:
        yield Rest(reference, "extension", "", Words("Perpanjangan waktu", "Extension"), working)
    checked = tuple(step.key for step in flow.steps.values() if _checks(step)) or (flow.start,)
    for requirement in flow.requirements:
        for reference in requirement.rests_on:
            yield Rest(reference, "requirement", requirement.key, requirement.title, checked)
    for step in flow.steps.values():
        for reference in step.rests_on:
            yield Rest(reference, "step", step.key, step.title, (step.key,))


def _checks(step: Step) -> bool:
    """Whether what the resident brings is held against the list at this step."""
    return any("papers-complete" in move.guards or "missing" in move.needs for move in step.moves)


def touched(flow: Flow, rule: str, article: str = "") -> tuple[Rest, ...]:
    """What in the flow rests on this article; without an article, on any part of the rule.

    Who names the whole rule rests on each of its articles.
    """
    return tuple(
        one for one in rests(flow) if one.rule == rule and (not article or one.article in ("", article))
    )


def felt_at(flow: Flow, step: str) -> str:
    """What a report about a working step begins with: "step:signing|pp-17-2018#tugas-lurah"; "" at others.

    A step that names no rule of its own is done as the service's own article says.
    """
    there = flow.steps.get(step)
    if there is None or not there.works:
        return ""
    articles = [one for one in (*there.rests_on, *flow.rests_on) if "#" in one]
    return f"step:{step}|{next(iter(articles), '')}"
