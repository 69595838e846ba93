"""What a letter says, as plain data: the template only lays it out. No word of a person is ever markup."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import segno
from django.conf import settings

from garda import clock
from garda.cases import sealing
from garda.cases.acting import Refused
from garda.cases.models import Case, Said
from garda.clock.words import month_words
from garda.flow import Field, Flow, Letter, Words
from garda.letters.numbering import grouped
from garda.letters.signatories import Signing, designation
from garda.people.models import City, Unit

_ISO = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SPACE = re.compile(r"[ \t]+")
PREVIEW_NUMBER = "(nomor diberikan saat ditandatangani)"


@dataclass(frozen=True)
class Draft:
    """A letter before its number, date and signature: everything that the matter and its office give."""

    case: Case
    flow: Flow
    letter: Letter
    answers: dict[str, str]
    missing: tuple[Field, ...] = field(default=())


def draft_of(case: Case, flow: Flow) -> Draft:
    """The letter of a matter as it stands."""
    assert flow.letter is not None
    answers = {
        key: _shown(flow.field(key), text) for key, text in _said(case).items() if flow.field(key) is not None
    }
    missing = tuple(
        one for one in flow.fields if one.key in flow.letter.needs and not answers.get(one.key, "").strip()
    )
    return Draft(case, flow, flow.letter, answers, missing)


def must_be_whole(draft: Draft) -> None:
    """Refused when an answer is missing without which no letter is issued; names each."""
    if draft.missing:
        named_id = ", ".join(f"“{one.title.id}”" for one in draft.missing)
        named_en = ", ".join(f"“{one.title.en}”" for one in draft.missing)
        raise Refused(
            Words(
                f"Surat belum dapat terbit. Yang wajib tercantum tetapi masih kosong: {named_id}. "
                "Kembalikan untuk dilengkapi.",
                f"The letter can't be issued yet. What must stand in it and is empty: {named_en}. "
                "Send it back to be completed.",
            )
        )


def _said(case: Case) -> dict[str, str]:
    rows = Said.objects.filter(case=case, seq=1, erased_at__isnull=True).order_by("pk")
    return {row.key: sealing.unseal(row.sealed) for row in rows}


def _shown(one: Field | None, text: str) -> str:
    """An answer as a letter writes it."""
    if one is None:
        return text
    picked = next((choice.title.id for choice in one.choices if choice.key == text), None)
    if picked is not None:
        return picked
    if one.kind == "yes-no":
        return "Ya" if text in ("True", "true", "yes", "ya") else "Tidak"
    if one.kind == "date" and _ISO.fullmatch(text):
        return _day(date.fromisoformat(text))
    if one.kind == "money" and text.isdecimal():
        return clock.rupiah(int(text), "id")
    if one.kind == "number" and text.isdecimal():
        return clock.number_words(int(text), "id")
    return text


def data_of(
    draft: Draft, signing: Signing, *, number: str, code: str, day: date, own: bool, preview: bool = False
) -> dict[str, Any]:
    """Everything the template needs, as JSON can carry it."""
    case, letter, unit = draft.case, draft.letter, signing.unit
    words = {
        "unit": unit.name,
        "unit_kind": unit.kind.capitalize(),
        "post": signing.title,
        "city": case.city.name,
        "day": _day(day),
        "number": number,
    }
    until = day + timedelta(days=letter.valid.amount - 1) if letter.valid else None
    address = verify_address(case.city, code) if code else ""
    follow = f"{settings.SITE_ADDRESS}/{case.city.key}/ikuti/?nomor={case.number}"
    return {
        "title": letter.title,
        "number": number,
        "head": _head(unit),
        "crest": str(case.city.settings.get("letters", {}).get("crest", "")),
        "opening": _filled(letter.opening, {}, words, unit),
        "rows": [
            [one.title.id, draft.answers[one.key]]
            for one in (draft.flow.field(key) for key in letter.rows)
            if one is not None and draft.answers.get(one.key)
        ],
        "says": [
            _filled(text, draft.answers, words, unit)
            for text in letter.says
            if not _empty(text, draft.answers, words)
        ],
        "closing": _filled(letter.closing, draft.answers, words, unit),
        "valid": _valid(day, until),
        "place": place_of(case.city),
        "day": _day(day),
        "date": [day.year, day.month, day.day],
        "lines": list(signing.lines),
        "name": signing.name,
        "rank": signing.rank,
        "nip": _nip(signing.nip),
        "also": [],
        "qr": qr_svg(address) if address else "",
        "address": address,
        "code": grouped(code),
        "follow": {
            "qr": qr_svg(follow),
            "address": follow.split("://", 1)[-1].split("?")[0],
            "number": case.number,
        },
        "own": own,
        "preview": preview,
        "simulated": case.simulated,
        "language": "id",
    }


def _head(unit: Unit) -> dict[str, Any]:
    """The letterhead: the city, the offices above, the office itself with address and telephone."""
    above: list[str] = []
    up = unit.parent
    while up is not None and up.kind in ("kecamatan", "opd", "sekretariat", "bagian"):
        above.insert(0, up.name)
        up = up.parent
    city = unit.city.name if unit.city.name.startswith("Pemerintah") else f"Pemerintah {unit.city.name}"
    own = [] if unit.kind == "kota" else [unit.name]
    address = ". ".join(
        part for part in (unit.address, f"Telepon {unit.phone}" if unit.phone else "") if part
    )
    return {"lines": [city, *above, *own], "address": address, "site": settings.SITE_ADDRESS}


def place_of(city: City) -> str:
    """The place over the date: the city's short name."""
    return city.short or city.name.removeprefix("Kota ").removeprefix("Kabupaten ")


def _filled(text: str, answers: dict[str, str], words: dict[str, str], unit: Unit) -> str:
    """The sentence with what stands in it; a post followed by its office is called as people say it."""
    text = text.replace("{post} {unit}", designation(words["post"], unit).replace("{", "(").replace("}", ")"))
    filled = _PLACEHOLDER.sub(lambda found: words.get(found[1], answers.get(found[1], "")), text)
    return _SPACE.sub(" ", filled).strip()


def _empty(text: str, answers: dict[str, str], words: dict[str, str]) -> bool:
    """Whether a paragraph speaks of an answer that was not given."""
    asked = [name for name in _PLACEHOLDER.findall(text) if name not in words]
    return any(not answers.get(name, "").strip() for name in asked)


def _valid(day: date, until: date | None) -> str:
    if until is None:
        return ""
    return f"Surat ini berlaku sampai dengan {_day(until)}."


def _day(day: date) -> str:
    """ "22 November 2026": a letter names no weekday."""
    return f"{day.day} {month_words(day)} {day.year}"


def _nip(digits: str) -> str:
    """ "198001012005011001" as it is written: 19800101 200501 1 001."""
    if len(digits) != 18:
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def verify_address(city: City, code: str) -> str:
    """Where whoever holds the letter finds out whether it is true."""
    return f"{settings.SITE_ADDRESS}/{city.key}/surat/{code}/"


def qr_svg(address: str) -> str:
    """The QR code of an address, as SVG for the template."""
    out = io.BytesIO()
    # One mask for all: trying all eight costs more than setting the letter.
    segno.make(address, error="m", mask=2).save(out, kind="svg", xmldecl=False, svgns=True, border=1)
    return out.getvalue().decode()
