"""Every figure of a period that may be shown, as a table to reckon with: on paper it gives the same digits.

For each group: how many answered, and for each element the sum of its answers. Sum ÷ n is the mean; weight ×
mean ÷ top of the scale × the highest value, added up, is the index. The interval is 1.96 × root of (squares ÷
(n × (n − 1)) × (N − n) ÷ (N − 1)), where N is how many were invited; without the last factor where that is
not known, or fewer than answered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from fractions import Fraction

from garda import scoring
from garda.looks import wording
from garda.people.models import City
from garda.people.register import register_of
from garda.scoring import Instrument, Score, Tally
from garda.scoring.reach import reach
from garda.surveys import result_words
from garda.surveys.periods import Period
from garda.surveys.results import CITY, Board, Result, Scope
from garda.texts.tables import inert

COLUMNS = (
    "instrumen", "sidik", "masa", "sampai", "lingkup", "nama", "baris", "butir", "bagian", "bobot",
    "puncak_skala", "n", "jumlah_nilai", "rata_rata", "nilai", "batas_bawah", "batas_atas", "jumlah_kuadrat",
    "diundang", "mutu", "keadaan", "disisihkan_ikut", "simulasi",
)  # fmt: skip
STATES = {"none": "tidak ada", "hidden": "tidak ditampilkan", "insufficient": "belum cukup", "sound": "cukup"}
YES, NO = "ya", "tidak"


def table(city: City, board: Board, period: Period, services: Mapping[str, str]) -> str:
    """The table as CSV. Groups that may not be shown have a row that says so, and no number."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    units = register_of(city).units
    scopes = [("kota", city.name, CITY)]
    scopes += [("kantor", units[pk].name, Scope(pk)) for pk in board.units(period) if pk in units]
    scopes += [("layanan", services.get(key, key), Scope(service=key)) for key in board.services(period)]
    for kind, name, scope in scopes:
        result = board.result(scope, period)
        common = {
            "instrumen": board.edition.key, "sidik": board.edition.fingerprint[:16], "masa": period.key,
            "lingkup": kind, "nama": inert(name), "simulasi": YES if board.simulated else NO,
            "keadaan": STATES[result.state], "disisihkan_ikut": YES if result.all_sheets else NO,
            "sampai": f"{result.months[-1]:%Y-%m}" if result.months else "",
        }  # fmt: skip
        for row in _rows(board, period, result):
            writer.writerow({**common, **row})
    return out.getvalue()


def _rows(board: Board, period: Period, result: Result) -> Iterator[dict[str, str]]:
    instrument = board.edition.instrument
    if result.measure is None:
        yield {"baris": "indeks"}
        return
    if result.all_sheets or result.scope.service is not None:
        tally = board.tally_in(result.scope, result.months)
    else:
        tally = board.tally(result.scope, period)
    for score in result.measure.scores:
        yield {"baris": "indeks", **_index(instrument, score, tally)}
        for one in score.elements:
            if one.mean is None or one.n is None:
                continue
            scale = instrument.scale(one.element.scale)
            yield {
                "baris": "unsur",
                "butir": one.element.key,
                "bagian": score.part or "",
                "bobot": str(one.element.weight),
                "puncak_skala": _number(scale.highest if scale else None),
                "n": str(one.n),
                "jumlah_nilai": _number(one.mean * one.n),
                "rata_rata": _number(one.mean),
            }
            for bucket in result_words.buckets(instrument, one):
                yield {
                    "baris": "jawaban",
                    "butir": f"{one.element.key}: {bucket.title}",
                    "n": str(bucket.count),
                }


def _index(instrument: Instrument, score: Score, tally: Tally) -> dict[str, str]:
    places = instrument.decimals
    return {
        "bagian": score.part or "",
        "n": str(score.n) if score.n is not None else "",
        "nilai": str(scoring.shown(score.value, places)) if score.value is not None else "",
        "batas_bawah": str(scoring.shown(score.low, places)) if score.low is not None else "",
        "batas_atas": str(scoring.shown(score.high, places)) if score.high is not None else "",
        "jumlah_kuadrat": _number(squares(tally, score)) if score.low is not None else "",
        "diundang": str(score.invited) if score.invited is not None else "",
        "mutu": f"{score.band.key}: {wording.words(score.band.title)}" if score.band else "",
    }


def squares(tally: Tally, score: Score) -> Fraction:
    """How far single sheets lie from the score, squared and added up."""
    instrument, reaches = tally.instrument, reach(tally.instrument)
    means = {one.element.key: (one.mean, one.n) for one in score.elements}
    total = Fraction(0)
    for pattern, times in tally.patterns.items():
        beside = Fraction(0)
        for place, element in enumerate(instrument.elements):
            mean, answered = means.get(element.key, (None, None))
            scale, answer = instrument.scale(element.scale), pattern[place]
            if answer is None or mean is None or not answered or scale is None or score.n is None:
                continue
            step = reaches[element.key] * instrument.out_of / scale.highest
            beside += step * (tally.values_of(place)[answer] - mean) * score.n / answered
        total += beside * beside * times
    return total


def _number(value: Fraction | None) -> str:
    """A number to six places, without the zeros at its end."""
    if value is None:
        return ""
    text = f"{scoring.shown(value, 6):f}"
    return text.rstrip("0").rstrip(".")
