"""Kode enam angka yang berlaku sekarang, hanya untuk tokoh demo. Orang sungguhan memakai ponselnya."""

from __future__ import annotations

import argparse
import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from garda.config.telling import FINE, Halt, say
from garda.people.models import Person

PERIOD = 30


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda code` takes."""
    parser.add_argument("user", metavar="USER", help="nama masuk tokoh demo")


def act(options: argparse.Namespace) -> int:
    """Show the present code of a demo person."""
    person = Person.objects.filter(username=options.user, is_demo=True).first()
    if person is None:
        raise Halt(f"'{options.user}' bukan tokoh demo di sini.")
    totp = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if totp is None:
        raise Halt(f"{person.name} masuk tanpa kode: jabatannya tidak menandatangani atau memutuskan.")
    secret = get_adapter().decrypt(totp.data["secret"])
    moment = int(time.time())
    say(f"{format_hotp_value(hotp_value(secret, moment // PERIOD))}  ({PERIOD - moment % PERIOD} detik lagi)")
    return FINE
