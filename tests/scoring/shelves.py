"""The instruments of the shelf, read; and sheets of answers, made simply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from garda import shelf
from garda.scoring import Instrument, Tally, read

FILES = sorted(shelf.folder("instruments").glob("*.toml"))
NAMES = [file.stem for file in FILES]


def text_of(name: str) -> str:
    """The text of one instrument of the shelf."""
    return shelf.folder("instruments", f"{name}.toml").read_text("utf-8")


def instrument_of(name: str) -> Instrument:
    """One instrument of the shelf."""
    return read(text_of(name), f"{name}.toml")


def sheets(instrument: Instrument, rows: Iterable[Sequence[int | None]]) -> Tally:
    """A tally of rows of answers by their value, in the order of the elements."""
    keys = [element.key for element in instrument.elements]
    return Tally.of(
        instrument,
        ({key: value for key, value in zip(keys, row, strict=True) if value is not None} for row in rows),
    )


def alike(instrument: Instrument, value: int, n: int) -> Tally:
    """So many sheets that give every element the same value."""
    return sheets(instrument, [[value] * len(instrument.elements)] * n)
