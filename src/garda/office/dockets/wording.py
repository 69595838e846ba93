"""What pages say about dockets and reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from garda.dockets.listing import Loops, Row
from garda.dockets.reports import Shown
from garda.dockets.states import CHANGE, CLOSED, EXPLAIN, HARD, KEEP, OPEN, PERFECT, PROVINCE, TAKEN
from garda.looks.wording import day, number
from garda.office.showing import lang, local_day
from garda.rules.reading import look_up_all
from garda.sight.doors import Staff


@dataclass(frozen=True)
class Line:
    """A docket as a list shows it: the article, the numbers in one sentence, how it stands."""

    row: Row
    name: str
    article: str
    says: str
    numbers: str
    kinds: str
    state: str
    state_words: str


def lines(staff: Staff, rows: Iterable[Row], on: datetime) -> list[Line]:
    """The rows with what their articles are called; the names of all in two queries."""
    found = list(rows)
    wanted = [one.reference for one in found]
    cited = look_up_all(wanted, city_key=staff.city.key, on=local_day(staff, on), lang=lang())
    shown = []
    for row in found:
        one = cited.get(row.reference)
        state, words = state_of(row)
        shown.append(
            Line(
                row, one.name if one else row.reference, one.article if one else "", one.words if one else "",
                numbers(row), kinds(row), state, words,
            )
        )  # fmt: skip
    return shown


def numbers(row: Row) -> str:
    """ "12 laporan, 7 kelurahan, 340 pengunjung"."""
    said = [ngettext("%(n)s laporan", "%(n)s laporan", row.reports) % {"n": number(row.reports)}]
    if row.units and row.units == row.wards:
        said.append(ngettext("%(n)s kelurahan", "%(n)s kelurahan", row.units) % {"n": number(row.units)})
    elif row.units:
        said.append(ngettext("%(n)s kantor", "%(n)s kantor", row.units) % {"n": number(row.units)})
    said.append(ngettext("%(n)s pengunjung", "%(n)s pengunjung", row.visitors) % {"n": number(row.visitors)})
    return ", ".join(said)


def kinds(row: Row) -> str:
    """The two kinds apart: "8 menyulitkan, 4 perlu disempurnakan"."""
    return _("%(hard)s menyulitkan, %(perfect)s perlu disempurnakan") % {
        "hard": number(row.hard),
        "perfect": number(row.perfect),
    }


def decision_words(decision: str) -> str:
    """The decision in words."""
    return {
        CHANGE: _("Diubah"),
        KEEP: _("Tetap, dengan alasan"),
        EXPLAIN: _("Dijelaskan lebih baik"),
        PROVINCE: _("Diteruskan ke provinsi"),
    }.get(decision, "")


def outcome(decision: str) -> str:
    """What became of the article, as a sentence for whoever reported it."""
    return {
        CHANGE: _("Aturannya diubah"),
        KEEP: _("Aturannya tetap"),
        EXPLAIN: _("Aturannya tetap, penjelasannya diperbaiki"),
        PROVINCE: _("Diteruskan ke provinsi"),
    }.get(decision, "")


def decision_options() -> list[tuple[str, str]]:
    """What may be decided."""
    return [
        (CHANGE, _("Diubah: pasal baru dan versi layanan baru")),
        (KEEP, _("Tetap, dengan alasan")),
        (EXPLAIN, _("Tetap, tetapi dijelaskan lebih baik kepada warga dan petugas")),
        (PROVINCE, _("Diteruskan ke provinsi: bukan wewenang kota")),
    ]


def kind_words(kind: str) -> str:
    """Of which kind a report is."""
    return {HARD: _("menyulitkan"), PERFECT: _("perlu disempurnakan")}.get(kind, kind)


def kind_options() -> list[tuple[str, str]]:
    """The two kinds, for a form."""
    return [
        (HARD, _("Menyulitkan: membuat warga atau petugas susah")),
        (PERFECT, _("Perlu disempurnakan: kurang jelas, kurang lengkap, atau sudah usang")),
    ]


def state_of(row: Row) -> tuple[str, str]:
    """How a docket stands: its shape and its words."""
    if row.state == CLOSED:
        return "done", decision_words(row.decision)
    if row.late:
        if row.undecided:
            return "late", _("terlambat diputus, seharusnya %(day)s") % {"day": day(row.due_at, year=False)}
        return "late", _("terlambat dituntaskan, seharusnya %(day)s") % {"day": day(row.due_at, year=False)}
    if row.state == OPEN:
        return "not", _("diputus paling lambat %(day)s") % {"day": day(row.due_at, year=False)}
    if row.state == TAKEN:
        return "run", _("sedang diperiksa, diputus paling lambat %(day)s") % {
            "day": day(row.due_at, year=False)
        }
    return "run", _("%(decision)s, dituntaskan paling lambat %(day)s") % {
        "decision": decision_words(row.decision),
        "day": day(row.due_at, year=False),
    }


def report_state(one: Shown) -> tuple[str, str]:
    """How a report stands for whoever made it."""
    if one.withdrawn_at is not None:
        return "not", _("ditarik kantor Anda sendiri")
    if one.replied_at is not None:
        return "done", _("sudah dijawab")
    if one.docket is None:
        return "not", _("sedang dicarikan pasalnya")
    return "run", _("sudah masuk berkas, belum dijawab")


def answered(one: Shown) -> tuple[str, str]:
    """Whether a report has its answer, for whoever reads many of them."""
    return ("done", _("sudah dijawab")) if one.replied_at else ("not", _("belum dijawab"))


def sentence(found: Loops, near: bool = False) -> str:
    """The answer at the top of the ranking; `near` where only the reader's own offices are counted."""
    if not found.open:
        if near:
            return _("Tidak ada berkas aturan kantor Anda yang terbuka")
        return _("Tidak ada berkas aturan yang terbuka")
    n = {"n": number(found.open)}
    said = ngettext("%(n)s pasal menunggu", "%(n)s pasal menunggu", found.open) % n
    if near:
        said = (
            ngettext("%(n)s pasal kantor Anda menunggu", "%(n)s pasal kantor Anda menunggu", found.open) % n
        )
    if found.late:
        return said + ", " + _("%(n)s terlambat") % {"n": number(found.late)}
    return said + ", " + _("semua masih dalam waktunya")


def loop_words(found: Loops, near: bool = False) -> str:
    """How long loops take, with the number of loops behind it."""
    if found.median is None:
        if near:
            return _("Belum ada berkas kantor Anda yang tuntas dalam setahun terakhir.")
        return _("Belum ada berkas yang tuntas dalam setahun terakhir, jadi lamanya belum terhitung.")
    counted = {"days": number(found.median), "n": number(found.closed)}
    if near:
        return (
            ngettext(
                "Separuh berkas kantor Anda tuntas dalam %(days)s hari, dari %(n)s berkas setahun terakhir.",
                "Separuh berkas kantor Anda tuntas dalam %(days)s hari, dari %(n)s berkas setahun terakhir.",
                found.closed,
            )
            % counted
        )
    return (
        ngettext(
            "Separuh berkas tuntas dalam %(days)s hari, dihitung dari %(n)s berkas setahun terakhir.",
            "Separuh berkas tuntas dalam %(days)s hari, dihitung dari %(n)s berkas setahun terakhir.",
            found.closed,
        )
        % counted
    )
