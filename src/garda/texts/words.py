"""A sentence in both languages of the city."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One saying, in Indonesian and in English. Plain text: a page escapes it, never trusts it."""

    id: str
    en: str

    def of(self, lang: str) -> str:
        """The saying in `lang` ("id", "en", "en-gb" …); Indonesian when the language is not known."""
        return self.en if lang.lower().startswith("en") else self.id

    def __str__(self) -> str:
        return self.id
