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


class Counter:
    """Tells on stderr how far a long work is: `counter(done, total)` as often as one likes.

    A terminal sees one line that renews itself; a file gets a line only every ten seconds and at the
    end, and nothing at all when it was over within a second.
    """

    def __init__(self, words: str) -> None:
        self.words = words
        self.live = sys.stderr.isatty()
        self.begun = self.told = time.monotonic()
        self.last: tuple[int, int | None] = (0, None)

    def __call__(self, done: int, total: int | None = None) -> None:
        """So many are done."""
        self.last = (done, total)
        if time.monotonic() - self.told > (0.2 if self.live else 10.0):
            self.told = time.monotonic()
            self._tell("" if self.live else "\n")

    def end(self) -> None:
        """The work is over."""
        if time.monotonic() - self.begun > 1:
            self._tell("\n")

    def _tell(self, end: str) -> None:
        done, total = self.last
        part = f" dari {number(total)}" if total else ""
        sys.stderr.write(f"{chr(13) if self.live else ''}{self.words}: {number(done)}{part}{end}")
        sys.stderr.flush()


def counted(items: Iterable[Item], words: str, total: int | None = None) -> Iterator[Item]:
    """Pass `items` on, and count them on stderr while it lasts."""
    counter = Counter(words)
    for done, item in enumerate(items, start=1):
        yield item
        counter(done, total)
    counter.end()
