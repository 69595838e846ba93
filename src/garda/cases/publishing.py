"""Publishing flows: the text, its fingerprint and dates become the truth for every case begun after it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.db import transaction

from garda import flow as flows
from garda.cases.acting import By, Refused
from garda.cases.models import PublishedFlow
from garda.flow import Flow, Words
from garda.people.changes import changed
from garda.people.models import City


@lru_cache(maxsize=1024)
def _read(text: str, name: str) -> Flow:
    return flows.read(text, name)


@lru_cache(maxsize=4096)
def version_of(published_id: int) -> PublishedFlow:
    """A published version: its text and fingerprint never change (when it ends may: ask `in_force`)."""
    return PublishedFlow.objects.select_related("city").get(pk=published_id)


@lru_cache(maxsize=4096)
def flow_by_id(published_id: int) -> Flow:
    """The flow of a published version; a published text never changes, so it is read once."""
    row = version_of(published_id)
    return _read(row.text, f"{row.key}.toml")


def flow_of(published: PublishedFlow) -> Flow:
    """The flow that a published row carries."""
    return _read(published.text, f"{published.key}.toml")


def in_force(city: City, key: str, at: datetime) -> PublishedFlow | None:
    """The version of `key` in force in `city` at `at`."""
    return next((row for row in all_in_force(city, at) if row.key == key), None)


def all_in_force(city: City, at: datetime, *, simulated: bool = False) -> list[PublishedFlow]:
    """Every flow in force in `city` at `at`, the newest version of each, by key. Shared rows: read only.

    Flows of the simulated month are left out, unless they are asked for too.
    """
    rows = [
        row for row in _offered(city.pk, city.version)
        if _in_force(row, at) and (simulated or not row.simulated)
    ]  # fmt: skip
    return list({row.key: row for row in rows}.values())


def shown_in_force(city: City, key: str, at: datetime) -> PublishedFlow | None:
    """The version of `key` in force that may be read, a simulated one too, under which nobody files."""
    return next((row for row in all_in_force(city, at, simulated=True) if row.key == key), None)


@lru_cache(maxsize=32)
def _offered(city_id: int, _version: int) -> tuple[PublishedFlow, ...]:
    rows = PublishedFlow.objects.filter(city_id=city_id, withdrawn=False).select_related("city")
    return tuple(rows.order_by("key", "version"))


def _in_force(row: PublishedFlow, at: datetime) -> bool:
    return row.in_force_from <= at and (row.in_force_to is None or at < row.in_force_to)


def forget() -> None:
    """Drop what is kept (the rows of another test had the same ids)."""
    _offered.cache_clear()
    version_of.cache_clear()
    flow_by_id.cache_clear()


def publish(
    city: City, text: str, *, at: datetime, by: By | None = None, simulated: bool = False
) -> PublishedFlow:
    """Publish `text` as the next version of its flow, in force from `at`.

    The version before it ends at the same moment; cases begun under it keep it. The same text as the
    version in force is returned as it is. Raises `flow.Unreadable` when the text has a grave finding, Refused
    where a simulated version would follow a real one or a real one a simulated.
    """
    parsed = flows.read(text, "naskah")
    mark = flows.fingerprint(text)
    with transaction.atomic():
        older = list(
            PublishedFlow.objects.select_for_update().filter(city=city, key=parsed.key).order_by("-version")
        )
        if any(row.simulated != simulated for row in older):
            raise Refused(Words("Kode ini sudah dipakai layanan lain.", "Another service uses this key."))
        now = next((row for row in older if row.in_force_to is None and not row.withdrawn), None)
        if now is not None and now.fingerprint == mark:
            return now
        if now is not None:
            if now.in_force_from >= at:
                raise Refused(
                    Words(
                        "Versi yang berlaku dimulai lebih akhir dari waktu ini.",
                        "The version in force starts later than this moment.",
                    )
                )
            now.in_force_to = at
            now.save(update_fields=["in_force_to"])
        changed(city)
        return PublishedFlow.objects.create(
            city=city,
            key=parsed.key,
            version=older[0].version + 1 if older else 1,
            kind=parsed.kind,
            text=text,
            fingerprint=mark,
            review=parsed.review,
            in_force_from=at,
            by_id=by.person if by else None,
            by_post_id=by.post if by else None,
            published_at=at,
            simulated=simulated,
        )


def withdraw_flow(published: PublishedFlow, *, at: datetime) -> None:
    """Stop offering a flow: page, drawing and poster go together; running cases keep it."""
    with transaction.atomic():
        PublishedFlow.objects.filter(pk=published.pk).update(in_force_to=at, withdrawn=True)
        changed(published.city)


def forget_simulated(city: City) -> None:
    """The simulated month is being forgotten: its flows go, whose cases are gone already."""
    with transaction.atomic():
        PublishedFlow.objects.filter(city=city, simulated=True).delete()
        changed(city)
