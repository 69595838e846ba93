"""Signing in to the office of the made-up town: a client per post, with a second factor where one is due."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from garda.people import roles
from tests.town import Town


def signed_in(town: Town, unit: str, kind: str, seat: int = 1) -> Client:
    """A browser in which the holder of that post has signed in."""
    person = town.persons[unit, kind, seat]
    if kind in roles.DECIDES:
        Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {}})
    client = Client()
    client.force_login(person)
    return client


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def do(client: Client, case: Any, act: str, *, seen: int | None = None, **data: Any) -> Any:
    """Press one act on a case, having seen it as it stands (or as it stood at `seen`)."""
    case.refresh_from_db()
    return client.post(
        f"/kerja/urusan/{case.number}/{act}/", {"seen": case.seq if seen is None else seen, **data}
    )
