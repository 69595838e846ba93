"""One browser for all journeys; two towns and a server for each file of them.

What a file's journeys leave behind is seen by no other file: which files share a process depends on how
long each took, and must never decide how one ends.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from garda import clock
from garda.cases.publishing import publish
from garda.people.loading import load_city
from garda.people.models import City, Post, Term, Unit
from garda.rules.models import Rule
from garda.shelf import folder
from tests import town as towns
from tests.journeys.serving import Pattern, own_database, pattern, served
from tests.journeys.walking import Stage, leave_sessions
from tests.public.visitors import forget, whole_town

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass
class World:
    """The made-up town with everybody in it, and the second city from the shelf with one officer."""

    town: towns.Town
    other: City
    stranger: Any  # an officer of the second city


def chromium() -> str:
    """The browser's path. Fails with what to do when there is none."""
    found = os.environ.get("GARDA_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), "")
    if not found:
        pytest.fail(
            "The journeys need Chromium: on Debian `apt-get install chromium`, or name it in GARDA_CHROMIUM."
        )
    return found


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser. Django's check for threads would mistake its event loop for ours."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def built(django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pattern]:
    """Both cities, built once in a database that every file gets a copy of."""
    with django_db_blocker.unblock():
        one = pattern(tmp_path_factory.mktemp("pattern"), _build)
    yield one
    with django_db_blocker.unblock():
        one.throw_away()


@pytest.fixture(scope="module")
def world(
    built: Pattern, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Both cities, in a database of the file's own."""
    leave_sessions()
    towns.forget_kept()
    with django_db_blocker.unblock(), own_database(tmp_path_factory.mktemp("journeys"), built) as world:
        forget()
        yield world


def _build() -> World:
    town = whole_town()
    _own_standards("contoh")
    return World(town, *_second_city(towns.moment()))


def _own_standards(city_key: str) -> None:
    """Each city has service standards of its own; the made-up town takes over those of Malang."""
    rule = Rule.objects.get(city_key="malang", key="standar-pelayanan")
    articles = list(rule.articles.all())
    rule.pk, rule.city_key = None, city_key
    rule.save()
    for one in articles:
        one.pk, one.rule = None, rule
        one.save()


def _second_city(at: Any) -> tuple[City, Any]:
    city = load_city(folder("cities", "mojokerto")).city
    text = folder("flows", "pengaduan.toml").read_text("utf-8")
    publish(city, text, at=towns.moment(towns.FOUNDED, "07:30"))
    unit = Unit.objects.filter(city=city, kind="kelurahan").order_by("key").first()
    post = Post.objects.filter(unit=unit, kind="petugas-loket").order_by("seat").first()
    assert unit is not None
    assert post is not None
    person = towns.build_person(username="loket.mojokerto", name="Petugas Mojokerto", city=city)
    Term.objects.create(post=post, person=person, first=at.date())
    return city, person


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    """Where the application answers."""
    with served() as address:
        yield address


@pytest.fixture
def stage(
    address: str, browser: Browser, world: World, request: pytest.FixtureRequest, settings: Any
) -> Iterator[Stage]:
    """One journey: a Tuesday morning in the town, everybody can come in; at the end all must be well."""
    forget()
    clock.move(towns.moment())
    stage = Stage(browser, address, world.town, request.node.name.removeprefix("test_")[:40])
    yield stage
    connections.close_all()
    stage.ends()
