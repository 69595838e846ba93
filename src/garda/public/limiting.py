"""Wrong codes are counted, per number and per address, so that nobody tries them all."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 600  # seconds
PER_NUMBER = 10
PER_ADDRESS = 60  # a whole office may share one address


def _keys(request: HttpRequest, city_key: str, number: str, at: datetime) -> tuple[tuple[str, int], ...]:
    window = int(at.timestamp()) // WINDOW
    address = hashlib.sha256(str(request.META.get("REMOTE_ADDR", "")).encode()).hexdigest()[:24]
    asked = hashlib.sha256(f"{city_key}\x1f{number.upper()[:40]}".encode()).hexdigest()[:24]
    return (f"wrong:number:{asked}:{window}", PER_NUMBER), (f"wrong:address:{address}:{window}", PER_ADDRESS)


def too_many(request: HttpRequest, city_key: str, number: str, at: datetime) -> bool:
    """Whether so many wrong codes came for this number, or from this address, that no more are looked at."""
    return any(cache.get(key, 0) >= most for key, most in _keys(request, city_key, number, at))


def count_wrong(request: HttpRequest, city_key: str, number: str, at: datetime) -> None:
    """Count one wrong try."""
    for key, _most in _keys(request, city_key, number, at):
        if not cache.add(key, 1, WINDOW):
            cache.incr(key)
