"""A month's plan without any solver: fill what lacks first, then give everybody their hours, evenly."""

from __future__ import annotations

from garda.cover.planning import Made, Month, PlanDay, Way, lacking, most_of, ways_of
from garda.cover.spans import Span


def plan(month: Month) -> Made:
    """A plan for every day of the month. The same month always gives the same plan."""
    work = _Work(month)
    for week in month.weeks:
        days = [day for day in month.days if day.week == week]
        for day in sorted(days, key=lambda one: (len(one.skills) - len(one.away), one.number)):
            work.fill(day)
        work.share_out(days)
    return Made({key: way.spans for key, way in sorted(work.chosen.items())}, "greedy")


class _Work:
    """A plan in the making."""

    def __init__(self, month: Month) -> None:
        self.month = month
        self.chosen: dict[tuple[int, int], Way] = {}
        self.most = most_of(month)
        self.week: dict[tuple[int, int], int] = {}
        self.total: dict[int, int] = dict.fromkeys(month.people, 0)
        self.late: dict[int, int] = dict.fromkeys(month.people, 0)

    def there(self, day: PlanDay) -> dict[int, tuple[Span, ...]]:
        """Who is on duty that day so far."""
        return {
            who: self.chosen[who, day.number].spans for who in day.skills if (who, day.number) in self.chosen
        }

    def fits(self, day: PlanDay, who: int, way: Way) -> bool:
        """Weekly hours, rest and days in a row hold with it."""
        old = self.chosen.get((who, day.number))
        worked = self.week.get((who, day.week), 0) - (old.minutes if old else 0)
        room = self.month.week_minutes - self.month.carried.get((who, day.week), 0)
        if worked + way.minutes > room:
            return False
        before, after = self.chosen.get((who, day.number - 1)), self.chosen.get((who, day.number + 1))
        if before and way.spans[0][0] + 1440 - before.spans[-1][1] < self.month.rest:
            return False
        if after and after.spans[0][0] + 1440 - way.spans[-1][1] < self.month.rest:
            return False
        return self._row(who, day.number) <= self.month.row

    def _row(self, who: int, number: int) -> int:
        first = last = number
        while (who, first - 1) in self.chosen:
            first -= 1
        while (who, last + 1) in self.chosen:
            last += 1
        return last - first + 1

    def take(self, day: PlanDay, who: int, way: Way) -> None:
        """Put somebody on duty, instead of what they had that day."""
        old = self.chosen.get((who, day.number))
        gained = way.minutes - (old.minutes if old else 0)
        self.week[who, day.week] = self.week.get((who, day.week), 0) + gained
        self.total[who] += gained
        self.late[who] += way.late - (old.late if old else False)
        self.chosen[who, day.number] = way

    def fill(self, day: PlanDay) -> None:
        """Add whoever helps most until nothing lacks or nobody helps."""
        there = self.there(day)
        lacks = lacking(day, there)
        while lacks:
            best = min(self._offers(day, there), default=None)
            if best is None or best[0] >= lacks:
                return
            lacks = best[0]
            self.take(day, best[-2], best[-1])
            there = self.there(day)

    def _offers(
        self, day: PlanDay, there: dict[int, tuple[Span, ...]]
    ) -> list[tuple[int, int, int, int, int, Way]]:
        """What each free person could do: what would then lack, then who has had least. Alike ones once."""
        found: dict[tuple[frozenset[str], Way], tuple[int, int, int]] = {}
        for who in day.skills:
            if who in there:
                continue
            for way in ways_of(day, who):
                if self.fits(day, who, way):
                    key = (day.skills[who], way)
                    due = (self._had(who, day), self.late[who] if way.late else -self.late[who], who)
                    found[key] = min(found.get(key, due), due)
        return [
            (lacking(day, {**there, who: way.spans}), -way.minutes, had, late, who, way)
            for (_skills, way), (had, late, who) in found.items()
        ]

    def _had(self, who: int, day: PlanDay) -> int:
        """How much of what they may work this week is taken, in thousandths; then the month decides."""
        most = self.most.get((who, day.week), 0) or 1
        return 1000 * self.week.get((who, day.week), 0) // most * 100_000 + self.total[who]

    def share_out(self, days: list[PlanDay]) -> None:
        """Give everybody what is left of their week, on the thinnest day first, breaks apart."""
        people = sorted({who for day in days for who in day.skills}, key=lambda who: (self.total[who], who))
        moved = True
        while moved:
            moved = False
            for who in people:
                moved = self._one_more(days, who) or moved

    def _one_more(self, days: list[PlanDay], who: int) -> bool:
        best: tuple[int, int, int, int] | None = None
        pick: tuple[PlanDay, Way] | None = None
        for day in days:
            had = self.chosen.get((who, day.number))
            there = {one: spans for one, spans in self.there(day).items() if one != who}
            for way in ways_of(day, who):
                gain = way.minutes - (had.minutes if had else 0)
                if gain <= 0 or not self.fits(day, who, way):
                    continue
                if had and lacking(day, {**there, who: way.spans}) > lacking(day, {**there, who: had.spans}):
                    continue
                turn = self.late[who] if way.late else -self.late[who]
                rank = (len(there), -gain, _crowd(there, way), turn)
                if best is None or rank < best:
                    best, pick = rank, (day, way)
        if pick is None:
            return False
        self.take(pick[0], who, pick[1])
        return True


def _crowd(there: dict[int, tuple[Span, ...]], way: Way) -> int:
    """How many minutes others share with it: the fewer, the better breaks and halves lie apart."""
    return sum(
        max(0, min(a, c) - max(b, d)) for spans in there.values() for b, a in spans for d, c in way.spans
    )
