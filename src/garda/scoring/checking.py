"""Whether an instrument may be used: every rule of the checker, asked of one text."""

from __future__ import annotations

from collections.abc import Set

from garda.scoring.edges import EDGE_RULES
from garda.scoring.findings import Finding
from garda.scoring.ground import Ground
from garda.scoring.lawful import LAWFUL_RULES
from garda.scoring.reading import parse
from garda.scoring.weights import WEIGHT_RULES


def check(text: str, name: str, rules: Set[str] = frozenset()) -> tuple[Finding, ...]:
    """What is wrong with the instrument in `text`, and what could be better, in the order of its lines.

    `rules` are the references that the register knows; without them a legal basis is only asked to be there.
    Never raises, on any text: an instrument with a grave finding cannot be used, one without can.
    """
    instrument, shaper = parse(text, name)
    if instrument is not None:
        ground = Ground(instrument, shaper, rules)
        for rule in (*LAWFUL_RULES, *WEIGHT_RULES, *EDGE_RULES):
            rule(ground)
    return tuple(sorted(dict.fromkeys(shaper.findings), key=_in_order))


def _in_order(finding: Finding) -> tuple[bool, int]:
    return not finding.grave, finding.line or 0
