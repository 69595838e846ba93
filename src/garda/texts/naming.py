"""Whether words name somebody: a name as people say it, without degrees, spaces and capitals left aside."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEHIND_COMMA = re.compile(r",.*")
_SHORT = re.compile(r"\b[^\W\d_]{1,4}\.")


def parts_of(name: str) -> list[str]:
    """The parts of a name without degrees: "Drs. H. Budi Santoso, M.Si" is budi, santoso."""
    return words_of(_SHORT.sub(" ", _BEHIND_COMMA.sub("", name)))


def words_of(said: str) -> list[str]:
    """The words alone, in small letters."""
    return [word.casefold() for word in _WORD.findall(said)]


def holds(said: list[str], run: Iterable[str]) -> bool:
    """Whether these words stand there one behind the other."""
    wanted = list(run)
    n = len(wanted)
    return n > 0 and any(said[place : place + n] == wanted for place in range(len(said) - n + 1))


def names(said: list[str], name: str) -> bool:
    """Whether they name this person: two parts of the name in a row, or all of a name of one part."""
    parts = parts_of(name)
    runs = [parts] if len(parts) < 2 else [parts[place : place + 2] for place in range(len(parts) - 1)]
    return any(holds(said, run) for run in runs)
