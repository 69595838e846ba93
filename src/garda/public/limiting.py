"""Wrong codes are counted, per number and per address, so that nobody tries them all.

The counts stand in the database, so that all processes share them. A try is counted before its code is looked
at and given back when the code was right: however many arrive at once, no more than the limit are looked at.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.http import HttpRequest

from garda.cases import numbering
from garda.public.models import Tries

WINDOW = 600  # seconds
PER_NUMBER = 10
PER_ADDRESS = 60  # a whole office may share one address
# One statement counts and answers the count, on both engines.
COUNT = (
    'INSERT INTO "public_tries" ("key", "window", "count") VALUES (%s, %s, 1) '
    'ON CONFLICT ("key", "window") DO UPDATE SET "count" = "public_tries"."count" + 1 RETURNING "count"'
)


@dataclass(frozen=True)
class Try:
    """One try, counted. `allowed` says whether its code may be looked at."""

    keys: tuple[str, ...]
    window: int
    allowed: bool


def begin(request: HttpRequest, city_key: str, number: str, at: datetime) -> Try:
    """Count a try for this number and from this address."""
    window = int(at.timestamp()) // WINDOW
    # However it is written, it is the same number: otherwise a hyphen more would be ten tries more.
    asked = _mark(f"{city_key}\x1f{numbering.tidy_number(number) or number.upper()[:40]}")
    # Always in this order, so that two processes never wait for each other.
    limits = {f"address:{_mark(address_of(request))}": PER_ADDRESS, f"number:{asked}": PER_NUMBER}
    with transaction.atomic(), connection.cursor() as cursor:
        counts = []
        for key in limits:
            cursor.execute(COUNT, [key, window])
            counts.append(int(cursor.fetchone()[0]))
        if counts[0] == 1:
            # What is over is swept away by whoever comes new.
            Tries.objects.filter(window__lt=window - 1).delete()
    allowed = all(count <= most for count, most in zip(counts, limits.values(), strict=True))
    return Try(tuple(limits), window, allowed)


def give_back(one: Try) -> None:
    """The code was right: this try counts for nothing."""
    with transaction.atomic():
        for key in one.keys:
            Tries.objects.filter(key=key, window=one.window, count__gt=0).update(count=F("count") - 1)


def address_of(request: HttpRequest) -> str:
    """Where the visitor comes from; of IPv6 the network, of which one household has all addresses.

    Behind a proxy every visitor has the proxy's own address, unless `GARDA_PROXY_HEADER` names the header in
    which it writes theirs; of several addresses in it only the last is the proxy's own word.
    """
    told = request.headers.get(settings.PROXY_HEADER, "") if settings.PROXY_HEADER else ""
    for typed in (told.rsplit(",", 1)[-1].strip(), str(request.META.get("REMOTE_ADDR", ""))):
        try:
            address = ipaddress.ip_address(typed)
        except ValueError:
            continue
        if address.version == 6:
            return str(ipaddress.ip_network((address, 64), strict=False))
        return str(address)
    return ""


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
