"""What an office announces: quoted from a public record of the city, approved by a second person, answerable.

Only what anyone may read can be quoted: a service's published version, a rule in force, a day on which
offices are closed. Matters of residents are no source. A question about an announcement is a report like any
other, with the announcement as its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from garda import clock
from garda.cases.acting import By, Refused
from garda.cases.models import Case, Subject
from garda.cases.publishing import all_in_force, flow_by_id
from garda.flow import Words
from garda.notices.models import Announcement
from garda.people.calendars import city_calendar
from garda.people.models import City, DayOff, Unit
from garda.rules import reading
from garda.sight.doors import Staff, units_in_reach
from garda.texts.cleaning import whole

KIND = "announcement"
FRESH, AHEAD, LASTS = timedelta(days=60), timedelta(days=45), timedelta(days=30)
SHOWN = 40
PERSONAL = re.compile(r"\d(?:[ .-]?\d){7,}|\S+@\S+")


@dataclass(frozen=True)
class Source:
    """A public record that can be quoted: its key, its title and words as they stand now, its page."""

    key: str
    title: Words
    words: Words
    path: str


def sources(city: City, unit: Unit, at: datetime) -> list[Source]:
    """What this office may announce now: services lately published, rules lately changed, days off ahead."""
    return [*_flows(city, unit, at), *_rules(city, at), *_days(city, unit, at)]


def _flows(city: City, unit: Unit, at: datetime) -> Iterable[Source]:
    for row in all_in_force(city, at):
        flow = flow_by_id(row.pk)
        if row.in_force_from < at - FRESH or (flow.offered and unit.kind not in flow.offered):
            continue
        since = {lang: clock.moment_words(row.in_force_from, city.zone, lang) for lang in ("id", "en")}
        words = Words(
            f"Berlaku sejak {since['id']} (versi {row.version}). Lama: {flow.within.words('id')}. "
            f"Biaya: {clock.rupiah(flow.fee, 'id')}.",
            f"In force since {since['en']} (version {row.version}). Time: {flow.within.words('en')}. "
            f"Fee: {clock.rupiah(flow.fee, 'en')}.",
        )
        title = Words(f"Layanan {flow.title.id} diperbarui", f"{flow.title.en or flow.title.id} has changed")
        yield Source(f"flow:{flow.key}:{row.version}", title, words, f"/{city.key}/layanan/{flow.key}/")


def _rules(city: City, at: datetime) -> Iterable[Source]:
    today = city_calendar(city).local(at).date()
    for reference, first in reading.changed_lately(city.key, today - FRESH, today):
        cited = [reading.look_up(reference, city_key=city.key, on=today, lang=lang) for lang in ("id", "en")]
        if not all(cited):
            continue
        here, there = cited
        assert here is not None and there is not None
        since = [clock.day_words(first, lang) for lang in ("id", "en")]
        yield Source(
            f"rule:{reference}:{first.isoformat()}",
            Words(f"Aturan berubah: {here.sentence}", f"A rule has changed: {there.sentence}")
            if len(here.sentence) < 180 and len(there.sentence) < 170
            else Words("Aturan berubah", "A rule has changed"),
            Words(f"Berlaku sejak {since[0]}. {here.words}", f"In force since {since[1]}. {there.words}"),
            f"/{city.key}/aturan/{reference.partition('#')[0]}/",
        )


def _days(city: City, unit: Unit, at: datetime) -> Iterable[Source]:
    today = city_calendar(city).local(at).date()
    rows = DayOff.objects.filter(city=city, day__gte=today, day__lte=today + AHEAD).exclude(kind="kerja")
    for row in rows.order_by("day", "pk"):
        if row.unit_id not in (None, unit.pk):
            continue
        said = [clock.day_words(row.day, lang) for lang in ("id", "en")]
        words = Words(
            f"{row.of('id')}. Janji kami tidak dihitung pada hari itu.", f"{row.of('en')}. Our clocks rest."
        )
        title = Words(f"{unit.name} tutup {said[0]}", f"{unit.name} is closed on {said[1]}")
        yield Source(f"day:{row.day.isoformat()}:{row.pk}", title, words, f"/{city.key}/kantor/{unit.key}/")


# ---- drafting and approving ----------------------------------------------------------------------
def draft(city: City, unit: Unit, source: str, added: str, *, by: By, at: datetime) -> Announcement:
    """A draft that quotes `source` as it stands now."""
    _must_be_public(added)
    found = _found(city, unit, source, at)
    assert by.person is not None
    return Announcement.objects.create(
        city=city,
        unit=unit,
        source=source,
        added=added,
        drafted_by_id=by.person,
        drafted_at=at,
        **_quoted(found),
    )


def approve(row: Announcement, *, by: By, at: datetime) -> None:
    """Publish it: by another person than drafted it, and only while the record still says the same."""
    with transaction.atomic():
        now = (
            Announcement.objects.select_for_update(of=("self",)).select_related("city", "unit").get(pk=row.pk)
        )
        if now.stage != Announcement.DRAFT:
            raise Refused(Words("Pengumuman ini sudah diputus.", "This announcement has been decided."))
        if now.drafted_by_id == by.person:
            raise Refused(
                Words("Yang menyetujui harus orang lain.", "Somebody else than the writer has to approve it.")
            )
        fresh = _quoted(_found(now.city, now.unit, now.source, at))
        if any(getattr(now, name) != value for name, value in fresh.items()):
            Announcement.objects.filter(pk=now.pk).update(**fresh)
            raise_after = Words(
                "Catatannya berubah sejak dikutip. Baca kutipan yang baru, lalu setujui lagi.",
                "The record has changed since it was quoted. Read it anew, then approve it again.",
            )
        else:
            raise_after = None
            Subject.objects.get_or_create(
                city=now.city, kind=KIND, key=str(now.pk), defaults={"title": now.title_id}
            )
            changes = {
                "stage": Announcement.OUT,
                "approved_by_id": by.person,
                "out_at": at,
                "until": at + LASTS,
            }
            Announcement.objects.filter(pk=now.pk).update(**changes)
    if raise_after is not None:
        raise Refused(raise_after)


def withdraw(row: Announcement, *, at: datetime) -> None:
    """Take it back; drafts as well."""
    rows = Announcement.objects.filter(pk=row.pk).exclude(stage=Announcement.WITHDRAWN)
    rows.update(stage=Announcement.WITHDRAWN, until=at)


def _must_be_public(added: str) -> None:
    if len(added) > 300:
        raise Refused(Words("Paling banyak 300 huruf.", "At most 300 characters."), "tambahan")
    if PERSONAL.search(added):
        raise Refused(
            Words(
                "Tanpa NIK, nomor telepon, atau alamat surel siapa pun.",
                "Without anybody's NIK, telephone number or e-mail address.",
            ),
            "tambahan",
        )


def _found(city: City, unit: Unit, source: str, at: datetime) -> Source:
    found = next((one for one in sources(city, unit, at) if one.key == source), None)
    if found is None:
        raise Refused(
            Words(
                "Sumber ini tidak ada lagi di catatan umum kota.",
                "This is in no public record of the city now.",
            ),
            "sumber",
        )
    return found


def _quoted(found: Source) -> dict[str, str]:
    return {
        "title_id": found.title.id[:200],
        "title_en": found.title.en[:200],
        "quoted_id": found.words.id,
        "quoted_en": found.words.en,
        "path": found.path,
    }


# ---- reading --------------------------------------------------------------------------------------
def out(city: City, at: datetime) -> list[Announcement]:
    """What is announced now, newest first."""
    rows = Announcement.objects.filter(city=city, stage=Announcement.OUT, until__gt=at)
    return list(rows.select_related("unit").order_by("-out_at", "-pk")[:SHOWN])


def one_out(city: City, key: int, at: datetime) -> Announcement | None:
    """One of them, or None."""
    rows = Announcement.objects.filter(city=city, pk=key, stage=Announcement.OUT, until__gt=at)
    return rows.select_related("unit").first() if key < 2**63 else None


def subject_of(city: City, typed: str, at: datetime) -> tuple[Subject, Announcement] | None:
    """What a report is about that came from an announcement's page."""
    key = whole(typed)
    row = one_out(city, key, at) if key is not None else None
    subject = Subject.objects.filter(city=city, kind=KIND, key=str(key)).first() if row else None
    return (subject, row) if subject is not None and row is not None else None


def of_staff(staff: Staff) -> list[tuple[Announcement, int]]:
    """Announcements of the units in reach, newest first, each with how many matters came of it."""
    units = units_in_reach(staff, "announce")
    rows = list(
        Announcement.objects.filter(unit_id__in=units)
        .exclude(stage=Announcement.WITHDRAWN)
        .select_related("unit", "drafted_by", "approved_by")
        .order_by("-pk")[:SHOWN]
    )
    keys = [str(row.pk) for row in rows]
    about = Case.objects.filter(subject__city=staff.city, subject__kind=KIND, subject__key__in=keys)
    count: dict[str, int] = {}
    for key in about.values_list("subject__key", flat=True)[:5000]:
        count[key] = count.get(key, 0) + 1
    return [(row, count.get(str(row.pk), 0)) for row in rows]


def one_for(staff: Staff, key: int) -> Announcement | None:
    """One announcement within reach."""
    units = units_in_reach(staff, "announce")
    rows = (
        Announcement.objects.filter(unit_id__in=units, pk=key) if key < 2**63 else Announcement.objects.none()
    )
    return rows.select_related("city", "unit").first()
