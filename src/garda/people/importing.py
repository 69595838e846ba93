"""Bringing in a spreadsheet of units (.xlsx or .csv): read, judged row by row, and only then kept.

Twenty-one or sixty-two rows are the same work. Doing it twice changes nothing. A sheet with one wrong
row is not kept at all: the page shows each row with its findings first.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from garda import clock
from garda.people.appointing import add_person, appoint
from garda.people.arranging import ABOVE, UnitPlan, keep_unit, trouble_with
from garda.people.changes import Unfit
from garda.people.models import Area, City, Person, Post, Term, Unit
from garda.people.posts import kinds

MOST_ROWS = 500
MOST_BYTES = 2 * 1024 * 1024
# Column of the sheet → what it means here, with the other names people give it.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "kode": ("kode", "kode unit", "key", "code"),
    "singkatan": ("singkatan", "singkat", "abbrev"),
    "nama": ("nama", "nama unit", "name"),
    "jenis": ("jenis", "jenis unit", "kind"),
    "induk": ("induk", "kode induk", "parent", "unit induk"),
    "wilayah": ("wilayah", "kode wilayah", "area"),
    "alamat": ("alamat", "address"),
    "telepon": ("telepon", "telp", "phone"),
    "kepala": ("kepala", "nama kepala", "nama lurah/camat"),
    "pengguna": ("pengguna", "nama pengguna", "username"),
    "sejak": ("sejak", "mulai menjabat", "from"),
}
MUST = ("kode", "singkatan", "nama", "jenis", "induk")


@dataclass
class Row:
    """One row of the sheet: what it would do and what is wrong with it."""

    number: int
    given: dict[str, str]
    does: str = "same"
    findings: list[Unfit] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """True if the row can't be kept."""
        return bool(self.findings)

    @property
    def plan(self) -> UnitPlan:
        """The unit that the row describes."""
        given = self.given
        return UnitPlan(
            key=given["kode"].lower(),
            abbrev=given["singkatan"].upper(),
            name=given["nama"],
            kind=given["jenis"].lower(),
            parent=given["induk"].lower(),
            area=given.get("wilayah", ""),
            address=given.get("alamat", ""),
            phone=given.get("telepon", ""),
        )


@dataclass
class Judged:
    """A whole sheet, judged but not kept."""

    rows: list[Row]

    @property
    def sound(self) -> bool:
        """True if every row can be kept."""
        return bool(self.rows) and not any(row.wrong for row in self.rows)

    def _count(self, does: str) -> int:
        return sum(row.does == does and not row.wrong for row in self.rows)

    @property
    def new(self) -> int:
        """How many rows add a unit."""
        return self._count("new")

    @property
    def changed(self) -> int:
        """How many rows correct a unit or seat its head."""
        return self._count("change")

    @property
    def same(self) -> int:
        """How many rows change nothing."""
        return self._count("same")

    @property
    def wrong(self) -> int:
        """How many rows can't be kept."""
        return sum(row.wrong for row in self.rows)


def read_sheet(content: bytes, name: str) -> list[dict[str, str]]:
    """The rows of a spreadsheet by column name. Raises Unfit for a file that is no such sheet."""
    if len(content) > MOST_BYTES:
        raise Unfit(_("Berkas lebih dari 2 MB. Kirim lembar unit saja."), "sheet")
    table = _xlsx(content) if content[:2] == b"PK" else _csv(content)
    while table and not any(cell.strip() for cell in table[0]):
        table = table[1:]
    if not table:
        raise Unfit(_("Lembar ini kosong."), "sheet")
    known = {other: column for column, names in COLUMNS.items() for other in names}
    heads = [known.get(" ".join(cell.split()).lower(), "") for cell in table[0]]
    missing = [column for column in MUST if column not in heads]
    if missing:
        raise Unfit(
            _("Kolom yang belum ada: %(columns)s. Pakai contoh lembar yang dapat diunduh di halaman ini.")
            % {"columns": ", ".join(missing)},
            "sheet",
        )
    rows = [
        {head: " ".join(cell.split())[:300] for head, cell in zip(heads, line, strict=False) if head}
        for line in table[1:]
        if any(cell.strip() for cell in line)
    ]
    if len(rows) > MOST_ROWS:
        raise Unfit(
            _("Lebih dari %(most)s baris. Bagi menjadi beberapa lembar.") % {"most": MOST_ROWS}, "sheet"
        )
    if not rows:
        raise Unfit(_("Lembar ini belum berisi baris unit."), "sheet")
    return [{column: row.get(column, "") for column in COLUMNS} for row in rows]


def _xlsx(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > 50 * MOST_BYTES:
                raise Unfit(_("Berkas ini terlalu besar setelah dibuka."), "sheet")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        table = []
        for place, line in enumerate(sheet.iter_rows(values_only=True, max_col=40)):
            if place > MOST_ROWS * 4:
                break
            table.append([_cell(value) for value in line])
        book.close()
    except Unfit:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        TypeError,
        IndexError,
    ) as wrong:
        raise Unfit(_("Berkas ini tidak dapat dibaca sebagai lembar Excel (.xlsx)."), "sheet") from wrong
    except Exception as wrong:  # openpyxl lets errors of its XML parser through, of several kinds
        raise Unfit(_("Berkas ini tidak dapat dibaca sebagai lembar Excel (.xlsx)."), "sheet") from wrong
    return table


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _csv(content: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unfit(_("Berkas ini bukan teks CSV. Simpan ulang sebagai CSV UTF-8 atau .xlsx."), "sheet")
    if "\0" in text:
        raise Unfit(_("Berkas ini bukan teks CSV. Simpan ulang sebagai CSV UTF-8 atau .xlsx."), "sheet")
    divider = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    try:
        return [line[:40] for line in csv.reader(io.StringIO(text), delimiter=divider)]
    except csv.Error as wrong:
        raise Unfit(_("Berkas CSV ini rusak."), "sheet") from wrong


def judge(city: City, given: Sequence[Mapping[str, str]]) -> Judged:
    """What each row would do, and what is wrong with it; nothing is kept. Five queries, however long."""
    rows = [
        Row(number, {column: str(one.get(column, "")) for column in COLUMNS})
        for number, one in enumerate(given, start=2)
    ]
    there = {unit.key: unit for unit in Unit.objects.filter(city=city).select_related("parent", "area")}
    areas = set(Area.objects.filter(city=city).values_list("code", flat=True))
    names = dict(Person.objects.filter(city=city).values_list("username", "name"))
    taken = {(kind, key) for kind, key in _held(city)}
    units = {key: (unit.kind, unit.abbrev) for key, unit in there.items() if unit.closed_on is None}
    plans = [row.plan for row in rows]
    units |= {plan.key: (plan.kind, plan.abbrev) for plan in reversed(plans)}
    seen: dict[str, int] = {}
    for row, plan in zip(rows, plans, strict=True):
        if plan.key in seen:
            row.findings.append(
                Unfit(_("Kode ini sudah ada di baris %(row)s.") % {"row": seen[plan.key]}, "kode")
            )
        seen.setdefault(plan.key, row.number)
        row.findings += trouble_with(plan, units, areas)
        row.findings += _trouble_with_head(row, names)
        row.does = _does(there.get(plan.key), plan)
        if row.does == "same" and row.given["kepala"] and (plan.kind, plan.key) not in taken:
            row.does = "change"
    return Judged(rows)


def _held(city: City) -> list[tuple[str, str]]:
    heads = [kind.key for kind in kinds().values() if kind.head]
    return list(
        Term.objects.filter(
            post__unit__city=city, post__kind__in=heads, last__isnull=True, person__isnull=False
        ).values_list("post__unit__kind", "post__unit__key")
    )


def _trouble_with_head(row: Row, names: Mapping[str, str]) -> list[Unfit]:
    given = row.given
    if not given["kepala"]:
        return []
    found = []
    if not given["pengguna"]:
        found.append(Unfit(_("Isi nama pengguna untuk kepala unit."), "pengguna"))
    elif names.get(given["pengguna"].lower(), given["kepala"]) != given["kepala"]:
        found.append(Unfit(_("Nama pengguna ini milik orang lain."), "pengguna"))
    try:
        clock.parse_day(given["sejak"])
    except ValueError:
        found.append(Unfit(_("Isi tanggal mulai menjabat, misalnya 12/9/2024."), "sejak"))
    return found


def _does(unit: Unit | None, plan: UnitPlan) -> str:
    if unit is None:
        return "new"
    was = (unit.abbrev, unit.name, unit.kind, unit.parent.key if unit.parent else "")
    now = (plan.abbrev, plan.name, plan.kind, plan.parent)
    more = [
        (unit.area.code if unit.area else "", plan.area),
        (unit.address, plan.address),
        (unit.phone, plan.phone),
    ]
    return "same" if was == now and all(given in ("", old) for old, given in more) else "change"


def carry_out(city: City, judged: Judged, *, by: Person | None, at: datetime) -> dict[str, str]:
    """Keep every row, parents first, all or nothing. Returns first passwords by username of new heads."""
    if not judged.sound:
        raise Unfit(_("Masih ada baris yang salah. Perbaiki dulu, lalu unggah lagi."), "sheet")
    order = list(ABOVE)
    passwords: dict[str, str] = {}
    with transaction.atomic():
        for row in sorted(judged.rows, key=lambda one: order.index(one.plan.kind)):
            plan = row.plan
            unit = Unit.objects.filter(city=city, key=plan.key).select_related("area").first()
            if unit is not None:
                # An empty cell says nothing; it never wipes out what is there.
                plan.short, plan.also = unit.short, unit.also
                plan.address, plan.phone = plan.address or unit.address, plan.phone or unit.phone
                plan.area = plan.area or (unit.area.code if unit.area else "")
            if row.does != "same" or unit is None:
                unit = keep_unit(city, plan, by=by, at=at)
            if row.given["kepala"]:
                passwords |= _seat_head(unit, row.given, by, at)
    return passwords


def _seat_head(unit: Unit, given: Mapping[str, str], by: Person | None, at: datetime) -> dict[str, str]:
    head = next((kind.key for kind in kinds().values() if kind.head and unit.kind in kind.units), None)
    post = (
        Post.objects.filter(unit=unit, kind=head, closed_on__isnull=True).select_related("unit__city").first()
    )
    if post is None or post.terms.filter(last__isnull=True, person__isnull=False).exists():
        return {}
    fresh: dict[str, str] = {}
    person = Person.objects.filter(city=unit.city, username=given["pengguna"].lower()).first()
    if person is None:
        person, password = add_person(
            unit.city, username=given["pengguna"], name=given["kepala"], by=by, at=at
        )
        fresh[person.username] = password
    post.terms.filter(last__isnull=True, person__isnull=True).update(last=clock.parse_day(given["sejak"]))
    appoint(post, person, "definitif", clock.parse_day(given["sejak"]), by=by, at=at)
    return fresh


def template(city: City) -> bytes:
    """A spreadsheet to fill in: the columns, and the city's own units as they are now."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "unit"
    sheet.append(list(COLUMNS))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    order = list(ABOVE)
    units = Unit.objects.filter(city=city, closed_on__isnull=True).select_related("parent", "area")
    for unit in sorted(units, key=lambda one: (order.index(one.kind), one.parent_id or 0, one.name)):
        sheet.append(
            [
                unit.key,
                unit.abbrev,
                unit.name,
                unit.kind,
                unit.parent.key if unit.parent else "",
                unit.area.code if unit.area else "",
                unit.address,
                unit.phone,
                "",
                "",
                "",
            ]
        )
    for column, width in zip("ABCDEFGHIJK", (20, 12, 34, 14, 20, 16, 36, 18, 26, 20, 14), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
