"""The town that every test of these pages visits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from garda import clock
from tests.public.visitors import forget, whole_town
from tests.town import Town, moment


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Kota Contoh on an ordinary Tuesday at nine."""
    made = whole_town()
    with clock.moved_to(moment()):
        yield made
    forget()
