"""What a change really changed: the new wording of the article and the new versions of services, linked.

Both are made in their own rooms (`rules.keeping`, `cases.publishing`); here they are only tied to the docket,
and those who serve at the front are told. Each service that rests on the article has a new version, or
whoever decides says of it, with a reason that anyone may read, that it needs none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from garda.cases.acting import Refused
from garda.cases.models import PublishedFlow
from garda.cases.publishing import all_in_force, flow_by_id
from garda.dockets import acknowledging, stepping, urging
from garda.dockets.models import Docket, Renewal, Stay
from garda.dockets.states import CHANGE
from garda.flow import Words, touched
from garda.people.calendars import city_calendar
from garda.people.models import City, Person
from garda.rules import keeping

MOST_VERSIONS = 150


@dataclass(frozen=True)
class Version:
    """A version of a service that may be linked, or that was; `before` is the version it replaced."""

    id: int
    key: str
    title: str
    version: int
    before: int
    since: datetime
    linked: bool


def wordings(docket: Docket) -> list[date]:
    """First days of the article's wordings that began since the docket did, the latest first."""
    key, _, article = docket.reference.partition("#")
    rule = keeping.rule_of(docket.city.key, key)
    if rule is None:
        return []
    rows = rule.articles.filter(key=article, first__gte=_day(docket)).order_by("-first")
    return list(rows.values_list("first", flat=True)[:10])


def reword(
    city: City,
    docket_id: int,
    first: date,
    *,
    by: Person,
    post: int | None,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Link the wording of the article that begins on that day."""
    with transaction.atomic():
        docket = _changing(city, docket_id, "reword")
        if first not in wordings(docket):
            raise Refused(
                Words(
                    "Bunyi itu tidak ada, atau lebih tua daripada berkas ini.",
                    "There is no such wording, or it is older than this docket.",
                ),
                "first",
            )
        docket.new_first = first
        docket.save(update_fields=["new_first"])
        facts = {"first": first.isoformat()}
        stepping.note(docket, "docket.reworded", at=at, by=by, post=post, facts=facts, seen=seen)


def versions(docket: Docket, lang: str) -> list[Version]:
    """Versions published since the docket began, of services that rest on the article (or did before)."""
    rows = PublishedFlow.objects.filter(
        city_id=docket.city_id, published_at__gt=docket.opened_at, version__gt=1, withdrawn=False
    )
    if not docket.simulated:
        rows = rows.filter(simulated=False)
    # The latest first: whatever else a city publishes meanwhile, what was just made is among them.
    latest = list(rows.order_by("-published_at", "-pk")[:MOST_VERSIONS])
    linked = set(docket.renewals.values_list("after_id", flat=True))
    every = PublishedFlow.objects.filter(city_id=docket.city_id, key__in={row.key for row in latest})
    older = {(key, version): pk for key, version, pk in every.values_list("key", "version", "pk")}
    found = []
    for row in sorted(latest, key=lambda one: (one.key, one.version)):
        before = older.get((row.key, row.version - 1))
        if before is None or not (_rests(before, docket) or _rests(row.pk, docket)):
            continue
        title = flow_by_id(row.pk).title.of(lang)
        found.append(
            Version(row.pk, row.key, title, row.version, before, row.in_force_from, row.pk in linked)
        )
    return found


def renew(
    city: City,
    docket_id: int,
    flow_id: int,
    *,
    by: Person,
    post: int | None,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Link a new version of a service; whoever serves it is told and asked to acknowledge."""
    with transaction.atomic():
        docket = _changing(city, docket_id, "renew")
        chosen = next((one for one in versions(docket, "id") if one.id == flow_id), None)
        if chosen is None:
            raise Refused(
                Words(
                    "Versi itu tidak terbit sesudah berkas ini, atau tidak bersandar pada pasalnya.",
                    "That version is older than this docket, or does not rest on its article.",
                ),
                "flow",
            )
        if chosen.linked:
            raise Refused(Words("Versi itu sudah ditautkan.", "That version is linked already."), "flow")
        Renewal.objects.create(docket=docket, before_id=chosen.before, after_id=chosen.id, at=at)
        Stay.objects.filter(docket=docket, key=chosen.key).delete()
        facts = {"service": chosen.key, "version": chosen.version}
        stepping.note(docket, "docket.renewed", at=at, by=by, post=post, facts=facts, seen=seen)
        acknowledging.tell(docket, chosen.id, at)
        urging.begin(docket, at)


def stay(
    city: City,
    docket_id: int,
    keys: Sequence[str],
    reason: str,
    *,
    by: Person,
    post: int | None,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Say that these services need no new version, and why; said again, the later reason counts."""
    said = stepping.statement(reason, "reason")
    with transaction.atomic():
        docket = _changing(city, docket_id, "stay")
        open_ = {key for key, _title in not_yet(docket, at)}
        told = set(docket.stays.values_list("key", flat=True))
        chosen = list(dict.fromkeys(keys))
        if not chosen or not set(chosen) <= open_ | told:
            raise Refused(
                Words(
                    "Pilih layanan yang masih bersandar padanya.", "Choose services that still rest on it."
                ),
                "services",
            )
        for key in chosen:
            docket.stays.update_or_create(key=key, defaults={"reason": said, "by": by, "at": at})
        facts = {"services": chosen}
        stepping.note(docket, "docket.stayed", at=at, by=by, post=post, facts=facts, seen=seen)


def unstay(
    city: City,
    docket_id: int,
    key: str,
    *,
    by: Person,
    post: int | None,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Take back that a service needs no new version: it stands in the way of closing again."""
    with transaction.atomic():
        docket = _changing(city, docket_id, "unstay")
        # A key with a NUL is no service, and PostgreSQL takes none.
        if "\0" in key or not docket.stays.filter(key=key).delete()[0]:
            raise Refused(
                Words("Tentang layanan itu tidak ada yang ditarik.", "Nothing was said of that service."),
                "services",
            )
        facts = {"services": [key]}
        stepping.note(docket, "docket.unstayed", at=at, by=by, post=post, facts=facts, seen=seen)


def not_yet(docket: Docket, at: datetime) -> list[tuple[str, Words]]:
    """(key, title) of services in force that rest on the article, neither renewed nor said to stay."""
    renewed, stays = docket.renewals.values_list("after__key"), docket.stays.values_list("key")
    done = {key for (key,) in renewed.union(stays)}
    found = [
        (row.key, flow_by_id(row.pk).title)
        for row in all_in_force(docket.city, at, simulated=docket.simulated)
        if row.key not in done and _rests(row.pk, docket)
    ]
    return sorted(found, key=lambda one: one[1].id)


def _changing(city: City, docket_id: int, act: str) -> Docket:
    docket = stepping.locked(city, docket_id)
    stepping.ask(docket, act)
    if docket.decision != CHANGE:
        raise Refused(
            Words("Keputusannya bukan mengubah aturan.", "The decision was not to change the rule.")
        )
    return docket


def _rests(flow_id: int, docket: Docket) -> bool:
    rule, _, article = docket.reference.partition("#")
    return bool(touched(flow_by_id(flow_id), rule, article))


def _day(docket: Docket) -> date:
    return city_calendar(docket.city).local(docket.opened_at).date()
