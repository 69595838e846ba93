"""How easy and how comfortable visitors found it: two figures, beside the burden read from the flow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from garda.looks import wording
from garda.office.showing import local_day
from garda.sight.doors import Staff
from garda.surveys import periods, result_words, results
from garda.surveys.result_words import Figure
from garda.surveys.results import Scope

KEY = "kemudahan"


@dataclass(frozen=True)
class Ease:
    """The two figures of a service, or of the city, over the year so far."""

    figures: list[Figure]
    period: str
    query: str
    simulated: bool


def ease_of(staff: Staff, at: datetime, service: str | None = None) -> Ease | None:
    """What visitors said of ease and comfort; None where the instrument was never asked."""
    today = local_day(staff, at)
    period = periods.year_at(periods.latest(today).first)
    board = results.board(staff.city, KEY, period, today)
    if board is None:
        return None
    found = board.result(Scope(service=service), period)
    return Ease(
        result_words.figures(board.edition.instrument, found),
        wording.words(period.words),
        f"?instrumen={KEY}&masa={period.key}",
        board.simulated,
    )
