"""The promises of all services, each said once: services that promise the same stand together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from garda.flow import Words
from garda.sight.shelves import ServicePage


@dataclass(frozen=True)
class Pledge:
    """Services that promise the same but for their first promise, which is the time each one takes."""

    promises: tuple[Words, ...]
    pages: tuple[ServicePage, ...]

    @property
    def alone(self) -> ServicePage | None:
        """The only service, if no other promises the same."""
        return self.pages[0] if len(self.pages) == 1 else None


def pledges(pages: Iterable[ServicePage]) -> list[Pledge]:
    """All services by what they promise, the larger groups first; within a group as they came."""
    found: dict[tuple[Words, ...], list[ServicePage]] = {}
    for page in pages:
        found.setdefault(page.flow.promises[1:], []).append(page)
    return [Pledge(said, tuple(of)) for said, of in sorted(found.items(), key=lambda one: -len(one[1]))]
