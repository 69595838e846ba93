"""A program that may be killed: `begin N` opens matters with news for residents, then sends as `carry M`.

`carry` works as the tick does, with the clock M minutes ahead.
"""

from __future__ import annotations

import sys
from datetime import timedelta

import django

django.setup()

from garda import clock, shelf  # noqa: E402
from garda.cases.acting import RESIDENT  # noqa: E402
from garda.cases.errands import work_off  # noqa: E402
from garda.cases.opening import Filing, open_case  # noqa: E402
from garda.cases.publishing import publish  # noqa: E402
from garda.config.migrating import migrate  # noqa: E402
from garda.notices.sending import Carrier  # noqa: E402
from garda.people.loading import load_city  # noqa: E402
from garda.people.models import Unit  # noqa: E402


def begin(count: int) -> None:
    """Matters of as many residents, each to be told by WhatsApp; then their notices."""
    migrate()
    at = clock.now()
    city = load_city(shelf.folder("cities", "mojokerto")).city
    published = publish(city, shelf.folder("flows", "aspirasi.toml").read_text("utf-8"), at=at)
    unit = Unit.objects.filter(city=city, kind="kelurahan").first()
    assert unit is not None
    for n in range(count):
        answers = {"what": f"Bangku di taman RW {n}", "phone": f"+62812{n:07d}", "whatsapp": "Ya"}
        open_case(Filing(published=published, unit=unit, answers=answers), by=RESIDENT, at=at)
    while work_off(clock.now()):
        pass
    carry(0)


def carry(minutes: int) -> None:
    """Send until nothing is left."""
    clock.move(clock.now() + timedelta(minutes=minutes))
    carrier = Carrier()
    while carrier.work_off(clock.now()):
        pass


if __name__ == "__main__":
    {"begin": begin, "carry": carry}[sys.argv[1]](int(sys.argv[2]))
