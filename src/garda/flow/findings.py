"""What the checker has to say about a flow, and what it may hold a flow against."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import ClassVar

from garda.texts import findings
from garda.texts.words import Words


class Finding(findings.Finding):
    """One thing that is wrong, or could be better, in a flow; its parts are steps."""

    __slots__ = ()
    PART: ClassVar[Words] = Words("langkah", "step")

    @property
    def step(self) -> str | None:
        """The key of the step, where there is one."""
        return self.part


class Unreadable(findings.Unreadable):
    """The text is not a flow."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the city knows, so that a flow can be held against it. An empty set is not held against.

    `rules` holds "rule" and "rule#article"; `posts` and `unit_kinds` hold keys.
    """

    rules: Set[str] = field(default_factory=frozenset)
    posts: Set[str] = field(default_factory=frozenset)
    unit_kinds: Set[str] = field(default_factory=frozenset)
