"""Devices that stand in an office: a desk's computer, a kiosk, a wall display.

The head registers one by opening a page on it; the device then carries a key in a cookie, and only the
key's hash is kept here. Whoever checks in on it is in that office, without asking where a phone is.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from garda.cases.acting import Refused
from garda.flow import Words
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.models import Device

COOKIE = "garda_perangkat"
KEPT = timedelta(days=3 * 365)
MOST = 40  # devices in use per office
SEEN_EVERY = timedelta(hours=1)
KINDS: dict[str, Words] = {
    "loket": Words("Komputer loket", "Desk computer"),
    "kios": Words("Kios antrean", "Queue kiosk"),
    "layar": Words("Layar dinding", "Wall display"),
}


@dataclass(frozen=True)
class Placed:
    """A registered device and the office it stands in."""

    id: int
    unit: Unit
    kind: str
    name: str
    made_at: datetime
    seen_at: datetime | None = None

    @property
    def kind_words(self) -> Words:
        """What it is."""
        return KINDS.get(self.kind, Words(self.kind, self.kind))


def register(unit: Unit, *, kind: str, name: str, by: Person, at: datetime) -> tuple[Placed, str]:
    """Register the device at hand; the key goes into its cookie and is told only now."""
    if kind not in KINDS:
        raise Refused(Words("Pilih jenis perangkat.", "Choose the kind of device."), "kind")
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > 80:
        raise Refused(
            Words("Beri nama perangkat, paling banyak 80 huruf. Contoh: Loket 1.", "Name the device, at most "
                  "80 letters. For example: Loket 1."), "name",
        )  # fmt: skip
    key = secrets.token_urlsafe(32)
    with transaction.atomic():
        if Device.objects.filter(unit=unit, revoked_at__isnull=True).count() >= MOST:
            raise Refused(
                Words("Perangkat kantor ini sudah banyak. Cabut dulu yang tidak dipakai.", "This office has "
                      "many devices. Revoke those out of use first."), "name",
            )  # fmt: skip
        row = Device.objects.create(
            unit=unit, kind=kind, name=tidy, key_hash=_hash(key), made_at=at, made_by=by, seen_at=at
        )
        book.write(unit, "device.registered", at=at, by=by, facts={"device": row.pk, "kind": kind})
    return _placed(row, unit), key


def revoke(unit: Unit, device_id: int, *, by: Person, at: datetime) -> Placed | None:
    """Let the device count no longer; None when this office has no such device in use."""
    with transaction.atomic():
        rows = Device.objects.filter(unit=unit, pk=device_id, revoked_at__isnull=True)
        row = rows.select_for_update().first()
        if row is None:
            return None
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        book.write(unit, "device.revoked", at=at, by=by, facts={"device": row.pk})
    return _placed(row, unit)


def here(city: City, key: str | None) -> Placed | None:
    """The device that carries `key`, if it stands in an open office of the city; one query, none without."""
    if not key or len(key) > 100:
        return None
    row = Device.objects.filter(key_hash=_hash(key), revoked_at__isnull=True, unit__city=city).first()
    if row is None:
        return None
    unit = register_of(city).unit(row.unit_id)
    return _placed(row, unit) if unit.closed_on is None else None


def seen(device: Placed, at: datetime) -> None:
    """Note that the device was used; written once an hour."""
    if device.seen_at is None or not timedelta(0) <= at - device.seen_at < SEEN_EVERY:
        Device.objects.filter(pk=device.id).update(seen_at=at)


def devices_of(unit: Unit) -> list[Placed]:
    """The devices in use in the office, by name."""
    rows = Device.objects.filter(unit=unit, revoked_at__isnull=True).order_by("name", "pk")
    return [_placed(row, unit) for row in rows]


def _placed(row: Device, unit: Unit) -> Placed:
    return Placed(row.pk, unit, row.kind, row.name, row.made_at, row.seen_at)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
