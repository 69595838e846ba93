"""Giving a directive together with the units that have it at once: one act, however often it is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from garda.directives import coordinating, issuing
from garda.directives.issuing import Said
from garda.directives.models import Directive
from garda.people.models import City, Person, Post, Unit


def give(
    city: City,
    post: Post,
    said: Said,
    units: Sequence[Unit],
    *,
    by: Person,
    by_post: int | None,
    form_key: str,
    at: datetime,
    parent: int | None = None,
    simulated: bool = False,
) -> int:
    """Write a directive down and send it to these units; to none, it waits for whoever coordinates. Its id.

    Both or neither: what is refused leaves nothing behind. Of two who send the same form at one moment the
    second waits for the first, finds the directive sent, and has the same answer.
    """
    with transaction.atomic():
        pk = issuing.issue(city, post, said, by=by, by_post=by_post, form_key=form_key, at=at, parent=parent,
                           simulated=simulated)  # fmt: skip
        row = Directive.objects.select_for_update(of=("self",)).get(pk=pk)
        waits = row.coordinated_at is None and row.state != Directive.WITHDRAWN
        if units and waits and row.written_by_id == by.pk:
            coordinating.coordinate(pk, units, None, by=by, by_post=by_post, seen=None, at=at)
    return pk
