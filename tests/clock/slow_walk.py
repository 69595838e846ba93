"""A slow, obvious clock, minute by minute, and calendars of all sorts to hold the fast one against.

Nothing here is taken from the room but its plain shapes: the zone's offset, the rule for a day and the
walk are written again, as simply as they can be.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from garda.clock import Calendar, DayOff, Hours, Season

OFFSETS = {"Asia/Jakarta": 7, "Asia/Pontianak": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
MINUTE = timedelta(minutes=1)
FIRST = date(2025, 12, 8)  # the walks run over the turn of a year
PATIENCE = 90 * 1440


def wall_clock(calendar: Calendar, at: datetime) -> datetime:
    return at.astimezone(timezone(timedelta(hours=OFFSETS[calendar.zone])))


def floored(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def spans_of(calendar: Calendar, day: date) -> list[tuple[int, int]]:
    """The rule for one day, said once more."""
    week = calendar.hours.week
    for season in reversed(calendar.seasons):
        if season.first <= day <= season.last:
            week = season.hours.week
    spans = week[day.weekday()]
    entry = calendar.days_off.get(day)
    if entry is None:
        return list(spans)
    if entry.kind != "kerja":
        return []
    if entry.spans is not None:
        return list(entry.spans)
    if spans:
        return list(spans)
    worked = [one for one in week if one]
    return list(worked[0]) if worked else []


def is_open(calendar: Calendar, at: datetime) -> bool:
    local = wall_clock(calendar, at)
    minute = local.hour * 60 + local.minute
    return any(start <= minute < end for start, end in spans_of(calendar, local.date()))


def spent(start: datetime, end: datetime, calendar: Calendar) -> int:
    minutes, at = 0, floored(start)
    while at < floored(end):
        minutes += is_open(calendar, at)
        at += MINUTE
    return minutes


def opening(start: datetime, calendar: Calendar) -> datetime | None:
    at = floored(start)
    for _ in range(PATIENCE):
        if is_open(calendar, at):
            return at
        at += MINUTE
    return None


def due_after_minutes(start: datetime, minutes: int, calendar: Calendar) -> datetime | None:
    at = floored(start)
    for _ in range(PATIENCE):
        minutes -= is_open(calendar, at)
        at += MINUTE
        if minutes == 0:
            return at
    return None


def due_after_days(start: datetime, days: int, calendar: Calendar) -> datetime | None:
    """Day 0 is the day of the first open minute; the due moment ends the last open minute of day n."""
    received = opening(start, calendar)
    if received is None:
        return None
    day = wall_clock(calendar, received).date()
    for _ in range(90):
        day += timedelta(days=1)
        if not spans_of(calendar, day):
            continue
        days -= 1
        if days == 0:
            midnight = datetime(
                day.year, day.month, day.day, tzinfo=timezone(timedelta(hours=OFFSETS[calendar.zone]))
            )
            return max(
                midnight + (number + 1) * MINUTE
                for number in range(1440)
                if is_open(calendar, midnight + number * MINUTE)
            )
    return None


@st.composite
def _day(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    kind = draw(st.sampled_from(("usual", "usual", "closed", "cut", "midnight", "always", "touching")))
    if kind == "usual":
        return ((450, 720), (780, 960))
    if kind == "closed":
        return ()
    if kind == "midnight":
        return ((0, 120), (1320, 1440))
    if kind == "touching":
        return ((480, 720), (720, 900))
    if kind == "always":
        return ((0, 1440),)
    cuts = sorted(draw(st.sets(st.integers(0, 1440), min_size=2, max_size=6)))
    return tuple(zip(cuts[::2], cuts[1::2], strict=False))


weeks = st.tuples(*[_day()] * 7).filter(any).map(lambda week: Hours(week=week))
days = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def _season(draw: st.DrawFn) -> Season:
    first = draw(days)
    return Season("Ramadan", first, first + timedelta(days=draw(st.integers(0, 12))), draw(weeks))


days_off = st.builds(
    DayOff, name=st.just("Libur"), kind=st.sampled_from(("libur_nasional", "cuti_bersama", "tutup", "kerja"))
) | st.builds(DayOff, name=st.just("Tetap buka"), kind=st.just("kerja"), spans=_day())

calendars = st.builds(
    Calendar,
    zone=st.sampled_from(sorted(OFFSETS)),
    hours=weeks,
    seasons=st.lists(_season(), max_size=2).map(tuple),
    days_off=st.dictionaries(days, days_off, max_size=8),
    known_years=st.just(frozenset({2025, 2026})),
)
# Half of all moments lie on a half hour, where spans begin and end; the others have odd seconds too.
moments = (st.integers(0, 30 * 48).map(lambda half: half * 1800) | st.integers(0, 30 * 86_400)).map(
    lambda second: datetime(2025, 12, 8, tzinfo=UTC) + timedelta(seconds=second)
)
amounts = st.integers(1, 30).map(lambda half: half * 30) | st.integers(1, 900)
