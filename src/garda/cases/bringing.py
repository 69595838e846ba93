"""Bringing a parcel home: its rules become unsure copies of the city's own, and where it came from is kept.

Publishing what came stays the usual door (`publishing.publish`): a parcel alone changes no service.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from garda.cases.carrying import Opened
from garda.cases.models import Parcel
from garda.flow import fingerprint
from garda.people.changes import log
from garda.people.models import City, Person
from garda.rules.carrying import bring


def bring_home(city: City, parcel: Opened, *, at: datetime, by: Person | None = None) -> Parcel:
    """Keep the parcel and bring its rules; the same file twice is one parcel."""
    with transaction.atomic():
        there = Parcel.objects.filter(city=city, mark=parcel.mark).first()
        if there is not None:
            return there
        source = _("dibawa dari %(city)s bersama alur %(key)s; belum dicocokkan di sini") % {
            "city": parcel.city_name,
            "key": parcel.flow.key,
        }
        brought = bring(parcel.rules, city_key=city.key, source=source)
        row = Parcel.objects.create(
            city=city,
            key=parcel.flow.key,
            text=parcel.text,
            fingerprint=fingerprint(parcel.text),
            from_key=parcel.city_key,
            from_name=parcel.city_name,
            from_version=parcel.version,
            signer=parcel.signer,
            mark=parcel.mark,
            rules=brought,
            at=at,
            by=by,
        )
        said = _("alur %(key)s dari %(city)s") % {"key": row.key, "city": row.from_name}
        log(city, "parcel", said, by=by, at=at, became={"rules": brought, "signer": row.signer})
        return row


def parcels_of(city: City, key: str) -> list[Parcel]:
    """Where a flow of the city came from, the latest first."""
    return list(Parcel.objects.filter(city=city, key=key).select_related("by").order_by("-at", "-pk"))


def parcel_at(city: City, parcel_id: int) -> Parcel | None:
    """One parcel that the city brought home."""
    return Parcel.objects.filter(city=city, pk=parcel_id).first()
