"""From the text of a flow to the flow itself."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from garda.clock import Term
from garda.flow import grammar
from garda.flow.findings import Finding, Unreadable
from garda.flow.language import (
    LANGUAGE,
    MOST,
    Category,
    Choice,
    Field,
    Flow,
    Letter,
    Move,
    Requirement,
    Step,
)
from garda.flow.shapes import Shaper
from garda.texts.shapes import EMPTY
from garda.texts.words import Words

LONGEST_TEXT = 300_000  # characters: some ten times the longest flow one can wish for

_SEALED = frozenset({"nik", "phone", "email"})
_BLIND = frozenset({"nik", "phone"})
_PLACE_IN_ERROR = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


@lru_cache(maxsize=64)
def read(text: str, name: str) -> Flow:
    """The flow that `text` declares; `name` is the file's name, for the findings. Read once, then shared.

    Raises Unreadable, with findings, when the text is not TOML or a key has the wrong shape. Whether the flow
    is sound and lawful is for `check` to say.
    """
    flow, shaper = parse(text, name)
    if flow is None or any(one.grave for one in shaper.findings):
        raise Unreadable(shaper.findings)
    return flow


def fingerprint(text: str) -> str:
    """SHA-256 of the text as UTF-8, in 64 hexadecimal digits: the identity of a published version."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parse(text: str, name: str) -> tuple[Flow | None, Shaper]:
    """As much of a flow as `text` holds, with the findings about its shape. Never raises.

    Where a key is missing or wrong a blank stands in for it, so that the checker can go on.
    """
    shaper = Shaper(text if len(text) <= LONGEST_TEXT else "", name)
    if len(text) > LONGEST_TEXT:
        shaper.find((), Words("Berkas alur ini terlalu besar.", "This flow file is too large."))
        return None, shaper
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError, ArithmeticError) as error:
        shaper.findings.append(_not_toml(str(error), text, name))
        return None, shaper
    return _flow(raw, shaper), shaper


def _not_toml(said: str, text: str, name: str) -> Finding:
    where = _PLACE_IN_ERROR.search(said)
    line = column = None
    if where and where.group(1):
        line, column = int(where.group(1)), int(where.group(2))
    elif where:
        line = text.count("\n") + 1
    at = Words(f" di kolom {column}", f" at column {column}") if column else EMPTY
    return Finding(
        name,
        line,
        None,
        None,
        Words(
            f"Tulisan ini tidak dapat dibaca{at.id}. Periksa tanda kutip, kurung, koma, "
            "dan kunci yang ditulis dua kali.",
            f"This text cannot be read{at.en}. Look for quotation marks, brackets, commas "
            "and keys written twice.",
        ),
    )


def _flow(raw: dict[str, Any], shaper: Shaper) -> Flow:
    values = shaper.table(raw, grammar.FLOW, ())
    shaper.given = frozenset(values)
    if values.get("language", LANGUAGE) != LANGUAGE:
        shaper.find(
            ("language",),
            Words(
                f"Versi bahasa alur yang dikenal hanya {LANGUAGE}.", f"The only known version is {LANGUAGE}."
            ),
        )
    steps = _steps(values.pop("step", ()), shaper)
    requirements = _requirements(values.pop("requirement", ()), shaper)
    fields = _fields(values.pop("field", ()), shaper)
    categories = _categories(values.pop("category", ()), shaper)
    letter = values.pop("letter", None)
    if letter is not None:
        values["letter"] = Letter(**({"title": "", "code": ""} | letter))
    blank: dict[str, Any] = {
        "key": "",
        "kind": "request",
        "title": EMPTY,
        "lead": EMPTY,
        "start": "",
        "within": Term(1, "day", True),
        "review": date.max,
        "number": "",
    }
    return Flow(
        **(blank | values),
        steps=steps,
        requirements=requirements,
        fields=fields,
        categories=categories,
        given=shaper.given,
    )


def _whole(values: dict[str, Any], place: int, **blank: Any) -> dict[str, Any]:
    """The values of a table, with a blank for each that is missing. A table without key is "?1", "?2" …"""
    return {"key": f"?{place + 1}"} | blank | values


def _unlike(keys: Iterable[str], table: str, shaper: Shaper) -> None:
    """Note each key of a list of tables that was used before."""
    seen: set[str] = set()
    for place, key in enumerate(keys):
        if key in seen:
            shaper.find(
                (table, place, "key"),
                Words(f"Kunci “{key}” dipakai dua kali.", f"The key “{key}” is used twice."),
            )
        seen.add(key)


def _requirements(raw: Iterable[object], shaper: Shaper) -> tuple[Requirement, ...]:
    found = []
    for place, one in enumerate(raw):
        values = shaper.table(one, grammar.REQUIREMENT, ("requirement", place))
        found.append(Requirement(**_whole(values, place, title=EMPTY)))
    _unlike((one.key for one in found), "requirement", shaper)
    return tuple(found)


def _fields(raw: Iterable[object], shaper: Shaper) -> tuple[Field, ...]:
    found = []
    for place, one in enumerate(raw):
        path = ("field", place)
        values = shaper.table(one, grammar.FIELD, path)
        choices = [
            Choice(**_whole(values, at, title=EMPTY))
            for at, raw_choice in enumerate(values.pop("choices", ()))
            for values in [shaper.table(raw_choice, grammar.CHOICE, (*path, "choices", at))]
        ]
        kind = values.get("kind", "text")
        sealed, blind = kind in _SEALED, kind in _BLIND
        whole = _whole(values, place, kind=kind, title=EMPTY, most=MOST[kind], sealed=sealed, blind=blind)
        found.append(Field(**whole, choices=tuple(choices)))
    _unlike((one.key for one in found), "field", shaper)
    return tuple(found)


def _categories(raw: Iterable[object], shaper: Shaper) -> tuple[Category, ...]:
    found = []
    for place, one in enumerate(raw):
        values = shaper.table(one, grammar.CATEGORY, ("category", place))
        found.append(Category(**_whole(values, place, title=EMPTY)))
    _unlike((one.key for one in found), "category", shaper)
    return tuple(found)


def _steps(raw: Iterable[object], shaper: Shaper) -> dict[str, Step]:
    found: list[Step] = []
    for place, one in enumerate(raw):
        key = one.get("key") if isinstance(one, dict) else None
        shaper.part = key[:60] if isinstance(key, str) and key else f"?{place + 1}"
        path = ("step", place)
        values = shaper.table(one, grammar.STEP, path)
        moves = _moves(values.pop("move", ()), (*path, "move"), shaper)
        values["posts"] = values.pop("post", ())
        found.append(Step(**_whole(values, place, title=EMPTY, shown=EMPTY), moves=tuple(moves)))
    shaper.part = None
    _unlike((one.key for one in found), "step", shaper)
    steps: dict[str, Step] = {}
    for place, step in enumerate(found):
        steps.setdefault(step.key, step)
        shaper.places.setdefault(step.key, place)
    return {key: _with_shown(step, steps) for key, step in steps.items()}


def _moves(raw: Iterable[object], path: tuple[str | int, ...], shaper: Shaper) -> list[Move]:
    moves: list[Move] = []
    keys: set[str] = set()
    for place, one in enumerate(raw):
        values = shaper.table(one, grammar.MOVE, (*path, place))
        to = values.get("to", "")
        move = Move(**_whole(values, place, key=to, to=to, label=EMPTY, shown=EMPTY))
        if move.key in keys:
            shaper.find(
                (*path, place),
                Words(
                    f"Dua tombol di langkah ini bernama “{move.key}”. Beri satu di antaranya “key” sendiri.",
                    f"Two moves of this step are named “{move.key}”. Give one of them a “key” of its own.",
                ),
            )
        keys.add(move.key)
        moves.append(move)
    return moves


def _with_shown(step: Step, steps: dict[str, Step]) -> Step:
    """The step whose moves all carry the sentence the citizen will read: their own, or the next step's."""
    moves = []
    for move in step.moves:
        target = steps.get(move.to)
        shown = move.shown if move.shown != EMPTY or target is None else target.shown
        moves.append(replace(move, shown=shown))
    return replace(step, moves=tuple(moves))
