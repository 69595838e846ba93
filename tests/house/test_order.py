"""The files that are begun first are there: a name that nobody has any more would move nothing."""

from __future__ import annotations

from tests.order import HERE, LONG


def test_every_file_that_is_begun_first_is_there_and_named_once() -> None:
    assert [name for name in LONG if not (HERE / name).is_file()] == []
    assert len(set(LONG)) == len(LONG)
