"""Reading a trail, and checking that nobody changed it behind the program's back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from garda.people.models import City
from garda.trails.models import Line
from garda.trails.writing import fingerprint


@dataclass(frozen=True)
class Broken:
    """One line that does not hold: of what, which, and why."""

    kind: str
    key: str
    seq: int
    words: str


def lines(city: City, kind: str, key: str | int) -> list[Line]:
    """Every line about one thing, the oldest first, with who acted; one query."""
    rows = Line.objects.filter(city=city, kind=kind, key=str(key)).order_by("seq")
    return list(rows.select_related("by", "by_post", "unit"))


def last_seq(city: City, kind: str, key: str | int) -> int:
    """The number of the last line, 0 without any: what a page hands over as `seen`."""
    rows = Line.objects.filter(city=city, kind=kind, key=str(key)).order_by("-seq")
    return rows.values_list("seq", flat=True).first() or 0


def count(city: City) -> int:
    """How many lines there are in all."""
    return Line.objects.filter(city=city).count()


def broken(city: City) -> Iterator[Broken]:
    """Every line whose fingerprint, number or link to the line before does not hold; read in pieces."""
    of: tuple[str, str] | None = None
    seq, before = 0, ""
    for line in Line.objects.filter(city=city).order_by("kind", "key", "seq").iterator(chunk_size=2000):
        if (line.kind, line.key) != of:
            of, seq, before = (line.kind, line.key), 0, ""
        seq += 1
        if line.seq != seq:
            yield Broken(line.kind, line.key, line.seq, f"baris {seq} hilang")
            seq = line.seq
        elif line.before != before:
            yield Broken(line.kind, line.key, line.seq, "tidak menyambung ke baris sebelumnya")
        if line.fingerprint != fingerprint(line, city.key):
            yield Broken(line.kind, line.key, line.seq, "isinya tidak cocok dengan sidik jarinya")
        before = line.fingerprint
