"""What the checker has to say about an instrument."""

from __future__ import annotations

from typing import ClassVar

from garda.texts import findings
from garda.texts.words import Words


class Finding(findings.Finding):
    """One thing that is wrong, or could be better, in an instrument; its parts are elements."""

    __slots__ = ()
    PART: ClassVar[Words] = Words("unsur", "element")

    @property
    def element(self) -> str | None:
        """The key of the element, part, scale or band, where there is one."""
        return self.part


class Unreadable(findings.Unreadable):
    """The text is not an instrument."""
