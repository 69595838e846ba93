"""Where in the text each key stands: the TOML reader of the standard library does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]

_IN_KEYS = re.compile(r"""[A-Za-z0-9_.\-"' \t]+""")
_QUOTES = ('"""', "'''", '"', "'")
# What opens or closes something; the long quotation marks stand before the short ones.
_TELLING = re.compile(r"""\"{3}|'{3}|["'#\[\]{}]""")


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]


def _header(line: str) -> tuple[str, bool] | None:
    """The dotted name in "[name]" or "[[name]]", and whether it is the second."""
    begun = line.strip()
    if not begun.startswith("[") or "]" not in begun:
        return None
    again = begun.startswith("[[")
    name = begun.lstrip("[").partition("]")[0]
    return (name, again) if _IN_KEYS.fullmatch(name) else None


def _key(line: str) -> str | None:
    """The dotted name before the first "=", if it can be one."""
    name, sign, _ = line.partition("=")
    return name if sign and _IN_KEYS.fullmatch(name) else None


def _end(line: str, mark: str, at: int) -> int | None:
    """Where the quotation that `mark` opened ends after `at`, or None if not in this line."""
    while (place := line.find(mark, at)) >= 0:
        escape = line.find("\\", at, place) if mark[0] == '"' else -1
        if escape < 0:
            return place + len(mark)
        at = escape + 2
    return None


def _after(line: str, mark: str | None, depth: int) -> tuple[str | None, int]:
    """The open quotation mark and bracket depth after `line`, given those before it."""
    at = 0
    while True:
        if mark is not None:
            end = _end(line, mark, at)
            if end is None:
                break
            at, mark = end, None
        found = _TELLING.search(line, at)
        if found is None or found.group() == "#":
            break
        sign, at = found.group(), found.end()
        if sign in _QUOTES:
            mark = sign
        else:
            depth = depth + 1 if sign in "[{" else max(0, depth - 1)
    # A single-line quotation never outlives its line, whatever a broken text says.
    return (mark if mark is not None and len(mark) == 3 else None), depth


class Lines:
    """The line of every header and key of one text. A path that has no line of its own has its parent's."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {(): 1}
        self._counts: dict[Path, int] = {}
        here: Path = ()
        mark: str | None = None
        depth = 0
        for number, line in enumerate(text.split("\n"), start=1):
            if mark is None and depth == 0:
                header = _header(line)
                if header:
                    here = self._opened(header[0], number, again=header[1])
                    continue
                key = _key(line)
                if key:
                    self._lines.setdefault(here + tuple(_parts(key)), number)
            mark, depth = _after(line, mark, depth)

    def _opened(self, dotted: str, number: int, *, again: bool) -> Path:
        here: Path = ()
        parts = _parts(dotted)
        for place, part in enumerate(parts):
            here = (*here, part)
            if place == len(parts) - 1 and again:
                self._counts[here] = self._counts.get(here, -1) + 1
            if here in self._counts:
                self._lines.setdefault(here, number)
                here = (*here, self._counts[here])
        self._lines.setdefault(here, number)
        return here

    def of(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing that holds it. Counts from 1."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    @property
    def known(self) -> Mapping[Path, int]:
        """Every path that has a line of its own."""
        return self._lines
