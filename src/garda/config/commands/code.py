"""Kode enam angka yang berlaku sekarang, hanya untuk tokoh demo. Orang sungguhan memakai ponselnya."""

from __future__ import annotations

import argparse
import time

from garda.config.telling import FINE, Halt, say
from garda.demo.codes import PERIOD, current_code
from garda.people.models import Person


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda code` takes."""
    parser.add_argument("user", metavar="USER", help="nama masuk tokoh demo")


def act(options: argparse.Namespace) -> int:
    """Show the present code of a demo person."""
    person = Person.objects.filter(username=options.user, is_demo=True).first()
    if person is None:
        raise Halt(f"'{options.user}' bukan tokoh demo di sini.")
    moment = time.time()
    code = current_code(person, moment)
    if code is None:
        raise Halt(f"{person.name} masuk tanpa kode: jabatannya tidak menandatangani atau memutuskan.")
    say(f"{code}  ({PERIOD - int(moment) % PERIOD} detik lagi)")
    return FINE
