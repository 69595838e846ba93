"""Writing a line, inside the transaction of the change that it speaks of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from garda.people.models import City, Person, Post, Unit
from garda.trails.models import Line

MOST_TRIES = 20  # as many as write to one trail at one moment


class Overtaken(Exception):
    """Somebody else wrote to this trail since it was read; nothing of this act was kept."""


def write(
    city: City,
    kind: str,
    key: str | int,
    name: str,
    *,
    at: datetime,
    unit: Unit | None = None,
    by: Person | None = None,
    post: Post | int | None = None,
    facts: Mapping[str, Any] | None = None,
    seen: int | None = None,
    simulated: bool = False,
) -> Line:
    """Write one line to the trail of (`kind`, `key`) in `city`; call it in the transaction of the change.

    `seen` is the number of the last line that the writer had read; Overtaken when more stands there now. Who
    had read nothing is overtaken by nobody: of two who write at once both lines stand, one after the other.
    `facts` hold plain JSON values; moments and days as ISO 8601 text.
    """
    assert connection.in_atomic_block, "a line is written inside the transaction of its change"
    line = Line(
        city=city, kind=kind, key=str(key), name=name, facts=dict(facts or {}), at=at, unit=unit, by=by,
        simulated=simulated,
    )  # fmt: skip
    line.by_post_id = post.pk if isinstance(post, Post) else post
    for _try in range(MOST_TRIES):
        last = Line.objects.filter(city=city, kind=kind, key=str(key)).order_by("-seq").first()
        seq = last.seq if last else 0
        if seen is not None and seen != seq:
            raise Overtaken
        line.seq, line.before = seq + 1, last.fingerprint if last else ""
        line.fingerprint = fingerprint(line, city.key)
        try:
            with transaction.atomic():
                line.save(force_insert=True)
        except IntegrityError:
            if not Line.objects.filter(city=city, kind=kind, key=str(key), seq=line.seq).exists():
                raise
        else:
            return line
    raise Overtaken


def fingerprint(line: Line, city_key: str) -> str:
    """SHA-256 over the one text of a line: JSON, sorted keys, no spaces, moments in UTC."""
    text = json.dumps(
        {
            "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "before": line.before,
            "by": [line.by_id, line.by_post_id],
            "facts": line.facts,
            "name": line.name,
            "of": [city_key, line.kind, line.key],
            "seq": line.seq,
            "unit": line.unit_id,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()
