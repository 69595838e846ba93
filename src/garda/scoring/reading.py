"""From the text of an instrument to the instrument itself."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from garda.scoring import grammar
from garda.scoring.findings import Finding, Unreadable
from garda.scoring.language import LANGUAGE, Band, Element, Instrument, Part, Point, Quadrant, Scale
from garda.scoring.shapes import Shaper
from garda.texts.shapes import EMPTY
from garda.texts.words import Words

LONGEST_TEXT = 300_000  # characters
MOST_DECIMALS = 6

_PLACE_IN_ERROR = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


@lru_cache(maxsize=128)
def read(text: str, name: str) -> Instrument:
    """The instrument that `text` declares; `name` is the file's name, for the findings. Read once, shared.

    Raises Unreadable, with findings, when the text is not TOML or a key has the wrong shape. Whether weights
    and bands are sound is for `check` to say.
    """
    instrument, shaper = parse(text, name)
    if instrument is None or any(one.grave for one in shaper.findings):
        raise Unreadable(shaper.findings)
    return instrument


def fingerprint(text: str) -> str:
    """SHA-256 of the text as UTF-8, in 64 hexadecimal digits: a score names the edition it was made with."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parse(text: str, name: str) -> tuple[Instrument | None, Shaper]:
    """As much of an instrument as `text` holds, with the findings about its shape. Never raises."""
    shaper = Shaper(text if len(text) <= LONGEST_TEXT else "", name)
    if len(text) > LONGEST_TEXT:
        shaper.find((), Words("Berkas instrumen ini terlalu besar.", "This instrument file is too large."))
        return None, shaper
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:
        shaper.findings.append(_not_toml(str(error), text, name))
        return None, shaper
    return _instrument(raw, shaper), shaper


def _not_toml(said: str, text: str, name: str) -> Finding:
    where = _PLACE_IN_ERROR.search(said)
    line = None
    if where:
        line = int(where.group(1)) if where.group(1) else text.count("\n") + 1
    words = Words(
        "Tulisan ini tidak dapat dibaca. Periksa tanda kutip, kurung, koma, dan kunci yang ditulis dua kali.",
        "This text cannot be read. Look for quotation marks, brackets, commas and keys written twice.",
    )
    return Finding(name, line, None, None, words)


def _instrument(raw: dict[str, Any], shaper: Shaper) -> Instrument:
    values = shaper.table(raw, grammar.INSTRUMENT, ())
    if values.get("language", LANGUAGE) != LANGUAGE:
        words = Words(
            f"Versi bahasa instrumen yang dikenal hanya {LANGUAGE}.", f"The only known version is {LANGUAGE}."
        )
        shaper.find(("language",), words)
    for key in ("decimals", "older_places"):
        if values.get(key, 0) > MOST_DECIMALS:
            words = Words(f"Paling banyak {MOST_DECIMALS} desimal.", f"At most {MOST_DECIMALS} decimals.")
            shaper.find((key,), words)
            del values[key]
    tables = {table: values.pop(table, ()) for table in grammar.TABLES}
    blank: dict[str, Any] = {
        "key": "",
        "title": EMPTY,
        "lead": EMPTY,
        "formula": "",
        "asked": "",
        "begins": date.max,
    }
    for key, name in (("from", "begins"), ("until", "ends")):
        if key in values:
            values[name] = values.pop(key)
    return Instrument(
        **(blank | values),
        scales=_scales(tables["scale"], shaper),
        parts=tuple(Part(**one) for one in _rows("part", tables["part"], shaper)),
        elements=tuple(Element(**one) for one in _rows("element", tables["element"], shaper)),
        bands=_bands(tables["band"], shaper),
        quadrants=tuple(Quadrant(**one) for one in _rows("quadrant", tables["quadrant"], shaper)),
    )


def _rows(table: str, raw: Iterable[object], shaper: Shaper) -> list[dict[str, Any]]:
    """The values of each table of one kind, blanks where keys are missing; a key used twice is found."""
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    for place, one in enumerate(raw):
        shaper.part = _key_of(one, place)
        values = shaper.table(one, grammar.TABLES[table], (table, place))
        key = values.setdefault("key", shaper.part)
        if key in seen:
            words = Words(f"Kunci “{key}” dipakai dua kali.", f"The key “{key}” is used twice.")
            shaper.find((table, place, "key"), words)
        seen.add(key)
        found.append({"title": EMPTY} | values if table != "scale" else values)
        shaper.part = None
    return found


def _key_of(raw: object, place: int) -> str:
    key = raw.get("key") if isinstance(raw, Mapping) else None
    return key[:60] if isinstance(key, str) and key else f"?{place + 1}"


def _scales(raw: Iterable[object], shaper: Shaper) -> tuple[Scale, ...]:
    scales = []
    for place, values in enumerate(_rows("scale", raw, shaper)):
        shaper.part = values["key"]
        labels: tuple[Words, ...] = values.pop("labels", ())
        lowest = values.pop("lowest", None)
        first = Fraction(1) if lowest is None else lowest
        points = [Point(first + at, title) for at, title in enumerate(labels)]
        points += _points(values.pop("point", ()), place, shaper)
        if points:
            values |= {
                "lowest": min(one.value for one in points),
                "highest": max(one.value for one in points),
            }
        else:
            values |= {"lowest": lowest or Fraction(0), "highest": values.get("highest", Fraction(0))}
        scales.append(Scale(**values, points=tuple(points)))
        shaper.part = None
    return tuple(scales)


def _points(raw: Iterable[object], place: int, shaper: Shaper) -> list[Point]:
    found = []
    for at, one in enumerate(raw):
        values = shaper.table(one, grammar.POINT, ("scale", place, "point", at))
        blank: dict[str, Any] = {"value": Fraction(0), "title": EMPTY}
        found.append(Point(**(blank | values)))
    return found


def _bands(raw: Iterable[object], shaper: Shaper) -> tuple[Band, ...]:
    bands = []
    for place, values in enumerate(_rows("band", raw, shaper)):
        shaper.part = values["key"]
        begins = [key for key in ("from", "above") if key in values]
        ends = [key for key in ("below", "up_to") if key in values]
        if len(begins) != 1 or len(ends) != 1:
            words = Words(
                "Kelas ini butuh tepat satu tepi bawah (from/above) dan satu tepi atas (below/up_to).",
                "This band needs exactly one lower edge (from or above) and one upper edge (below or up_to).",
            )
            shaper.find(("band", place), words)
        edges = {key: values.pop(key) for key in begins + ends}
        bands.append(
            Band(
                **values,
                lowest=edges.get("from", edges.get("above", Fraction(0))),
                highest=edges.get("below", edges.get("up_to", Fraction(0))),
                with_lowest="above" not in edges,
                with_highest="up_to" in edges,
            )
        )
        shaper.part = None
    return tuple(bands)
