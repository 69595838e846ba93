"""The tick: what time and the record ask for while nobody presses a button.

One beat wakes cases whose clock has something to say, looks for offices left empty, works off errands that
are due, reads what residents sent by chat and mail, sends what waits for them, seals days that are over and
counts their minutes. Each piece of work is its own
transaction, so a beat may be cut off anywhere: what was done is done, the rest is found again by the next
beat, here or in another process.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from types import FrameType

from django.db import close_old_connections, connection

from garda import clock
from garda.cases import errands, papers, seals, waking
from garda.counters import appointing, promising
from garda.demo import presence
from garda.directives import reminding as directive_dates
from garda.dockets import reminding as docket_dates
from garda.dockets import urging
from garda.enquiries import reminding as call_dates
from garda.figures import endings, improving, losing, part_sources, top
from garda.gatherings import keeping as sessions
from garda.integrity import emptying
from garda.letters import batching
from garda.notices import expiring, talking
from garda.notices.sending import Carrier
from garda.people.calendars import city_calendar
from garda.people.models import City
from garda.registers import supplying
from garda.rosters import answering, disciplining, helping, office_days, watching
from garda.rosters import expiring as roster_words
from garda.sight import classes
from garda.surveys import climate_time, coaching, following_up, results
from garda.surveys import expiring as survey_words

logger = logging.getLogger("garda.tick")

# How long the tick rests when nothing was due, and at most after a trouble, in seconds.
REST, LONGEST_REST = 1.0, 30.0
# Cases and errands taken up in one beat; what is left comes with the next, after the other work.
AT_A_TIME = 500
# A day is sealed this long after its end: an act begun before midnight may still be writing.
AFTER_MIDNIGHT = time(0, 10)
BETWEEN_LOOKS = timedelta(minutes=1)
BETWEEN_SWEEPS = timedelta(hours=1)
# Each room that has dates of its own looks for those that are over: one call, bounded, how much was done.
REMINDERS: tuple[Callable[[datetime], int], ...] = (
    improving.remind,
    part_sources.gather,
    coaching.remind,
    survey_words.remind,
    following_up.remind,
    climate_time.remind,
    directive_dates.remind,
    call_dates.remind,
    docket_dates.remind,
    urging.remind,
    supplying.remind,
    emptying.remind,
    sessions.remind,
)


class Tick:
    """One tick's memory: when it last looked for days to seal and for files to sweep."""

    def __init__(self) -> None:
        self.looked: datetime | None = None
        self.swept: datetime | None = None
        self.learned: dict[int, date] = {}
        self.watched: datetime | None = None
        self.reminded: datetime | None = None
        self.counted: dict[int, date] = {}
        self.measured: dict[int, date] = {}
        self.begun: dict[int, date] = {}
        self.carrier = Carrier()

    def beat(self) -> int:
        """One round of everything that is due; answers how many pieces of work were done.

        A trouble in one kind of work doesn't keep the others from being done; the first is raised
        when all have had their turn.
        """
        at = clock.now()
        done = 0
        troubles: list[Exception] = []
        for work in (
            self.wake, self.live, self.watch, self.errands, self.read, self.send, self.letters, self.seal,
            self.sweep, self.remind, self.learn, self.days, self.measure,
        ):  # fmt: skip
            try:
                done += work(at)
            except Exception as trouble:
                logger.exception("tick: %s failed", work.__name__)
                troubles.append(trouble)
        if troubles:
            raise troubles[0]
        return done

    def wake(self, at: datetime) -> int:
        """Lateness, lapsed offers and moves that fall due; the number of events written."""
        done = 0
        trouble: Exception | None = None
        for case in waking.due_cases(at, AT_A_TIME):
            try:
                done += waking.wake(case, at)
            except Exception as one:
                # One case that cannot be woken must not keep the others asleep.
                logger.exception("tick: case %s could not be woken", case)
                trouble = one
                # It sleeps for an hour; where the database itself is away, it is simply tried again.
                with suppress(Exception):
                    waking.postpone(case, at)
        if trouble and not done:
            raise trouble
        return done

    def live(self, at: datetime) -> int:
        """The officers of a demonstration come in for the day, shortly before its counters open."""
        done = 0
        for city in City.objects.all():
            today = city_calendar(city).local(at).date()
            if self.begun.get(city.pk) != today and presence.opens_soon(city, at):
                self.begun[city.pk] = today
                done += presence.begin_day(city, at)
        return done

    def watch(self, at: datetime) -> int:
        """Offices empty in opening time, calls to stand in that lapsed; looked for every ten seconds."""
        if self.watched is not None and timedelta(0) <= at - self.watched < watching.EVERY:
            return 0
        self.watched = at
        return sum(watching.watch(city, at) for city in City.objects.all()) + answering.expire(at)

    def errands(self, at: datetime) -> int:
        """What followers of the record still have to do."""
        return errands.work_off(at, AT_A_TIME)

    def read(self, at: datetime) -> int:
        """Messages that came in: into their matters, into drafts, before an officer."""
        return talking.work_off(at)

    def send(self, at: datetime) -> int:
        """Notices and answers on their way out; a channel that is away rests."""
        return self.carrier.work_off(at)

    def letters(self, at: datetime) -> int:
        """Letters that were ordered to be signed."""
        return batching.work(at)

    def seal(self, at: datetime) -> int:
        """Days that are over; looked for once a minute."""
        if self.looked is not None and timedelta(0) <= at - self.looked < BETWEEN_LOOKS:
            return 0
        self.looked = at
        return sum(
            seals.seal_past_days(city, at)
            for city in City.objects.all()
            if city_calendar(city).local(at).time() >= AFTER_MIDNIGHT
        )

    def sweep(self, at: datetime) -> int:
        """Files that no row names (left by a crash), half drafts, words and tasks past their time; hourly."""
        if self.swept is not None and timedelta(0) <= at - self.swept < BETWEEN_SWEEPS:
            return 0
        self.swept = at
        found = papers.sweep(at) + expiring.expire(at) + roster_words.expire(at)
        return found + helping.ask_for_overdue(at)

    def remind(self, at: datetime) -> int:
        """Dates gone by in surveys, calls, dockets, directives, facilities and criticism; each minute."""
        if self.reminded is not None and timedelta(0) <= at - self.reminded < BETWEEN_LOOKS:
            return 0
        self.reminded = at
        return sum(remind(at) for remind in REMINDERS)

    def learn(self, at: datetime) -> int:
        """What each city's closed matters teach about classes; once a night, not counted as due work."""
        for city in City.objects.all():
            today = city_calendar(city).local(at).date()
            if self.learned.get(city.pk) != today and city_calendar(city).local(at).time() >= classes.FROM:
                self.learned[city.pk] = today
                classes.learn_by_night(city, at)
        return 0

    def measure(self, at: datetime) -> int:
        """Numbers that are gone, records that no longer hold; once a night, not counted as due work."""
        for city in City.objects.all():
            today = city_calendar(city).local(at).date()
            if self.measured.get(city.pk) != today and city_calendar(city).local(at).time() >= classes.FROM:
                self.measured[city.pk] = today
                losing.look(city)
                endings.look_again(city, today, today - timedelta(days=2 * top.DAYS))
                results.prepare(city, today)
                following_up.open_past_quarter(city, at)
        return 0

    def days(self, at: datetime) -> int:
        """Offices' days that are over: their minutes, and what they say about people; once a night."""
        done = 0
        for city in City.objects.all():
            local = city_calendar(city).local(at)
            if self.counted.get(city.pk) != local.date() and local.time() >= AFTER_MIDNIGHT:
                done += office_days.keep_past_days(city, at) + disciplining.look_back(city, at)
                done += promising.keep_past_days(city, at) + appointing.lapse(city, at)
                self.counted[city.pk] = local.date()
        return done


def beat() -> int:
    """One round by a tick without memory."""
    return Tick().beat()


def keep_on(stop: threading.Event | None = None) -> None:
    """Beat until SIGTERM, Ctrl-C or `stop`; the work at hand is always finished first."""
    ending = stop or threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ending.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
    tick = Tick()
    rest = REST
    while not ending.is_set():
        try:
            rest = 0 if tick.beat() else REST
        except Exception:
            # Told already. The database may be away for a while: try again, more and more slowly.
            rest = min(LONGEST_REST, max(REST, rest) * 2)
        close_old_connections()
        if rest:
            ending.wait(rest)
    connection.close()
