"""What an instrument itself calls unsure, so that a page can show the mark beside each such value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from garda.scoring.exact import shown
from garda.scoring.language import Band, Element, Instrument, Part, Scale
from garda.texts.words import Words

DOUBTS = {
    "formula": Words("rumus", "formula"),
    "elements": Words("susunan unsur", "set of elements"),
    "out-of": Words("nilai penuh", "full value"),
    "minimum": Words("jumlah jawaban paling sedikit", "fewest answers"),
    "bands": Words("kelas", "bands"),
    "dates": Words("tanggal berlaku", "dates in force"),
    "basis": Words("dasar hukum", "legal basis"),
    "weight": Words("bobot", "weight"),
    "edge": Words("batas", "edge"),
    "question": Words("pertanyaan", "question"),
    "scale": Words("skala", "scale"),
    "labels": Words("kata pada jawaban", "words of the answers"),
    "title": Words("nama", "name"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One value that is known from common practice alone: in which table and row, what, and from where."""

    table: str
    key: str
    title: Words
    what: str
    source: str

    @property
    def words(self) -> Words:
        """What is unsure, in a word or two."""
        return DOUBTS[self.what]


def doubts(instrument: Instrument) -> Iterator[Doubt]:
    """Every doubt of the instrument, in the order of its tables; those of the whole come first."""
    for what in instrument.unsure:
        yield Doubt("instrument", instrument.key, instrument.title, what, instrument.source)
    for scale in instrument.scales:
        for what in scale.unsure:
            yield Doubt("scale", scale.key, _named(scale), what, scale.source or instrument.source)
    tables: tuple[tuple[str, Sequence[Part | Element | Band]], ...] = (
        ("part", instrument.parts),
        ("element", instrument.elements),
        ("band", instrument.bands),
    )
    for table, rows in tables:
        for row in rows:
            for what in row.unsure:
                yield Doubt(table, row.key, row.title, what, row.source or instrument.source)


def _named(scale: Scale) -> Words:
    """A scale has no name of its own: it is called by its first and its last answer."""
    if scale.points:
        first, last = scale.points[0].title, scale.points[-1].title
        return Words(f"Skala “{first.id}” sampai “{last.id}”", f"Scale “{first.en}” to “{last.en}”")
    first_number, last_number = shown(scale.lowest, 0), shown(scale.highest, 0)
    return Words(f"Skala {first_number} sampai {last_number}", f"Scale {first_number} to {last_number}")
