"""Files of rules under the checker, keeping nothing: what is wrong, and which references they give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from garda.rules.loading import Loaded, RuleFinding, rules_of, wrong


@dataclass
class Judged:
    """What files of rules hold: how many rules, what is wrong, every reference that a flow may name."""

    rules: int = 0
    findings: list[RuleFinding] = field(default_factory=list)
    references: set[str] = field(default_factory=set)


def judge(files: Iterable[Path]) -> Judged:
    """Read files of rules as loading would, and keep nothing."""
    judged, loaded = Judged(), Loaded()
    for file in files:
        for raw in rules_of(file, loaded):
            found = list(wrong(file.name, raw))
            judged.findings += found
            if found:
                continue
            judged.rules += 1
            judged.references.add(raw["key"])
            judged.references |= {f"{raw['key']}#{one['key']}" for one in raw.get("article", [])}
    judged.findings += loaded.findings
    return judged
