"""Inviting: a right to answer once, tied to something that really happened.

A matter that ended, a number that was served, a sheet of paper given out at a counter, a round. Asked again
for the same thing, it is the same invitation.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from garda.cases import numbering
from garda.people.models import Area, City, Person, Unit
from garda.surveys import models

OPEN_FOR = timedelta(days=30)
CASE, TICKET, PAPER, ROUND = "case", "ticket", "paper", "round"
PAPER_LETTERS = 10


@dataclass(frozen=True)
class Invitation:
    """A right to answer: for what office, service and day; `token` is its address."""

    id: int
    city_id: int
    token: str
    source: str
    source_key: str
    unit_id: int | None
    service: str
    flow_version: int
    area_id: int | None
    officer_id: int | None
    round_id: int | None
    served_on: date
    expires_on: date
    simulated: bool

    def is_open(self, day: date) -> bool:
        """Whether an answer may still be given on that day."""
        return day <= self.expires_on


def invite(
    city: City,
    source: str,
    source_key: str,
    *,
    unit: Unit | None,
    service: str = "",
    flow_version: int = 0,
    area: Area | None = None,
    officer: Person | None = None,
    served_on: date,
    at: datetime,
    round: int | None = None,
    until: date | None = None,
    simulated: bool = False,
) -> Invitation:
    """The invitation for (`source`, `source_key`), made now if there was none; it holds for thirty days."""
    known = models.Invitation.objects.filter(city=city, source=source, source_key=source_key)
    if (row := known.first()) is not None:
        return as_read(row)
    try:
        with transaction.atomic():
            row = models.Invitation.objects.create(
                city=city, token=_paper_token() if source == PAPER else secrets.token_urlsafe(15),
                source=source, source_key=source_key, unit=unit, service=service, flow_version=flow_version,
                area=area, officer=officer, round_id=round, served_on=served_on,
                expires_on=until or served_on + OPEN_FOR, made_at=at, simulated=simulated,
            )  # fmt: skip
    except IntegrityError:  # made at the same moment by somebody else
        row = known.get()
    return as_read(row)


def invitation(city: City, token: str) -> Invitation | None:
    """The invitation with this token; a code from paper may be typed in small letters and with gaps."""
    if not token or len(token) > 40 or not token.isascii() or "\0" in token:
        return None
    tidy = "".join(char for char in token.upper() if char.isalnum())
    rows = list(models.Invitation.objects.filter(city=city, token__in=[token, tidy])[:2])
    row = next((one for one in rows if one.token == token), rows[0] if rows else None)
    return as_read(row) if row is not None else None


def invitation_for(city: City, source: str, source_key: str) -> Invitation | None:
    """The invitation that was made for this matter, number or sheet."""
    row = models.Invitation.objects.filter(city=city, source=source, source_key=source_key).first()
    return as_read(row) if row is not None else None


def answered(one: Invitation) -> frozenset[str]:
    """The keys of the instruments that were answered with it."""
    return frozenset(models.Taken.objects.filter(invitation_id=one.id).values_list("key", flat=True))


def as_read(row: models.Invitation) -> Invitation:
    """The row as others read it."""
    return Invitation(
        row.pk, row.city_id, row.token, row.source, row.source_key, row.unit_id, row.service,
        row.flow_version, row.area_id, row.officer_id, row.round_id, row.served_on, row.expires_on,
        row.simulated,
    )  # fmt: skip


def _paper_token() -> str:
    return "".join(secrets.choice(numbering.ALPHABET) for _ in range(PAPER_LETTERS))
