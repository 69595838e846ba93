"""How somebody found the service at a desk: once per ticket, where no matter came of it.

Where one did, it is rated on the matter's own page, so that nobody is counted twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from garda.cases.acting import Refused
from garda.counters import states
from garda.counters.models import Ticket
from garda.flow import Words
from garda.people.models import City

OPEN_FOR = timedelta(days=7)


def rate(city: City, token: str, value: int, at: datetime) -> None:
    """Keep one answer from 1 (not good) to 4 (very good). Refused twice, before the end, or after a week."""
    if not 1 <= value <= 4:
        raise Refused(Words("Pilih satu dari empat jawaban.", "Choose one of the four answers."), "nilai")
    with transaction.atomic():
        ticket = Ticket.objects.select_for_update().filter(city=city, token=token).first()
        if ticket is None or ticket.state != states.DONE:
            raise Refused(
                Words("Penilaian dibuka setelah Anda dilayani.", "You can rate once you were served.")
            )
        if ticket.rating is not None:
            raise Refused(Words("Anda sudah menilai. Terima kasih.", "You have rated already. Thank you."))
        if ticket.case_number:
            raise Refused(
                Words("Nilai urusan ini di halaman urusannya.", "Rate this matter on its own page."),
            )
        if at - ticket.changed > OPEN_FOR:
            raise Refused(
                Words("Penilaian hanya dibuka tujuh hari.", "Rating is open for seven days only."),
            )
        ticket.rating = value
        ticket.save(update_fields=["rating"])
