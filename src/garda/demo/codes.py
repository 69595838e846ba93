"""The six digits that a made-up person's phone would show now."""

from __future__ import annotations

import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from garda.people.models import Person

PERIOD = 30  # seconds for which one code lasts


def current_code(person: Person, moment: float | None = None) -> str | None:
    """The code valid at `moment` (seconds since 1970; now if none); None without a second factor.

    Raises ValueError for a real person: their codes are on their own phones.
    """
    if not person.is_demo:
        raise ValueError("codes are shown for the people of a demonstration only")
    totp = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if totp is None:
        return None
    secret = get_adapter().decrypt(totp.data["secret"])
    counter = int(time.time() if moment is None else moment) // PERIOD
    return str(format_hotp_value(hotp_value(secret, counter)))
