"""What the pages of results are asked for: which instrument, which edition, which period, whose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from garda import clock, scoring
from garda.looks import wording
from garda.office.showing import local_day
from garda.people.register import register_of
from garda.sight.doors import Staff, units_in_reach
from garda.surveys import periods, publishing, results, tallying
from garda.surveys.periods import Period
from garda.surveys.publishing import Edition
from garda.surveys.results import VISITORS, Board
from garda.texts.cleaning import whole

KINDS = (
    (periods.MONTH, periods.month_at),
    (periods.QUARTER, periods.quarter_at),
    (periods.YEAR, periods.year_at),
)


@dataclass(frozen=True)
class Asked:
    """What a reader asked to see. Without an edition that held then there is no board."""

    key: str
    period: Period
    today: date
    edition: int | None
    board: Board | None

    def query(self, **more: str) -> str:
        """The same in an address, with something else instead."""
        said = {"instrumen": self.key, "masa": self.period.key}
        if self.edition is not None:
            said["edisi"] = str(self.edition)
        return "?" + urlencode({**said, **more})


def asked_for(request: HttpRequest, staff: Staff) -> Asked:
    """Read `?instrumen=`, `?masa=` and `?edisi=`; the last full month of satisfaction without them."""
    today = local_day(staff, clock.now())
    period = periods.read(request.GET.get("masa", "")[:8]) or periods.latest(today)
    if not period.is_shown(today):
        period = periods.latest(today)
    key = request.GET.get("instrumen", "")[:60]
    key = key if key in VISITORS else VISITORS[0]
    edition = whole(request.GET.get("edisi"))
    board = results.board(staff.city, key, period, today, edition)
    if edition is not None and board is None:
        raise Http404
    return Asked(key, period, today, edition, board)


def offices(staff: Staff) -> list[Any]:
    """The offices whose results a reader may open, by name."""
    register = register_of(staff.city)
    found = [register.unit(pk) for pk in units_in_reach(staff, "see-results")]
    return sorted((one for one in found if one.closed_on is None), key=lambda one: one.name)


def office_or_404(staff: Staff, key: str) -> Any:
    """The office of that key within reach."""
    found = next((one for one in offices(staff) if one.key == key), None)
    if found is None:
        raise Http404
    return found


def frame(staff: Staff, asked: Asked) -> dict[str, Any]:
    """What every page of results shows around its figures: the instruments, the periods, the edition."""
    here = asked.board.edition if asked.board else None
    before, after = periods.before(asked.period), periods.after(asked.period)
    return {
        "asked": asked,
        "query": asked.query(),
        "period": wording.words(asked.period.words),
        "until": until(asked),
        "coming": coming(asked),
        "instruments": instruments(staff, asked),
        "kinds": kinds(asked),
        "before": (wording.words(before.words), asked.query(masa=before.key))
        if before.first.year > 2000
        else None,
        "after": (wording.words(after.words), asked.query(masa=after.key))
        if after.is_shown(asked.today)
        else None,
        "edition": here,
        "instrument": here.instrument if here else None,
        "title": wording.words(here.instrument.title) if here else "",
        "doubtful": bool(here and any(True for _one in scoring.doubts(here.instrument))),
        "editions": other_editions(staff, asked),
        "simulated": bool(asked.board and asked.board.simulated),
    }


def until(asked: Asked) -> str:
    """The last month that a period which still runs holds; "" once all of it is out."""
    if asked.period.is_over(asked.today):
        return ""
    return wording.words(periods.month_at(asked.period.months(asked.today)[-1]).words)


def coming(asked: Asked) -> tuple[str, date] | None:
    """Which month comes out next, and when; on the latest period alone."""
    if periods.after(asked.period).is_shown(asked.today):
        return None
    following = periods.after(periods.latest(asked.today))
    return wording.words(following.words), periods.out_on(following.last)


def so_far(staff: Staff, asked: Asked, units: list[int]) -> int | None:
    """How many answered in the month that comes out next; None below five. One query."""
    following = periods.after(periods.latest(asked.today))
    edition = publishing.in_force(staff.city, asked.key, asked.today)
    if edition is None or coming(asked) is None:
        return None
    n = sum(tallying.cells(edition, following.first, following.last, (), units=units, but="").values())
    return n if n >= results.FEW else None


def instruments(staff: Staff, asked: Asked) -> list[tuple[str, str, bool]]:
    """The instruments that visitors answer, as tabs."""
    found = []
    for key in VISITORS:
        fits = results.editions_in(staff.city, key, asked.period)
        if fits or key == asked.key:
            title = wording.words(fits[-1].instrument.title) if fits else key
            found.append(
                (title, f"?{urlencode({'instrumen': key, 'masa': asked.period.key})}", key == asked.key)
            )
    return found


def kinds(asked: Asked) -> list[tuple[str, str, bool]]:
    """Month, quarter, year: the one in which the last month shown lies."""
    names = {periods.MONTH: _("Bulan"), periods.QUARTER: _("Triwulan"), periods.YEAR: _("Tahun")}
    last = asked.period.months(asked.today)[-1]
    return [
        (names[kind], asked.query(masa=made(last).key), kind == asked.period.kind) for kind, made in KINDS
    ]


def other_editions(staff: Staff, asked: Asked) -> list[tuple[Edition, str]]:
    """Other editions that held in the period, each with its own answers."""
    here = asked.board.edition.pk if asked.board else None
    fits = results.editions_in(staff.city, asked.key, asked.period)
    return [(one, asked.query(edisi=str(one.pk))) for one in fits if one.pk != here]


def months_of(asked: Asked) -> list[Period]:
    """The months of the year so far, the latest first."""
    year = periods.year_at(asked.period.first)
    return [periods.month_at(one) for one in reversed(year.months(asked.today))]


def edition_of(staff: Staff, key: str, day: date) -> Edition | None:
    """The edition in force on a day."""
    return publishing.in_force(staff.city, key, day)
