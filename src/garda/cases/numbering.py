"""Numbers without a gap, and codes that nobody guesses."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import connection

from garda.cases.models import Counter
from garda.people.calendars import calendar_of
from garda.people.models import Unit

# No letter or digit that can be taken for another when read aloud or from thermal paper.
ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"
CODE_LENGTH = 8


def next_number(unit: Unit, at: datetime) -> str:
    """The next case number of `unit` in the year of `at` on its own wall calendar: "SKH-26-0412".

    The counter is raised in the caller's transaction, so a number is used exactly when the case is kept.
    """
    year = calendar_of(unit).local(at).year
    last = next_count(unit, f"case-{year}")
    return f"{unit.abbrev}-{year % 100:02d}-{last:04d}"


def next_count(unit: Unit, name: str) -> int:
    """The next of the unit's running numbers of that name, from 1 on, raised in the caller's transaction."""
    table = Counter._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (unit_id, name, last) VALUES (%s, %s, 1) "
            f"ON CONFLICT (unit_id, name) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [unit.pk, name],
        )
        return int(cursor.fetchone()[0])


def fresh_code() -> str:
    """The secret half of a receipt: eight characters, about 37 bits, shown as "K7MQ-43XR"."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return f"{code[:4]}-{code[4:]}"


def tidy_code(typed: str) -> str:
    """A code as typed by a person (spaces, small letters, no dash) in its one form; "" if it can't be one."""
    letters = "".join(char for char in typed.upper() if char.isalnum())
    if len(letters) != CODE_LENGTH or any(char not in ALPHABET for char in letters):
        return ""
    return f"{letters[:4]}-{letters[4:]}"


def tidy_number(typed: str) -> str:
    """A number as typed ("skh 26 412") in its one form; "" if it can't be one."""
    parts = [part for part in "".join(c if c.isalnum() else " " for c in typed.upper()[:40]).split() if part]
    if len(parts) != 3 or parts[0].isdecimal() or not parts[1].isdecimal() or not parts[2].isdecimal():
        return ""
    return f"{parts[0]}-{int(parts[1]):02d}-{int(parts[2]):04d}"
