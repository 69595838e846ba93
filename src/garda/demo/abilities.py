"""What made-up officers can do: most of what their post is trained in, so that some offices lack some."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from garda.demo.presence import local_day, officers
from garda.people.models import City
from garda.rosters.models import Entry, Skilled
from garda.rosters.skills import kinds

# By this proof a row is known as made up: it is shown, and forgotten with everything else.
PROOF = "data simulasi"
HAS = 0.75


def train(city: City, until: datetime, seed: int) -> int:
    """Note skills of everybody at the front line who has none noted; returns how many."""
    rng = Random(seed + 6)
    today = local_day(city, until)
    there = officers(city, today)
    known = set(Skilled.objects.filter(person__city=city).values_list("person_id", flat=True))
    rows: list[Skilled] = []
    lines: list[Entry] = []
    for people in there.values():
        for one in people:
            if one.person in known:
                continue
            for key, skill in kinds().items():
                if one.kind not in skill.posts or rng.random() > HAS:
                    continue
                first: date = today - timedelta(days=rng.randint(60, 900))
                rows.append(Skilled(person_id=one.person, skill=key, first=first, proof=PROOF))
                facts = {"skill": key, "first": first.isoformat()}
                lines.append(
                    Entry(
                        unit=one.unit, person_id=one.person, name="skill.noted", facts=facts, at=until,
                        day=today, simulated=True,
                    )
                )  # fmt: skip
    Skilled.objects.bulk_create(rows)
    Entry.objects.bulk_create(lines)
    return len(rows)


def forget(city: City) -> None:
    """Take the made-up skills away again."""
    Skilled.objects.filter(person__city=city, proof=PROOF).delete()
