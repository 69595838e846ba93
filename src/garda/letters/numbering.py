"""Numbers of letters: the city's own pattern, running per unit and calendar year, without a gap.

A number is reserved before the letter is made and signed, because the letter carries it and a signature
may take seconds. A reserved number that came to nothing (a crash, a refusal, a signing service that was
away) is taken up by the next letter of the unit before a new one is given.
"""

from __future__ import annotations

import re
import secrets
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Q

from garda.cases.models import Case
from garda.cases.numbering import next_count
from garda.letters.models import Letter
from garda.people.calendars import calendar_of
from garda.people.models import City, Unit

PATTERN = "{code}/{n}/{unit_code}/{month_roman}/{year}"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# How long a reservation is its owner's alone: longer than the slowest signature.
HELD = timedelta(minutes=3)
# No letter or digit that can be taken for another. 28 of 27 are 133 bits: nobody guesses one.
ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"
CODE_LENGTH = 28

_TOKEN = re.compile(r"\{(code|n|unit_code|month_roman|month|year)(?::(\d))?\}")


def pattern_of(city: City) -> str:
    """How the city numbers its letters."""
    return str(city.settings.get("letters", {}).get("number") or PATTERN)


def written(pattern: str, *, code: str, n: int, unit: Unit, day: date) -> str:
    """The number as the letter carries it. `{n:3}` pads with zeros: 007."""
    values = {
        "code": code,
        "n": str(n),
        "unit_code": str(unit.city.settings.get("letters", {}).get("units", {}).get(unit.key) or unit.abbrev),
        "month_roman": ROMAN[day.month - 1],
        "month": str(day.month),
        "year": str(day.year),
    }
    return _TOKEN.sub(lambda found: values[found[1]].zfill(int(found[2] or 0)), pattern)


def reserve(case: Case, code: str, title: str, at: datetime) -> Letter:
    """A number for the letter of `case`: the one reserved before, else one that was left, else the next.

    Must run inside a transaction that holds the case.
    """
    unit, day = case.unit, calendar_of(case.unit).local(at).date()
    row = _left(case, day.year, at)
    fresh = row is None
    if row is None:
        row = Letter(city=case.city, unit=unit, simulated=case.simulated, year=day.year)
        row.n = next_count(unit, f"letter-{'sim-' if case.simulated else ''}{day.year}")
        row.code = fresh_code()
    row.case, row.flow_key, row.title = case, case.flow.key, title
    row.day, row.token, row.held_until = day, secrets.token_hex(16), at + HELD
    row.number = written(pattern_of(case.city), code=code, n=row.n, unit=unit, day=day)
    if case.simulated:
        row.number = f"SIM-{row.number}"
    row.save(force_insert=fresh)
    return row


def _left(case: Case, year: int, at: datetime) -> Letter | None:
    """A reservation of this very matter, or the lowest whose owner never came back."""
    rows = Letter.objects.filter(
        unit=case.unit, year=year, simulated=case.simulated, state=Letter.RESERVED
    ).filter(Q(case=case) | Q(held_until__lt=at) | Q(token=""))
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    found = sorted(rows.order_by("n")[:20], key=lambda row: (row.case_id != case.pk, row.n))
    return found[0] if found else None


def let_go(letter: Letter) -> None:
    """Give the number back: the next letter of the unit takes it."""
    Letter.objects.filter(pk=letter.pk, token=letter.token, state=Letter.RESERVED).update(token="")


def fresh_code() -> str:
    """A code under which a letter can be verified by whoever holds it, and by nobody else."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def grouped(code: str) -> str:
    """The code as it is printed: "K7MQ 43XR …"."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def tidy_code(typed: str) -> str:
    """A code as typed by a person in its one form; "" if it can't be one."""
    letters = "".join(char for char in typed.upper()[:80] if char.isalnum())
    if len(letters) != CODE_LENGTH or any(char not in ALPHABET for char in letters):
        return ""
    return letters
