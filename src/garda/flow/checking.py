"""Whether a flow may be published: every rule of the checker, asked of one text."""

from __future__ import annotations

from datetime import date

from garda.flow.findings import Finding, Known
from garda.flow.lawful import LAWFUL_RULES
from garda.flow.letters import LETTER_RULES
from garda.flow.reading import parse
from garda.flow.standing import STEP_RULES
from garda.flow.tracing import PATH_RULES
from garda.flow.weighing import Ground


def check(text: str, name: str, known: Known | None = None, on: date | None = None) -> tuple[Finding, ...]:
    """What is wrong with the flow in `text`, and what could be better, in the order of its lines.

    `known` are the rules, posts and kinds of unit of the city; without it names are not held.
    `on` is the day of publishing; with it a review date that has passed is found. Never raises, on any text:
    a flow with a grave finding cannot be published, one without can.
    """
    flow, shaper = parse(text, name)
    if flow is not None:
        ground = Ground(flow, shaper, known or Known(), on)
        for rule in (*PATH_RULES, *STEP_RULES, *LAWFUL_RULES, *LETTER_RULES):
            rule(ground)
    return tuple(sorted(dict.fromkeys(shaper.findings), key=_in_order))


def _in_order(finding: Finding) -> tuple[bool, int]:
    return not finding.grave, finding.line or 0
