"""A call of the secretary to the front line of the made-up town, and answers to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from garda.enquiries import answering, calling, reading
from garda.enquiries.answering import Said
from garda.enquiries.calling import Plan, Wanted
from garda.enquiries.models import Asked
from garda.people.models import Unit
from garda.trails.reading import last_seq
from tests.town import Town, moment

FRONT = ("kec-taman", "kenanga", "melati")
QUESTIONS = (
    Wanted("Bagaimana jalannya di kantor Anda?", "words", True),
    Wanted("Apakah syaratnya dimengerti warga?", "yesno"),
    Wanted("Berapa menit rata-rata di loket?", "number"),
)


def plan(**more: Any) -> Plan:
    """A call as it is typed: about one service and one procedure by name."""
    plain: dict[str, Any] = {
        "title": "Pelaksanaan SKTM di lapangan", "words": "Untuk memperbaiki aturannya.",
        "until": date(2025, 11, 14), "questions": QUESTIONS, "services": ("sktm",),
        "named": ("Penerimaan tamu di pintu",),
    }  # fmt: skip
    return Plan(**{**plain, **more})


def opened(town: Town, *units: str, form_key: str = "satu", **more: Any) -> int:
    """The call is open."""
    who, post = town.persons["setda", "sekda", 1], town.posts["setda", "sekda", 1]
    return calling.open_call(
        town.city, town.units["setda"], plan(**more), [town.units[key] for key in units or FRONT], by=who,
        by_post=post.pk, form_key=form_key, at=moment(),
    )  # fmt: skip


def asked_of(town: Town, call: int, unit: str) -> Asked:
    """The row of one unit."""
    return Asked.objects.get(call=call, unit=town.units[unit])


def whole(town: Town, call: int) -> reading.Whole:
    """The call as it stands."""
    found = reading.whole(town.city, call)
    assert found is not None
    return found


def acting(town: Town, row: Asked, day: str = "2025-11-05") -> dict[str, Any]:
    """Somebody of that office, acting on its answers as they stand."""
    unit = Unit.objects.get(pk=row.unit_id).key
    return {
        "by": town.persons[unit, "petugas-loket", 1], "by_post": town.posts[unit, "petugas-loket", 1].pk,
        "seen": last_seq(town.city, answering.ASKED, row.pk), "at": moment(day),
    }  # fmt: skip


def said(minutes: str = "12", clear: str = "ya", **more: Any) -> Said:
    """An answer to all three questions."""
    answers: Mapping[int, str] = {1: "Warga datang dua kali.", 2: clear, 3: minutes}
    return Said(answers=answers, examples={1: "Surat RT ketinggalan."}, **more)


def save(town: Town, call: int, unit: str, place: int, what: Said, day: str = "2025-11-05") -> None:
    """One procedure is answered."""
    row = asked_of(town, call, unit)
    topic = whole(town, call).procedures[place - 1]
    answering.save(row.pk, topic.id, what, **acting(town, row, day))


def send(town: Town, call: int, unit: str, day: str = "2025-11-05") -> list[str]:
    """The answers are handed in."""
    row = asked_of(town, call, unit)
    return answering.send(row.pk, **acting(town, row, day))


def answered(town: Town, call: int, unit: str, minutes: str = "12", clear: str = "ya", **more: Any) -> None:
    """The unit answers about the service, and does not run the other procedure."""
    save(town, call, unit, 1, said(minutes, clear, **more))
    save(town, call, unit, 2, Said(not_ours=True))
    send(town, call, unit)
