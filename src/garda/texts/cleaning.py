"""Typed text made fit to keep: signs that nobody types on purpose taken out, one form for each letter."""

from __future__ import annotations

import unicodedata

LONGEST_KEPT = 20_000  # characters of one answer handed back to whoever typed it

_NEW_LINES = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_JOINERS = frozenset("\u200c\u200d")  # they shape letters and emoji, and change no meaning


def plain(text: object) -> str:
    """Any value as text without control signs, direction overrides and broken characters.

    Letters are in their composed form (NFC), lines end in one line feed. At most LONGEST_KEPT
    characters; doing it twice changes nothing.
    """
    whole = str(text)[: LONGEST_KEPT * 2].replace("\r\n", "\n")
    if whole.isascii() and whole.replace("\n", "").isprintable():
        return whole[:LONGEST_KEPT]  # nothing to look at sign by sign: most of what is typed
    whole = whole.translate(_NEW_LINES)
    kept = "".join(sign for sign in whole if _fit(sign))
    return unicodedata.normalize("NFC", kept)[:LONGEST_KEPT]


def _fit(sign: str) -> bool:
    if sign in "\n\t" or sign in _JOINERS:
        return True
    if unicodedata.category(sign) in ("Cc", "Cf", "Cs"):
        return False
    return ord(sign) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(sign) <= 0xFDEF


def one_line(text: str) -> str:
    """The text on one line, single spaces between its words."""
    return " ".join(text.split())


def some_lines(text: str) -> str:
    """The text with its lines kept, at most one empty line between them, none at the ends."""
    lines: list[str] = []
    for line in text.split("\n"):
        line = one_line(line)
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n")


def whole(typed: object, digits: int = 18) -> int | None:
    """A whole number of at most so many digits as forms and addresses carry it; None for anything else.

    Eighteen digits fit the keys of every table.
    """
    fits = isinstance(typed, str) and len(typed) <= digits and typed.isascii() and typed.isdecimal()
    return int(str(typed)) if fits else None


def digits_of(text: str) -> str:
    """The text with digits and signs of other scripts and widths as ASCII ones, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())
