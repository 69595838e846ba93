"""What the clock refuses. Each is a ValueError that says what was wrong and what would be right."""


class ClockError(ValueError):
    """Anything the clock refuses."""


class NaiveMoment(ClockError):
    """A datetime without a time zone: nobody can say which moment it is."""


class OutOfRange(ClockError):
    """A moment outside the years that the clock counts in."""


class UnknownZone(ClockError):
    """A time zone that is not one of Indonesia's three."""


class NoWorkingTime(ClockError):
    """A calendar that never opens again, or not often enough for the term."""


class UnreadableTerm(ClockError):
    """A length such as "5 hari kerja" that cannot be read."""


class UnreadableDay(ClockError):
    """A date that cannot be read."""


class UnreadableHours(ClockError):
    """Opening hours that cannot be read or make no sense."""
