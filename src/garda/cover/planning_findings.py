"""What is wrong with a plan, and how even it is: the same words for a made plan and one changed by hand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from garda.cover.gaps import gaps
from garda.cover.planning import Month, Shifts, by_day, staffed
from garda.cover.spans import joined, minutes, shared


@dataclass(frozen=True)
class Finding:
    """One thing wrong. `kind`: "gap", "away", "hours", "rest" or "row"; what does not apply is 0 or empty.

    gap: minutes [start, end) of `day` in which `lacks` has `have` of `need` · away: `who` is planned in
    minutes they asked to be away · hours: `have` minutes in the week of `day`, `need` allowed · rest: `have`
    minutes since the day before, `need` wanted · row: the `have`-th day in a row, `need` allowed.
    """

    kind: str
    day: int
    who: int = 0
    start: int = 0
    end: int = 0
    lacks: str = ""
    have: int = 0
    need: int = 0


@dataclass(frozen=True)
class Standing:
    """A plan in figures: minutes in which something lacks, minutes open, minutes per person, findings.

    `missing` is what lacks summed over people, seats and skills: two missing for an hour are 120 minutes.
    """

    uncovered: int
    opened: int
    worked: dict[int, int]
    findings: tuple[Finding, ...]
    missing: int = 0

    @property
    def apart(self) -> int:
        """Between who works most and who works least."""
        return max(self.worked.values()) - min(self.worked.values()) if self.worked else 0


def standing(month: Month, shifts: Shifts) -> Standing:
    """Everything that is wrong with these shifts, and what they come to."""
    days = by_day(shifts)
    found: list[Finding] = []
    uncovered = opened = missing = 0
    for day in month.days:
        there = days.get(day.number, {})
        lacks = gaps(staffed(day, there))
        uncovered += minutes((gap.start, gap.end) for gap in lacks)
        opened += minutes(day.cover.opening)
        missing += sum((gap.need - gap.have) * gap.minutes for gap in lacks)
        found += [
            Finding("gap", day.number, 0, gap.start, gap.end, gap.lacks, gap.have, gap.need) for gap in lacks
        ]
        for who, spans in there.items():
            found += [
                Finding("away", day.number, who, start, end)
                for start, end in shared(spans, day.away.get(who, ()))
            ]
    for who in month.people:
        found += _of_person(month, shifts, who)
    worked = dict.fromkeys(month.people, 0)
    for (who, _number), spans in shifts.items():
        worked[who] = worked.get(who, 0) + minutes(spans)
    order = {"gap": 0, "away": 1, "hours": 2, "rest": 3, "row": 4}
    found.sort(key=lambda one: (one.day, order[one.kind], one.start, one.who))
    return Standing(uncovered, opened, worked, tuple(found), missing)


def _of_person(month: Month, shifts: Shifts, who: int) -> list[Finding]:
    found: list[Finding] = []
    weeks: dict[int, int] = defaultdict(int)
    first: dict[int, int] = {}
    row, before, until = 0, 0, 0
    for day in month.days:
        spans = joined(shifts.get((who, day.number), ()))
        if not spans:
            continue
        weeks[day.week] += minutes(spans)
        first.setdefault(day.week, day.number)
        next_day = day.number == before + 1
        row = row + 1 if next_day else 1
        rest = spans[0][0] + 1440 - until
        if next_day and rest < month.rest:
            found.append(Finding("rest", day.number, who, have=rest, need=month.rest))
        if row > month.row:
            found.append(Finding("row", day.number, who, have=row, need=month.row))
        before, until = day.number, spans[-1][1]
    for week, worked in weeks.items():
        total = worked + month.carried.get((who, week), 0)
        if total > month.week_minutes:
            found.append(Finding("hours", first[week], who, have=total, need=month.week_minutes))
    return found
