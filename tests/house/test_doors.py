"""Every address says who may come in: the public, someone signed in, or a post that may do this act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Rooms of others that bring their own doors.
FOREIGN = ("allauth.", "django.")


def routes(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address with its view."""
    for pattern in resolver.url_patterns:
        path = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


def test_every_route_names_its_door() -> None:
    ours = [
        (path, view)
        for path, view in routes(get_resolver())
        if not getattr(view, "__module__", "").startswith(FOREIGN)
    ]
    assert ours
    without = [f"{path} ({view.__module__})" for path, view in ours if not getattr(view, "door", None)]
    assert without == []
    assert {view.door.split()[0].split("(")[0].split(":")[0] for _, view in ours} <= {
        "public",
        "signed",
        "post",
    }
