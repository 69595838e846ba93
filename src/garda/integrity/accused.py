"""Who a report is about, asked of its reporter while the form still lies open, before anybody reads it.

Whoever handles reports may be the one who is reported. The reporter says so, or the names and posts that they
write are held against those who would read it: then they are asked. Nothing of the question is kept.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from garda.cases.acting import Refused
from garda.flow import Words
from garda.integrity import handling
from garda.people.models import City, Term, Unit
from garda.people.register import register_of
from garda.texts.naming import holds, names, parts_of, words_of

OTHER, NAMESAKE, OF_INSPECTORATE, OF_TOP = "lain", "nama-sama", "inspektorat", "pimpinan"
WHO, HANDLES = "who", "handles"  # the fields of a refusal
LONGEST_NAME: Final = 120

SHORTEST_PART: Final = 4


def office_of(city: City, unit: Unit, said: str, who: str, words: str, at: datetime) -> Unit:
    """Where the accused works, by what the reporter says: `unit`, the inspectorate, or the top.

    Raises Refused where nothing was said, or where somebody is named who would read it.
    """
    there = {OF_INSPECTORATE: inspectorate_of(city), OF_TOP: register_of(city).top}
    if said in there:
        return there[said] or unit
    if said not in (OTHER, NAMESAKE):
        raise Refused(
            Words("Jawab dulu, supaya laporan tidak dibaca terlapor.", "Say so first, so that the accused "
                  "does not read it."), HANDLES,
        )  # fmt: skip
    if len(who) > LONGEST_NAME:
        most = LONGEST_NAME
        raise Refused(Words(f"Paling banyak {most} huruf.", f"At most {most} characters."), WHO)
    name = "" if said == NAMESAKE else named(city, unit, who, words, at)
    if name:
        raise Refused(
            Words(
                f"Anda menyebut {name}, yang akan membaca laporan ini. Jawab lagi: apakah ia terlapor?",
                f"You name {name}, who would read this report. Answer again: do you report them?",
            ),
            HANDLES,
        )
    return unit


def inspectorate_of(city: City) -> Unit | None:
    """The city's inspectorate, where it has one."""
    return next((one for one in register_of(city).open_units() if one.kind == "inspektorat"), None)


def named(city: City, unit: Unit, who: str, words: str, at: datetime) -> str:
    """The name of somebody of whom it speaks and who would read a report about `unit`; else ""."""
    terms = handling.holders(city, handling.desk_of(unit), unit, handling.day_in(city, at))
    return next((_name(term) for term in terms if _speaks_of(term, who, words)), "")


def _name(term: Term) -> str:
    return term.person.name if term.person else ""


def _speaks_of(term: Term, who: str, words: str) -> bool:
    name = parts_of(_name(term))
    told, said = words_of(who), words_of(words)
    if any(part in told for part in name if len(part) >= SHORTEST_PART):
        return True
    if any(holds(told, title) for title in _titles(term)):
        return True
    return names(said, _name(term))


def _titles(term: Term) -> list[list[str]]:
    """The title of the post, and its kind in two spellings: "wali kota", "walikota"."""
    kind = term.post.kind.split("-")
    return [words_of(term.post.title), kind, ["".join(kind)]]
