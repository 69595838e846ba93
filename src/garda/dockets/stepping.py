"""One step of a docket: the row under lock, the act asked of the table of states, one line in its trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from garda.cases.acting import Refused
from garda.dockets import states
from garda.dockets.models import Docket
from garda.flow import Words
from garda.people.models import City, Person
from garda.trails import writing

SHORTEST, LONGEST = 10, 2000

NOT_NOW = {
    "take": Words("Berkas ini sudah dikerjakan.", "This docket has been taken up."),
    "decide": Words("Berkas ini sudah diputus.", "This docket has been decided."),
    "close": Words("Berkas ini belum diputus, atau sudah ditutup.", "Not decided yet, or closed already."),
}
NOT_SO = Words(
    "Ini tidak bisa pada keadaan berkas sekarang.", "The docket does not stand so that this can be done."
)


def locked(city: City, docket_id: int) -> Docket:
    """The docket of that id in the city, locked until the end of the transaction. Docket.DoesNotExist."""
    rows = Docket.objects.select_for_update(of=("self",)).select_related("unit", "city")
    return rows.get(city=city, pk=docket_id)


def ask(docket: Docket, act: str) -> str:
    """The state that the act leads to; Refused where it can't be done now."""
    after = states.after(docket.state, act)
    if after is None:
        raise Refused(NOT_NOW.get(act, NOT_SO))
    return after


def note(
    docket: Docket,
    name: str,
    *,
    at: datetime,
    by: Person | None = None,
    post: int | None = None,
    facts: Mapping[str, Any] | None = None,
    seen: int | None = None,
) -> None:
    """The line of this act; raises trails.writing.Overtaken when the reader had not seen the last one."""
    writing.write(
        docket.city, "docket", docket.pk, name, at=at, unit=docket.unit, by=by, post=post, facts=facts,
        seen=seen, simulated=docket.simulated,
    )  # fmt: skip


def statement(words: str, field: str, shortest: int = SHORTEST) -> str:
    """What an office says for others to read, tidied; Refused when too short or too long."""
    said = words.replace("\0", "").strip()
    if len(said) < shortest or len(said) > LONGEST:
        raise Refused(
            Words(
                f"Tulis {shortest} sampai {LONGEST} huruf; dibaca para pelapor.",
                f"Write {shortest} to {LONGEST} letters; the reporters read it.",
            ),
            field,
        )
    return said
