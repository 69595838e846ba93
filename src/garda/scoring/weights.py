"""Rules on weights: what they add up to, and that every name leads somewhere."""

from __future__ import annotations

from fractions import Fraction

from garda.scoring.ground import Ground
from garda.scoring.language import APART
from garda.scoring.reach import groups


def names(ground: Ground) -> None:
    """Parts and scales that are named are there; no part stands in itself."""
    one = ground.instrument
    for element in one.elements:
        if element.part is not None and one.part(element.part) is None:
            ground.find_in(
                "element",
                element.key,
                ("part",),
                f"Bagian “{element.part}” tidak ada.",
                f"No part “{element.part}”.",
            )
        if element.scale is not None and one.scale(element.scale) is None:
            ground.find_in(
                "element",
                element.key,
                ("scale",),
                f"Skala “{element.scale}” tidak ada.",
                f"No scale “{element.scale}”.",
            )
    for part in one.parts:
        if part.under is not None and one.part(part.under) is None:
            ground.find_in(
                "part",
                part.key,
                ("under",),
                f"Bagian “{part.under}” tidak ada.",
                f"No part “{part.under}”.",
            )
        if _is_in_itself(ground, part.key):
            ground.find_in(
                "part",
                part.key,
                ("under",),
                "Bagian ini berada di dalam dirinya sendiri.",
                "This part stands inside itself.",
            )
        if not one.of_part(part.key) and not one.under(part.key):
            ground.find_in("part", part.key, (), "Bagian ini kosong.", "This part is empty.")


def _is_in_itself(ground: Ground, key: str) -> bool:
    met: set[str] = set()
    part = ground.instrument.part(key)
    while part is not None and part.under is not None and part.key not in met:
        met.add(part.key)
        if part.under == key:
            return True
        part = ground.instrument.part(part.under)
    return False


def sums(ground: Ground) -> None:
    """Weights side by side add up exactly to what holds them: 1/9 nine times is 1, 0.11 nine times is not."""
    for group in groups(ground.instrument):
        if not group.parts and not group.elements:
            continue
        if group.sum == group.total and group.total > 0:
            continue
        id = f"Jumlah bobot di sini {_said(group.sum)}, seharusnya {_said(group.total)}."
        en = f"The weights here add up to {_said(group.sum)}; they should make {_said(group.total)}."
        if group.holder is None:
            ground.find((("part" if group.parts else "element"),), id, en)
        else:
            ground.find_in("part", group.holder.key, ("weight",), id, en)


def _said(number: Fraction) -> str:
    exact = number * 10**6
    if exact.denominator == 1:
        return f"{float(number):.6f}".rstrip("0").rstrip(".")
    return str(number)


def weighed(ground: Ground) -> None:
    """Whatever stands beside others has a weight of its own: none is not a weight."""
    one = ground.instrument
    if one.formula == "shares":
        return
    bare = [("element", element.key) for element in one.elements if not element.weight]
    if one.formula not in APART:
        bare += [("part", part.key) for part in one.parts if not part.weight]
    for table, key in bare:
        ground.find_in(table, key, ("weight",), "Bobotnya belum ada.", "Its weight is missing.")


def beyond(ground: Ground) -> None:
    """Points on top of the whole stand at the root of a tree, and nowhere else."""
    one = ground.instrument
    for table, rows in (
        ("part", [(part.key, part.beyond, part.under) for part in one.parts]),
        ("element", [(element.key, element.beyond, element.part) for element in one.elements]),
    ):
        for key, is_beyond, holder in rows:
            if is_beyond and (holder is not None or one.formula != "weighted-tree"):
                ground.find_in(
                    table,
                    key,
                    ("beyond",),
                    "Tambahan di luar keseluruhan (beyond) hanya di akar weighted-tree.",
                    "What goes beyond the whole stands only at the root of a weighted-tree.",
                )


def heirs(ground: Ground) -> None:
    """An element of an older edition lives on in one element of this one."""
    met: dict[str, str] = {}
    for element in ground.instrument.elements:
        for old in element.was:
            if met.setdefault(old, element.key) != element.key:
                ground.find_in(
                    "element",
                    element.key,
                    ("was",),
                    f"“{old}” sudah dilanjutkan oleh “{met[old]}”.",
                    f"“{old}” lives on in “{met[old]}” already.",
                )


WEIGHT_RULES = (names, weighed, sums, beyond, heirs)
