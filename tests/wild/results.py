"""Ten answers of September in Melati and the follow-ups made of them, for the walk of bad input."""

from __future__ import annotations

from datetime import date

from garda.surveys import following_up, periods, results
from tests.surveys.asked import answered
from tests.town import Town, moment


def weak_points(town: Town) -> dict[str, str]:
    """One follow-up of an office. The instruments are published already."""
    for n in range(10):
        answered(town, [2, 2, 1, 3, 2, 2, 0, 1, 2], at=moment("2025-09-08", f"09:{n:02d}"))
    period = periods.month_at(date(2025, 9, 1))
    board = results.board(town.city, "skm", period, moment().date())
    assert board is not None
    found = following_up.open_weakest(board, town.units["melati"], period, by=None, at=moment())
    return {"matter_id": str(found[0].id)}


def known_of_results(route: str, known: dict[str, str]) -> dict[str, str]:
    """What stands in the parts of these addresses."""
    if route.startswith(("kerja/hasil/", "<slug:city>/kepuasan/")):
        return {"key": "melati", "about": "time"}
    return {"name": "ambil"} if route.startswith("kerja/tindak-lanjut/") else {}
