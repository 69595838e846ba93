"""Each kind of field: what may be typed, and what is kept of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import phonenumbers
from stdnum.exceptions import ValidationError
from stdnum.id import nik as stdnum_nik

from garda.clock import parse_day
from garda.flow.language import Field
from garda.texts.cleaning import digits_of, one_line, some_lines
from garda.texts.words import Words

Answer = str | int | bool | tuple[str, ...]


class Wrong(ValueError):
    """What was typed does not answer the question; `words` say what is wrong and what is usual."""

    def __init__(self, id: str, en: str) -> None:
        self.words = Words(id, en)
        super().__init__(id)


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer taken, with a warning where a human should look again."""

    answer: Answer
    warning: Words | None = None


Taking = Callable[[str, Field, date | None], Taken]

_NAME_SIGNS = frozenset(" .,'’‘ʼ`-/()")


def _name(text: str, field: Field, today: date | None) -> Taken:
    name = one_line(text)
    if any(sign.isdigit() for sign in name):
        raise Wrong(
            "Nama tidak memakai angka. Tulis seperti di KTP-el.",
            "A name has no digits. Write it as on the card.",
        )
    if not any(sign.isalpha() for sign in name) or not all(
        unicodedata.category(sign)[0] in "LM" or sign in _NAME_SIGNS for sign in name
    ):
        raise Wrong(
            "Nama hanya memakai huruf, spasi, titik, koma, dan petik. Tulis seperti di KTP-el.",
            "A name has letters, spaces, dots, commas and apostrophes only. Write it as on the card.",
        )
    return Taken(name)


def _text(text: str, field: Field, today: date | None) -> Taken:
    return Taken(one_line(text))


def _long_text(text: str, field: Field, today: date | None) -> Taken:
    return Taken(some_lines(text))


def _address(text: str, field: Field, today: date | None) -> Taken:
    address = some_lines(text)
    if not any(sign.isalpha() for sign in address):
        raise Wrong(
            "Tulis nama jalan atau kampungnya, misalnya “Jl. Melati 5, RT 2 RW 3”.",
            "Write the street or neighbourhood, for example “Jl. Melati 5, RT 2 RW 3”.",
        )
    return Taken(address)


def _choice(text: str, field: Field, today: date | None) -> Taken:
    chosen = one_line(text)
    if all(chosen != choice.key for choice in field.choices):
        raise Wrong("Pilih salah satu dari daftar.", "Choose one from the list.")
    return Taken(chosen)


_YES = frozenset({"ya", "iya", "y", "yes", "true", "1", "on", "benar"})
_NO = frozenset({"tidak", "tdk", "t", "no", "n", "false", "0", "off", "bukan"})


def _yes_no(text: str, field: Field, today: date | None) -> Taken:
    said = one_line(text).casefold()
    if said not in _YES | _NO:
        raise Wrong("Pilih “ya” atau “tidak”.", "Choose “yes” or “no”.")
    return Taken(said in _YES)


_OLDEST = date(1850, 1, 1)
_FURTHEST = date(2200, 1, 1)


def _date(text: str, field: Field, today: date | None) -> Taken:
    try:
        day = parse_day(one_line(text))
    except ValueError:
        raise Wrong(
            "Tanggal ini tidak terbaca. Tulis hari, bulan, tahun, misalnya 12/9/2024.",
            "This date cannot be read. Write day, month, year, for example 12/9/2024.",
        ) from None
    if not _OLDEST <= day < _FURTHEST:
        raise Wrong(
            "Periksa lagi tahunnya, misalnya 12/9/2024.", "Check the year again, for example 12/9/2024."
        )
    if today is not None and field.day == "past" and day > today:
        raise Wrong(
            "Tanggal ini belum terjadi. Tulis tanggal hari ini atau sebelumnya.", "This day is still to come."
        )
    if today is not None and field.day == "future" and day < today:
        raise Wrong(
            "Tanggal ini sudah lewat. Tulis tanggal hari ini atau sesudahnya.", "This day has passed."
        )
    return Taken(day.isoformat())


_MOST_DIGITS = 20
_WHOLE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+")


def _number(text: str, field: Field, today: date | None) -> Taken:
    typed = digits_of(text)
    if len(typed) > _MOST_DIGITS or not _WHOLE.fullmatch(typed):
        raise Wrong(
            "Tulis bilangan bulat dengan angka, misalnya 3 atau 1.200.", "Write a whole number, such as 3."
        )
    return Taken(int(typed.replace(".", "")))


_MONEY = re.compile(
    r"(?:rp\.?|idr)?(?P<amount>[0-9][0-9.,]*?)(?P<unit>ribu|rb|juta|jt|miliar|milyar)?(?:,-+|\.-+|,-|rupiah)?",
    re.IGNORECASE,
)
_UNITS = {"ribu": 1000, "rb": 1000, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9}
_LARGEST_SUM = 10**15
_GROUPED_BY_COMMA = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.00)?")
_IN_INDONESIAN = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]{1,2})?")
_BY_POINT = re.compile(r"[0-9]+\.[0-9]{1,2}")


def _money(text: str, field: Field, today: date | None) -> Taken:
    found = _MONEY.fullmatch(digits_of(text))
    if found:
        unit = _UNITS.get((found["unit"] or "").lower(), 1)
        amount = _amount(found["amount"], by_unit=unit > 1)
        if amount is not None and amount * unit == int(amount * unit) <= _LARGEST_SUM:
            return Taken(int(amount * unit))
    raise Wrong(
        "Jumlah uang ini tidak terbaca. Tulis misalnya Rp1.500.000 atau 1,5 juta.",
        "This amount cannot be read. Write for example Rp1.500.000 or 1,5 juta.",
    )


def _amount(typed: str, *, by_unit: bool) -> Decimal | None:
    """The number as written in Indonesia, or with the commas of a pocket calculator where that is certain."""
    if _GROUPED_BY_COMMA.fullmatch(typed):
        typed = typed.replace(",", "")
    elif _IN_INDONESIAN.fullmatch(typed):
        typed = typed.replace(".", "").replace(",", ".")
    elif not (by_unit and _BY_POINT.fullmatch(typed)):
        return None
    try:
        return Decimal(typed)
    except InvalidOperation:
        return None


def _nik(text: str, field: Field, today: date | None) -> Taken:
    number = digits_of(text).replace(".", "").replace("-", "")
    if not re.fullmatch(r"[0-9]{16}", number):
        count = sum(sign.isdigit() for sign in number)
        raise Wrong(
            f"NIK terdiri atas 16 angka; yang tertulis {count}. Lihat baris teratas KTP-el Anda.",
            f"A NIK has 16 digits; {count} were typed. See the top line of the identity card.",
        )
    if number.endswith("0000"):
        raise Wrong(
            "NIK ini belum benar: empat angka terakhir tidak pernah 0000. Periksa lagi.",
            "This NIK is not right yet: the last four digits are never 0000. Check again.",
        )
    day = int(number[6:8])
    try:
        stdnum_nik.get_birth_date(number)
        born = 1 <= day <= 31 or 41 <= day <= 71
    except ValidationError:
        born = False
    if not born:
        raise Wrong(
            "NIK ini belum benar: angka ke-7 sampai ke-12 bukan tanggal lahir. Periksa satu per satu.",
            "This NIK is not right yet: digits 7 to 12 are no date of birth. Check them one by one.",
        )
    # The code is that of the first registration; regions are split and retired, so it can only warn.
    if stdnum_nik.is_valid(number):
        return Taken(number)
    return Taken(
        number,
        Words(
            "Kode wilayah di awal NIK ini tidak ada di daftar. Mungkin wilayah lama; periksa sekali lagi.",
            "The region code of this NIK is not on the list. It may be an old one; check once more.",
        ),
    )


def _phone(text: str, field: Field, today: date | None) -> Taken:
    typed = digits_of(text)
    try:
        number = phonenumbers.parse(typed[:40], "ID")
        if re.search(r"[^0-9+()./\-]", typed) or not phonenumbers.is_valid_number(number):
            raise ValueError
    except (phonenumbers.NumberParseException, ValueError):
        raise Wrong(
            "Nomor telepon ini belum benar. Tulis misalnya 0812 3456 7890.",
            "This telephone number is not right yet. Write for example 0812 3456 7890.",
        ) from None
    return Taken(str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)))


_EMAIL = re.compile(r"[^\s@<>(),;:\\\"\[\]]{1,64}@(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_]{2,63}")


def _email(text: str, field: Field, today: date | None) -> Taken:
    typed = one_line(text)
    if not _EMAIL.fullmatch(typed) or ".." in typed or typed.startswith(".") or ".@" in typed:
        raise Wrong(
            "Alamat surel ini tidak lengkap. Tulis misalnya nama@contoh.id.",
            "This e-mail address is not complete. Write for example nama@contoh.id.",
        )
    local, _, domain = typed.rpartition("@")
    return Taken(f"{local}@{domain.lower()}")


_AREA = re.compile(r"[0-9]{2}\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?")
_POINT = re.compile(r"(?:geo:)?(-?[0-9]{1,3}(?:\.[0-9]{1,15})?),(-?[0-9]{1,3}(?:\.[0-9]{1,15})?)")
_SOUTH, _NORTH, _WEST, _EAST = -12.0, 7.0, 94.0, 142.0  # degrees: a box around the country


def _place(text: str, field: Field, today: date | None) -> Taken:
    parts = [part for part in digits_of(text).split(";") if part]
    areas = [part for part in parts if _AREA.fullmatch(part)]
    points = [found for part in parts if (found := _POINT.fullmatch(part))]
    if not parts or len(areas) > 1 or len(points) > 1 or len(areas) + len(points) != len(parts):
        raise Wrong(
            "Tempat ini tidak terbaca. Pilih kelurahan, atau ketuk peta.",
            "This place cannot be read. Choose a kelurahan, or tap the map.",
        )
    for found in points:
        latitude, longitude = float(found[1]), float(found[2])
        if not (_SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST):
            raise Wrong(
                "Titik ini di luar Indonesia. Pilih kelurahan, atau ketuk peta.",
                "This point lies outside Indonesia. Choose a kelurahan, or tap the map.",
            )
        areas.append(f"{latitude:.5f},{longitude:.5f}")
    return Taken(";".join(areas))


TAKING: Mapping[str, Taking] = {
    "name": _name,
    "text": _text,
    "long-text": _long_text,
    "choice": _choice,
    "yes-no": _yes_no,
    "date": _date,
    "number": _number,
    "money": _money,
    "nik": _nik,
    "phone": _phone,
    "email": _email,
    "place": _place,
    "address": _address,
}
