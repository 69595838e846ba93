"""The first day of an installation: rules, a city from the shelf, its flows, the demo people.

All of it is one transaction: an interrupted first start begins again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from garda import clock, shelf
from garda.cases.models import Case, PublishedFlow
from garda.cases.publishing import publish
from garda.config.asking import shelf_city
from garda.config.telling import FINDINGS, Counter, Halt, counted, warn
from garda.demo import month, people
from garda.people.loading import load_city
from garda.people.models import City, Person
from garda.rosters.loading import load_offices
from garda.rules.loading import Loaded, load_rules
from garda.surveys import publishing as instruments


def city(key: str, *, demo: bool, matters: int = month.COUNT) -> City:
    """The city with this key, brought from the shelf on the first day: whole, or not at all.

    Demo people and the simulated month come only together with a new city: never into one that is
    already at work, and never again once they were removed.
    """
    found = City.objects.filter(key=key).first()
    if found is not None:
        return found
    folder = shelf_city(key)
    warn("Memuat kota dari rak …")
    with transaction.atomic():
        rules(shelf.folder("rules"))
        new = load_city(folder).city
        load_offices(new, folder, clock.now())
        # The simulated month must not begin before its flows do.
        at = clock.now() - month.BEFORE if demo else clock.now()
        flows(new, sorted(shelf.folder("flows").glob("*.toml")), at)
        instruments.stock(new, at)
        if demo:
            people.settle(new)
            simulate(new, matters)
    return new


def is_demo(city: City) -> bool:
    """Whether demo people live here."""
    return Person.objects.filter(city=city, is_demo=True).exists()


def is_simulated(city: City) -> bool:
    """Whether simulated matters are here."""
    return Case.objects.filter(city=city, simulated=True).exists()


def simulate(city: City, matters: int = month.COUNT) -> None:
    """One simulated month, whole or not at all."""
    warn("Menjalankan satu bulan simulasi …")
    counter = Counter("Urusan")
    month.simulate(city, count=matters, progress=counter)
    counter.end()


def rules(folder: Path) -> Loaded:
    """Load a folder of rules; Halt with every finding when one of them cannot be read."""
    loaded = load_rules(folder)
    if loaded.findings:
        raise Halt("\n".join(finding.sentence() for finding in loaded.findings), FINDINGS)
    return loaded


def flows(city: City, files: Iterable[Path], at: datetime | None = None) -> list[PublishedFlow]:
    """Publish flow files in a city, from `at` on (now if none)."""
    since = at or clock.now()
    return [publish(city, file.read_text("utf-8"), at=since) for file in counted(files, "Alur")]


def is_flow(file: Path) -> bool:
    """Whether a .toml file is a flow (it names its language), and not a rule."""
    return "language" in tomllib.loads(file.read_text("utf-8"))


def is_instrument(file: Path) -> bool:
    """Whether a .toml file is an instrument: it names its formula."""
    return "formula" in tomllib.loads(file.read_text("utf-8"))


def sign_ins(city: City) -> list[str]:
    """The lines that tell a newcomer who there is to sign in as; none where nobody made up lives."""
    found = people.sign_ins(city)
    if not found:
        return []
    wide = max(len(one.username) for one in found)
    code = next((one.username for one in found if one.second_factor), "")
    return [
        f"Tokoh demo, sandi {people.PASSWORD} · masuk di {settings.SITE_ADDRESS}{settings.LOGIN_URL}",
        *(
            f"  {one.username:<{wide}}  {one.role}, {one.unit}{'  (+ kode)' if one.second_factor else ''}"
            for one in found
        ),
        *([f"Kode masuk: ./do garda code {code}"] if code else []),
    ]
