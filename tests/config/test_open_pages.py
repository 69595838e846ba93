"""Every link on every page leads somewhere: a walk over the whole demo city, as each role and as nobody.

Of pages that differ only in a number, a date or a key each role opens one, and whoever comes to such a page
first opens three, on PostgreSQL two: the links are the same there, and what is asked of the database for one
page of a kind is asked for the next.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client

from garda import clock, shelf
from garda.config import moving_in
from garda.demo import month, people
from garda.people.loading import load_city
from garda.people.models import City, Person
from garda.surveys import publishing as instruments

# Of pages that differ only in a number, a date or a key, so many are opened by whoever is the first.
OF_A_KIND = 2 if connection.vendor == "postgresql" else 3
MOST = 400
TODAY = datetime(2026, 12, 1, 9, 10, tzinfo=ZoneInfo("Asia/Jakarta"))


class Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Links, pictures, sheets and scripts."""
        about = dict(attrs)
        where = about.get("href") or about.get("src")
        if where and tag in ("a", "link", "img", "script"):
            self.found.append(where)


@pytest.fixture
def city(db: None) -> Iterator[City]:
    """A demo city with a few simulated matters, on a day that is always the same.

    What the month holds on its last day depends on the day: on one a flow has a running matter that leads
    to its list, on the next it has none. A walk that went by today would break on some days only.
    """
    with clock.moved_to(TODAY):
        yield filled()


def filled() -> City:
    """The city of the walk, as it lies before it today."""
    moving_in.rules(shelf.folder("rules"))
    new = load_city(shelf.folder("cities", "mojokerto")).city
    moving_in.flows(new, sorted(shelf.folder("flows").glob("*.toml")))
    instruments.stock(new, clock.now())
    people.settle(new)
    month.simulate(new, count=12)
    with connection.cursor() as cursor:
        # What the database knows of tables that others filled and emptied again would lead it astray.
        cursor.execute("ANALYZE")
    return new


def kind(path: str) -> str:
    """Pages of one kind have one name: what varies is left out."""
    parts = urlsplit(path)
    kept = [re.sub(r"[A-Z]{2,}[\w.-]*\d+|\d+(-\d+)*", "#", part) for part in parts.path.split("/")]
    if len(kept) > 3:
        kept[3] = "*" if kept[3] not in ("", "#") else kept[3]
    return "/".join(kept) + ("?" if parts.query else "")


def walk(client: Client, start: str, known: set[str]) -> list[str]:
    """Follow every link from `start`; answers those that lead nowhere, with the page they stand on.

    Of the kinds that somebody opened before, which are `known`, one page is opened; the others become known.
    """
    seen, kinds, wrong = {start}, Counter[str](), list[str]()
    queue = deque([(start, "the address line")])
    while queue and len(seen) < MOST:
        path, source = queue.popleft()
        answer = client.get(path)
        if answer.status_code in (301, 302):
            links = [answer["Location"]]
        elif answer.status_code == 200:
            reader = Links()
            if "html" in answer["Content-Type"]:
                reader.feed(answer.content.decode())
            links = reader.found
        else:
            wrong.append(f"{answer.status_code} {path} (linked from {source})")
            continue
        for link in links:
            there = urldefrag(urljoin(f"http://testserver{path}", link)).url
            if not there.startswith("http://testserver/") or "/static/" in there:
                continue
            there = there.removeprefix("http://testserver")
            most = 1 if kind(there) in known else OF_A_KIND
            if there in seen or "/logout/" in there or kinds[kind(there)] >= most:
                continue
            seen.add(there)
            kinds[kind(there)] += 1
            queue.append((there, path))
    assert len(seen) > 3, "the walk found no links"
    known.update(kinds)
    return wrong


def test_no_link_of_the_public_pages_leads_nowhere(city: City) -> None:
    assert walk(Client(), f"/{city.key}/", set()) == []


def test_no_link_that_a_role_is_shown_leads_nowhere(city: City) -> None:
    wrong, known = list[str](), set[str]()
    for one in people.sign_ins(city):
        client = Client()
        client.force_login(Person.objects.get(username=one.username))
        wrong += [f"{one.username}: {found}" for found in walk(client, "/kerja/", known)]
    assert wrong == [], "\n".join(wrong)
