"""Rules on bands: every value that can come out falls in exactly one."""

from __future__ import annotations

from itertools import pairwise

from garda.scoring.banding import range_of
from garda.scoring.exact import rounded
from garda.scoring.ground import Ground
from garda.scoring.language import Band, Instrument

_WITH_BANDS = ("weighted-mean", "profile", "weighted-tree")


def fitting(ground: Ground) -> None:
    """Bands belong to formulas with one value; their edges are no finer than what is shown."""
    one = ground.instrument
    if one.bands and one.formula not in _WITH_BANDS:
        ground.find(("band",), "Rumus ini tidak punya kelas.", "This formula has no bands.")
    for band in one.bands:
        if any(rounded(edge, one.decimals) != edge for edge in (band.lowest, band.highest)):
            ground.find_in(
                "band",
                band.key,
                (),
                f"Tepi ini lebih halus daripada {one.decimals} desimal yang ditampilkan.",
                f"This edge is finer than the {one.decimals} decimals that are shown.",
            )
        if band.highest < band.lowest or (
            band.highest == band.lowest and not (band.with_lowest and band.with_highest)
        ):
            ground.find_in("band", band.key, (), "Kelas ini kosong.", "This band is empty.")


def joined(ground: Ground) -> None:
    """Between two bands there is neither a gap nor a common value."""
    for lower, upper in pairwise(_sorted(ground.instrument)):
        if upper.lowest < lower.highest or (
            upper.lowest == lower.highest and lower.with_highest and upper.with_lowest
        ):
            ground.find_in(
                "band",
                upper.key,
                (),
                f"Kelas ini tumpang tindih dengan “{lower.key}”.",
                f"This band overlaps with “{lower.key}”.",
            )
        elif upper.lowest > lower.highest or not (lower.with_highest or upper.with_lowest):
            ground.find_in(
                "band",
                upper.key,
                (),
                f"Ada celah antara kelas ini dan “{lower.key}”.",
                f"There is a gap between this band and “{lower.key}”.",
            )


def covering(ground: Ground) -> None:
    """The lowest and the highest value that can come out have a band."""
    one = ground.instrument
    bands = _sorted(one)
    if not bands or one.formula not in _WITH_BANDS:
        return
    parts = [part.key for part in one.parts] if one.formula == "profile" else [None]
    for part in parts:
        can = range_of(one, part)
        for band, value in ((bands[0], can.lowest), (bands[-1], can.highest)):
            if can.highest and not any(each.holds(rounded(value, one.decimals)) for each in bands):
                shown = f"{float(value):g}"
                ground.find_in(
                    "band",
                    band.key,
                    (),
                    f"Nilai {shown} dapat keluar, tetapi tidak masuk kelas mana pun.",
                    f"The value {shown} can come out and has no band.",
                )


def _sorted(instrument: Instrument) -> list[Band]:
    return sorted(instrument.bands, key=lambda band: (band.lowest, not band.with_lowest, band.highest))


EDGE_RULES = (fitting, joined, covering)
