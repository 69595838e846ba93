"""What a command says at the terminal: answers to stdout, progress and troubles to stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

FINE, FINDINGS, WRONG_USE, TROUBLE = 0, 1, 2, 3


class Halt(Exception):
    """A command stops: `words` go to stderr, `code` to the caller of the program."""

    def __init__(self, words: str, code: int = TROUBLE) -> None:
        super().__init__(words)
        self.words = words
        self.code = code


def say(words: str = "") -> None:
    """One line of the answer."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def warn(words: str) -> None:
    """One line beside the answer."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def number(value: int) -> str:
    """A count as Indonesian writes it: 12.345."""
    return f"{value:,}".replace(",", ".")


def counted(items: Iterable[Item], words: str, total: int | None = None) -> Iterator[Item]:
    """Pass `items` on, and count them on stderr while it lasts.

    A terminal sees one line that renews itself; a file gets a line only every ten seconds and at the
    end, and nothing at all when it was over within a second.
    """
    live = sys.stderr.isatty()
    begun = told = time.monotonic()
    pause = 0.2 if live else 10.0
    done = 0

    def tell(last: bool = False) -> None:
        part = f" dari {number(total)}" if total else ""
        end = "\n" if last or not live else ""
        sys.stderr.write(f"{chr(13) if live else ''}{words}: {number(done)}{part}{end}")
        sys.stderr.flush()

    for item in items:
        yield item
        done += 1
        if time.monotonic() - told > pause:
            told = time.monotonic()
            tell()
    if time.monotonic() - begun > 1:
        tell(last=True)
