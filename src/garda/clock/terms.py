"""Terms: how long something may take, as a law or a service standard writes it."""

import re
from dataclasses import dataclass
from typing import Literal

from .errors import UnreadableTerm

Unit = Literal["minute", "hour", "day"]

_UNITS: dict[str, Unit] = {"menit": "minute", "jam": "hour", "hari": "day"}
_WORDS: dict[Unit, str] = {unit: word for word, unit in _UNITS.items()}
_MINUTES: dict[Unit, int] = {"minute": 1, "hour": 60, "day": 1440}
_MOST: dict[Unit, int] = {"minute": 5_256_000, "hour": 87_600, "day": 3_650}
_SHAPE = re.compile(r"([0-9]{1,7})\s+(menit|jam|hari)(\s+kerja)?", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """A length of time: `amount` of `unit`, in working time or, if not `working`, in plain time.

    At least one unit and at most ten years. A working day is not a number of hours: it ends when the
    office of the calendar closes.
    """

    amount: int
    unit: Unit
    working: bool

    def __post_init__(self) -> None:
        if self.unit not in _MOST:
            raise UnreadableTerm(f"{self.unit!r} is not a unit; use minute, hour or day")
        if not 1 <= self.amount <= _MOST[self.unit]:
            raise UnreadableTerm(f"a term is 1 to {_MOST[self.unit]} {self.unit}s, not {self.amount}")

    @classmethod
    def parse(cls, text: str) -> "Term":
        """Reads "30 menit kerja", "2 jam kerja", "5 hari kerja", "72 jam" or "14 hari".

        Raises UnreadableTerm.
        """
        found = _SHAPE.fullmatch(text.strip())
        if found is None:
            raise UnreadableTerm(f'{text!r} is not a term; write for example "5 hari kerja" or "72 jam"')
        amount, unit, working = found.groups()
        return cls(amount=int(amount), unit=_UNITS[unit.lower()], working=working is not None)

    @property
    def minutes(self) -> int:
        """The length in minutes; for working days it has no meaning and is refused."""
        if self.unit == "day" and self.working:
            raise UnreadableTerm("a working day has no fixed number of minutes")
        return self.amount * _MINUTES[self.unit]

    def words(self, lang: str = "id") -> str:
        """The term in a sentence: "5 hari kerja", "5 working days"."""
        if lang.startswith("en"):
            plural = "" if self.amount == 1 else "s"
            return f"{self.amount} {'working ' if self.working else ''}{self.unit}{plural}"
        return f"{self.amount} {_WORDS[self.unit]}{' kerja' if self.working else ''}"

    def __str__(self) -> str:
        """As `parse` reads it."""
        return self.words("id")
