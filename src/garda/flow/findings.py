"""What the checker has to say about a flow, in words an officer understands."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from difflib import get_close_matches

from garda.flow.words import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or could be better, in one file.

    `line` counts from 1. `step` is the key of the step and `field` the key inside it, where there is one.
    `grave` forbids publishing; the others are advice.
    """

    file: str
    line: int | None
    step: str | None
    field: str | None
    words: Words
    grave: bool = True

    def sentence(self, lang: str = "id") -> str:
        """The finding on one line: file, line, step, field, words."""
        name_line, name_step = ("line", "step") if lang.startswith("en") else ("baris", "langkah")
        where = [self.file]
        if self.line is not None:
            where.append(f"{name_line} {self.line}")
        if self.step:
            where.append(f"{name_step} {self.step}")
        if self.field:
            where.append(self.field)
        return f"{', '.join(where)}: {self.words.of(lang)}"


@dataclass(frozen=True, slots=True)
class Known:
    """What the city knows, so that a flow can be held against it. An empty set is not held against.

    `rules` holds "rule" and "rule#article"; `posts` and `unit_kinds` hold keys.
    """

    rules: Set[str] = field(default_factory=frozenset)
    posts: Set[str] = field(default_factory=frozenset)
    unit_kinds: Set[str] = field(default_factory=frozenset)


class Unreadable(ValueError):
    """The text is not a flow. `findings` say why; at least one of them is grave."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(one.sentence() for one in self.findings if one.grave))


def nearest(word: str, among: Iterable[str]) -> Words:
    """ "Maksud Anda …?" with the closest of `among`, or nothing when none is close."""
    close = get_close_matches(word[:80], list(among), n=1, cutoff=0.6)
    if not close:
        return Words("", "")
    return Words(f" Maksud Anda “{close[0]}”?", f" Did you mean “{close[0]}”?")
