"""Typed text made fit to use."""

from __future__ import annotations

import pytest

from garda.texts.cleaning import whole


@pytest.mark.parametrize(
    ("typed", "digits", "meant"),
    [
        ("0", 18, 0),
        ("007", 3, 7),
        ("9" * 18, 18, 10**18 - 1),
        ("9" * 19, 18, None),
        ("9" * 5000, 18, None),
        ("1000", 3, None),
        ("", 18, None),
        ("-1", 18, None),
        ("1.5", 18, None),
        (" 1", 18, None),
        ("١٢", 18, None),
        ("²", 18, None),
        (None, 18, None),
        (7, 18, None),
    ],
)
def test_a_whole_number_is_plain_digits_and_no_longer_than_a_key(
    typed: object, digits: int, meant: int | None
) -> None:
    assert whole(typed, digits) == meant
