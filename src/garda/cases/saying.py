"""Keeping what people say: sealed rows beside the record, salted fingerprints in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from garda.cases import sealing
from garda.cases.models import Case, Said
from garda.cases.rows import insert

# The point on the map that the resident gave, kept as their words are: sealed, with its fingerprint in the
# record. The row's `lat` and `lng` repeat it, so that what lies near can be found.
POINT = "point"


@dataclass(frozen=True)
class Saying:
    """Something to be kept: under which key, the words, and the least of those who may read them."""

    key: str
    text: str
    reader: str = Said.PARTIES


def sealed_rows(sayings: Iterable[Saying], by_kind: str) -> tuple[list[Said], list[list[str]]]:
    """Rows ready to be kept, and the [key, fingerprint] pairs that the event carries."""
    rows: list[Said] = []
    for one in sayings:
        if not one.text:
            continue
        salt, mark = sealing.salted(one.text)
        rows.append(
            Said(
                key=one.key,
                by_kind=by_kind,
                reader=one.reader,
                sealed=sealing.seal(one.text),
                salt=salt,
                fingerprint=mark,
            )
        )
    return rows, [[row.key, row.fingerprint] for row in rows]


def keep(case: Case, seq: int, rows: list[Said]) -> None:
    """Keep the rows under event `seq` of `case`."""
    for row in rows:
        row.case_id, row.seq = case.pk, seq
    if rows:
        insert(rows, keys=False)


def point_text(lat: float, lng: float) -> str:
    """A point on the map as it is sealed."""
    return f"{lat!r},{lng!r}"


def words_of(said: Said) -> str | None:
    """The words, or None when they were erased."""
    return None if said.erased_at else sealing.unseal(said.sealed)


def spoken(case: Case, *keys: str) -> dict[str, str]:
    """The latest words under each key of `case` (all keys when none is named), erased ones left out."""
    rows = Said.objects.filter(case=case, erased_at__isnull=True).order_by("seq", "pk")
    if keys:
        rows = rows.filter(key__in=keys)
    return {row.key: sealing.unseal(row.sealed) for row in rows}


def facts_of(pairs: list[list[str]]) -> dict[str, Any]:
    """The part of an event's facts that refers to words."""
    return {"said": pairs} if pairs else {}
