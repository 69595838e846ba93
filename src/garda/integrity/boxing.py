"""The box: what is said in confidence falls in, and is taken out with everything else of its day.

Nothing is kept of who wrote, from where, or when: a slip bears only the day on which it will be opened, drawn
at random among the next three. The clock empties the box once a day in a drawn order, as new rows; only then
is there a line, and word to anybody. So neither a number, a moment, a place in a list nor a bell says who.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Count

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.cases.numbering import ALPHABET
from garda.flow import Words
from garda.integrity.models import Criticism, Report, Slip
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Post, Unit
from garda.people.register import register_of

CRITICISM, REPORT, ANSWER = "criticism", "report", "answer"
FULL = "full"  # the field of a refusal for want of room
LENGTH = 16
SHORTEST = 20
LONGEST: Final = {CRITICISM: 2000, REPORT: 4000, ANSWER: 2000}
WAITS_AT_MOST = 3  # days
A_DAY = 100  # papers of one office and kind that come out on one day: a flood delays and shuts nobody out
LATEST = 14  # days: whoever would wait longer is told where else to go
AT_ONCE = 500
DRAWN: Final = secrets.SystemRandom()

_NUMBER = re.compile(r"(?<![\d.,])\+?\d(?:[ .-]?\d){7,}")
_FORM = re.compile(r"[A-Za-z0-9_-]{24,64}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def drop(
    city: City,
    unit: Unit,
    words: str,
    *,
    kind: str,
    at: datetime,
    form_key: str,
    leader: bool = False,
    post: Post | None = None,
    known: Person | None = None,
    wishes: str = "",
    who: str = "",
    about: int | None = None,
    office: Unit | None = None,
    simulated: bool = False,
    drawn: Random = DRAWN,
) -> str:
    """Let a paper fall into the box; its code, which is told only now.

    `known` is whoever wishes the inspectorate to know them, `who` the accused as the reporter names them:
    both stand under the seal alone. The same `form_key` (a secret of the form) sent again is the same paper
    under the same code. Where the box of an office is full, criticism falls into the one above; `lying` tells
    which, and until when at the latest.
    """
    fits(words, kind)
    code = _code(form_key)
    inside = {"words": masked(words) if kind == CRITICISM else words, "leader": leader}
    inside |= {"from": known.pk} if known else {}
    inside |= {"wishes": wishes} if wishes else {}
    inside |= {"who": who} if who else {}
    inside |= {"about": about} if about else {}
    inside |= {"office": office.pk} if office else {}
    today = city_calendar(city).local(at).date()
    if _dropped_before(city, code):
        return spoken(code)
    box, days = _box_for(city, unit, kind, today)
    inside |= {"about_unit": unit.pk} if box.pk != unit.pk else {}
    row = Slip(
        city=city, unit=box, kind=kind, post=post, sealed=_seal(inside), code=kept(city, code),
        opens_on=days[drawn.randrange(len(days))], simulated=simulated,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            # Between asking and writing the box may have been emptied of this very paper.
            if _came_out(row.code):
                row.delete()
    except IntegrityError:
        if not _dropped_before(city, code):
            raise
    return spoken(code)


def _box_for(city: City, unit: Unit, kind: str, today: date) -> tuple[Unit, list[date]]:
    """The box that still has room, and the days of which one is drawn. Criticism may fall into one above."""
    box: Unit | None = unit
    while box is not None:
        days = _days_with_room(box, kind, today)
        if days:
            return box, days
        above = box.parent_id if kind == CRITICISM else None
        box = register_of(city).unit(above) if above else None
    raise Refused(
        Words(
            f"Kotak ini penuh sampai {LATEST} hari ke depan. Tulisan Anda belum masuk, masih ada di bawah.",
            f"The box is full for the next {LATEST} days. What you wrote is not in it; it stands below.",
        ),
        FULL,
    )


def _days_with_room(unit: Unit, kind: str, today: date) -> list[date]:
    """The next days on which fewer than the most of one day will come out."""
    lying = Slip.objects.filter(unit=unit, kind=kind).values("opens_on").annotate(n=Count("pk"))
    taken = {row["opens_on"]: row["n"] for row in lying.order_by()}
    days = [today + timedelta(days=n) for n in range(1, LATEST + 1)]
    return [day for day in days if taken.get(day, 0) < A_DAY][:WAITS_AT_MOST]


def crowded(city: City) -> list[tuple[int, str, int]]:
    """(office, kind, how many) where more lie than come out in the usual days; one query."""
    rows = (
        Slip.objects.filter(city=city).values("unit", "kind").annotate(n=Count("pk")).order_by("unit", "kind")
    )
    return [(row["unit"], row["kind"], row["n"]) for row in rows if row["n"] >= A_DAY * WAITS_AT_MOST]


@dataclass(frozen=True)
class Lying:
    """A paper in the box, for whoever has its code: in whose box, and within how many days it comes out."""

    box: str
    days: int
    last: date

    @property
    def longer(self) -> bool:
        """Whether it waits longer than papers usually do."""
        return self.days > WAITS_AT_MOST


def lying(city: City, typed: str, at: datetime) -> Lying | None:
    """Where a paper lies and until when at the latest; None once it came out. One query."""
    row = Slip.objects.filter(code=kept(city, typed)).only("unit_id", "opens_on").first()
    if row is None:
        return None
    today = city_calendar(city).local(at).date()
    days = max(WAITS_AT_MOST, (row.opens_on - today).days)
    return Lying(register_of(city).unit(row.unit_id).name, days, today + timedelta(days=days))


def opened(city: City, at: datetime, drawn: Random = DRAWN) -> list[Slip]:
    """The slips whose day has come, in a drawn order, locked; inside the transaction that takes them out."""
    today = city_calendar(city).local(at).date()
    lying = Slip.objects.select_for_update(of=("self",)).filter(city=city, opens_on__lte=today)
    rows = list(lying.select_related("unit__city", "post").order_by("pk")[:AT_ONCE])
    drawn.shuffle(rows)
    return rows


def masked(words: str) -> str:
    """The words without numbers by which somebody could be called, and without mail addresses."""
    return _MAIL.sub("•••", _NUMBER.sub("••••", words))


def inside_of(sealed: bytes | memoryview) -> dict[str, Any]:
    """What a seal of this room holds; nothing after erasing."""
    found: dict[str, Any] = json.loads(sealing.unseal(sealed)) if sealed else {}
    return found


def kept(city: City, typed: str) -> str:
    """What is kept of a code: enough to find the row, not enough to find the code."""
    return hashlib.sha256(f"box\x1f{city.key}\x1f{tidy(typed)}".encode()).hexdigest()


def tidy(typed: str) -> str:
    """A code as it was typed, without strokes and spaces."""
    return "".join(sign for sign in typed.upper()[:60] if sign.isalnum())


def spoken(code: str) -> str:
    """A code in groups of four."""
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def _code(form_key: str) -> str:
    drawn = int.from_bytes(hashlib.sha256(f"box:{form_key}".encode()).digest())
    return "".join(ALPHABET[drawn // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))


def _dropped_before(city: City, code: str) -> bool:
    mark = kept(city, code)
    return Slip.objects.filter(code=mark).exists() or _came_out(mark)


def _came_out(mark: str) -> bool:
    return any(table.objects.filter(code=mark).exists() for table in (Criticism, Report))


def _seal(inside: dict[str, Any]) -> bytes:
    return sealing.seal(json.dumps(inside, ensure_ascii=False))


def fits(words: str, kind: str) -> None:
    """Refused where the words are too few or too many."""
    if len(words.strip()) < SHORTEST:
        raise Refused(
            Words(
                f"Tulis sedikitnya satu kalimat ({SHORTEST} huruf).",
                f"Write at least one sentence ({SHORTEST} characters).",
            ),
            "words",
        )
    most = LONGEST[kind]
    if len(words) > most:
        raise Refused(Words(f"Paling banyak {most} huruf.", f"At most {most} characters."), "words")


def fresh_form() -> str:
    """The one-time key of a form: sent again with the same key, it is the same paper."""
    return secrets.token_urlsafe(24)


def form_of(typed: str) -> str:
    """The key that came with a form, or a fresh one when it is missing or was tampered with."""
    return typed if _FORM.fullmatch(typed) else fresh_form()
