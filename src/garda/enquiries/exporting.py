"""All answers of a call as a table: a row for each answer, so that a count of rows is a count on the board.

Beside answers there is a row for each procedure that a unit does not run, each article it names, each item it
lacks, and one for every unit that has sent nothing. Drafts are told of nowhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from garda.enquiries import states
from garda.enquiries.reading import OfUnit, Reply, Section, Whole, sections
from garda.texts.tables import inert

COLUMNS: Final = (
    "permintaan", "tata_laksana", "layanan", "kantor", "kode_kantor", "dikirim", "baris", "pertanyaan",
    "jawaban", "contoh", "pasal", "usul", "simulasi",
)  # fmt: skip
ANSWER, NOT_OURS, ARTICLE, ITEM, SILENT = "jawaban", "tidak dijalankan", "aturan", "sarana", "belum mengirim"
YES, NO = "ya", "tidak"
KINDS: Final[Mapping[str, str]] = {"hard": "menyulitkan", "perfect": "perlu disempurnakan"}


def table(call: Whole, named: Callable[[list[str]], Mapping[str, str]], item: Callable[[str], str]) -> str:
    """The table as CSV, by procedure and in it by unit; two queries, and those of `named`.

    `named` gives the articles of many references their names, `item` one item its own.
    """
    sent = [one for one in call.units if one.state == states.SENT]
    said = sections(call, [one.id for one in sent])
    articles = named([part.reference for parts in said.values() for part in parts if part.reference])
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    common = {"permintaan": inert(call.heading.title), "simulasi": YES if call.heading.simulated else NO}
    for row in _rows(call, said, articles, item):
        writer.writerow({**common, **row})
    return out.getvalue()


def _rows(
    call: Whole,
    said: Mapping[int, tuple[Section, ...]],
    articles: Mapping[str, str],
    item: Callable[[str], str],
) -> Iterator[dict[str, str]]:
    for place, topic in enumerate(call.procedures):
        about = {"tata_laksana": inert(topic.title), "layanan": topic.key}
        for one in call.units:
            for row in _of_unit(said[one.id][place], articles, item) if one.id in said else ():
                yield {**about, **_unit(one), **row}
    for one in call.missing:
        yield {**_unit(one), "baris": SILENT}


def _unit(one: OfUnit) -> dict[str, str]:
    sent = one.sent_at.isoformat() if one.sent_at and one.state == states.SENT else ""
    return {"kantor": inert(one.unit.name), "kode_kantor": one.unit.key, "dikirim": sent}


def _of_unit(
    part: Section, articles: Mapping[str, str], item: Callable[[str], str]
) -> Iterator[dict[str, str]]:
    for reply in part.replies:
        yield {
            "baris": ANSWER, "pertanyaan": inert(reply.question.words), "jawaban": _said(reply),
            "contoh": inert(reply.example),
        }  # fmt: skip
    if part.not_ours:
        yield {"baris": NOT_OURS}
    if part.hinders:
        yield {
            "baris": ARTICLE, "pertanyaan": KINDS.get(part.kind, part.kind), "jawaban": inert(part.hindrance),
            "pasal": inert(articles.get(part.reference, part.reference)), "usul": inert(part.proposal),
        }  # fmt: skip
    if part.lacks:
        yield {"baris": ITEM, "jawaban": inert(item(part.lacks))}


def _said(reply: Reply) -> str:
    if reply.yes is not None:
        return YES if reply.yes else NO
    if reply.number is not None:
        return f"{reply.number.normalize():f}"
    return inert(reply.said)
