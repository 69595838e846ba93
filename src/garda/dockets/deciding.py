"""Taking a docket up, deciding it with a reason, thinking again, and closing it when everything is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from garda.cases.acting import Refused
from garda.dockets import renewing, stepping
from garda.dockets.models import Docket
from garda.dockets.states import CHANGE, DECISIONS
from garda.dockets.terms import due, terms
from garda.flow import Words
from garda.people import roles
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Term
from garda.people.register import register_of
from garda.rosters import book

ADDRESS = "/kerja/berkas-aturan/"
MOST_PUBLISHERS = 60
NAMED = 4


def take(
    city: City, docket_id: int, *, by: Person, post: int | None, at: datetime, seen: int | None = None
) -> None:
    """Somebody who decides looks into it now; its clock runs on."""
    with transaction.atomic():
        docket = stepping.locked(city, docket_id)
        docket.state, docket.taken_at = stepping.ask(docket, "take"), at
        docket.save(update_fields=["state", "taken_at"])
        stepping.note(docket, "docket.taken", at=at, by=by, post=post, seen=seen)


def decide(
    city: City,
    docket_id: int,
    decision: str,
    reason: str,
    *,
    by: Person,
    post: int | None,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Change the article, keep it, explain it better or pass it to the province: with a reason, published.

    From here a second clock runs: every reporter is answered and, for a change, new versions are linked.
    """
    if decision not in DECISIONS:
        raise Refused(Words("Pilih keputusannya.", "Choose the decision."), "decision")
    said = stepping.statement(reason, "reason")
    with transaction.atomic():
        docket = stepping.locked(city, docket_id)
        docket.state = stepping.ask(docket, "decide")
        docket.decision, docket.reason, docket.decided_at = decision, said, at
        docket.decided_by, docket.decided_post_id = by, post
        _begin(docket, due(at, terms().finish, docket.unit))
        docket.save()
        facts = {"decision": decision, "due": docket.due_at.isoformat()}
        stepping.note(docket, "docket.decided", at=at, by=by, post=post, facts=facts, seen=seen)
        if decision == CHANGE:
            _tell_publishers(docket, but=by, at=at)


def reconsider(
    city: City, docket_id: int, *, by: Person, post: int | None, at: datetime, seen: int | None = None
) -> None:
    """Take a decision back, as long as nobody was answered and nothing was changed because of it."""
    with transaction.atomic():
        docket = stepping.locked(city, docket_id)
        after = stepping.ask(docket, "reconsider")
        if docket.new_first or docket.answered or docket.renewals.exists() or docket.stays.exists():
            raise Refused(
                Words(
                    "Keputusan ini sudah dijalankan atau dijawabkan, jadi tidak ditarik lagi.",
                    "This decision has been acted on or told, so it stands.",
                )
            )
        was = docket.decision
        docket.state, docket.decision, docket.reason, docket.decided_at = after, "", "", None
        docket.decided_by = docket.decided_post = None
        _begin(docket, due(at, terms().decide, docket.unit))
        docket.save()
        stepping.note(docket, "docket.reconsidered", at=at, by=by, post=post, facts={"was": was}, seen=seen)


def missing(docket: Docket, old: Sequence[tuple[str, Words]]) -> list[Words]:
    """What still stands in the way of closing, in words; nothing when it may be closed.

    `old` are the services that still run the version from before a change (`renewing.not_yet`).
    """
    found = []
    waits = docket.reports - docket.answered
    if waits > 0:
        found.append(
            Words(f"{waits} pelapor belum dijawab.", f"{waits} of the reporters have no answer yet.")
        )
    if docket.decision == CHANGE:
        if docket.new_first is None:
            found.append(
                Words("Bunyi pasal yang baru belum ditautkan.", "The new wording of the article is missing.")
            )
        found += _still_old([title for _key, title in old])
    return found


def _still_old(titles: list[Words]) -> list[Words]:
    """Services that still run the version from before the change, in one sentence."""
    if not titles:
        return []
    here, there = (", ".join(one.of(speaks) for one in titles[:NAMED]) for speaks in ("id", "en"))
    more = len(titles) - NAMED
    here, there = (here + f", dan {more} lagi", there + f", and {more} more") if more > 0 else (here, there)
    return [
        Words(
            f"Versi layanan yang baru belum ditautkan: {here}. Tautkan, atau sebut mengapa alurnya tetap.",
            f"No new version is linked: {there}. Link it, or say why the flow stays as it is.",
        )
    ]


def close(
    city: City, docket_id: int, *, by: Person, post: int | None, at: datetime, seen: int | None = None
) -> None:
    """The loop is closed: everybody who reported was answered, and a change really stands."""
    with transaction.atomic():
        docket = stepping.locked(city, docket_id)
        after = stepping.ask(docket, "close")
        lacks = missing(docket, renewing.not_yet(docket, at) if docket.decision == CHANGE else [])
        if lacks:
            raise Refused(Words(" ".join(one.id for one in lacks), " ".join(one.en for one in lacks)))
        docket.state, docket.closed_at, docket.wake_at = after, at, None
        docket.save(update_fields=["state", "closed_at", "wake_at"])
        days = (at - docket.opened_at).days
        stepping.note(docket, "docket.closed", at=at, by=by, post=post, facts={"days": days}, seen=seen)


def _tell_publishers(docket: Docket, *, but: Person, at: datetime) -> None:
    """Word to those who may write the new wording and publish the new version."""
    kinds = [kind for kind in roles.MATRIX if roles.reach(kind, "publish")]
    day = city_calendar(docket.city).local(at).date()
    terms_ = Term.objects.filter(
        Q(last__isnull=True) | Q(last__gte=day), post__unit__city=docket.city, post__kind__in=kinds,
        post__closed_on__isnull=True, first__lte=day, person__isnull=False,
    )  # fmt: skip
    found = {one.person_id: one for one in terms_.exclude(person=but).select_related("person", "post")}
    for one in list(found.values())[:MOST_PUBLISHERS]:
        if one.person is not None:
            book.tell(
                register_of(docket.city).unit(one.post.unit_id), one.person, "docket.decided", at=at,
                url=f"{ADDRESS}{docket.pk}/", simulated=docket.simulated,
            )  # fmt: skip


def _begin(docket: Docket, until: datetime) -> None:
    """Another clock begins."""
    docket.due_at = docket.wake_at = until
    docket.raised = 0
