"""What visitors said of one office or one service, for its own page: the index with its n."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from garda.looks import wording
from garda.surveys import periods, result_words, results
from garda.surveys.periods import Period
from garda.surveys.result_words import Figure
from garda.surveys.results import Scope

KEY = "skm"


@dataclass(frozen=True)
class Brief:
    """The index in the year so far; the figure has no value where too few answered.

    `until`: the last month that a service's figure adds up, where later ones have too few answers.
    """

    period: str
    figure: Figure
    simulated: bool
    until: str = ""


def usual(today: date) -> Period:
    """The year so far; in January the year before."""
    return periods.year_at(periods.latest(today).first)


def of_office(city: Any, unit_id: int, today: date) -> Brief | None:
    """The index of an office; None where there is nothing that may be shown."""
    found = _brief(city, Scope(unit_id), today)
    return found if found and found.figure.n else None


def of_service(city: Any, key: str, today: date) -> Brief | None:
    """The index of a service over the whole city; None where nobody is asked at all."""
    return _brief(city, Scope(service=key), today)


def _brief(city: Any, scope: Scope, today: date) -> Brief | None:
    period = usual(today)
    board = results.board(city, KEY, period, today)
    if board is None:
        return None
    result = board.result(scope, period)
    figure = result_words.figures(board.edition.instrument, result)[0]
    last = result_words.until(result)
    behind = last is not None and last != period.months(today)[-1]
    until = wording.words(periods.month_at(last).words) if last and behind and figure.n else ""
    return Brief(wording.words(period.words), figure, board.simulated and bool(figure.n), until)
