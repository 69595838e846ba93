"""What a wall says aloud: a number and a desk in Indonesian words, as a person would call them out."""

from __future__ import annotations

import re

SMALL = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


def spoken(number: int) -> str:
    """A number from 0 to 999 in words: 14 is "empat belas"."""
    if number < 12:
        return SMALL[number]
    if number < 20:
        return f"{SMALL[number - 10]} belas"
    if number < 100:
        return f"{SMALL[number // 10]} puluh{_rest(number % 10)}"
    if number < 200:
        return f"seratus{_rest(number - 100)}"
    return f"{SMALL[number // 100]} ratus{_rest(number % 100)}"


def _rest(number: int) -> str:
    return f" {spoken(number)}" if number else ""


def call_words(code: str, desk: str) -> str:
    """ "Nomor A, empat belas. Silakan ke Loket satu." for "A 014" at "Loket 1"."""
    letter, _, number = code.partition(" ")
    where = re.sub(r"\d{1,3}", lambda found: spoken(int(found[0])), desk)
    return f"Nomor {' '.join(letter)}, {spoken(int(number))}. Silakan ke {where}."
