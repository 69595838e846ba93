"""A past month with ten answers, and how its public pages are read: for tests of published results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

from django.test import Client

from garda import clock, shelf
from garda.rules.loading import load_rules
from tests.surveys.asked import answered, asking_town
from tests.town import Town, moment


@contextmanager
def after_october() -> Iterator[Town]:
    """October is over, and Melati has ten answers of it."""
    load_rules(shelf.folder("rules"))
    with clock.moved_to(moment("2025-11-10", "09:00")):
        town = asking_town()
        for n in range(10):
            answered(town, [2, 2, 1, 3, 2, 2, 0, 1, 2], at=moment("2025-10-06", f"09:{n:02d}"))
        yield town


def read(client: Client, address: str) -> str:
    """The page as text of one line."""
    response = client.get(address)
    assert response.status_code == 200, address
    return unescape(re.sub(r"\s+", " ", response.content.decode()))
