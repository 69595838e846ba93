"""Working hours, seasons and days that differ: what every clock of the city counts by.

Hours are typed as people write them ("07.30-12.00, 13.00-16.00", one line a day, empty = closed).
After each change every process builds its calendars anew (`changes.changed`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from garda.people.changes import Unfit, changed, log
from garda.people.models import City, DayOff, HolidayYear, Person, Unit, WorkHours

DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
OFF_KINDS = dict(DayOff.KINDS)
_SPAN = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:-|–|—|sampai|s/d)\s*(\d{1,2})[.:](\d{2})")
Week = list[list[list[int]]]


def spans_of(typed: str, field: str) -> list[list[int]]:
    """One day's hours as minutes since midnight. Raises Unfit for text that is no hours."""
    text = typed.strip().lower()
    if text in ("", "tutup", "libur", "-"):
        return []
    spans = [
        [int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])]
        for found in _SPAN.finditer(text)
    ]
    rest = _SPAN.sub("", text).replace(",", "").replace(";", "").replace("dan", "").strip()
    if rest or not spans or len(spans) > 4:
        raise Unfit(_("Tulis seperti 07.30-12.00, 13.00-16.00. Kosongkan bila tutup."), field)
    last = -1
    for start, end in spans:
        if not last <= start < end <= 24 * 60:
            raise Unfit(_("Jam selesai harus sesudah jam mulai, dan tidak boleh tumpang tindih."), field)
        last = end
    return spans


def week_of(typed: Mapping[str, str], prefix: str = "") -> Week:
    """A week from seven lines keyed `prefix` + day. Raises Unfit when no hour of the week is open."""
    week = [spans_of(typed.get(prefix + day, "")[:200], prefix + day) for day in DAYS]
    if not any(week):
        raise Unfit(_("Paling sedikit satu hari harus buka."), prefix + DAYS[0])
    return week


def day_text(spans: Sequence[Sequence[int]]) -> str:
    """One day's hours as people write them: "07.30-12.00, 13.00-16.00"."""
    return ", ".join(
        f"{start // 60:02d}.{start % 60:02d}-{end // 60:02d}.{end % 60:02d}" for start, end in spans
    )


def hours_of(city: City) -> list[WorkHours]:
    """Every row of hours: the city's first, then its seasons, then the units' own."""
    rows = WorkHours.objects.filter(city=city).select_related("unit")
    return sorted(rows, key=lambda row: (row.unit_id is not None, row.first or date.min, row.pk))


def hours_row(city: City, row_id: int) -> WorkHours | None:
    """One row of hours of the city."""
    return WorkHours.objects.filter(city=city, pk=row_id).select_related("unit").first()


def keep_hours(
    city: City,
    *,
    name: str,
    week: Week,
    counter: Week | None = None,
    unit: Unit | None = None,
    first: date | None = None,
    last: date | None = None,
    rests_on: str = "",
    row: WorkHours | None = None,
    by: Person | None,
    at: datetime,
) -> WorkHours:
    """Keep hours that hold always (no dates) or in a season (both dates), for the city or one unit."""
    if not name.strip() or len(name) > 80:
        raise Unfit(_("Beri nama, paling banyak 80 huruf, misalnya Ramadan 1448 H."), "name")
    if (first is None) != (last is None):
        raise Unfit(_("Isi kedua tanggal untuk jam musiman, atau kosongkan keduanya."), "last")
    if first and last and last < first:
        raise Unfit(_("Hari terakhir lebih awal daripada hari pertama."), "last")
    with transaction.atomic():
        others = WorkHours.objects.filter(city=city, unit=unit).exclude(pk=row.pk if row else 0)
        if first is None and others.filter(first__isnull=True).exists():
            raise Unfit(
                _("Jam kerja tetapnya sudah ada. Ubah yang ada, atau isi tanggal untuk jam musiman."), "first"
            )
        if first and others.filter(first__lte=last, last__gte=first).exists():
            raise Unfit(_("Tanggal ini bertumpuk dengan jam musiman lain."), "first")
        if unit and first and not others.filter(first__isnull=True).exists():
            raise Unfit(_("Isi dulu jam kerja tetap unit ini, baru jam musimannya."), "unit")
        if row and row.first is None and row.unit_id is None and (first or unit):
            raise Unfit(
                _("Jam kerja tetap kota harus tetap ada. Buat jam musiman sebagai baris baru."), "first"
            )
        was = {"name": row.name, "week": row.week, "first": row.first, "last": row.last} if row else {}
        row = row or WorkHours(city=city)
        row.name, row.week, row.counter = name.strip(), week, counter or []
        row.unit, row.first, row.last, row.rests_on = unit, first, last, rests_on.strip()[:120]
        row.estimated = False
        row.save()
        became = {"name": row.name, "week": week, "first": first, "last": last}
        log(city, "hours", f"{row.name} {unit or ''}".strip(), by=by, at=at, was=was, became=became)
        changed(city)
        return row


def drop_hours(row: WorkHours, *, by: Person | None, at: datetime) -> None:
    """Take away a season, or a unit's own hours; the city's own always-hours stay."""
    if row.first is None and row.unit_id is None:
        raise Unfit(_("Jam kerja tetap kota tidak dapat dihapus, hanya diubah."))
    with transaction.atomic():
        if row.first is None:
            WorkHours.objects.filter(city=row.city, unit=row.unit).exclude(pk=row.pk).delete()
        log(row.city, "hours", row.name, by=by, at=at, was={"week": row.week}, became={"week": ""})
        city = row.city
        row.delete()
        changed(city)


# ---- days that differ ----------------------------------------------------------------------------
def days_off_of(city: City, year: int) -> list[DayOff]:
    """The days of the year that differ, the city's and its units'."""
    rows = DayOff.objects.filter(city=city, day__year=year).select_related("unit")
    return list(rows.order_by("day", "unit_id", "pk"))


def day_off_of(city: City, row_id: int) -> DayOff | None:
    """One day of the city that differs."""
    return DayOff.objects.filter(city=city, pk=row_id).select_related("city", "unit").first()


def keep_day(
    city: City,
    day: date,
    *,
    name: str,
    kind: str,
    name_en: str = "",
    unit: Unit | None = None,
    rests_on: str = "",
    by: Person | None,
    at: datetime,
) -> DayOff:
    """A day that differs, for the city or one unit. The same day and unit is corrected, not doubled."""
    if kind not in OFF_KINDS:
        raise Unfit(_("Pilih jenis harinya."), "kind")
    if not name.strip() or len(name) > 160:
        raise Unfit(_("Beri nama harinya, paling banyak 160 huruf."), "name")
    if len(name_en) > 160:
        raise Unfit(_("Beri nama harinya, paling banyak 160 huruf."), "name_en")
    if not 2000 <= day.year <= 2100:
        raise Unfit(_("Tahun di luar jangkauan kalender ini."), "day")
    with transaction.atomic():
        row = DayOff.objects.filter(city=city, day=day, unit=unit, kind=kind).first()
        kept = ("name", "name_en", "rests_on")
        was = {one: getattr(row, one) for one in kept} if row else {}
        row = row or DayOff(city=city, day=day, unit=unit, kind=kind)
        row.name, row.rests_on, row.estimated = name.strip(), rests_on.strip()[:160], False
        row.name_en = name_en.strip()
        row.save()
        log(
            city,
            "day-off",
            f"{day.isoformat()} {name}",
            by=by,
            at=at,
            was=was,
            became={**{one: getattr(row, one) for one in kept}, "kind": kind},
        )
        changed(city)
        return row


def drop_day(row: DayOff, *, by: Person | None, at: datetime) -> None:
    """Take a day away: it counts as usual again."""
    with transaction.atomic():
        city = row.city
        log(
            city,
            "day-off",
            f"{row.day.isoformat()} {row.name}",
            by=by,
            at=at,
            was={"kind": row.kind},
            became={"kind": ""},
        )
        row.delete()
        changed(city)


def years_of(city: City) -> list[HolidayYear]:
    """The years whose list of holidays is known."""
    return list(HolidayYear.objects.filter(city=city).order_by("year"))


def know_year(city: City, year: int, source: str, *, by: Person | None, at: datetime) -> HolidayYear:
    """Say that the year's list of holidays is complete, and by which decree."""
    if not 2000 <= year <= 2100:
        raise Unfit(_("Tahun di luar jangkauan kalender ini."), "year")
    if not source.strip():
        raise Unfit(_("Sebut sumbernya, misalnya nomor SKB Tiga Menteri."), "source")
    with transaction.atomic():
        row, _made = HolidayYear.objects.update_or_create(
            city=city, year=year, defaults={"source": source.strip()[:200]}
        )
        log(city, "day-off", str(year), by=by, at=at, became={"source": source})
        changed(city)
        return row
