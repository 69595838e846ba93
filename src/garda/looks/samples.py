"""Made-up data for the page of components; nothing here is of a real person or office."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

CITY = SimpleNamespace(key="contoh", name="Kota Contoh", zone="Asia/Jakarta", maklumat={}, colours={})

PAGES: dict[str, Callable[[], dict[str, Any]]] = {}
