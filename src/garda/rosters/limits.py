"""How far the law lets an absence go: days at one time, working days in a year (PP 11/2017, BKN 24/2017)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from garda.cases.acting import Refused
from garda.flow import Words
from garda.people.calendars import calendar_of
from garda.people.models import Unit
from garda.rosters.days import HOLDING
from garda.rosters.judging import days_between
from garda.rosters.kinds import AbsenceKind
from garda.rosters.models import Absence


def working_days(unit: Unit, start: datetime, end: datetime) -> list[date]:
    """The working days of the unit that a span of time touches; joint leave (cuti bersama) is none."""
    first, last = days_between(unit, start, end)
    calendar = calendar_of(unit)
    every = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return [day for day in every if calendar.is_working_day(day)]


def used(unit: Unit, person: int, kind: AbsenceKind, year: int) -> int:
    """Working days of this kind that a person has taken, been granted or asked for in a calendar year."""
    rows = Absence.objects.filter(
        person_id=person, kind=kind.key, state__in=HOLDING,
        start__lt=datetime(year + 1, 1, 2, tzinfo=calendar_of(unit).tz),
        end__gt=datetime(year, 1, 1, tzinfo=calendar_of(unit).tz),
    )  # fmt: skip
    return len(_days_in(unit, rows.values_list("start", "end"), year))


def _days_in(unit: Unit, spans: Iterable[tuple[datetime, datetime]], year: int) -> set[date]:
    return {day for start, end in spans for day in working_days(unit, start, end) if day.year == year}


def check(unit: Unit, person: int, kind: AbsenceKind, start: datetime, end: datetime) -> None:
    """Refused when the absence is longer than its kind may be, at one time or in a year."""
    first, last = days_between(unit, start, end)
    if kind.days and (last - first).days + 1 > kind.days:
        raise Refused(
            Words(
                f"{kind.title.id} paling lama {kind.days} hari sekali ambil ({kind.rests_on}).",
                f"{kind.title.en} is at most {kind.days} days at one time ({kind.rests_on}).",
            ),
            "end",
        )
    if not kind.working_days:
        return
    for year in range(first.year, last.year + 1):
        before = used(unit, person, kind, year)
        more = len(_days_in(unit, [(start, end)], year))
        if before + more > kind.working_days:
            left = max(0, kind.working_days - before)
            raise Refused(
                Words(
                    f"{kind.title.id} tahun {year} tinggal {left} hari kerja dari {kind.working_days}; "
                    f"yang diminta {more}. Pilih hari yang lebih sedikit.",
                    f"{kind.title.en} in {year}: {left} of {kind.working_days} working days are left; "
                    f"{more} were asked for. Choose fewer days.",
                ),
                "end",
            )
