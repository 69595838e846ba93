"""Notices a second: claimed, worded, sent over HTTP to a far side on this machine, written down as sent."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from garda import clock
from garda.notices import contacts
from garda.notices.models import Contact, Dispatch, Notice
from garda.notices.sending import Carrier
from garda.people.models import City


@contextmanager
def far_side(city: City) -> Iterator[None]:
    """A chat's other side in a process of its own, and the city connected to it."""
    command = [sys.executable, "-m", "garda.config.bench.far_side"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        settings.WHATSAPP_ADDRESS = f"http://127.0.0.1:{child.stdout.readline().strip()}"
        settings.WHATSAPP_TOKEN, settings.WHATSAPP_NUMBERS = "bench", {city.key: "1"}
        try:
            yield
        finally:
            child.kill()


def sent(city: City, most: int = 400) -> tuple[int, float, float]:
    """(notices, seconds, seconds of CPU) of carrying what waits for as many residents."""
    at = clock.now()
    rows = Notice.objects.filter(city=city, receiver=Notice.RESIDENT).select_related("case")[:most]
    for place, notice in enumerate(rows):
        contact = contacts.contact_of(city, Contact.WHATSAPP, f"+62812{place:08d}")
        assert contact is not None
        Contact.objects.filter(pk=contact.pk).update(last_in_at=at)
        contacts.agree(contact, "form", at, notice.case)
        Dispatch.objects.create(
            city=city, channel=Contact.WHATSAPP, key=f"bench.{notice.pk}", notice=notice, case=notice.case,
            contact=contact, next_try_at=at, made_at=at, changed_at=at,
        )  # fmt: skip
    with far_side(city):
        begun, cpu = time.perf_counter(), time.process_time()
        done = Carrier().work_off(at, most)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    assert done == Dispatch.objects.filter(key__startswith="bench.", state=Dispatch.SENT).count()
    return done, seconds, cpu
