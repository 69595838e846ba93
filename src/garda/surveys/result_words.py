"""Results in the words of a page: the same for an office's page, the public one and the printed sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from garda import scoring
from garda.looks import wording
from garda.rules.reading import look_up_all
from garda.scoring import ElementScore, Instrument, Measure, Score
from garda.scoring.banding import range_of
from garda.surveys.publishing import Edition
from garda.surveys.results import FEW, Result

MEAN_PLACES = 2


@dataclass(frozen=True)
class Figure:
    """One score: its name (of a part, or empty), its value, what it is out of, how sure it is, its state."""

    title: str
    value: str
    of: str
    band: str
    n: str
    state: str
    state_words: str
    interval: str
    whole: int | None


@dataclass(frozen=True)
class Line:
    """One element: its mean on its scale, how many answered, as a part of what can come out."""

    key: str
    title: str
    mean: str
    of: str
    n: str
    whole: int | None
    weak: bool


@dataclass(frozen=True)
class Bucket:
    """Answers counted: one answer of the scale, or several taken together where one to four gave one."""

    title: str
    count: int


def figures(instrument: Instrument, result: Result) -> list[Figure]:
    """The scores of a result, one for each part that is scored apart."""
    if result.measure is None:
        state, words = state_of(result.state, None)
        return [Figure("", "", "", "", "", state, words, "", None)]
    return [figure(instrument, score) for score in result.measure.scores]


def headline(instrument: Instrument, name: str, result: Result) -> str:
    """ "Kelurahan Melati dinilai baik: 82,41 dari 100, mutu B"; without enough answers how many there are."""
    if result.state == "none":
        return _("%(name)s: belum ada jawaban") % {"name": name}
    if result.measure is None:
        return _("%(name)s: terlalu sedikit jawaban") % {"name": name}
    if result.measure.quadrant is not None:
        said = wording.words(result.measure.quadrant.title).lower()
        return _("%(name)s: %(said)s") % {"name": name, "said": said}
    every = figures(instrument, result)
    if len(every) > 1:
        parts = ", ".join(f"{one.title.lower()} {one.value or '–'}" for one in every)
        return _("%(name)s: %(said)s") % {"name": name, "said": parts}
    one = every[0]
    if one.band:
        letter, _comma, band = one.band.partition(", ")
        return _("%(name)s dinilai %(band)s: %(value)s %(of)s, mutu %(letter)s") % {
            "name": name, "band": band.lower(), "value": one.value, "of": one.of, "letter": letter
        }  # fmt: skip
    if one.value and result.state == "sound":
        return _("%(name)s: %(said)s") % {"name": name, "said": f"{one.value} {one.of}"}
    said = one.state_words[:1].lower() + one.state_words[1:]
    return _("%(name)s: %(state)s") % {"name": name, "state": said}


def figure(instrument: Instrument, score: Score) -> Figure:
    """One score in words."""
    part = instrument.part(score.part) if score.part else None
    state, words = state_of(score.state, score)
    return Figure(
        wording.words(part.title) if part else "",
        shown(score.value, instrument.decimals),
        _("dari %(top)s") % {"top": wording.number(scoring.shown(instrument.out_of, 0))},
        f"{score.band.key}, {wording.words(score.band.title)}" if score.band else "",
        wording.number(score.n),
        state,
        words,
        interval(instrument, score),
        _whole(instrument, score),
    )


def shown(value: Fraction | None, places: int) -> str:
    """A value at so many places: "82,41"; "" without one."""
    return wording.number(scoring.shown(value, places), places) if value is not None else ""


def state_of(state: str, score: Score | None) -> tuple[str, str]:
    """Shape and words of how sure a score is."""
    if state == "none":
        return "not", _("belum ada jawaban")
    if score is None or score.n is None or state == "hidden":
        return "not", _("terlalu sedikit jawaban untuk ditampilkan")
    n = wording.number(score.n)
    if state == "sound":
        return "done", _("%(n)s jawaban, cukup") % {"n": n}
    if score.needed is None:
        return "pause", _("%(n)s jawaban, jumlah yang dilayani belum diketahui") % {"n": n}
    if score.n < score.needed:
        return "pause", _("Baru %(n)s dari %(needed)s jawaban") % {
            "n": n,
            "needed": wording.number(score.needed),
        }
    return "pause", _("%(n)s jawaban, tetapi satu unsur dijawab terlalu sedikit") % {"n": n}


def interval(instrument: Instrument, score: Score) -> str:
    """ "antara 80,12 dan 84,70"; nothing where it cannot be said."""
    if score.low is None or score.high is None:
        return ""
    places = instrument.decimals
    return _("antara %(low)s dan %(high)s") % {
        "low": shown(score.low, places),
        "high": shown(score.high, places),
    }


def compared(instrument: Instrument, result: Result) -> str:
    """What an older report would say of the same answers: "81,26 dengan bobot 0,11"; "" where none did."""
    score = result.score
    value = scoring.compared(instrument, score) if score is not None else None
    if value is None or instrument.older_places is None:
        return ""
    weights = {scoring.rounded(one.weight, instrument.older_places) for one in instrument.elements}
    value_said = shown(value, instrument.decimals)
    if len(weights) != 1:
        return _("%(value)s dengan bobot yang dibulatkan") % {"value": value_said}
    weight = shown(weights.pop(), instrument.older_places)
    return _("%(value)s dengan bobot %(weight)s") % {"value": value_said, "weight": weight}


def _whole(instrument: Instrument, score: Score) -> int | None:
    """The score as whole percent of the way from the lowest to the highest that can come out."""
    can = range_of(instrument, score.part)
    if score.value is None or can.highest == can.lowest:
        return None
    return int(scoring.rounded(100 * (score.value - can.lowest) / (can.highest - can.lowest), 0))


def rate(result: Result) -> str:
    """ "412 dari 500 undangan dijawab (82%)", where those invited were counted."""
    score = result.score
    if score is None or score.invited is None or score.n is None:
        return ""
    if score.rate is None:
        return _("%(n)s undangan") % {"n": wording.number(score.invited)}
    return _("%(n)s dari %(all)s undangan dijawab, %(share)s%%") % {
        "n": wording.number(score.n),
        "all": wording.number(score.invited),
        "share": share(score.n, score.invited),
    }


def share(part: int, whole: int) -> str:
    """So many whole percent; "100" only where it is all of them and "0" only where it is none."""
    percent = scoring.rounded(Fraction(100 * part, whole), 0)
    return shown(min(max(percent, Fraction(part > 0)), Fraction(100 - (part < whole))), 0)


def lines(instrument: Instrument, measure: Measure | None, weak: int = 3) -> list[Line]:
    """Every element in the order of the instrument; the weakest are marked."""
    if measure is None:
        return []
    every = [one for score in measure.scores for one in score.elements]
    weakest = {one.element.key for score in measure.scores for one in scoring.weakest(score, weak)}
    if len(every) <= weak or len(measure.scores) > 1:
        weakest = set()
    order = {element.key: place for place, element in enumerate(instrument.elements)}
    every.sort(key=lambda one: order[one.element.key])
    return [_line(instrument, one, one.element.key in weakest) for one in every]


def _line(instrument: Instrument, one: ElementScore, weak: bool) -> Line:
    scale = instrument.scale(one.element.scale)
    whole = None
    if one.mean is not None and scale is not None and scale.highest != scale.lowest:
        whole = int(scoring.rounded(100 * (one.mean - scale.lowest) / (scale.highest - scale.lowest), 0))
    return Line(
        one.element.key,
        wording.words(one.element.title),
        shown(one.mean, MEAN_PLACES),
        _("dari %(top)s") % {"top": wording.number(scoring.shown(scale.highest, 0))} if scale else "",
        wording.number(one.n),
        whole,
        weak,
    )


def element_title(instrument: Instrument | None, key: str) -> str:
    """The name of an element in the page's language; its key where there is none."""
    found = next((one for one in instrument.elements if one.key == key), None) if instrument else None
    return wording.words(found.title) if found else key


def buckets(instrument: Instrument, one: ElementScore) -> list[Bucket]:
    """How often each answer was given; what one to four gave is taken together with its neighbour."""
    scale = instrument.scale(one.element.scale)
    if scale is None or not one.answers:
        return []
    lots = [([wording.words(point.title)], n) for point, n in zip(scale.points, one.answers, strict=True)]
    while len(lots) > 1 and any(0 < n < FEW for _titles, n in lots):
        at = next(place for place, (_titles, n) in enumerate(lots) if 0 < n < FEW)
        near = [place for place in (at - 1, at + 1) if 0 <= place < len(lots)]
        other = min(near, key=lambda place: (lots[place][1] == 0, lots[place][1]))
        first, second = sorted((at, other))
        lots[first : second + 1] = [(lots[first][0] + lots[second][0], lots[first][1] + lots[second][1])]
    return [Bucket(_together(titles), n) for titles, n in lots]


def _together(titles: Sequence[str]) -> str:
    if len(titles) == 1:
        return titles[0]
    return _("%(first)s sampai %(last)s") % {"first": titles[0], "last": titles[-1].lower()}


def said(n: int | None) -> str:
    """A count of marked sheets; one to four are not told apart."""
    return wording.number(n) if n is not None else _("kurang dari 5")


def basis(edition: Edition, city_key: str, day: date) -> list[str]:
    """The rules an edition rests on, by their names."""
    keys: Iterable[str] = edition.instrument.rests_on
    cited = look_up_all(keys, city_key=city_key, on=day, lang=wording.speaks())
    return [cited[key].sentence if key in cited else key for key in keys]


def until(result: Result) -> date | None:
    """The last month that a service's figure adds up, where later ones have too few sheets."""
    return result.months[-1] if result.months else None
